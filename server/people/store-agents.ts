import { asc, eq } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { agents } from '../../db/schema/people.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Agent } from './plans-agents.ts';

export const agentById = (ctx: Ctx, id: string): Promise<Agent | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(agents, agents.id);

/** Everybody who handles contacts, or did, by name. */
export const everyAgent = (ctx: Ctx): Promise<Agent[]> => ctx.deps.db.select().from(agents).orderBy(asc(agents.name), asc(agents.id));

/** What is left of somebody: a pseudonym. */
export const removeAgent = (ctx: Ctx, id: string, name: string): Step =>
  ctx.deps.db.update(agents).set({ name, email: null, praise: false, removedAt: ctx.now }).where(eq(agents.id, id));
