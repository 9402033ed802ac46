import { type InArgs, type InValue, LibsqlBatchError, type ResultSet, type Row } from '@libsql/client';
import Database from 'libsql';
import type { Driver, Statement, Steps } from './together.ts';

/** How many different statements are kept ready. The product has about two hundred; lists of varying length add to them. */
const KEPT = 500;

type Prepared = (args: Bound) => ResultSet;
type Bound = InValue[] | Record<string, InValue>;

/**
 * One connection to a database in a file or in memory: the engine that @libsql/client opens too, but each statement is prepared
 * once and then kept, where that client prepares it again at every call and asks for its columns twice. That was half of
 * the time of a read. Nothing waits here: each call is done when it returns.
 */
export function openNative(path: string, timeout: number): Driver {
  const ready = new Map<string, Prepared>();
  let connection = new Database(path, { timeout });

  const execute = ({ sql, args = [] }: Statement): ResultSet => {
    const known = ready.get(sql);
    ready.delete(sql);
    const prepared = known ?? prepare(connection, sql);
    const result = prepared(bound(args));
    // What failed is not kept, and after a change of the schema nothing is: its columns may be others now.
    if (CHANGES_SCHEMA.test(sql)) ready.clear();
    else ready.set(sql, prepared);
    if (ready.size > KEPT) ready.delete(ready.keys().next().value!);
    return result;
  };

  const together = (begin: string, steps: Steps): ResultSet[] => {
    const results: ResultSet[] = [];
    try {
      execute({ sql: begin });
      for (const [i, step] of steps.entries()) results.push(namingIts(i, () => execute(statementOf(step))));
      execute({ sql: 'COMMIT' });
    } finally {
      if (connection.open && connection.inTransaction) execute({ sql: 'ROLLBACK' });
    }
    return results;
  };

  const whileOpen = async <T>(call: () => T): Promise<T> => {
    if (!connection.open) throw new Error('The database is closed.');
    return call();
  };

  const close = () => {
    ready.clear();
    if (connection.open) connection.close();
  };

  return {
    execute: (step) => whileOpen(() => execute(step)),
    batch: (steps, mode) => whileOpen(() => together(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN TRANSACTION READONLY', steps)),
    migrate: (steps) =>
      whileOpen(() => {
        execute({ sql: 'PRAGMA foreign_keys = off' });
        try {
          return together('BEGIN IMMEDIATE', steps);
        } finally {
          execute({ sql: 'PRAGMA foreign_keys = on' });
        }
      }),
    executeMultiple: (sql) =>
      whileOpen(() => {
        ready.clear();
        connection.exec(sql);
      }),
    reconnect: () => {
      close();
      connection = new Database(path, { timeout });
    },
    close,
    get closed() {
      return !connection.open;
    },
    protocol: 'file',
  };
}

const CHANGES_SCHEMA = /^\s*(create|alter|drop|attach|detach|pragma)\b/i;

function prepare(connection: Database.Database, sql: string): Prepared {
  const statement = connection.prepare<[Bound]>(sql).safeIntegers(true);
  if (!statement.reader) {
    return (args) => {
      const { changes, lastInsertRowid } = statement.run(args);
      return resultOf([], [], changes, BigInt(lastInsertRowid));
    };
  }
  const columns = statement.columns().map((column) => column.name);
  const all = (args: Bound) => statement.raw(true).all(args) as unknown[][];
  const rowOf = rowMaker(columns);
  return (args) => resultOf(columns, all(args).map(rowOf), 0);
}

/** What the driver of @libsql/client gives: a row is read by name and by index, and only the names are counted among its keys. */
function rowMaker(columns: readonly string[]): (values: readonly unknown[]) => Row {
  // What all rows of a statement share is made once: the way from an index to the cells, which stand in one place.
  const CELLS = Symbol('cells');
  type Cells = { [CELLS]: unknown[] };
  const shared = Object.create(Object.prototype, {
    length: { value: columns.length },
    ...Object.fromEntries(
      columns.map((_, i) => [
        i,
        {
          get(this: Cells) {
            return this[CELLS][i];
          },
        },
      ]),
    ),
  }) as object;
  const named = columns.map((name, i) => [name, i] as const).filter(([name], i) => columns.indexOf(name) === i);
  return (values) => {
    const cells = values.map(read);
    const row = Object.create(shared, { [CELLS]: { value: cells } }) as Record<string, unknown>;
    for (const [name, i] of named) row[name] = cells[i];
    return row as Row;
  };
}

function resultOf(columns: string[], rows: Row[], rowsAffected: number, lastInsertRowid?: bigint): ResultSet {
  return { columns, columnTypes: [], rows, rowsAffected, lastInsertRowid, toJSON: () => ({ columns, rows, rowsAffected }) };
}

function read(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) throw new RangeError(`${value} is too large to be read as a number.`);
    return Number(value);
  }
  return value instanceof Uint8Array ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value;
}

const statementOf = (step: Steps[number]): Statement =>
  typeof step === 'string' ? { sql: step } : Array.isArray(step) ? { sql: step[0], args: step[1] ?? [] } : step;

const bound = (args: InArgs): Bound =>
  Array.isArray(args)
    ? args.map(written)
    : Object.fromEntries(Object.entries(args).map(([name, value]) => [name.replace(/^[@$:]/, ''), written(value)]));

function written(value: InValue): InValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === undefined) throw new TypeError('There is an argument that is undefined.');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be kept in the database.`);
  return value;
}

/** Says which step of a batch it was, as the driver of @libsql/client does. */
function namingIts(index: number, step: () => ResultSet): ResultSet {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const { message, code, rawCode } = error;
    throw new LibsqlBatchError(message, index, code, code, rawCode, error);
  }
}
