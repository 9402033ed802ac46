import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, LibsqlError } from '@libsql/client';
import { onTestFinished } from 'vitest';
import { type OpenDb, opened } from '../../db/client.ts';
import { OutcomeUnknown } from '../../db/errors.ts';
import { openDb } from '../../db/file.ts';
import { systemIds } from '../../server/core/ids.ts';
import type { World } from '../world.ts';

/** The address of a database file that is gone after the test. */
export function someFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'company.db')}`;
}

/**
 * What happens to a commit: nothing bad; its answer is lost before or after it was kept; the process ends before or after it;
 * or, as a function, something else is done first, between what was read and what is written.
 */
export type Mishap =
  | 'fine'
  | 'busy'
  | 'reply_lost_before'
  | 'reply_lost_after'
  | 'killed_before'
  | 'killed_after'
  | (() => Promise<unknown>);

export class Killed extends Error {
  override readonly name = 'Killed';
}

const busy = () => new LibsqlError('database is locked', 'SQLITE_BUSY');

/** A database whose next commits go wrong as told; after that it is a good one. Whoever was killed reaches it no more until they start again. */
export function flakyDb({ client }: Pick<OpenDb, 'client'> = openDb(':memory:')) {
  const script: Mishap[] = [];
  let commits = 0;
  let dead = false;
  let busyAt = 0;
  let meanwhile: { read: RegExp; work: () => Promise<unknown> } | undefined;
  const mustLive = () => {
    if (dead) throw new Killed();
  };
  const die = () => {
    dead = true;
    mustLive();
  };
  const flaky: Client = {
    ...client,
    execute: async (first: never, args?: never) => {
      mustLive();
      if (busyAt > 0 && --busyAt === 0) throw busy();
      if (meanwhile?.read.test(JSON.stringify(first))) {
        const { work } = meanwhile;
        meanwhile = undefined;
        await work();
      }
      return client.execute(first, args as never);
    },
    get closed() {
      return client.closed;
    },
    get protocol() {
      return client.protocol;
    },
    batch: async (steps, mode) => {
      mustLive();
      commits += 1;
      const mishap = script.shift() ?? 'fine';
      if (typeof mishap === 'function') await mishap();
      if (mishap === 'busy') throw busy();
      if (mishap === 'reply_lost_before') throw new OutcomeUnknown(new Error('the line was cut'));
      if (mishap === 'killed_before') die();
      const results = await client.batch(steps, mode);
      if (mishap === 'reply_lost_after') throw new OutcomeUnknown(new Error('the line was cut'));
      if (mishap === 'killed_after') die();
      return results;
    },
  };
  return {
    ...opened(flaky),
    /** What happens to the next commits, in turn. */
    next: (...mishaps: Mishap[]) => void script.push(...mishaps),
    /** The read with this number from now on finds the database busy. */
    busyAtRead: (number: number) => {
      busyAt = number;
    },
    /** Something else is done in between, right before the next read like this. */
    beforeRead: (read: RegExp, work: () => Promise<unknown>) => {
      meanwhile = { read, work };
    },
    /** Whoever was killed starts again. */
    restart: () => {
      dead = false;
    },
    commits: () => commits,
  };
}

/** Another server of the same company: its own connection to the same file, its own ids. */
export function anotherServer({ app, door, key }: World, file: string) {
  const other = openDb(file);
  onTestFinished(other.close);
  const deps = { ...door.deps, db: other.db, ids: systemIds() };
  const fetch = async (path: string, init?: RequestInit): Promise<Response> =>
    app.fetch(new Request(new URL(path, deps.settings.baseUrl), init), { door: { ...door, deps }, callerAddress: '192.0.2.8' });
  return { fetch, deps, key, client: other.client };
}
