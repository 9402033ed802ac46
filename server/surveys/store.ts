import { and, eq, inArray, sql } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { invitations, surveys } from '../../db/schema/surveys.ts';
import type { Ctx, Step } from '../core/context.ts';
import { DAY, type Instant } from '../core/time.ts';
import { DEFAULT_SURVEY, type InvitationState, type NotAsked, type Question } from './rules.ts';

export type Invitation = typeof invitations.$inferSelect;

/** The first survey there is: written when the first team is made, and left alone if it is there. */
export const keepDefaultSurvey = (ctx: Ctx): Step =>
  ctx.deps.db
    .insert(surveys)
    .values({ ...DEFAULT_SURVEY, createdAt: ctx.now })
    .onConflictDoNothing();

export const keepSurvey = (ctx: Ctx, survey: { id: string; version: number; questions: Question[] }): Step =>
  ctx.deps.db.insert(surveys).values({ ...survey, createdAt: ctx.now });

/** The questions of one version of a survey. A version never changes, so each is read once. */
export function questionsOf(ctx: Ctx, { surveyId, surveyVersion }: { surveyId: string; surveyVersion: number }): Promise<Question[]> {
  const { db } = ctx.deps;
  const known = versions.get(db) ?? new Map<string, Promise<Question[]>>();
  versions.set(db, known);
  const name = JSON.stringify([surveyId, surveyVersion]);
  const questions = known.get(name) ?? readQuestions(ctx, surveyId, surveyVersion);
  known.set(name, questions);
  questions.catch(() => known.delete(name));
  return questions;
}

const versions = new WeakMap<Ctx['deps']['db'], Map<string, Promise<Question[]>>>();

async function readQuestions(ctx: Ctx, surveyId: string, surveyVersion: number): Promise<Question[]> {
  const [row] = await ctx.deps.db
    .select({ questions: surveys.questions })
    .from(surveys)
    .where(and(eq(surveys.id, surveyId), eq(surveys.version, surveyVersion)));
  if (!row) throw new Error(`There is no survey ${surveyId}, version ${surveyVersion}.`);
  return row.questions;
}

export const invitationById = (ctx: Ctx, id: string): Promise<Invitation | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(invitations, invitations.id);

export async function invitationFor(ctx: Ctx, interactionIds: readonly string[]): Promise<Map<string, Invitation>> {
  if (interactionIds.length === 0) return new Map();
  const rows = await ctx.deps.db
    .select()
    .from(invitations)
    .where(inArray(invitations.interactionId, [...interactionIds]));
  return new Map(rows.map((row) => [row.interactionId, row]));
}

export const keepInvitations = (ctx: Ctx, rows: readonly Invitation[]): Step[] =>
  rows.length ? [ctx.deps.db.insert(invitations).values([...rows])] : [];

type Move = { state: InvitationState; notAsked?: NotAsked } & Partial<Pick<Invitation, 'detail' | 'channel' | 'address' | 'insteadOf'>>;

export const moveInvitation = (ctx: Ctx, id: string, to: Move): Step =>
  ctx.deps.db.update(invitations).set(to).where(eq(invitations.id, id));

/** The surveys of a customer that wait for an answer. */
export async function askedOf(ctx: Ctx, customerId: string): Promise<string[]> {
  const rows = await ctx.deps.db
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.customerId, customerId), eq(invitations.state, 'asked')));
  return rows.map((row) => row.id);
}

/** What was still to be asked of a customer never is. */
export const forgetToAsk = (ctx: Ctx, customerId: string): Step =>
  ctx.deps.db
    .update(invitations)
    .set({ state: 'not_asked', notAsked: 'erased' })
    .where(and(eq(invitations.customerId, customerId), eq(invitations.state, 'scheduled')));

/** The survey that was asked by text and still waits for its answer from this number: there is one at most. */
export async function openTextTo(ctx: Ctx, address: string): Promise<Invitation | undefined> {
  const [row] = await ctx.deps.db.select().from(invitations).where(sql`address = ${address} and channel = 'text' and state = 'asked'`);
  return row;
}

export type LastAsk = { id: string; at: Instant };

/** Of each person, how many surveys they were asked, and which is, or will be, the last one. */
export async function lastAskOf(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, LastAsk & { nth: number }>> {
  const rows = await ctx.deps.db
    .select({ customerId: invitations.customerId, id: invitations.id, nth: sql<number>`nth`, at: sql<number>`ask_at` })
    .from(invitations)
    .where(and(inArray(invitations.customerId, [...customerIds]), sql`nth is not null`))
    .orderBy(invitations.nth);
  const last = new Map<string, LastAsk & { nth: number }>();
  for (const { customerId, id, nth, at } of rows) {
    const before = last.get(customerId);
    last.set(customerId, before && before.at > at ? { ...before, nth } : { id, at, nth });
  }
  return last;
}

/** Of each address, which ask is, or will be, the last one: the cap follows the address too, because two people may share one. */
export async function lastAskAt(ctx: Ctx, addresses: readonly string[]): Promise<Map<string, LastAsk>> {
  if (addresses.length === 0) return new Map();
  const rows = await ctx.deps.db
    // Beside a lone max(), SQLite takes the other columns from the row that has it (sqlite.org/lang_select.html, 2.5).
    .select({ address: sql<string>`address`, id: invitations.id, at: sql<number>`max(ask_at)` })
    .from(invitations)
    .where(inArray(invitations.address, [...addresses]))
    .groupBy(invitations.address);
  return new Map(rows.map(({ address, id, at }) => [address, { id, at }]));
}

/**
 * Another survey to the same address that goes first: one that went out in the `days` before, or, of two that still wait, the
 * earlier one. Two people who share an address may have been decided about at the same moment, each alone.
 */
export async function askBefore(ctx: Ctx, { id, address, askAt }: Invitation, days: number): Promise<string | undefined> {
  if (days === 0) return undefined;
  const [row] = await ctx.deps.db
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      sql`address = ${address} and id <> ${id} and ask_at > ${(askAt ?? 0) - days * DAY} and state <> 'not_asked'
        and (state <> 'scheduled' or (ask_at, id) < (${askAt}, ${id}))`,
    )
    .limit(1);
  return row?.id;
}
