import { and, eq } from 'drizzle-orm';
import { isAmbiguous, isBusy, notNullViolation, uniqueViolation } from '../../db/errors.ts';
import { ledger } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';
import { ledgerKeyOf } from './ledger.ts';
import { Refusal, refuse } from './refusal.ts';

/** Somebody was first: a key that this commit wanted was taken between reading and writing. Nothing of it was written. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  constructor(readonly columns: readonly string[]) {
    super(`Already there: ${columns.join(', ')}`);
  }
}

/** The job behind this commit was taken over by another runner. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Writes everything an action changes, or nothing: one batch, one round trip. Throws `Conflict` when a key was taken,
 * `LeaseLost` when the job behind it is no longer ours, and refuses with `busy` when the database cannot take it now.
 */
export async function commit(ctx: Ctx, steps: readonly Step[]): Promise<void> {
  const all = [...(ctx.settle?.done ? [] : (ctx.settle?.steps ?? [])), ...steps];
  if (all.length === 0) return;
  try {
    await send(ctx, all);
  } catch (error) {
    if (!isAmbiguous(error)) throw named(error);
    if (!(await wasWritten(ctx, all))) {
      await send(ctx, all).catch((second) => {
        throw named(second);
      });
    }
  }
  if (ctx.settle) ctx.settle.done = true;
}

/** Runs the whole of an action again on fresh data when somebody was first; after `tries` it says so. */
export async function again<T>(action: () => Promise<T>, tries = 6): Promise<T> {
  for (let left = tries; left > 1; left--) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return action().catch((error) => {
    if (error instanceof Conflict)
      refuse('busy', 'Many people are changing this at once.', { next: 'Try again in a moment.', retryAfter: 1 });
    throw error;
  });
}

/** For each database, who stands last in the line of those who lost a race over something. A Worker has one for each request. */
const lines = new WeakMap<Ctx['deps']['db'], Map<string, Promise<unknown>>>();

/**
 * `again`, for what many change at once: whoever lost a race over `about` waits for the others here who did, and then tries. Else of sixty
 * who try again at the same time one would get through each time, and most would be sent away.
 */
export async function againInLine<T>({ deps: { db } }: Ctx, about: string, action: () => Promise<T>): Promise<T> {
  // The second try is everybody's: what is now refused, as a claim is, need not wait for that.
  for (let tries = 2; tries > 0; tries--) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  const line = lines.get(db) ?? new Map<string, Promise<unknown>>();
  lines.set(db, line);
  const next = () => again(action);
  const mine = (line.get(about) ?? Promise.resolve()).then(next, next);
  line.set(about, mine);
  return mine.finally(() => {
    if (line.get(about) === mine) line.delete(about);
  });
}

const send = (ctx: Ctx, steps: readonly Step[]): Promise<unknown> => ctx.deps.db.batch(steps as [Step, ...Step[]]);

/** After a lost reply: the ledger says whether our entry is the one at its place. */
async function wasWritten(ctx: Ctx, steps: readonly Step[]): Promise<boolean> {
  const key = steps.map(ledgerKeyOf).find((found) => found !== undefined);
  if (!key) return false;
  const [row] = await ctx.deps.db
    .select({ id: ledger.id })
    .from(ledger)
    .where(and(eq(ledger.subject, key.subject), eq(ledger.seq, key.seq)));
  if (row && row.id !== key.id) throw new Conflict(['ledger.subject', 'ledger.seq']);
  return row !== undefined;
}

function named(error: unknown): unknown {
  const taken = uniqueViolation(error);
  if (taken) return new Conflict(taken);
  if (notNullViolation(error) === 'jobs.id') return new LeaseLost('Another runner has taken this job.');
  return refusalIn(error) ?? error;
}

/** An error as a refusal, if it is one: said by a verb, or because the database cannot be read or written now. */
export function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  return isBusy(error) ? new Refusal('busy', 'The database is busy.', { next: 'Try again in a moment.', retryAfter: 1 }) : undefined;
}
