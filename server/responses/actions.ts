import { openCallbackFor, planCalls } from '../callbacks/plans.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { randomText } from '../core/secrets.ts';
import { DAY, type Instant } from '../core/time.ts';
import { customerBehind } from '../customers/plans.ts';
import { readersFor, teamById } from '../people/plans.ts';
import { type Invitation, questionsOf } from '../surveys/plans.ts';
import type { Answers } from '../surveys/rules.ts';
import {
  answeredFor,
  contradicted,
  planReading,
  planRecord,
  type Recorded,
  type Situation,
  situationOf,
  versionOf,
} from './plans-answer.ts';
import { type AnswerProblem, readAnswers } from './rules.ts';
import { keepResponse, type Response, responseTo } from './store.ts';
import { heldFor } from './store-held.ts';

/** What became of an answer. A repeat changes nothing; a correction keeps what was said before in the ledger. */
export type Answered = Recorded | { outcome: 'anonymous' } | { outcome: 'refused'; problems: AnswerProblem[] };

/**
 * Records what a customer answered, and, when it asks for a supervisor, the callback in the same commit. The callback of
 * an answer that is later corrected upwards stays, and tells of it: somebody was let down. One that is still bad after its
 * callback has ended is a new reason to call.
 */
export const answer = (ctx: Ctx, invitation: Invitation, form: Readonly<Record<string, string>>): Promise<Answered> =>
  again(async () => {
    const it = await situationOf(ctx, invitation);
    const answers = readAnswers(it.questions, form);
    return Array.isArray(answers) ? { outcome: 'refused', problems: answers } : record(ctx, it, answers);
  });

/** Lets an answer count, in one commit with the callback that it may need. What was held of this survey is settled by it. */
export async function record(ctx: Ctx, it: Situation, answers: Answers): Promise<Recorded> {
  const { steps, ...recorded } = await planRecord(ctx, it, answers);
  await commit(ctx, steps);
  return recorded;
}

/**
 * Keeps an answer without the person: no row says whose it is, so it can neither be changed nor call anybody. That the contact was
 * answered is kept apart from what was answered. A wish to be called is left out: there is nobody to call.
 */
export const answerAnonymously = (ctx: Ctx, invitation: Invitation, form: Readonly<Record<string, string>>): Promise<Answered> =>
  again(async () => {
    const [questions, before, held, team] = await Promise.all([
      questionsOf(ctx, invitation),
      responseTo(ctx, invitation.id),
      heldFor(ctx, invitation.id),
      teamById(ctx, invitation.teamId),
    ]);
    const answers = readAnswers(questions, form);
    if (Array.isArray(answers)) return { outcome: 'refused', problems: answers };
    if (before || invitation.state === 'answered') return refuse('wrong_state', 'This survey was answered already.');
    for (const question of questions) if (question.kind === 'call_me') delete answers[question.id];
    const nobody = { ...ctx, actor: ANONYMOUS };
    const daily = { ...ctx, now: dayOf(ctx.now) };
    const it = { invitation, questions, before, held: undefined };
    // Not an id of ours: those tell the moment at which they were made. Nor does anything follow from the invitation, such as who reads it.
    const also = { id: `rsp_${randomText(16)}`, low: false, readers: await readersFor(ctx, invitation.teamId) };
    const response = {
      ...versionOf(daily, it, answers, also),
      seq: 0,
      invitationId: null,
      interactionId: null,
      customerId: null,
    };
    await commit(nobody, [
      keepResponse(ctx, response),
      ...planReading(daily, response, team, ctx.now),
      ...(held ? contradicted(nobody, held) : []),
      ...(await answeredFor(nobody, invitation, undefined)),
    ]);
    return { outcome: 'anonymous' };
  });

const ANONYMOUS = { kind: 'source', id: 'anonymous', name: 'somebody' } as const;

/** The exact moment would tell whose answer it is. */
const dayOf = (at: Instant): Instant => Math.floor(at / DAY) * DAY;

/** What this customer answered so far, if they did. */
export const answeredSoFar = (ctx: Ctx, invitation: Invitation): Promise<Response | undefined> => responseTo(ctx, invitation.id);

/** The customer asks for a supervisor without a score, even after the survey has closed. Asked again, it is the same callback. */
export const askForSupervisor = (ctx: Ctx, invitation: Invitation): Promise<{ id: string; dueAt: number }> =>
  again(async () => {
    if (invitation.trial === 'survey') return refuse('wrong_state', 'This survey is a test: nobody is called because of it.');
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
