import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, InStatement, LibsqlBatchError, ResultSet } from '@libsql/client';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { uniqueViolation } from '../../db/errors.ts';
import { type OpenOptions, openDb } from '../../db/file.ts';

/** A ledger as Ringback keeps it: whoever is second to write an entry has lost. A pledge names an entry, at the latest by the commit. */
async function ledger(url: string, options: OpenOptions = {}): Promise<Client> {
  const { client, close } = openDb(url, options);
  onTestFinished(close);
  await client.batch([
    'CREATE TABLE ledger (subject TEXT NOT NULL, seq INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (subject, seq))',
    'CREATE TABLE pledges (actor TEXT NOT NULL, subject TEXT, seq INTEGER, FOREIGN KEY (subject, seq) REFERENCES ledger DEFERRABLE INITIALLY DEFERRED)',
  ]);
  return client;
}

const entry = (subject: string, seq: number, actor: string): InStatement => ({
  sql: 'INSERT INTO ledger VALUES (?, ?, ?) RETURNING actor',
  args: [subject, seq, actor],
});
const pledge = (actor: string, subject: string | null = null, seq: number | null = null): InStatement => ({
  sql: 'INSERT INTO pledges VALUES (?, ?, ?)',
  args: [actor, subject, seq],
});

const everything = async (client: Client) =>
  (await client.batch(['SELECT * FROM ledger ORDER BY 1, 2', 'SELECT * FROM pledges ORDER BY 1, 2, 3'], 'read')).map(({ rows }) =>
    rows.map((row) => Array.from(row)),
  );

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe('callers who wait are committed together', () => {
  it('on a file: two hundred in a few commits, each kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringback-group-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const commits: number[] = [];
    const client = await ledger(`file:${join(folder, 'company.db')}`, { onCommit: (callers) => commits.push(callers) });
    commits.length = 0;
    await Promise.all(Array.from({ length: 200 }, (_, i) => client.batch([entry('cbk_1', i, `agent ${i}`)], 'write')));
    expect(sum(commits)).toBe(200);
    expect(commits.length).toBeLessThanOrEqual(2); // The first may have gone ahead alone.
    expect((await everything(client))[0]).toHaveLength(200);
  });

  it('never more than agreed, nor so much work that sockets would have to wait for long', async () => {
    const commits: number[] = [];
    const client = await ledger(':memory:', { callersPerCommit: 4, onCommit: (callers) => commits.push(callers) });
    commits.length = 0;
    await Promise.all(Array.from({ length: 10 }, (_, i) => client.execute(entry('cbk_1', i, 'Ines'))));
    expect(sum(commits)).toBe(10);
    expect(Math.max(...commits)).toBe(4);

    commits.length = 0;
    const long = (subject: string) => Array.from({ length: 1_500 }, (_, seq) => entry(subject, seq, 'import'));
    await Promise.all(['cbk_2', 'cbk_3', 'cbk_4'].map((subject) => client.batch(long(subject), 'write')));
    expect(commits).toEqual([1, 1, 1]);
  });

  it('each gets the results of its own steps', async () => {
    const client = await ledger(':memory:');
    const steps = (caller: number) => Array.from({ length: caller % 4 }, (_, seq) => entry(`cbk_${caller}`, seq, `${caller}/${seq}`));
    const results = await Promise.all(Array.from({ length: 20 }, (_, caller) => client.batch(steps(caller), 'write')));
    const said = results.map((sets) => sets.map((set: ResultSet) => set.rows[0]!.actor));
    expect(said).toEqual(Array.from({ length: 20 }, (_, caller) => steps(caller).map((_, seq) => `${caller}/${seq}`)));
  });
});

describe('one who fails', () => {
  const actors = Array.from({ length: 40 }, (_, i) => `agent ${i}`);

  /** Forty write at once; some of them something that cannot be. Says who was refused, and why. */
  async function atOnce(client: Client, badSteps: Record<string, InStatement[]>): Promise<Record<string, Error>> {
    const refused: Record<string, Error> = {};
    await Promise.all(
      actors.map((actor, seq) =>
        client.batch([pledge(actor), ...(badSteps[actor] ?? [entry('cbk_1', seq, actor)])], 'write').catch((error) => {
          refused[actor] = error;
        }),
      ),
    );
    const pledged = (await everything(client))[1]!.map(([actor]) => actor);
    expect(pledged, 'those who were not refused, and nobody else, have everything they wrote').toEqual(
      actors.filter((actor) => !(actor in refused)).sort(),
    );
    return refused;
  }

  it('with a conflict loses alone, and learns which of its own steps it was', async () => {
    const client = await ledger(':memory:');
    await client.execute(entry('cbk_9', 1, 'Ines'));
    const second = [entry('cbk_9', 1, 'late')];
    const refused = await atOnce(client, { 'agent 7': second, 'agent 8': second, 'agent 39': second });
    expect(Object.keys(refused).sort()).toEqual(['agent 39', 'agent 7', 'agent 8']);
    for (const error of Object.values(refused)) {
      expect(uniqueViolation(error)).toEqual(['ledger.subject', 'ledger.seq']);
      expect((error as LibsqlBatchError).statementIndex).toBe(1);
    }
  });

  it('because of another in the same commit loses to the one who asked first', async () => {
    const client = await ledger(':memory:');
    const same = (actor: string) => [entry('cbk_9', 1, actor)];
    const refused = await atOnce(client, { 'agent 5': same('agent 5'), 'agent 6': same('agent 6'), 'agent 30': same('agent 30') });
    expect(Object.keys(refused).sort()).toEqual(['agent 30', 'agent 6']);
  });

  it('with a value that no database takes loses alone', async () => {
    const refused = await atOnce(await ledger(':memory:'), { 'agent 3': [pledge('agent 3', 'cbk_1', Number.NaN)] });
    expect(Object.keys(refused)).toEqual(['agent 3']);
    expect(refused['agent 3']).toBeInstanceOf(RangeError);
  });

  it('only at the commit loses alone', async () => {
    const refused = await atOnce(await ledger(':memory:'), { 'agent 3': [pledge('agent 3', 'cbk_none', 1)] });
    expect(Object.keys(refused)).toEqual(['agent 3']);
    expect(refused['agent 3']!.message).toContain('FOREIGN KEY constraint failed');
  });
});

it('together or one after the other: the same verdicts and the same rows, whatever they write', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('entry' as const), seq: fc.nat(12) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('orphan' as const), seq: fc.nat(12) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('nonsense' as const), seq: fc.constant(0) }) },
  );
  const write = (actor: string, { kind, seq }: { kind: 'entry' | 'orphan' | 'nonsense'; seq: number }): InStatement =>
    kind === 'entry' ? entry('cbk_1', seq, actor) : kind === 'orphan' ? pledge(actor, 'cbk_none', seq) : 'INSERT INTO nowhere VALUES (1)';

  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 12 }), async (callers) => {
      const outcomes = await Promise.all(
        [512, 1].map(async (callersPerCommit) => {
          const client = await ledger(':memory:', { callersPerCommit });
          const verdicts = await Promise.allSettled(
            callers.map((steps, i) =>
              client.batch(
                steps.map((s) => write(`agent ${i}`, s)),
                'write',
              ),
            ),
          );
          const said = verdicts.map((v) =>
            v.status === 'rejected' ? v.reason.message : v.value.map((set) => Array.from(set.rows[0] ?? [])),
          );
          return { said, rows: await everything(client) };
        }),
      );
      expect(outcomes[0]).toEqual(outcomes[1]);
    }),
    { numRuns: 150 },
  );
});
