import { asc, eq, sql } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { responses } from '../../db/schema/responses.ts';
import type { Ctx, Step } from '../core/context.ts';

export type Response = typeof responses.$inferSelect;

export const responseTo = (ctx: Ctx, invitationId: string): Promise<Response | undefined> => toInvitation(ctx.deps.db, invitationId);

const toInvitation = rowBy(responses, responses.invitationId);

export const responsesById = (ctx: Ctx, ids: readonly string[]): Promise<Response[]> =>
  ids.length ? byIds(ctx.deps.db).all({ ids: JSON.stringify(ids) }) : Promise.resolve([]);

const byIds = prepared((db) => db.select().from(responses).where(oneOf(responses.id, 'ids')).prepare());

/** Notes the newest entry of a response's ledger, when nothing else of it changes. */
export const keepSeq = (ctx: Ctx, id: string, seq: number): Step => ctx.deps.db.update(responses).set({ seq }).where(eq(responses.id, id));

/** A customer's answers, in the order in which they were first given. */
export const responsesOf = (ctx: Ctx, customerId: string): Promise<Response[]> =>
  ctx.deps.db.select().from(responses).where(eq(responses.customerId, customerId)).orderBy(asc(responses.id));

export function keepResponse(ctx: Ctx, response: Response): Step {
  const { id, ...row } = response;
  return response.version === 1
    ? ctx.deps.db.insert(responses).values(response)
    : ctx.deps.db.update(responses).set(row).where(eq(responses.id, id));
}

/** Counts one more entry in the history of each answer of a customer. */
export const countEntry = (ctx: Ctx, customerId: string): Step =>
  ctx.deps.db.update(responses).set({ seq: sql`seq + 1` }).where(eq(responses.customerId, customerId));
