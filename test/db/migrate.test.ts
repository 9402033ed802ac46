import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Client } from '@libsql/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { moduleOf, readMigrations } from '../../db/embed.ts';
import { isBusy } from '../../db/errors.ts';
import { openDb } from '../../db/file.ts';
import { type Migration, migrate } from '../../db/migrate.ts';
import { type Sqld, sqldMissing, startSqld } from '../support/sqld.ts';

const people: Migration = { name: '0000_people', statements: ['CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)'] };
const callbacks: Migration = {
  name: '0001_callbacks',
  statements: [
    'CREATE TABLE callbacks (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE)',
    "INSERT INTO people VALUES (1, 'Ines')",
    'INSERT INTO callbacks VALUES (1, 1)',
    'CREATE TRIGGER one_ines AFTER INSERT ON people BEGIN SELECT 1; SELECT RAISE(ABORT, "there is one") WHERE new.name = "Ines"; END',
  ],
};
const broken: Migration = { name: '0002_broken', statements: ["UPDATE people SET name = 'Rui'", 'DROP TABLE nowhere'] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringback-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let sqld: Sqld;
beforeAll(async () => {
  if (!sqldMissing) sqld = await startSqld();
});
afterAll(() => sqld?.stop());

const worlds = [
  { world: 'a file', url: () => `file:${join(folder, 'company.db')}`, missing: undefined },
  { world: 'memory', url: () => ':memory:', missing: undefined },
  { world: 'a server over HTTP', url: () => sqld.url, missing: sqldMissing },
];

const versions = async (client: Client) =>
  (await client.execute('SELECT name FROM schema_version ORDER BY at, name')).rows.map(({ name }) => name);
const tables = async (client: Client) =>
  (await client.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\' ORDER BY 1")).rows.map(
    ({ name }) => name,
  );

describe.each(worlds)('migrating $world', ({ world, url, missing }) => {
  const open: { close(): void }[] = [];
  const another = (): Client => {
    const opened = openDb(url());
    open.push(opened);
    return opened.client;
  };
  let client: Client;
  beforeEach(async () => {
    if (missing) return;
    client = another();
    const names = ['callbacks', 'people', 'schema_version'];
    await client.executeMultiple(`PRAGMA foreign_keys = OFF; ${names.map((name) => `DROP TABLE IF EXISTS ${name};`).join(' ')}`);
  });
  afterEach(() => {
    for (const { close } of open.splice(0)) close();
  });

  it.skipIf(missing)('applies what is missing, in order, once', async () => {
    expect(await migrate(client, [people])).toEqual(['0000_people']);
    expect(await migrate(client, [people, callbacks])).toEqual(['0001_callbacks']);
    expect(await migrate(client, [people, callbacks])).toEqual([]);
    expect(await versions(client)).toEqual(['0000_people', '0001_callbacks']);
    expect((await client.execute('SELECT * FROM callbacks')).rows).toHaveLength(1);
    const { at, now } = (await client.execute('SELECT max(at) AS at, unixepoch() AS now FROM schema_version')).rows[0]!;
    expect(Math.abs(Number(at) / 1_000 - Number(now)), 'milliseconds').toBeLessThan(60);
  });

  it.skipIf(missing)('one that fails is named, and nothing of it remains', async () => {
    await expect(migrate(client, [people, callbacks, broken])).rejects.toThrow(/^Migration 0002_broken failed: .*no such table: nowhere/);
    expect(await versions(client)).toEqual(['0000_people', '0001_callbacks']);
    expect((await client.execute('SELECT name FROM people')).rows[0]!.name).toBe('Ines');
    const mended = { ...broken, statements: broken.statements.slice(0, 1) };
    expect(await migrate(client, [people, callbacks, mended])).toEqual(['0002_broken']);
  });

  it.skipIf(missing)('a table is built anew without losing what points to it', async () => {
    const anew = ['CREATE TABLE people2 (id INTEGER PRIMARY KEY, name TEXT)', 'INSERT INTO people2 SELECT * FROM people'];
    const rebuild = { name: '0002_anew', statements: [...anew, 'DROP TABLE people', 'ALTER TABLE people2 RENAME TO people'] };
    await migrate(client, [people, callbacks, rebuild]);
    expect((await client.execute('SELECT * FROM callbacks')).rows).toHaveLength(1);
    await expect(client.execute('INSERT INTO callbacks VALUES (2, 99)')).rejects.toThrow('FOREIGN KEY');
  });

  it.skipIf(missing)('a database made by a newer program is refused in one sentence', async () => {
    await migrate(client, [people, callbacks]);
    const sentence = 'This database was made by a newer version of Ringback (it has 0001_callbacks): start that version instead.';
    await expect(migrate(client, [people])).rejects.toThrow(sentence);
  });

  // A database in memory has one process only.
  if (world === 'memory') return;
  it.skipIf(missing)('eight who start at once apply each migration once', async () => {
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(another(), [people, callbacks])));
    expect(applied.flat().sort()).toEqual(['0000_people', '0001_callbacks']);
    expect((await client.execute('SELECT * FROM callbacks')).rows).toHaveLength(1);
  });
});

