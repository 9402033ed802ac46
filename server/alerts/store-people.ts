import { eq, inArray, sql } from 'drizzle-orm';
import { alertPeople, alertReads } from '../../db/schema/alerts.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Choices } from './rules.ts';

/** What these people chose, of those who chose anything. */
export async function choicesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Choices>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.deps.db
    .select({ id: alertPeople.personId, choices: alertPeople.choices })
    .from(alertPeople)
    .where(inArray(alertPeople.personId, [...ids]));
  return new Map(rows.map((row) => [row.id, row.choices]));
}

export const keepChoices = (ctx: Ctx, personId: string, choices: Choices): Step =>
  ctx.deps.db.insert(alertPeople).values({ personId, choices }).onConflictDoUpdate({ target: alertPeople.personId, set: { choices } });

const newest = sql`(select coalesce(max(id), 0) from alerts)`;

/** What happened before somebody came is not told to them; what they have read stays as it is, if they were here before. */
export const beginNow = (ctx: Ctx, personId: string): Step =>
  ctx.deps.db
    .insert(alertPeople)
    .values({ personId, readTo: newest, toldTo: newest } as never)
    .onConflictDoUpdate({ target: alertPeople.personId, set: { toldTo: newest } });

/** Everything up to this one was told to them. */
export const toldUpTo = (ctx: Ctx, personId: string, upTo: number): Step =>
  ctx.deps.db
    .insert(alertPeople)
    .values({ personId, toldTo: upTo })
    .onConflictDoUpdate({ target: alertPeople.personId, set: { toldTo: sql`max(told_to, excluded.told_to)` } });

/** What was raised to them was told up to this one, while the rest waits. */
export const toldAhead = (ctx: Ctx, personId: string, upTo: number): Step =>
  ctx.deps.db
    .insert(alertPeople)
    .values({ personId, toldAhead: upTo })
    .onConflictDoUpdate({ target: alertPeople.personId, set: { toldAhead: sql`max(told_ahead, excluded.told_ahead)` } });

/** Nothing is marked for whoever has left. */
export const forgetReads = (ctx: Ctx, personId: string): Step => ctx.deps.db.delete(alertReads).where(eq(alertReads.personId, personId));
