import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { jobs, messages } from '../../db/schema/core.ts';
import type { Ctx } from '../core/context.ts';

/** The newest messages, whatever became of them. */
export const newestMessages = (ctx: Ctx, limit: number) => ctx.deps.db.select().from(messages).orderBy(desc(messages.id)).limit(limit);

/** Messages that came after the one with this id, oldest first. */
export const messagesAfter = (ctx: Ctx, id: string, limit: number) =>
  ctx.deps.db.select().from(messages).where(gt(messages.id, id)).orderBy(asc(messages.id)).limit(limit);

/** What is due next, soonest first. The daily round of retention is left out: nobody waits for it. */
export async function nextJobs(ctx: Ctx, limit: number) {
  const rows = await dueNext(ctx, limit + 1);
  return rows.filter(({ kind }) => kind !== 'customers.retain').slice(0, limit);
}

const dueNext = (ctx: Ctx, limit: number) =>
  ctx.deps.db
    .select({ id: jobs.id, kind: jobs.kind, dueAt: jobs.dueAt, data: jobs.data })
    .from(jobs)
    .where(sql`state = 'due'`)
    .orderBy(asc(jobs.dueAt))
    .limit(limit);

export async function messageWith(ctx: Ctx, id: string) {
  const [row] = await ctx.deps.db.select().from(messages).where(eq(messages.id, id));
  return row;
}
