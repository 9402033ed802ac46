import { and, desc, eq, inArray } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { interactions } from '../../db/schema/interactions.ts';
import type { Ctx, Step } from '../core/context.ts';
import { groupBy } from '../core/group.ts';

export type Interaction = typeof interactions.$inferSelect;

/** The contacts already known under these names of their sources. */
export async function knownAmong(ctx: Ctx, names: readonly { source: string; externalId: string }[]): Promise<Map<string, Interaction>> {
  const bySource = groupBy(names, (name) => name.source);
  const found = await Promise.all(
    [...bySource].map(([source, list]) =>
      ctx.deps.db
        .select()
        .from(interactions)
        .where(and(eq(interactions.source, source), inArray(interactions.externalId, [...new Set(list.map((name) => name.externalId))]))),
    ),
  );
  return new Map(found.flat().map((row) => [nameOf(row), row]));
}

/** A contact's name across sources: two sources may use the same id, and any sign may stand in either. */
export const nameOf = ({ source, externalId }: { source: string; externalId: string }): string => JSON.stringify([source, externalId]);

/** Every contact of a source that has few. */
export const contactsFrom = (ctx: Ctx, source: string): Promise<Pick<Interaction, 'id' | 'receivedAt' | 'trial'>[]> =>
  ctx.deps.db
    .select({ id: interactions.id, receivedAt: interactions.receivedAt, trial: interactions.trial })
    .from(interactions)
    .where(eq(interactions.source, source));

export const keepInteractions = (ctx: Ctx, rows: readonly Interaction[]): Step[] =>
  rows.length ? [ctx.deps.db.insert(interactions).values([...rows])] : [];

export const interactionById = (ctx: Ctx, id: string): Promise<Interaction | undefined> => byId(ctx.deps.db, id);

/** A customer's contacts, the newest first. */
export const interactionsOf = (ctx: Ctx, customerId: string, limit: number): Promise<Interaction[]> =>
  ctx.deps.db.select().from(interactions).where(eq(interactions.customerId, customerId)).orderBy(desc(interactions.endedAt)).limit(limit);

const byId = rowBy(interactions, interactions.id);
