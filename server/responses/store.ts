import { eq, inArray } from 'drizzle-orm';
import { responses } from '../../db/schema/responses.ts';
import type { Ctx, Step } from '../core/context.ts';

export type Response = typeof responses.$inferSelect;

export async function responseTo(ctx: Ctx, invitationId: string): Promise<Response | undefined> {
  const [row] = await ctx.deps.db.select().from(responses).where(eq(responses.invitationId, invitationId));
  return row;
}

export const responsesById = (ctx: Ctx, ids: readonly string[]): Promise<Response[]> =>
  ids.length
    ? ctx.deps.db
        .select()
        .from(responses)
        .where(inArray(responses.id, [...ids]))
    : Promise.resolve([]);

export function keepResponse(ctx: Ctx, response: Response): Step {
  const { id, ...row } = response;
  return response.version === 1
    ? ctx.deps.db.insert(responses).values(response)
    : ctx.deps.db.update(responses).set(row).where(eq(responses.id, id));
}
