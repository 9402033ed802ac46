import { eq, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
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

/**
 * A row of a table as JSON. SQLite writes fifty rows into one text, and one call takes them apart, in a fifth of the time that it takes
 * to hand over every cell by itself.
 */
export function asJson(table: SQLiteTable): SQL {
  const parts = Object.entries(getTableColumns(table)).map(([key, { name, dataType }]) => sql.raw(`'${key}', ${cellOf(name, dataType)}`));
  return sql`json_object(${sql.join(parts, sql`, `)})`;
}

function cellOf(name: string, dataType: string): string {
  if (dataType === 'boolean') return `json(iif("${name}", 'true', 'false'))`;
  return dataType === 'json' ? `json("${name}")` : `"${name}"`;
}
