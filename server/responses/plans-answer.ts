import { planMornings } from '../alerts/plans-people.ts';
import { openCallbackFor, planCalls, planChange } from '../callbacks/plans.ts';
import type { Callback } from '../callbacks/rules.ts';
import type { Ctx, Step } from '../core/context.ts';
import { cancelLater } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { type Customer, customerBehind } from '../customers/plans.ts';
import { mustWorkHere, readersFor, type Team, teamById } from '../people/plans.ts';
import { type Invitation, planAnswered, questionsOf } from '../surveys/plans.ts';
import type { Answers, Question } from '../surveys/rules.ts';
import { causeOf, firstWordsOf, responseIdOf, sameAnswers, scoreOf } from './rules.ts';
import { bandOf, type Candidate, isWorded, readerOf } from './rules-reading.ts';
import { keepResponse, keepSeq, type Response, responseTo } from './store.ts';
import { dropHeld, type HeldAnswer, heldFor } from './store-held.ts';

export type Recorded = { outcome: 'recorded' | 'corrected' | 'repeated'; response: Response; callback: Callback | null };

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

/**
 * An answer that counts, for one commit with the callback that it may need. What was held of this survey is settled by it. `told`: the
 * customer is told of the callback in that commit already.
 */
export async function planRecord(ctx: Ctx, it: Situation, answers: Answers, told = false): Promise<Recorded & { steps: Step[] }> {
  const { invitation, questions, before, held, team, customer } = it;
  if (before && sameAnswers(before.answers, answers)) {
    const callback = before.low ? await openCallbackFor(ctx, customer.id) : null;
    return { outcome: 'repeated', response: before, callback, steps: held ? standBy(ctx, before, held) : [] };
  }
  // Who tries a survey out is not let down; who closes a loop of their own calls themselves.
  const cause = invitation.trial === 'survey' ? undefined : causeOf(questions, answers, team.policy);
  const readers = await readersFor(ctx, team.id);
  const response = versionOf(ctx, it, answers, { id: responseIdOf(invitation.id), low: cause !== undefined, readers });
  const reason = {
    about: response.id,
    score: response.score,
    firstWords: firstWordsOf(questions, answers),
    interactionId: invitation.interactionId,
  };
  const changed = before && (await planChange(ctx, { customer, reason: { ...reason, cause } }, before.score));
  const calls = changed ?? (await planCalls(ctx, cause ? [{ customer, team, reason: { ...reason, cause }, told }] : []));
  const steps = [
    keepResponse(ctx, response),
    ...planReading(ctx, response, team),
    entry(ctx, response.id, response.seq, saidAs(it, answers, cause)),
    ...(held ? settled(ctx, held) : []),
    ...(await answeredFor(ctx, invitation, before)),
    ...calls.steps,
  ];
  const callback = calls.callbacks[0] ?? (response.low ? await openCallbackFor(ctx, customer.id) : null);
  return { outcome: before ? 'corrected' : 'recorded', response, callback, steps };
}

/** What an answer becomes: the next version of what was said so far, which somebody has to read. */
export function versionOf(
  ctx: Ctx,
  it: Pick<Situation, 'invitation' | 'questions' | 'before' | 'held'>,
  answers: Answers,
  also: { id: string; low: boolean; readers: readonly Candidate[] },
): Response {
  const { invitation, questions, before } = it;
  const { id: invitationId, interactionId, customerId, teamId, surveyId, surveyVersion } = invitation;
  const score = scoreOf(questions, answers);
  const low = also.low || (before?.low ?? false);
  return {
    id: also.id,
    invitationId,
    interactionId,
    customerId,
    teamId,
    surveyId,
    surveyVersion,
    score,
    answers,
    low,
    band: invitation.trial ? 'test' : bandOf(questions, score, low),
    worded: isWorded(questions, answers),
    version: (before?.version ?? 0) + 1,
    firstAt: before?.firstAt ?? ctx.now,
    lastAt: ctx.now,
    seq: nextEntry(it),
    readerId: invitation.trial ? null : readerOf(also.id, also.readers, ctx.now, before?.readerId),
    unreadSince: invitation.trial ? null : (before?.unreadSince ?? ctx.now),
    readBy: before?.readBy ?? null,
    readAt: before?.readAt ?? null,
    readVersion: before?.readVersion ?? null,
    thankedAt: before?.thankedAt ?? null,
    thankedBy: before?.thankedBy ?? null,
  };
}

/** Breaks the commit when whoever was to read it has just left; and the mail of their next morning says that it waits. */
export const planReading = (ctx: Ctx, { readerId }: Response, { hours }: Team, now = ctx.now): Step[] =>
  readerId === null ? [] : [mustWorkHere(ctx, readerId), ...planMornings(ctx, [{ id: readerId, hours: [hours] }], now)];

/** With the rule of that moment beside it: a threshold that is changed later changes nothing here. */
const saidAs = ({ before, held, team }: Situation, answers: Answers, cause: string | undefined) => ({
  kind: before ? 'corrected' : 'answered',
  answers,
  cause: cause ?? null,
  threshold: team.policy.threshold,
  ...(held ? { heldSince: held.firstAt } : {}),
});

/** The number of the next entry about this answer. What is held is always newer than what counts: an answer that counts ends it. */
export const nextEntry = ({ held, before }: Pick<Situation, 'held' | 'before'>): number => ((held ?? before)?.seq ?? 0) + 1;

/** The customer stands by what counts. */
const standBy = (ctx: Ctx, before: Response, held: HeldAnswer): Step[] => [
  keepSeq(ctx, before.id, held.seq + 1),
  ...contradicted(ctx, held),
];

/** What was held was not the customer’s: they say something else. */
export const contradicted = (ctx: Ctx, held: HeldAnswer): Step[] => [
  entry(ctx, held.id, held.seq + 1, { kind: 'contradicted' }),
  ...settled(ctx, held),
];

/** A held answer is decided: it is gone from where it was held, and nobody needs to read it. */
const settled = (ctx: Ctx, { id }: HeldAnswer): Step[] => [dropHeld(ctx, id), cancelLater(ctx, reviewKey(id))];

/** The name under which the reading of a held answer waits. */
export const reviewKey = (response: string): string => `${response}:review`;

/** The first answer ends the invitation: no reminder follows it. */
export async function answeredFor(ctx: Ctx, invitation: Invitation, before: Response | undefined): Promise<Step[]> {
  if (before) return [];
  return [
    ...planAnswered(ctx, invitation.id),
    entry(ctx, invitation.interactionId, await nextSeq(ctx, invitation.interactionId), { kind: 'answered' }),
  ];
}
