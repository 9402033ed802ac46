import type { PersonActor } from '../core/actor.ts';
import { Conflict, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import type { Instant } from '../core/time.ts';
import { teamsSeenBy } from '../people/plans.ts';
import { planMove } from './plans-move.ts';
import type { Callback } from './rules.ts';
import { callableIn, listOf, nextToWake } from './store-list.ts';

/** The callback to call next, whether it was taken just now, and when there will be one while there is none. */
export type Next = { taken: boolean; callback: Callback | null; nextAt: Instant | null };

/** Those who press at once go down the same list: so many places of it, so often. */
const LOOKED_AT = 25;
const ROUNDS = 4;

/**
 * The best next call for this person: one of their own that is overdue or in its customer's window, when nothing of nobody's stands above
 * it; else the first of nobody's in their teams, which is claimed in the same commit. Whoever loses a race over one gets the one after it.
 */
export async function takeNext(ctx: Ctx & { actor: PersonActor }): Promise<Next> {
  const { actor } = ctx;
  const teams = await teamsSeenBy(ctx, actor);
  for (let round = 0; round < ROUNDS; round++) {
    const [listed, free] = await Promise.all([
      listOf(ctx, { tab: 'mine', me: actor.id, teams, owner: undefined, urgent: false }, undefined, LOOKED_AT),
      callableIn(ctx, teams, LOOKED_AT),
    ]);
    const own = listed.filter((it) => it.ownerId === actor.id);
    const pressing = own.find((it) => isPressing(it, ctx.now));
    if (pressing && !(free[0] && isBefore(free[0], pressing))) return { taken: false, callback: pressing, nextAt: null };
    if (free.length === 0) return { taken: false, callback: null, nextAt: await nextAt(ctx, teams, own) };
    for (const it of free) {
      const taken = await claim(ctx, it);
      if (taken) return { taken: true, callback: taken, nextAt: null };
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

async function nextAt(ctx: Ctx, teams: readonly string[], own: readonly Callback[]): Promise<Instant | null> {
  const wakes = await nextToWake(ctx, teams);
  const times = [...own.map((it) => it.restsUntil ?? it.dueAt), ...(wakes === undefined ? [] : [wakes])];
  return times.length ? Math.min(...times) : null;
}
