import { and, eq, inArray, sql } from 'drizzle-orm';
import { jobs } from '../../db/schema/core.ts';
import { theClock } from './actor.ts';
import { commit, LeaseLost } from './commit.ts';
import { type Ctx, contextOf, type Deps, type Step } from './context.ts';
import { groupBy } from './group.ts';
import { withSavedSettings } from './saved-settings.ts';
import { HOUR, type Instant, type Millis, SECOND } from './time.ts';

export type Job = typeof jobs.$inferSelect;

/**
 * How one kind of job is done: one by one (all at the same time, or only so many), or a lot at a time. It may throw `NotYet`.
 * Its first commit also settles the job, so that work and job end together; when it commits nothing, the runner settles the job after it.
 */
export type Handler =
  | { each: (ctx: Ctx, data: never, job: Job) => Promise<void>; atOnce?: number }
  | { lot: (ctx: Ctx, jobs: readonly Job[]) => Promise<void> };

export type Handlers = Record<string, Handler>;

/** How many jobs one tick did, moved to later and gave up, and whether more were waiting than it took. */
export type TickReport = { done: number; delayed: number; dead: number; more: boolean };

/** Thrown by a handler that cannot do its job now: it comes back at `at`, and the attempt does not count. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  constructor(readonly at: Instant) {
    super('Not yet.');
  }
}

export const MAX_ATTEMPTS = 8;

/**
 * Does what is due: claims up to `limit` jobs, handles each, settles it or puts it back with a growing pause. A job that
 * failed too often stays as `dead`, with its reason. Safe to run many times at once: a job is claimed by one statement.
 */
export async function tick(house: Deps, handlers: Handlers, limit = 100): Promise<TickReport> {
  const now = house.clock.now();
  const fence = house.ids.next('lot', now);
  const claimed = await claim(house, now, fence, limit);
  const deps = claimed.length ? await withSavedSettings(house) : house;
  const byKind = groupBy(lotsOf(claimed, handlers), ([job]) => job!.kind);
  const outcomes = await Promise.all(
    [...byKind].map(([kind, lots]) => inTurns(lots, widthOf(handlers[kind]), (lot) => run(deps, handlers, lot, fence))),
  );
  const counted = (what: Outcome) => outcomes.flat(2).filter((outcome) => outcome === what).length;
  return { done: counted('done'), delayed: counted('delayed'), dead: counted('dead'), more: claimed.length >= limit };
}

/** Ticks until nothing is due any more; says how many jobs were done. */
export async function tickUntilIdle(deps: Deps, handlers: Handlers, limit = 400): Promise<number> {
  for (let done = 0; ; ) {
    const report = await tick(deps, handlers, limit);
    done += report.done;
    if (report.done + report.delayed + report.dead === 0) return done;
  }
}

type Outcome = 'done' | 'delayed' | 'dead' | 'lost';

/** Takes what is due, and what was left lying: at most `limit` of each, the oldest first. */
async function claim(deps: Deps, now: Instant, fence: string, limit: number): Promise<Job[]> {
  const claimed = await deps.db
    .update(jobs)
    .set({ state: 'claimed', fence, leaseUntil: now + deps.settings.lease, attempts: sql`${jobs.attempts} + 1` })
    .where(
      sql`${jobs.id} in (
        select id from (select id from jobs where state = 'due' and due_at <= ${now} order by due_at limit ${limit})
        union all
        select id from (select id from jobs where state = 'claimed' and lease_until < ${now} order by lease_until limit ${limit}))`,
    )
    .returning();
  return claimed.sort((a, b) => a.dueAt - b.dueAt);
}

/** Jobs that are done one by one stand alone; those done by the lot stand together. */
const lotsOf = (claimed: readonly Job[], handlers: Handlers): Job[][] => [
  ...groupBy(claimed, (job) => (handlers[job.kind] && 'lot' in handlers[job.kind]! ? job.kind : job.id)).values(),
];

