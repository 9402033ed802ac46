import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { callbackReasons, callbacks, callbackWords } from '../../db/schema/callbacks.ts';
import type { Ctx, Step } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { entry } from '../core/ledger.ts';
import type { Instant } from '../core/time.ts';
import { nextMoment } from './decide.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback } from './rules.ts';

// Written out, not bound: SQLite only uses a partial index when it sees the same words.
const stillOpen = sql`${callbacks.open} = 1`;
const closed = sql`${callbacks.open} = 0`;

/** One callback, or nothing. */
export const callbackById = (ctx: Ctx, id: string): Promise<Callback | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(callbacks, callbacks.id);

/** Every callback of a customer, open or not, the newest first. */
export const callbacksOf = (ctx: Ctx, customerId: string): Promise<Callback[]> =>
  ctx.deps.db.select().from(callbacks).where(eq(callbacks.customerId, customerId)).orderBy(desc(callbacks.openedAt));

/** Callbacks that were closed before `before`, the first one first, after the one that was looked at last. */
export const closedBefore = (ctx: Ctx, before: Instant, [at, id]: readonly [Instant, string], limit: number): Promise<Callback[]> =>
  ctx.deps.db
    .select()
    .from(callbacks)
    .where(and(closed, sql`(closed_at, id) > (${at}, ${id})`, lt(callbacks.closedAt, before)))
    .orderBy(asc(callbacks.closedAt), asc(callbacks.id))
    .limit(limit);

/** The open callbacks of these customers: at most one each. */
export async function openCallbacksOf(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, Callback>> {
  if (customerIds.length === 0) return new Map();
  const rows = await openOf(ctx.deps.db).all({ customers: JSON.stringify(customerIds) });
  return new Map(rows.map((row) => [row.customerId, row]));
}

const openOf = prepared((db) =>
  db
    .select()
    .from(callbacks)
    .where(and(oneOf(callbacks.customerId, 'customers'), stillOpen))
    .prepare(),
);

/** Which callback each of these answers and contacts opened or joined. */
export async function callbacksAbout(ctx: Ctx, abouts: readonly string[]): Promise<Map<string, string>> {
  if (abouts.length === 0) return new Map();
  const rows = await reasonsAbout(ctx.deps.db).all({ abouts: JSON.stringify(abouts) });
  return new Map(rows.map((row) => [row.about, row.callbackId]));
}

const reasonsAbout = prepared((db) =>
  db
    .select({ about: callbackReasons.about, callbackId: callbackReasons.callbackId })
    .from(callbackReasons)
    .where(oneOf(callbackReasons.about, 'abouts'))
    .prepare(),
);

/** What made somebody call: the ids of the answers and contacts behind a callback, oldest first. */
export async function reasonsOf(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await reasonsBehind(ctx.deps.db).all({ id });
  return rows.map((row) => row.about);
}

const reasonsBehind = prepared((db) =>
  db
    .select({ about: callbackReasons.about })
    .from(callbackReasons)
    .where(eq(callbackReasons.callbackId, sql.placeholder('id')))
    .orderBy(asc(callbackReasons.at), asc(callbackReasons.about))
    .prepare(),
);

/** Writes a callback and the newest entry of its ledger, and tells the clock when to look at it again. */
export function keep(ctx: Ctx, callback: Callback, event: CallbackEvent, also: Record<string, unknown> = {}): Step[] {
  const { db } = ctx.deps;
  const { id, ...row } = { ...callback, change };
  const write =
    event.kind === 'opened' ? db.insert(callbacks).values({ id, ...row }) : db.update(callbacks).set(row).where(eq(callbacks.id, id));
  return [entry(ctx, id, callback.seq, { ...event, ...also }), write, wakeAt(ctx, callback)];
}

/** The next number of all changes. Writes come one after the other, so that no two have the same. */
const change = sql`(select coalesce(max(change), 0) + 1 from callbacks)`;

/** The words by which it is found from now on, beside those by which it was found before. */
export const findBy = (ctx: Ctx, { id, teamId }: Callback, words: readonly string[]): Step[] =>
  words.length
    ? [
        ctx.deps.db
          .insert(callbackWords)
          .values(words.map((word) => ({ teamId, word, callbackId: id })))
          .onConflictDoNothing(),
      ]
    : [];

/** It is found by nothing any more. */
export const forgetWords = (ctx: Ctx, id: string): Step => ctx.deps.db.delete(callbackWords).where(eq(callbackWords.callbackId, id));

/** Ties an answer or a contact to the callback it opened or joined. */
export const tie = (ctx: Ctx, callbackId: string, about: string): Step =>
  ctx.deps.db.insert(callbackReasons).values({ callbackId, about, at: ctx.now });

function wakeAt(ctx: Ctx, callback: Callback): Step {
  const at = nextMoment(callback);
  return at === undefined ? cancelLater(ctx, callback.id) : later(ctx, { kind: 'callbacks.clock', callback: callback.id }, at, callback.id);
}