it('a program killed in the middle of a migration leaves nothing of it, and the next start goes on', async () => {
  const url = `file:${join(folder, 'killed.db')}`;
  const program = spawn(process.execPath, ['--import', 'tsx', 'test/db/rival.ts', 'migrates', url], { stdio: 'inherit' });
  const ended = once(program, 'close');
  onTestFinished(() => void program.kill('SIGKILL'));
  const [looker, prober] = [openDb(url), openDb(url, { patience: 0 })];
  await until(async () => (await tables(looker.client)).includes('whole') && (await isHeld(prober.client)));
  program.kill('SIGKILL');
  await ended;
  for (const open of [looker, prober]) open.close();

  const { client, close } = openDb(url);
  expect(await versions(client)).toEqual(['0000_whole']);
  expect(await tables(client)).toEqual(['whole']);
  expect((await client.execute('SELECT * FROM whole')).rows).toEqual([]);
  const half: Migration = { name: '0001_half', statements: ['CREATE TABLE half (a)'] };
  expect(await migrate(client, [{ name: '0000_whole', statements: [] }, half])).toEqual(['0001_half']);
  close();
});

/** True if somebody is writing. */
const isHeld = (client: Client) => client.executeMultiple('BEGIN IMMEDIATE; ROLLBACK').then(() => false, isBusy);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setImmediate();
}

describe('embedding', () => {
  it("reads drizzle-kit's folder in the order of its journal", () => {
    mkdirSync(join(folder, 'meta'));
    const entries = [
      { idx: 1, tag: '0001_then' },
      { idx: 0, tag: '0000_first' },
    ];
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }));
    writeFileSync(
      join(folder, '0000_first.sql'),
      'CREATE TABLE `a` (\n\t`b` text\n);\n--> statement-breakpoint\nCREATE INDEX `c` ON `a` (`b`);\n',
    );
    writeFileSync(join(folder, '0001_then.sql'), 'DROP TABLE `a`;');
    expect(readMigrations(folder)).toEqual([
      { name: '0000_first', statements: ['CREATE TABLE `a` (\n\t`b` text\n);', 'CREATE INDEX `c` ON `a` (`b`);'] },
      { name: '0001_then', statements: ['DROP TABLE `a`;'] },
    ]);
  });

  it('writes a module that says the same', async () => {
    const migrations = [people, { name: '0001_odd', statements: ["INSERT INTO t VALUES ('`$`\\ \u2028 \"')"] }];
    const file = join(folder, 'migrations.ts');
    writeFileSync(file, moduleOf(migrations));
    expect((await import(file)).migrations).toEqual(migrations);
  });
});
