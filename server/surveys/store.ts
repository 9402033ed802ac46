import { and, eq, inArray, sql } from 'drizzle-orm';
import { invitations, surveys } from '../../db/schema/surveys.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Instant } from '../core/time.ts';
import { DEFAULT_SURVEY, type InvitationState, type NotAsked, type Question } from './rules.ts';

export type Invitation = typeof invitations.$inferSelect;

/** The first survey there is: written when the first team is made, and left alone if it is there. */
export const keepDefaultSurvey = (ctx: Ctx): Step =>
  ctx.deps.db
    .insert(surveys)
    .values({ ...DEFAULT_SURVEY, createdAt: ctx.now })
    .onConflictDoNothing();

/** The questions of one version of a survey. */
export async function questionsOf(ctx: Ctx, survey: { surveyId: string; surveyVersion: number }): Promise<Question[]> {
  const [row] = await ctx.deps.db
    .select({ questions: surveys.questions })
    .from(surveys)
    .where(and(eq(surveys.id, survey.surveyId), eq(surveys.version, survey.surveyVersion)));
  if (!row) throw new Error(`There is no survey ${survey.surveyId}, version ${survey.surveyVersion}.`);
  return row.questions;
}

export async function invitationById(ctx: Ctx, id: string): Promise<Invitation | undefined> {
  const [row] = await ctx.deps.db.select().from(invitations).where(eq(invitations.id, id));
  return row;
}

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

export const moveInvitation = (ctx: Ctx, id: string, to: { state: InvitationState; notAsked?: NotAsked; detail?: string | null }): Step =>
  ctx.deps.db.update(invitations).set(to).where(eq(invitations.id, id));

/** Of each person, how many surveys they were asked, and when the last one is or was. */
export async function lastAskOf(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, { nth: number; at: Instant }>> {
  const rows = await ctx.deps.db
    .select({ customerId: invitations.customerId, nth: sql<number>`max(${invitations.nth})`, at: sql<number>`max(${invitations.askAt})` })
    .from(invitations)
    .where(and(inArray(invitations.customerId, [...customerIds]), sql`${invitations.nth} is not null`))
    .groupBy(invitations.customerId);
  return new Map(rows.map((row) => [row.customerId, { nth: row.nth, at: row.at }]));
}

/** Of each address, when it was last asked: the cap follows the address too, because two people may share one. */
export async function lastAskAt(ctx: Ctx, addresses: readonly string[]): Promise<Map<string, Instant>> {
  if (addresses.length === 0) return new Map();
  const rows = await ctx.deps.db
    .select({ address: sql<string>`${invitations.address}`, at: sql<number>`max(${invitations.askAt})` })
    .from(invitations)
    .where(inArray(invitations.address, [...addresses]))
    .groupBy(invitations.address);
  return new Map(rows.map((row) => [row.address, row.at]));
}
