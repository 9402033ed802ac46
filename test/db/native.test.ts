import { createClient, type InValue, type ResultSet } from '@libsql/client';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNative } from '../../db/native.ts';

function twoDrivers() {
  const [ours, theirs] = [openNative(':memory:', 20), createClient({ url: ':memory:' })];
  onTestFinished(() => {
    ours.close();
    theirs.close();
  });
  return { ours, theirs };
}

const told = ({ columns, rows, rowsAffected, lastInsertRowid }: ResultSet) => ({
  columns,
  rows: rows.map((row) => ({ named: { ...row }, listed: Array.from(row) })),
  rowsAffected,
  lastInsertRowid,
});

/** What somebody is told who asked for something: an answer, or an error with all that is read of one here. */
const verdict = (asked: Promise<ResultSet | ResultSet[]>) =>
  asked.then(
    (answer) => (Array.isArray(answer) ? answer.map(told) : told(answer)),
    // Both refuse a whole number that JavaScript cannot hold, each in its own words.
    (error) =>
      error instanceof RangeError
        ? { unreadable: true }
        : {
            message: error.message.replace(/^(SQLITE_\w+: )+/, ''),
            step: error.statementIndex,
            code: /^SQLITE_[A-Z]+/.exec(error.code)?.[0],
          },
  );

const value: fc.Arbitrary<InValue> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => new Uint8Array(bytes).buffer),
  fc.date({ noInvalidDate: true }),
);

describe('the driver of a local file', () => {
  it('tells what @libsql/client tells, of every value, statement and mistake', async () => {
    const { ours, theirs } = twoDrivers();
    for (const driver of [ours, theirs]) await driver.executeMultiple('CREATE TABLE notes (id INTEGER PRIMARY KEY, text ANY NOT NULL)');
    const id = fc.integer({ min: 1, max: 9 });
    const step = fc.oneof(
      fc.record({ sql: fc.constant('INSERT INTO notes VALUES (?, ?)'), args: fc.tuple(id, value) }),
      fc.record({ sql: fc.constant('INSERT INTO notes VALUES (:id, $text) RETURNING text, id'), args: fc.record({ id, text: value }) }),
      fc.record({ sql: fc.constant('UPDATE notes SET text = ? WHERE id > ?'), args: fc.tuple(value, id) }),
      fc.record({ sql: fc.constant('DELETE FROM notes WHERE id > ?'), args: fc.tuple(id) }),
      fc.record({ sql: fc.constant('SELECT *, id, text AS again FROM notes WHERE id <= ? ORDER BY id'), args: fc.tuple(id) }),
      fc.record({ sql: fc.constantFrom('SELECT nothing FROM nowhere', 'no SQL at all'), args: fc.constant<InValue[]>([]) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(step, fc.array(step, { minLength: 1, maxLength: 4 })), { maxLength: 12 }), async (calls) => {
        for (const driver of [ours, theirs]) await driver.execute({ sql: 'DELETE FROM notes' });
        for (const call of calls) {
          const ask = (driver: typeof ours | typeof theirs) => (Array.isArray(call) ? driver.batch(call, 'write') : driver.execute(call));
          expect(await verdict(ask(ours))).toEqual(await verdict(ask(theirs)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what it cannot bind or read as it is', async () => {
    const { ours } = twoDrivers();
    const bind = (arg: unknown) => ours.execute({ sql: 'SELECT ?', args: [arg as InValue] });
    await expect(bind(undefined)).rejects.toThrow('undefined');
    await expect(bind(Number.NaN)).rejects.toThrow('NaN cannot be kept');
    await expect(ours.execute({ sql: 'SELECT 9007199254740993' })).rejects.toThrow('9007199254740993 is too large');
  });

  it('forgets how a statement was prepared when the schema changes', async () => {
    const { ours } = twoDrivers();
    const keysOf = async () => Object.keys((await ours.execute({ sql: 'SELECT * FROM notes' })).rows[0]!);
    await ours.batch(['CREATE TABLE notes (id)', 'INSERT INTO notes VALUES (1)'], 'write');
    expect(await keysOf()).toEqual(['id']);
    await ours.execute({ sql: 'ALTER TABLE notes ADD COLUMN text' });
    expect(await keysOf()).toEqual(['id', 'text']);
    await ours.migrate(['ALTER TABLE notes DROP COLUMN id']);
    expect(await keysOf()).toEqual(['text']);
    await ours.executeMultiple('DROP TABLE notes; CREATE TABLE notes (other); INSERT INTO notes VALUES (2)');
    expect(await keysOf()).toEqual(['other']);
  });

  it('keeps only so many statements, and those in use', async () => {
    const { ours } = twoDrivers();
    for (let n = 0; n < 1_200; n++) {
      const [row] = (await ours.execute({ sql: `SELECT ${n} AS n` })).rows;
      expect(row!.n).toBe(n);
      expect((await ours.execute({ sql: 'SELECT ? AS mine', args: [n] })).rows[0]!.mine).toBe(n);
    }
  });

  it('says that it is closed, however it is asked', async () => {
    const { ours } = twoDrivers();
    ours.close();
    const asked = [ours.execute({ sql: 'SELECT 1' }), ours.batch(['SELECT 1'], 'read'), ours.migrate([]), ours.executeMultiple('SELECT 1')];
    for (const answer of asked) await expect(answer).rejects.toThrow('closed');
  });
});
