import { eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './client.ts';

/** A query that is built once for each database, and from then on only bound: to build it costs more than to ask SQLite. */
export function prepared<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}

/** Reads the one row that has this key. */
export function rowBy<Table extends SQLiteTable>(
  table: Table,
  key: SQLiteColumn,
): (db: Db, value: string) => Promise<Table['$inferSelect'] | undefined> {
  const query = prepared((db) =>
    db
      .select()
      .from(table as SQLiteTable)
      .where(eq(key, sql.placeholder('key')))
      .prepare(),
  );
  return async (db, value) => (await query(db).all({ key: value }))[0];
}

/** Whether a column holds one of the values of a list that is bound as JSON: one query for lists of every length. */
export const oneOf = (column: SQLWrapper, list: string): SQL => sql`${column} in (select value from json_each(${sql.placeholder(list)}))`;
