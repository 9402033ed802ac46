import { openCallbackFor, planCalls, planChange } from '../callbacks/plans.ts';
import type { Callback } from '../callbacks/rules.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { cancelLater } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { randomText } from '../core/secrets.ts';
import { DAY, type Instant } from '../core/time.ts';
import { type Customer, customerBehind } from '../customers/plans.ts';
import { type Team, teamById } from '../people/plans.ts';
import { type Invitation, planAnswered, questionsOf } from '../surveys/plans.ts';
import type { Answers, Question } from '../surveys/rules.ts';
import { type AnswerProblem, causeOf, firstWordsOf, readAnswers, responseIdOf, sameAnswers, scoreOf } from './rules.ts';
import { keepResponse, keepSeq, type Response, responseTo } from './store.ts';
import { dropHeld, type HeldAnswer, heldFor } from './store-held.ts';

/** What became of an answer. A repeat changes nothing; a correction keeps what was said before in the ledger. */
export type Answered = Recorded | { outcome: 'anonymous' } | { outcome: 'refused'; problems: AnswerProblem[] };

export type Recorded = { outcome: 'recorded' | 'corrected' | 'repeated'; response: Response; callback: Callback | null };

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

/** What an answer is decided on: what was asked, what is counted and what is held of it so far, who said it and to whom. */
export type Situation = {
  invitation: Invitation;
  questions: readonly Question[];
  before: Response | undefined;
  held: HeldAnswer | undefined;
  team: Team;
  customer: Customer;
};

/** Refuses a survey whose customer was erased. */
export async function situationOf(ctx: Ctx, invitation: Invitation): Promise<Situation> {
  const [questions, before, held, team, customer] = await Promise.all([
    questionsOf(ctx, invitation),
    responseTo(ctx, invitation.id),
    heldFor(ctx, invitation.id),
    teamById(ctx, invitation.teamId),
    customerBehind(ctx, invitation.customerId),
  ]);
  return { invitation, questions, before, held, team, customer };
}

/** Lets an answer count, in one commit with the callback that it may need. What was held of this survey is settled by it. */
export async function record(ctx: Ctx, it: Situation, answers: Answers): Promise<Recorded> {
  const { invitation, questions, before, held, team, customer } = it;
  if (before && sameAnswers(before.answers, answers)) {
    if (held) await standBy(ctx, before, held);
    return { outcome: 'repeated', response: before, callback: before.low ? await openCallbackFor(ctx, customer.id) : null };
  }
  const cause = causeOf(questions, answers, team.policy);
  const response = versionOf(ctx, it, answers, cause !== undefined);
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
    entry(ctx, response.id, response.seq, told(it, answers, cause)),
    ...(held ? settled(ctx, held) : []),
    ...(await answeredFor(ctx, invitation, before)),
    ...calls.steps,
  ]);
  const callback = calls.callbacks[0] ?? (response.low ? await openCallbackFor(ctx, customer.id) : null);
  return { outcome: before ? 'corrected' : 'recorded', response, callback };
}

/**
 * Keeps an answer without the person: no row says whose it is, so it can neither be changed nor call anybody. That the contact was
 * answered is kept apart from what was answered. A wish to be called is left out: there is nobody to call.
 */
export const answerAnonymously = (ctx: Ctx, invitation: Invitation, form: Readonly<Record<string, string>>): Promise<Answered> =>
  again(async () => {
    const [questions, before, held] = await Promise.all([
      questionsOf(ctx, invitation),
      responseTo(ctx, invitation.id),
      heldFor(ctx, invitation.id),
    ]);
    const answers = readAnswers(questions, form);
    if (Array.isArray(answers)) return { outcome: 'refused', problems: answers };
    if (before || invitation.state === 'answered') return refuse('wrong_state', 'This survey was answered already.');
    for (const question of questions) if (question.kind === 'call_me') delete answers[question.id];
    const nobody = { ...ctx, actor: ANONYMOUS };
    const response = {
      ...versionOf({ ...ctx, now: dayOf(ctx.now) }, { invitation, questions, before, held: undefined }, answers, false),
      // Not an id of ours: those tell the moment at which they were made.
      id: `rsp_${randomText(16)}`,
      invitationId: null,
      interactionId: null,
      customerId: null,
    };
    await commit(nobody, [
      keepResponse(ctx, response),
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
  it: Pick<Situation, 'invitation' | 'questions' | 'before' | 'held'>,
  answers: Answers,
  low: boolean,
): Response {
  const { invitation, questions, before } = it;
  const { id: invitationId, interactionId, customerId, teamId, surveyId, surveyVersion } = invitation;
  return {
    id: responseIdOf(invitationId),
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
    seq: nextEntry(it),
  };
}

/** With the rule of that moment beside it: a threshold that is changed later changes nothing here. */
const told = ({ before, held, team }: Situation, answers: Answers, cause: string | undefined) => ({
  kind: before ? 'corrected' : 'answered',
  answers,
  cause: cause ?? null,
  threshold: team.policy.threshold,
  ...(held ? { heldSince: held.firstAt } : {}),
});

/** The number of the next entry about this answer. What is held is always newer than what counts: an answer that counts ends it. */
export const nextEntry = ({ held, before }: Pick<Situation, 'held' | 'before'>): number => ((held ?? before)?.seq ?? 0) + 1;

/** The customer stands by what counts. */
const standBy = (ctx: Ctx, before: Response, held: HeldAnswer): Promise<void> =>
  commit(ctx, [keepSeq(ctx, before.id, held.seq + 1), ...contradicted(ctx, held)]);

/** What was held was not the customer’s: they say something else. */
const contradicted = (ctx: Ctx, held: HeldAnswer): Step[] => [
  entry(ctx, held.id, held.seq + 1, { kind: 'contradicted' }),
  ...settled(ctx, held),
];

/** A held answer is decided: it is gone from where it was held, and nobody needs to read it. */
const settled = (ctx: Ctx, { id }: HeldAnswer): Step[] => [dropHeld(ctx, id), cancelLater(ctx, reviewKey(id))];

/** The name under which the reading of a held answer waits. */
export const reviewKey = (response: string): string => `${response}:review`;

/** The first answer ends the invitation: no reminder follows it. */
async function answeredFor(ctx: Ctx, invitation: Invitation, before: Response | undefined): Promise<Step[]> {
  if (before) return [];
  return [
    ...planAnswered(ctx, invitation.id),
    entry(ctx, invitation.interactionId, await nextSeq(ctx, invitation.interactionId), { kind: 'answered' }),
  ];
}