const widthOf = (handler: Handler | undefined): number => (handler && 'atOnce' in handler && handler.atOnce) || Number.POSITIVE_INFINITY;

/** Does the work for each item, for at most `width` at the same time, in their order. */
async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

async function run(deps: Deps, handlers: Handlers, lot: readonly Job[], fence: string): Promise<Outcome[]> {
  const base = contextOf(deps, theClock);
  const ctx: Ctx = { ...base, settle: { steps: settling(base, lot, fence), done: false } };
  try {
    await handle(ctx, handlers, lot);
    await commit(ctx, []);
    return lot.map(() => 'done');
  } catch (error) {
    // One that cannot be done, or was taken from us, does not hold up the others of its lot.
    const alone = lot.length > 1 && !ctx.settle?.done && !(error instanceof NotYet);
    if (alone) return (await Promise.all(lot.map((job) => run(deps, handlers, [job], fence)))).flat();
    if (error instanceof LeaseLost) return lot.map(() => 'lost');
    return Promise.all(lot.map((job) => putBack(base, job, fence, error)));
  }
}

async function handle(ctx: Ctx, handlers: Handlers, lot: readonly Job[]): Promise<void> {
  const [job] = lot;
  const handler = handlers[job!.kind];
  if (!handler) throw new Error(`Nothing here knows how to do "${job!.kind}".`);
  if ('lot' in handler) await handler.lot(ctx, lot);
  else await handler.each(ctx, job!.data as never, job!);
}

/** Breaks the whole commit when one of the jobs is no longer ours (a row without an id is refused by the table); else ends them. */
const settling = (ctx: Ctx, lot: readonly Job[], fence: string): Step[] => {
  const ids = lot.map((job) => job.id);
  return [mustBeOurs(ctx, ids, fence), ctx.deps.db.delete(jobs).where(inArray(jobs.id, ids))];
};

const mustBeOurs = (ctx: Ctx, ids: readonly string[], fence: string): Step =>
  ctx.deps.db.run(
    sql`insert into jobs (id, kind, due_at, data) select null, '', 0, ''
        where (select count(*) from jobs where ${inArray(jobs.id, [...ids])} and ${jobs.fence} = ${fence}) <> ${ids.length}`,
  );

/** Steps to write right before a call that cannot be taken back: they fail when the job is not ours any more, and make it ours for a whole lease from now. */
export function holdOn(ctx: Ctx, job: Job): Step[] {
  const leaseUntil = ctx.deps.clock.now() + ctx.deps.settings.lease;
  return [mustBeOurs(ctx, [job.id], job.fence ?? ''), ctx.deps.db.update(jobs).set({ leaseUntil }).where(eq(jobs.id, job.id))];
}

async function putBack(ctx: Ctx, job: Job, fence: string, error: unknown): Promise<Outcome> {
  const dead = !(error instanceof NotYet) && job.attempts >= MAX_ATTEMPTS;
  const next =
    error instanceof NotYet
      ? { dueAt: error.at, attempts: job.attempts - 1 }
      : { dueAt: ctx.now + pauseAfter(job.attempts), error: reasonOf(error) };
  const ours = await ctx.deps.db
    .update(jobs)
    .set({ ...next, state: dead ? 'dead' : 'due', leaseUntil: null, fence: null })
    .where(and(eq(jobs.id, job.id), eq(jobs.fence, fence)))
    .returning({ id: jobs.id });
  if (ours.length === 0) return 'lost';
  return dead ? 'dead' : 'delayed';
}

/** 5 s, 25 s, 2 min, 10 min, 52 min, then hourly. */
const pauseAfter = (attempts: number): Millis => Math.min(HOUR, 5 * SECOND * 5 ** (attempts - 1));

const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);

/** How many jobs were given up and wait for a person. */
export async function deadJobs(deps: Deps): Promise<number> {
  const [row] = await deps.db.select({ count: sql<number>`count(*)` }).from(jobs).where(sql`state = 'dead'`);
  return row?.count ?? 0;
}
