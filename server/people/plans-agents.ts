import { and, eq, isNull, sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import { agents } from '../../db/schema/people.ts';
import type { Ctx, Step } from '../core/context.ts';

export type Agent = typeof agents.$inferSelect;

/** What a source says of somebody who handled a contact. */
export type Told = Pick<Agent, 'source' | 'ref' | 'name' | 'email' | 'teamId'>;

/**
 * Learns who handles contacts, from the contacts themselves: whoever is new, and what is new of those who are known. What a person has put
 * right stays; of somebody who was removed nothing is learned.
 */
export function learnAgents(ctx: Ctx, told: readonly Told[]): Step[] {
  const latest = [...new Map(told.map((one) => [JSON.stringify([one.source, one.ref]), one])).values()];
  if (latest.length === 0) return [];
  const rows = latest.map((one) => ({ id: ctx.deps.ids.next('agt', ctx.now), ...one, createdAt: ctx.now }));
  return [
    ctx.deps.db
      .insert(agents)
      .values(rows)
      .onConflictDoUpdate({
        target: [agents.source, agents.ref],
        set: {
          name: sql`case when agents.edited then agents.name else excluded.name end`,
          email: sql`case when agents.edited then agents.email else coalesce(excluded.email, agents.email) end`,
          teamId: sql`excluded.team_id`,
        },
        setWhere: sql`agents.removed_at is null and (agents.team_id <> excluded.team_id or (not agents.edited
          and (agents.name <> excluded.name or (excluded.email is not null and agents.email is not excluded.email))))`,
      }),
  ];
}

/** Whoever this source calls so. */
export async function agentNamed(ctx: Ctx, source: string, ref: string): Promise<Agent | undefined> {
  const [row] = await named(ctx.deps.db).all({ source, ref });
  return row;
}

const named = prepared((db) =>
  db
    .select()
    .from(agents)
    .where(and(eq(agents.source, sql.placeholder('source')), eq(agents.ref, sql.placeholder('ref'))))
    .prepare(),
);

/** Another name or address, or whether they want to hear of praise. Somebody who was removed stays so. */
export const changeAgent = (ctx: Ctx, id: string, change: Partial<Pick<Agent, 'name' | 'email' | 'praise'>>): Step =>
  ctx.deps.db
    .update(agents)
    .set({ ...change, ...(change.name !== undefined || change.email !== undefined ? { edited: true } : {}) })
    .where(and(eq(agents.id, id), isNull(agents.removedAt)));
