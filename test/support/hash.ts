import { createHash } from 'node:crypto';
import type { Client } from '@libsql/client';
import { expect } from 'vitest';

/** Every row of every table, as text, in an order of its own: what a database holds, whatever the order it came in. */
export async function everyRow(client: Client): Promise<Record<string, string[]>> {
  const tables = await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
  const all: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.execute(`SELECT * FROM "${name}"`);
    all[String(name)] = rows.map((row) => JSON.stringify({ ...row })).sort();
  }
  return all;
}

/** One text for all that: the same when, and only when, nothing was changed. */
export const databaseHash = async (client: Client): Promise<string> =>
  createHash('sha256')
    .update(JSON.stringify(await everyRow(client)))
    .digest('hex');

/** Does something that must leave every row of every table as it was, and says which one it did not. */
export async function withoutChange<T>(client: Client, action: () => Promise<T>): Promise<T> {
  const before = await everyRow(client);
  const result = await action();
  expect(await everyRow(client), 'a row was changed').toEqual(before);
  return result;
}

/** How many rows each of these tables has. */
export async function countIn<T extends string>(client: Client, ...tables: T[]): Promise<Record<T, number>> {
  const counted = tables.map(async (table) => [table, Number((await client.execute(`SELECT count(*) n FROM ${table}`)).rows[0]!.n)]);
  return Object.fromEntries(await Promise.all(counted)) as Record<T, number>;
}

/** The rows that a query gives, as plain objects. */
export async function rowsOf<T = Record<string, unknown>>(client: Client, sql: string, ...args: (string | number)[]): Promise<T[]> {
  return (await client.execute(sql, args)).rows.map((row) => ({ ...row }) as T);
}
