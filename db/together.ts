import type { Client, InArgs, ResultSet } from '@libsql/client';
import { isAmbiguous, isBusy } from './errors.ts';

export type Steps = Parameters<Client['batch']>[0];

export type Statement = { sql: string; args?: InArgs };

/** A connection as the rules below need it: @libsql/client's own clients are such, and so is native.ts. */
export type Driver = Pick<Client, 'batch' | 'migrate' | 'executeMultiple' | 'reconnect' | 'close' | 'closed' | 'protocol'> & {
  execute(step: Statement): Promise<ResultSet>;
};

export type SharingOptions = {
  /** Lets sockets and timers have their turn, where the driver does not. */
  turn?(): Promise<unknown>;
  /** How many callers may share one commit. */
  callersPerCommit?: number | undefined;
  /** Told after each commit how many callers shared it. */
  onCommit?: ((callers: number) => void) | undefined;
};

type Caller = { steps: Steps; resolve(results: ResultSet[]): void; reject(error: unknown): void };

/**
 * Writes that wait while another is being committed are committed together; each caller keeps its own results and verdict, as if
 * they had come one after the other. (One exception, not used here: a deferred foreign key is judged at the shared commit.)
 */
export function sharedCommits(
  send: (steps: Steps) => Promise<ResultSet[]>,
  { turn = async () => {}, callersPerCommit = 512, onCommit }: SharingOptions = {},
): (steps: Steps) => Promise<ResultSet[]> {
  const waiting: Caller[] = [];
  let committing = false;

  async function commitAll(): Promise<void> {
    committing = true;
    const again: Caller[][] = [];
    while (again.length + waiting.length > 0) {
      const group = again.shift() ?? waiting.splice(0, groupSize(waiting, callersPerCommit));
      again.unshift(...(await commit(group)));
      await turn();
    }
    committing = false;
  }

  /** Returns those who have no verdict yet, in the groups in which they are to be tried again. */
  async function commit(group: Caller[]): Promise<Caller[][]> {
    const steps = group.flatMap((caller) => caller.steps);
    let results: ResultSet[];
    try {
      results = await send(steps);
    } catch (error) {
      if (group.length > 1 && !isBusy(error) && !isAmbiguous(error)) return apart(group, error);
      for (const caller of group) caller.reject(error);
      return [];
    }
    for (const caller of group) caller.resolve(results.splice(0, caller.steps.length));
    onCommit?.(group.length);
    return [];
  }

  return (steps) =>
    new Promise((resolve, reject) => {
      waiting.push({ steps, resolve, reject });
      if (!committing) void commitAll();
    });
}

/** The file driver is synchronous under its promises: 2,048 steps (about 30 ms) is the longest that sockets have to wait. */
const STEPS_PER_COMMIT = 2_048;

function groupSize(waiting: Caller[], most: number): number {
  let size = 0;
  for (let steps = 0; size < Math.min(most, waiting.length); size++) {
    steps += waiting[size]!.steps.length;
    if (size > 0 && steps > STEPS_PER_COMMIT) break;
  }
  return size;
}

/** Those before the one who failed, that one alone, those after; or everyone alone if it was nobody's step that failed. */
function apart(group: Caller[], error: unknown): Caller[][] {
  let stepsLeft = error instanceof Error && 'statementIndex' in error ? Number(error.statementIndex) : Number.NaN;
  const at = group.findIndex((caller) => {
    stepsLeft -= caller.steps.length;
    return stepsLeft < 0;
  });
  if (at < 0) return group.map((caller) => [caller]);
  return [group.slice(0, at), [group[at]!], group.slice(at + 1)].filter((part) => part.length > 0);
}

type Reader = { step: Statement; resolve(result: ResultSet): void; reject(error: unknown): void };

/** Reads that are asked for at once are one request. When one statement fails, each is asked again alone and gets its own answer. */
export function sharedReads(client: Driver): (step: Reader['step']) => Promise<ResultSet> {
  let waiting: Reader[] = [];
  const alone = ({ step, resolve, reject }: Reader) => client.execute(step).then(resolve, reject);
  async function ask(): Promise<void> {
    const readers = waiting;
    waiting = [];
    if (readers.length === 1) return alone(readers[0]!);
    try {
      const results = await client.batch(
        readers.map((reader) => reader.step),
        'read',
      );
      for (const [i, reader] of readers.entries()) reader.resolve(results[i]!);
    } catch (error) {
      if (error instanceof Error && 'statementIndex' in error) await Promise.all(readers.map(alone));
      else for (const reader of readers) reader.reject(error);
    }
  }
  return (step) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ step, resolve, reject }) === 1) queueMicrotask(ask);
    });
}
