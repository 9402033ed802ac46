import { eq, sql } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { jobs } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';
import type { Instant } from './time.ts';

/** Something to be done later: which kind, and what it needs to know. */
export type JobData = { kind: string } & Record<string, unknown>;

/**
 * Puts a job down for `at`. With a `key` there is at most one such job: a second one moves it, so that a deadline that
 * changes is the same row with another time.
 */
export function later(ctx: Ctx, { kind, ...data }: JobData, at: Instant, key?: string): Step {
  const row = { id: ctx.deps.ids.next('job', ctx.now), kind, data, dueAt: at, key: key ?? null };
  const insert = ctx.deps.db.insert(jobs).values(row);
  return key === undefined ? insert : insert.onConflictDoUpdate({ target: jobs.key, set: { ...freshly, kind, data, dueAt: at } });
}

/** Puts a job down unless one with this key waits already: that one stays as it is. */
export const laterUnlessWaiting = (ctx: Ctx, { kind, ...data }: JobData, at: Instant, key: string): Step =>
  ctx.deps.db
    .insert(jobs)
    .values({ id: ctx.deps.ids.next('job', ctx.now), kind, data, dueAt: at, key })
    .onConflictDoNothing();

/**
 * Puts a job down for `at`, or earlier if one with this key waits for an earlier time. One that runs now loses its claim and begins anew:
 * it may not have seen what this one is for.
 */
export const soonest = (ctx: Ctx, { kind, ...data }: JobData, at: Instant, key: string): Step =>
  ctx.deps.db
    .insert(jobs)
    .values({ id: ctx.deps.ids.next('job', ctx.now), kind, data, dueAt: at, key })
    .onConflictDoUpdate({
      target: jobs.key,
      set: { ...freshly, kind, data, dueAt: sql`case when state = 'due' then min(due_at, excluded.due_at) else excluded.due_at end` },
    });

/** Puts down each of these jobs for which none waits under its key. */
export function eachUnlessWaiting(ctx: Ctx, wanted: readonly { job: JobData; at: Instant; key: string }[]): Step[] {
  const rows = wanted.map(({ job: { kind, ...data }, at, key }) => ({ id: ctx.deps.ids.next('job', ctx.now), kind, data, dueAt: at, key }));
  return rows.length ? [ctx.deps.db.insert(jobs).values(rows).onConflictDoNothing()] : [];
}

/** Takes back a job that has not begun, by its key. */
export const cancelLater = (ctx: Ctx, key: string): Step => ctx.deps.db.delete(jobs).where(eq(jobs.key, key));

/** Whether a job is down under this key. */
export const isPlanned = async (ctx: Ctx, key: string): Promise<boolean> => (await byKey(ctx.deps.db, key)) !== undefined;

const byKey = rowBy(jobs, jobs.key);

/** A moved job begins anew: whoever had claimed it has lost it. */
const freshly = { state: 'due' as const, attempts: 0, leaseUntil: null, fence: null, error: null, id: sql`excluded.id` };
