import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { rowBy } from '../../db/queries.ts';
import { heldAnswers } from '../../db/schema/responses.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Cursor } from '../core/page.ts';
import type { HeldState } from './rules-suspect.ts';

export type HeldAnswer = typeof heldAnswers.$inferSelect;

export const heldById = (ctx: Ctx, id: string): Promise<HeldAnswer | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(heldAnswers, heldAnswers.id);

export const heldFor = (ctx: Ctx, invitationId: string): Promise<HeldAnswer | undefined> => toInvitation(ctx.deps.db, invitationId);

const toInvitation = rowBy(heldAnswers, heldAnswers.invitationId);

export function keepHeld(ctx: Ctx, held: HeldAnswer): Step {
  const { id, ...row } = held;
  return ctx.deps.db.insert(heldAnswers).values(held).onConflictDoUpdate({ target: heldAnswers.id, set: row });
}

export const moveHeld = (ctx: Ctx, id: string, to: { state: HeldState; seq: number }): Step =>
  ctx.deps.db.update(heldAnswers).set(to).where(eq(heldAnswers.id, id));

export const dropHeld = (ctx: Ctx, id: string): Step => ctx.deps.db.delete(heldAnswers).where(eq(heldAnswers.id, id));

/** One page of held answers, those that wait longest first. Reads one row more than asked. */
export async function heldIn(
  ctx: Ctx,
  filter: { teams: readonly string[] | 'all'; state: HeldState },
  after: Cursor | undefined,
  limit: number,
): Promise<HeldAnswer[]> {
  const beyond = after && sql`(${heldAnswers.firstAt}, ${heldAnswers.id}) > (${after.at}, ${after.id})`;
  const listIn = (scope: SQL | undefined) =>
    ctx.deps.db
      .select()
      .from(heldAnswers)
      .where(and(eq(heldAnswers.state, filter.state), scope, beyond));
  const scopes = filter.teams === 'all' ? [undefined] : filter.teams.map((team) => eq(heldAnswers.teamId, team));
  const [first, second, ...others] = scopes.map(listIn);
  if (!first) return [];
  // Each team's list comes in order from its index, and SQLite merges them.
  return (second ? unionAll(first, second, ...others) : first).orderBy(asc(heldAnswers.firstAt), asc(heldAnswers.id)).limit(limit + 1);
}
