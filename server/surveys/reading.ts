import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { subjectOf } from '../interactions/plans.ts';
import type { Question } from './rules.ts';
import { type Invitation, invitationById, questionsOf } from './store.ts';

/** What a customer is asked: the questions in the version they were invited to, and what the contact was about. */
export async function surveyOf(
  ctx: Ctx,
  invitationId: string,
): Promise<{ invitation: Invitation; questions: Question[]; about: string | null }> {
  const invitation = await invitationById(ctx, invitationId);
  if (!invitation) return refuse('not_found', 'There is no such survey.');
  const [questions, about] = await Promise.all([questionsOf(ctx, invitation), subjectOf(ctx, invitation.interactionId)]);
  return { invitation, questions, about };
}
