import { openCallbackFor, planCalls, planChange } from '../callbacks/plans.ts';
import type { Callback } from '../callbacks/rules.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, type Instant } from '../core/time.ts';
import { customerBehind } from '../customers/plans.ts';
import { teamById } from '../people/plans.ts';
import { type Invitation, planAnswered, questionsOf } from '../surveys/plans.ts';
import type { Answers, Question } from '../surveys/rules.ts';
import { type AnswerProblem, causeOf, firstWordsOf, readAnswers, sameAnswers, scoreOf } from './rules.ts';
import { keepResponse, type Response, responseTo } from './store.ts';

/** What became of an answer. A repeat changes nothing; a correction keeps what was said before in the ledger. */
export type Answered =
  | { outcome: 'recorded' | 'corrected' | 'repeated'; response: Response; callback: Callback | null }
  | { outcome: 'anonymous' }
  | { outcome: 'refused'; problems: AnswerProblem[] };

/**
 * Records what a customer answered, and, when it asks for a supervisor, the callback in the same commit. The callback of
 * an answer that is later corrected upwards stays, and tells of it: somebody was let down. One that is still bad after its
 * callback has ended is a new reason to call.
 */
export const answer = (ctx: Ctx, invitation: Invitation, form: Readonly<Record<string, string>>): Promise<Answered> =>
  again(async () => {
    const [questions, before, team, customer] = await Promise.all([
      questionsOf(ctx, invitation),
      responseTo(ctx, invitation.id),
      teamById(ctx, invitation.teamId),
      customerBehind(ctx, invitation.customerId),
    ]);
    const answers = readAnswers(questions, form);
    if (Array.isArray(answers)) return { outcome: 'refused', problems: answers };
    if (before && sameAnswers(before.answers, answers)) {
      return { outcome: 'repeated', response: before, callback: before.low ? await openCallbackFor(ctx, customer.id) : null };
    }
    const cause = causeOf(questions, answers, team.policy);
    const response = versionOf(ctx, invitation, questions, answers, before, cause !== undefined);
    const reason = {
      cause: cause ?? 'low_score',
      about: response.id,
      score: response.score,
      firstWords: firstWordsOf(questions, answers),
      interactionId: invitation.interactionId,
    };
    const need = { customer, team, reason };
    const calls = (before && (await planChange(ctx, need, before.score))) ?? (await planCalls(ctx, cause ? [need] : []));
    await commit(ctx, [
      keepResponse(ctx, response),
      entry(ctx, response.id, response.version, told(before, answers, cause, team.policy.threshold)),
      ...(await answeredFor(ctx, invitation, before)),
      ...calls.steps,
    ]);
    const callback = calls.callbacks[0] ?? (response.low ? await openCallbackFor(ctx, customer.id) : null);
    return { outcome: before ? 'corrected' : 'recorded', response, callback };
  });

/**
 * Keeps an answer without the person: no row says whose it is, so it can neither be changed nor call anybody. That the contact was
 * answered is kept apart from what was answered. A wish to be called is left out: there is nobody to call.
 */
export const answerAnonymously = (ctx: Ctx, invitation: Invitation, form: Readonly<Record<string, string>>): Promise<Answered> =>
  again(async () => {
    const [questions, before] = await Promise.all([questionsOf(ctx, invitation), responseTo(ctx, invitation.id)]);
    const answers = readAnswers(questions, form);
    if (Array.isArray(answers)) return { outcome: 'refused', problems: answers };
    if (before || invitation.state === 'answered') return refuse('wrong_state', 'This survey was answered already.');
    for (const question of questions) if (question.kind === 'call_me') delete answers[question.id];
    const nobody = { ...ctx, actor: ANONYMOUS };
    const response = {
      ...versionOf({ ...ctx, now: dayOf(ctx.now) }, invitation, questions, answers, undefined, false),
      invitationId: null,
      interactionId: null,
      customerId: null,
    };
    await commit(nobody, [keepResponse(ctx, response), ...(await answeredFor(nobody, invitation, undefined))]);
    return { outcome: 'anonymous' };
  });

const ANONYMOUS = { kind: 'source', id: 'anonymous', name: 'somebody' } as const;

/** The exact moment, also as it stands in an id, would tell whose answer it is. */
const dayOf = (at: Instant): Instant => Math.floor(at / DAY) * DAY;

/** What this customer answered so far, if they did. */
export const answeredSoFar = (ctx: Ctx, invitation: Invitation): Promise<Response | undefined> => responseTo(ctx, invitation.id);

/** The customer asks for a supervisor without a score, even after the survey has closed. Asked again, it is the same callback. */
export const askForSupervisor = (ctx: Ctx, invitation: Invitation): Promise<{ id: string; dueAt: number }> =>
  again(async () => {
    const open = await openCallbackFor(ctx, invitation.customerId);
    if (open) return open;
    const [team, customer] = await Promise.all([teamById(ctx, invitation.teamId), customerBehind(ctx, invitation.customerId)]);
    const reason = {
      cause: 'asked' as const,
      about: invitation.id,
      score: null,
      firstWords: null,
      interactionId: invitation.interactionId,
    };
    const calls = await planCalls(ctx, [{ customer, team, reason }]);
    await commit(ctx, calls.steps);
    return calls.callbacks[0]!;
  });

function versionOf(
  ctx: Ctx,
  invitation: Invitation,
  questions: readonly Question[],
  answers: Answers,
  before: Response | undefined,
  low: boolean,
): Response {
  const { id: invitationId, interactionId, customerId, teamId, surveyId, surveyVersion } = invitation;
  return {
    id: before?.id ?? ctx.deps.ids.next('rsp', ctx.now),
    invitationId,
    interactionId,
    customerId,
    teamId,
    surveyId,
    surveyVersion,
    score: scoreOf(questions, answers),
    answers,
    low: low || (before?.low ?? false),
    version: (before?.version ?? 0) + 1,
    firstAt: before?.firstAt ?? ctx.now,
    lastAt: ctx.now,
  };
}

/** With the rule of that moment beside it: a threshold that is changed later changes nothing here. */
const told = (before: Response | undefined, answers: Answers, cause: string | undefined, threshold: number) => ({
  kind: before ? 'corrected' : 'answered',
  answers,
  cause: cause ?? null,
  threshold,
});

/** The first answer ends the invitation: no reminder follows it. */
async function answeredFor(ctx: Ctx, invitation: Invitation, before: Response | undefined): Promise<Step[]> {
  if (before) return [];
  return [
    ...planAnswered(ctx, invitation.id),
    entry(ctx, invitation.interactionId, await nextSeq(ctx, invitation.interactionId), { kind: 'answered' }),
  ];
}
