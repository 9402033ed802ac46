import type { Client, InArgs, InStatement, TransactionMode } from '@libsql/client';
import type { LibSQLDatabase } from 'drizzle-orm/libsql/driver-core';
import { drizzle } from 'drizzle-orm/libsql/web';
import { isBusy } from './errors.ts';
import { type Driver, type SharingOptions, type Statement, type Steps, sharedCommits, sharedReads } from './together.ts';

/** The database as rooms know it: Drizzle over a client that keeps the rules below, wherever the company's data lies. */
export type Db = LibSQLDatabase;

export type OpenDb = { db: Db; client: Client; close(): void };

/** Drizzle's `/web` entry is used on Node too: the other one would bring the native module into a Worker's bundle. */
export const overClient = (client: Client): Db => drizzle(client);

export const opened = (client: Client): OpenDb => ({ db: overClient(client), client, close: () => client.close() });

/**
 * How a batch is to be sent: `read` if it only reads, else `write`, which takes the lock before the first step. Drizzle names no
 * mode and would get `deferred`, which takes it halfway and fails there; and a file lets a `read` batch write. Refuses BEGIN,
 * COMMIT and their kin: inside a batch they would end it early.
 */
function modeOf(steps: Steps, asked?: TransactionMode): 'read' | 'write' {
  const kinds = steps.map((step) => kindOf(typeof step === 'string' ? step : Array.isArray(step) ? step[0] : step.sql));
  if (kinds.includes('transaction')) throw new Error(NO_TRANSACTIONS);
  return asked === 'write' || kinds.some((kind) => kind !== 'read') ? 'write' : 'read';
}

/**
 * The rules for a remote database: batches in the right mode, no interactive transaction, and as few requests as can be. Reads that
 * are asked for at once travel together; so do writes that waited for another one, instead of waiting for its lock over there.
 */
export function ruled(client: Driver): Client {
  const read = sharedReads(client);
  const write = sharedCommits((steps) => client.batch(steps, 'write'));
  return over(client, {
    execute: async (first: InStatement, args?: InArgs) => {
      const step = allowed(first, args);
      const kind = kindOf(step.sql);
      return kind === 'read' ? read(step) : kind === 'write' ? (await write([step]))[0]! : client.execute(step);
    },
    batch: async (steps, mode) => (modeOf(steps, mode) === 'write' ? write(steps) : client.batch(steps, 'read')),
    migrate: (steps) => client.migrate(steps),
    executeMultiple: (sql) => client.executeMultiple(sql),
    reconnect: () => client.reconnect(),
  });
}

/** How long SQLite itself waits for a lock, in milliseconds. It waits with the whole process standing still, so: not long. */
export const BUSY_TIMEOUT = 20;

export type GuardOptions = Omit<SharingOptions, 'turn'> & {
  /** Said to every new connection before anything else. */
  pragmas: string;
  /** True for `:memory:`, where a second connection would be a second, empty database. */
  memory?: boolean;
  /** Lets sockets and timers have their turn. The driver never does: its promises settle in microtasks only. */
  turn(): Promise<unknown>;
  pause(millis: number): Promise<unknown>;
  /** Between 0 and 1. */
  random(): number;
  /** How long a call is tried again while another process holds the file, in milliseconds; then its caller gets SQLITE_BUSY. */
  patience?: number;
};

/**
 * A client over one local database that loses nothing it acknowledged.
 *
 * After one SQLITE_BUSY @libsql/client 0.18.0 leaves the statement unfinished, and every later write of that connection is
 * acknowledged and thrown away (libsql-client-ts issue 352). So every call goes through one queue, a connection that met BUSY
 * is left before anything else can use it, and the call is made again after a pause; reads may pass a write that pauses.
 *
 * Writes share commits: see together.ts.
 */
export function guard(client: Driver, options: GuardOptions): Client {
  const { pragmas, memory = false, turn, pause, random, patience = 5_000, callersPerCommit, onCommit } = options;
  let ready = false;
  let latest: Promise<unknown> = Promise.resolve();

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 0, waited = 0; ; attempt++) {
      try {
        return await inTurn(() => onReadyConnection(call));
      } catch (error) {
        if (!isBusy(error) || waited >= patience) throw error;
      }
      // Half to one and a half times 10, 20, 40, then 80 ms: whoever holds the lock in a rhythm is met between two beats.
      const rest = Math.min(10 * 2 ** attempt, 80) * (0.5 + random());
      waited += BUSY_TIMEOUT + rest;
      await pause(rest);
    }
  }

  function inTurn<T>(call: () => Promise<T>): Promise<T> {
    const mine = latest.then(call);
    latest = mine.catch(() => {});
    return mine;
  }

  async function onReadyConnection<T>(call: () => Promise<T>): Promise<T> {
    try {
      if (!ready) await client.executeMultiple(pragmas);
      ready = true;
      return await call();
    } catch (error) {
      ready = false; // The driver may have dropped the connection for another one.
      if (isBusy(error) && !memory && !client.closed) client.reconnect();
      throw error;
    }
  }

  const write = sharedCommits((steps) => patiently(() => client.batch(steps, 'write')), { turn, callersPerCommit, onCommit });

  return over(client, {
    execute: async (first: InStatement, args?: InArgs) => {
      const step = allowed(first, args);
      // A single write is a batch of one, so that it shares commits. What SQLite refuses inside a transaction goes alone.
      return kindOf(step.sql) === 'write' ? (await write([step]))[0]! : patiently(() => client.execute(step));
    },
    batch: async (steps, mode) => (modeOf(steps, mode) === 'write' ? write(steps) : patiently(() => client.batch(steps, 'read'))),
    migrate: (steps) => patiently(() => client.migrate(steps)),
    // A script is not tried again: it is no transaction, and the statements before the one that met BUSY are done.
    executeMultiple: (sql) => inTurn(() => onReadyConnection(() => client.executeMultiple(sql))),
    reconnect: () => {
      throw new Error('A guarded database reconnects by itself.');
    },
  });
}

const over = (client: Driver, own: Pick<Client, 'execute' | 'batch' | 'migrate' | 'executeMultiple' | 'reconnect'>): Client => ({
  ...own,
  transaction: () => Promise.reject(new Error(NO_TRANSACTIONS)),
  sync: () => Promise.reject(new Error('There is no replica to bring up to date.')),
  close: () => client.close(),
  get closed() {
    return client.closed;
  },
  get protocol() {
    return client.protocol;
  },
});

const NO_TRANSACTIONS = 'Interactive transactions are not used here: decide first, then send everything as one batch.';

function allowed(first: InStatement, args: InArgs = []): Statement {
  const step = typeof first === 'string' ? { sql: first, args } : first;
  if (kindOf(step.sql) === 'transaction') throw new Error(NO_TRANSACTIONS);
  return step;
}

// A wrong guess costs time, never data: it only decides who may pass whom, and which calls share a commit.
function kindOf(sql: string): 'read' | 'write' | 'transaction' | 'other' {
  if (/^\s*(select|values|explain)\b/i.test(sql)) return 'read';
  if (/^\s*(insert|update|delete|replace)\b/i.test(sql)) return 'write';
  if (/^\s*(begin|commit|end|rollback|savepoint|release)\b/i.test(sql)) return 'transaction';
  if (/^\s*with\b/i.test(sql)) return /\b(insert|update|delete|replace)\b/i.test(sql) ? 'write' : 'read';
  return 'other';
}
