import type { PersonActor } from '../core/actor.ts';
import { commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { planLook } from './plans-people.ts';
import type { AlertKind, Choices, Way } from './rules.ts';
import { alertPerson, markAll, markOne } from './store.ts';
import { keepChoices } from './store-people.ts';

/** What somebody has read: one alert, or all of them up to one. Said twice it is as if said once. */
export const markRead = (ctx: Ctx & { actor: PersonActor }, what: { alert: number } | { upTo: number }): Promise<void> =>
  commit(ctx, 'alert' in what ? markOne(ctx, ctx.actor.id, what.alert) : markAll(ctx, ctx.actor.id, what.upTo));

/** How somebody wants to be told: what is named changes, the rest stays as it was. */
export async function choose(ctx: Ctx & { actor: PersonActor }, { ways, ...change }: Choices): Promise<void> {
  const before = (await alertPerson(ctx, ctx.actor.id))?.choices ?? {};
  const kinds = Object.entries(ways ?? {}) as [AlertKind, Partial<Record<Way, boolean>>][];
  const now = { ...before.ways, ...Object.fromEntries(kinds.map(([kind, way]) => [kind, { ...before.ways?.[kind], ...way }])) };
  await commit(ctx, [
    keepChoices(ctx, ctx.actor.id, { ...before, ...change, ...(ways ? { ways: now } : {}) }),
    // Whoever wants the mail of the morning again gets the next one.
    ...(change.digest ? [planLook(ctx, ctx.actor.id)] : []),
  ]);
}
