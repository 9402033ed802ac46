import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { prepared, rowBy } from '../../db/queries.ts';
import { jobs, messages } from '../../db/schema/core.ts';
import { texts } from '../../db/schema/texts.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Message } from '../core/outbox.ts';
import type { Instant } from '../core/time.ts';

export type Text = typeof texts.$inferSelect;

export const keepText = (ctx: Ctx, text: Text): Step => ctx.deps.db.insert(texts).values(text);

export const textById = (ctx: Ctx, id: string): Promise<Text | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(texts, texts.id);

/** A text has been read, and this is what it was taken for. */
export const moveText = (ctx: Ctx, id: string, to: Pick<Text, 'state'> & Partial<Pick<Text, 'readAs' | 'customerId'>>): Step =>
  ctx.deps.db.update(texts).set(to).where(eq(texts.id, id));

/** When this number last wrote to us. */
export async function lastTextFrom(ctx: Ctx, number: string): Promise<Instant | undefined> {
  const [row] = await lastFrom(ctx.deps.db).all({ number });
  return row?.at;
}

const lastFrom = prepared((db) =>
  db
    .select({ at: texts.at })
    .from(texts)
    .where(eq(texts.from, sql.placeholder('number')))
    .orderBy(desc(texts.at))
    .limit(1)
    .prepare(),
);

/** How often this number has written something that was taken for `readAs`, since. */
export async function readSince(ctx: Ctx, number: string, readAs: string, since: Instant): Promise<number> {
  const rows = await ctx.deps.db
    .select({ id: texts.id })
    .from(texts)
    .where(and(eq(texts.from, number), gt(texts.at, since), eq(texts.readAs, readAs)));
  return rows.length;
}

/** Which of these ids of the provider we know already. */
export async function knownSids(ctx: Ctx, sids: readonly string[]): Promise<Set<string>> {
  if (sids.length === 0) return new Set();
  const rows = await ctx.deps.db
    .select({ sid: texts.sid })
    .from(texts)
    .where(sql`sid in (select value from json_each(${JSON.stringify(sids)}))`);
  return new Set(rows.map((row) => row.sid));
}

/** Texts that nobody could match, after the one with this id, oldest first. */
export const unmatchedAfter = (ctx: Ctx, id: string, limit: number): Promise<Text[]> =>
  ctx.deps.db.select().from(texts).where(sql`state = 'unmatched' and id > ${id}`).orderBy(asc(texts.id)).limit(limit);

/** What waits in the outbox for this number. */
export const queuedFor = (ctx: Ctx, number: string): Promise<Message[]> =>
  ctx.deps.db.select().from(messages).where(sql`address = ${number} and state = 'queued'`);

/** Texts of which the provider has not told the end, or of which we do not know whether they left, put down between the two moments. */
export const openTexts = (ctx: Ctx, from: Instant, until: Instant, limit: number): Promise<Message[]> =>
  ctx.deps.db
    .select()
    .from(messages)
    .where(sql`channel = 'text' and state in ('accepted', 'sent', 'unknown') and created_at > ${from} and created_at <= ${until}`)
    .orderBy(messages.createdAt)
    .limit(limit);

/** Which of these ids of the provider belong to messages of ours. */
export async function takenSids(ctx: Ctx, sids: readonly string[]): Promise<Set<string | null>> {
  const rows = await ctx.deps.db
    .select({ sid: messages.providerId })
    .from(messages)
    .where(inArray(messages.providerId, [...sids]));
  return new Set(rows.map((row) => row.sid));
}

/** How many texts were put down since, and how many of them ended with a reason that begins like this. */
export async function countTexts(ctx: Ctx, since: Instant, beginning: string): Promise<{ all: number; such: number }> {
  const [row] = await ctx.deps.db
    .select({ all: sql<number>`count(*)`, such: sql<number>`coalesce(sum(state = 'failed' and reason like ${`${beginning}%`}), 0)` })
    .from(messages)
    .where(sql`channel = 'text' and created_at > ${since}`);
  return row!;
}

/** Makes sure that this job is there, once; one that was given up begins anew. */
export const ensureJob = (ctx: Ctx, kind: string): Step =>
  ctx.deps.db
    .insert(jobs)
    .values({ id: ctx.deps.ids.next('job', ctx.now), kind, key: kind, data: {}, dueAt: ctx.now })
    .onConflictDoUpdate({ target: jobs.key, set: { state: 'due', attempts: 0, dueAt: ctx.now }, setWhere: sql`jobs.state = 'dead'` });
