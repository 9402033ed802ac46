import type { PersonActor } from '../core/actor.ts';
import { commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { markAll, markOne } from './store.ts';

/** What somebody has read: one alert, or all of them up to one. Said twice it is as if said once. */
export const markRead = (ctx: Ctx & { actor: PersonActor }, what: { alert: number } | { upTo: number }): Promise<void> =>
  commit(ctx, 'alert' in what ? markOne(ctx, ctx.actor.id, what.alert) : markAll(ctx, ctx.actor.id, what.upTo));
