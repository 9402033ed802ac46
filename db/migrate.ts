import type { Client } from '@libsql/client';
import { uniqueViolation } from './errors.ts';

/** One step of the schema, as drizzle-kit made it. Its name never changes once it was published. */
export type Migration = { name: string; statements: string[] };

/**
 * Brings the database to the schema that this program knows, and returns the names of what it applied. Each migration is wholly
 * there or not at all, even when the program is killed in the middle, and may be started by several processes at once.
 * Refuses a database that a newer program has already changed, and names the migration that fails.
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.execute('CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL)');
  const { rows } = await client.execute('SELECT name FROM schema_version ORDER BY name');
  const there = rows.map((row) => String(row.name));
  const unknown = there.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Error(`This database was made by a newer version of Ringback (it has ${unknown.join(', ')}): start that version instead.`);
  }
  const applied: string[] = [];
  for (const migration of migrations) {
    if (!there.includes(migration.name) && (await apply(client, migration))) applied.push(migration.name);
  }
  return applied;
}

/** Whether the newest of these is there: one indexed read, for whoever must ask often. */
export async function isMigrated(client: Client, migrations: readonly Migration[]): Promise<boolean> {
  try {
    const { rows } = await client.execute('SELECT name FROM schema_version ORDER BY name DESC LIMIT 1');
    return rows[0]?.name === migrations.at(-1)?.name;
  } catch (error) {
    if (String(error).includes('no such table')) return false;
    throw error;
  }
}

// `client.migrate()` is one transaction with foreign keys off, as rebuilding a table needs. The version row goes first: it takes
// the write lock, and a process that comes second breaks its key before it has touched anything.
async function apply(client: Client, { name, statements }: Migration): Promise<boolean> {
  try {
    await client.migrate([{ sql: RECORD, args: [name] }, ...statements]);
    return true;
  } catch (error) {
    if (uniqueViolation(error)?.includes('schema_version.name')) return false;
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

const RECORD = "INSERT INTO schema_version (name, at) VALUES (?, CAST(unixepoch('subsec') * 1000 AS INTEGER))";
