import { resolve } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BUSY_TIMEOUT, type GuardOptions, guard, type OpenDb, opened } from './client.ts';
import { openNative } from './native.ts';
import { openRemote, type RemoteOptions } from './remote.ts';

export type OpenOptions = RemoteOptions & Partial<Omit<GuardOptions, 'pragmas' | 'memory'>>;

/**
 * Opens the database at `file:path`, `:memory:` or a remote address; the file is made if it is missing, its folder is not.
 * Nothing is read or written before the first call.
 */
export function openDb(url: string, options: OpenOptions = {}): OpenDb {
  if (url !== ':memory:' && !url.startsWith('file:')) return openRemote(url, options);
  const memory = url === ':memory:' || url === 'file::memory:';
  // One connection, so that pragmas and the guard's queue hold for every call; its busy timeout is there from its first moment.
  const driver = openNative(memory ? ':memory:' : absolute(url), BUSY_TIMEOUT);
  const node = { turn: () => setImmediate(), pause: (millis: number) => setTimeout(millis), random: Math.random };
  return opened(guard(driver, { ...node, ...options, pragmas: PRAGMAS, memory }));
}

/** Durable to the last acknowledged commit (WAL, FULL); 64 MB of cache; a checkpoint every 10,000 pages (40 MB). */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = ${BUSY_TIMEOUT};
  PRAGMA cache_size = -65536;
  PRAGMA wal_autocheckpoint = 10000;
  PRAGMA temp_store = memory;
`;

// The guard opens the path again after BUSY, and the process may have changed its folder by then.
function absolute(url: string): string {
  if (/[?#]/.test(url)) throw new Error(`The address of a database file takes no options: ${JSON.stringify(url)}.`);
  const path = url.startsWith('file://') ? fileURLToPath(url) : decodeURIComponent(url.slice('file:'.length));
  return resolve(path);
}
