import type { PersonActor } from '../core/actor.ts';
import { Conflict, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import type { Cursor } from '../core/page.ts';
import { refuse } from '../core/refusal.ts';
import type { Instant } from '../core/time.ts';
import { customersById } from '../customers/plans.ts';
import { teamsSeenBy } from '../people/plans.ts';
import { planMove } from './plans-move.ts';
import type { Callback } from './rules.ts';
import { callableFrom } from './rules-night.ts';
import { listOf, nextToWake, placeIn, restlessIn } from './store-list.ts';

/** The callback to call next, whether it was taken just now, and when there will be one while there is none; `asleep`: because of the night. */
export type Next = { taken: boolean; callback: Callback | null; nextAt: Instant | null; asleep: boolean };

/** Those who press at once go down the same list: so many places of it, so often. */
const LOOKED_AT = 25;
const ROUNDS = 4;
/** While all of those are asleep where they live, so many more at a time. */
const FURTHER = 250;

/**
 * The best next call for this person: one of their own that is overdue or in its customer's window, when nothing of nobody's stands above
 * it; else the first of nobody's in their teams, which is claimed in the same commit. Whoever loses a race over one gets the one after it.
 * Nobody is called at night where they live.
 */
export async function takeNext(ctx: Ctx & { actor: PersonActor }): Promise<Next> {
  const { actor } = ctx;
  const teams = await teamsSeenBy(ctx, actor);
  for (let round = 0; round < ROUNDS; round++) {
    const [listed, { free, wakesAt }] = await Promise.all([
      listOf(ctx, { tab: 'mine', me: actor.id, teams, owner: undefined, urgent: false }, undefined, LOOKED_AT),
      callableIn(ctx, teams),
    ]);
    const own = listed.filter((it) => it.ownerId === actor.id);
    const from = await callableFromOf(ctx, own);
    const pressing = own.find((it) => isPressing(it, ctx.now) && from(it) <= ctx.now);
    if (pressing && !(free[0] && isBefore(free[0], pressing))) return found(false, pressing);
    if (free.length === 0) {
      const times = [...own.map((it) => Math.max(it.restsUntil ?? it.dueAt, from(it))), wakesAt, await nextToWake(ctx, teams)];
      return { taken: false, callback: null, nextAt: earliestOf(times) ?? null, asleep: wakesAt !== undefined };
    }
    for (const it of free) {
      const taken = await claim(ctx, it);
      if (taken) return found(true, taken);
    }
  }
  return refuse('busy', 'Many people are taking calls at once.', { next: 'Try again in a moment.', retryAfter: 1 });
}
/** What one owns waits for its own time; then it goes before what is new. */
const isPressing = ({ dueAt, restsUntil, detail }: Callback, now: Instant): boolean =>
  now >= dueAt || ((detail.window ?? detail.plan) !== null && restsUntil === null);

const isBefore = (a: Callback, b: Callback): boolean => (a.rank ?? 0) < (b.rank ?? 0);

async function claim(ctx: Ctx, it: Callback): Promise<Callback | undefined> {
  const { after, steps } = await planMove(ctx, it, { move: 'claim' });
  return commit(ctx, steps).then(
    () => after,
    (error) => {
      if (error instanceof Conflict) return undefined;
      throw error;
    },
  );
}

/** Those of nobody who can be called now; while there is none, when the first of those who are asleep wakes up. */
async function callableIn(ctx: Ctx, teams: readonly string[]): Promise<{ free: Callback[]; wakesAt: Instant | undefined }> {
  let wakesAt: Instant | undefined;
  let after: Cursor | undefined;
  for (let limit = LOOKED_AT; ; limit = FURTHER) {
    const rows = await restlessIn(ctx, teams, after, limit);
    const from = await callableFromOf(ctx, rows);
    const free = rows.filter((it) => from(it) <= ctx.now);
    if (free.length > 0) return { free, wakesAt: undefined };
    wakesAt = earliestOf([wakesAt, ...rows.map(from)]);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return { free, wakesAt };
    after = placeIn('unowned', last);
  }
}

/** From when on the customer of each of these may be called. */
async function callableFromOf(ctx: Ctx, rows: readonly Callback[]): Promise<(it: Callback) => Instant> {
  const customers = await customersById(
    ctx,
    rows.map((row) => row.customerId),
  );
  return (it) => callableFrom(it, customers.get(it.customerId)?.zone ?? null, ctx.now);
}

const found = (taken: boolean, callback: Callback): Next => ({ taken, callback, nextAt: null, asleep: false });

function earliestOf(times: readonly (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length ? Math.min(...known) : undefined;
}
