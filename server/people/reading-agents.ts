import type { Ctx } from '../core/context.ts';
import { teamNames } from './plans.ts';
import { mustManage } from './rules.ts';
import { everyAgent } from './store-agents.ts';

/** Everybody who handles contacts, as the sources name them. For managers. */
export async function agentList(ctx: Ctx) {
  mustManage(ctx.actor);
  const all = await everyAgent(ctx);
  const teams = await teamNames(ctx, [...new Set(all.map((agent) => agent.teamId))]);
  return {
    items: all.map(({ id, source, ref, name, email, teamId, praise, removedAt }) => ({
      ...{ id, source, name, email, praise },
      // A source without ids calls somebody by their name: that is gone as well.
      ref: removedAt === null ? ref : name,
      team: teams.get(teamId) ?? '',
      removed: removedAt !== null,
    })),
  };
}
