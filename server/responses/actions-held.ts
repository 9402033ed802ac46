import { type PersonActor, seesTeam } from '../core/actor.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { entry } from '../core/ledger.ts';
import { leftAt } from '../core/outbox.ts';
import { refuse } from '../core/refusal.ts';
import { DAY } from '../core/time.ts';
import { type Invitation, invitationById } from '../surveys/plans.ts';
import type { Answers } from '../surveys/rules.ts';
import { type Answered, answerAnonymously, askForSupervisor, record } from './actions.ts';
import { nextEntry, reviewKey, type Situation, situationOf } from './plans-answer.ts';
import { causeOf, readAnswers, responseIdOf, sameAnswers, scoreOf } from './rules.ts';
import { isSuspect, type Sending, type Signal, suspicionsOf } from './rules-suspect.ts';
import { type HeldAnswer, heldById, keepHeld, moveHeld } from './store-held.ts';

/** How a form reached us: what a door sees of it beside its words. */
export type Sent = Pick<Sending, 'drawnAt' | 'hand' | 'agent' | 'second'>;

/** An answer that does not count yet, because it may come from a machine. */
export type Held = { outcome: 'held' };

/**
 * Records what was sent from a page, unless it looks like a machine's: then it is held. It counts when its customer says on a second
 * page that it was them, sends an answer that no machine would have sent, or when a supervisor has read it and finds it real.
 */
export const answerFromPage = (
  ctx: Ctx,
  invitation: Invitation,
  form: Readonly<Record<string, string>>,
  sent: Sent,
): Promise<Answered | Held> =>
  again(async () => {
    const it = await situationOf(ctx, invitation);
    const answers = readAnswers(it.questions, form);
    if (Array.isArray(answers)) return { outcome: 'refused', problems: answers };
    const signals = await signalsOf(ctx, it, scoreOf(it.questions, answers), sent);
    return isSuspect(signals) ? hold(ctx, it, answers, signals) : record(ctx, it, answers);
  });

/**
 * The customer asks from a page for a supervisor, without a score. What looks like a machine's calls nobody and leaves no trace: the
 * page asks once more, and the second act counts.
 */
export const askFromPage = async (ctx: Ctx, invitation: Invitation, sent: Sent): Promise<Called | Held> =>
  (await looksLikeMachine(ctx, invitation, sent)) ? { outcome: 'held' } : askForSupervisor(ctx, invitation);

type Called = Awaited<ReturnType<typeof askForSupervisor>> & { outcome?: never };

/** The same for an answer without a name: what is held is somebody's, so of this nothing is kept before the second act. */
export const answerAnonymouslyFromPage = async (
  ctx: Ctx,
  invitation: Invitation,
  form: Readonly<Record<string, string>>,
  sent: Sent,
): Promise<Answered | Held> =>
  (await looksLikeMachine(ctx, invitation, sent)) ? { outcome: 'held' } : answerAnonymously(ctx, invitation, form);

const looksLikeMachine = async (ctx: Ctx, invitation: Invitation, sent: Sent): Promise<boolean> =>
  isSuspect(await signalsOf(ctx, { invitation, before: undefined, held: undefined }, 0, sent));

/** A supervisor has read a held answer and finds it real: it counts from now on, and its customer is called if it asks for that. */
export const countHeld = (ctx: Ctx & { actor: PersonActor }, id: string): Promise<{ id: string; callback: string | null }> =>
  again(async () => {
    const held = await findHeld(ctx, id);
    const invitation = await invitationById(ctx, held.invitationId);
    if (!invitation) return refuse('not_found', 'There is no such survey.');
    const counted = await record(ctx, await situationOf(ctx, invitation), held.answers);
    return { id, callback: counted.callback?.id ?? null };
  });

/** A supervisor has read a held answer and finds that a machine sent it. It never counts; its customer can still answer. */
export const dismissHeld = (ctx: Ctx & { actor: PersonActor }, id: string, reason: string): Promise<{ id: string }> =>
  again(async () => {
    const held = await findHeld(ctx, id);
    const seq = held.seq + 1;
    await commit(ctx, [
      moveHeld(ctx, id, { state: 'dismissed', seq }),
      entry(ctx, id, seq, { kind: 'dismissed', reason, score: held.score }),
      cancelLater(ctx, reviewKey(id)),
    ]);
    return { id };
  });

/** A day has passed and nobody contradicted: a supervisor reads it, so that nobody who was let down is lost. */
export const handToReaders = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const held = await heldById(ctx, id);
    if (held?.state !== 'waiting' || !held.low) return;
    const seq = held.seq + 1;
    await commit(ctx, [moveHeld(ctx, id, { state: 'to_read', seq }), entry(ctx, id, seq, { kind: 'to_read' })]);
  });

/** The held answer, if this person may know of it and nobody has decided yet. */
async function findHeld(ctx: Ctx & { actor: PersonActor }, id: string): Promise<HeldAnswer> {
  const held = await heldById(ctx, id);
  if (!held || !seesTeam(ctx.actor, held.teamId))
    return refuse('not_found', 'There is no such held answer.', {
      next: 'Its customer may have sent it again, or a colleague has read it.',
    });
  if (held.state === 'dismissed') return refuse('wrong_state', 'This answer was dismissed already.', { also: { state: held.state } });
  return held;
}

/** When the mails left is only asked when it can make a difference: not for those whose hand was seen. */
async function signalsOf(
  ctx: Ctx,
  { invitation, before, held }: Pick<Situation, 'invitation' | 'before' | 'held'>,
  score: number,
  sent: Sent,
): Promise<Signal[]> {
  const earlier = [before, held].flatMap((one) => (one ? { at: one.lastAt, score: one.score } : []));
  const it: Sending = { ...sent, at: ctx.now, score, earlier, mailedAt: [] };
  const signals = suspicionsOf(it);
  if (signals.length === 0) return signals;
  return suspicionsOf({ ...it, mailedAt: await leftAt(ctx, invitation.id) });
}

/**
 * Keeps a suspect answer apart. Of several, one that would call somebody stays in front of one that would not: a machine that sends
 * them all must not hide a customer who was let down. Sent again as it is held, it changes nothing.
 */
async function hold(ctx: Ctx, it: Situation, answers: Answers, signals: Signal[]): Promise<Answered | Held> {
  const { invitation, questions, before, held, team } = it;
  if (before && sameAnswers(before.answers, answers)) return { outcome: 'repeated', response: before, callback: null };
  if (held && sameAnswers(held.answers, answers)) return { outcome: 'held' };
  const low = invitation.trial !== 'survey' && causeOf(questions, answers, team.policy) !== undefined;
  const waits = held?.state !== 'dismissed' ? held : undefined;
  const shown = waits?.low && !low ? waits : { score: scoreOf(questions, answers), answers, low };
  const { id: invitationId, interactionId, customerId, teamId, surveyId, surveyVersion } = invitation;
  const id = responseIdOf(invitationId);
  const seq = nextEntry(it);
  await commit(ctx, [
    keepHeld(ctx, {
      ...{ id, invitationId, interactionId, customerId, teamId, surveyId, surveyVersion },
      ...{ score: shown.score, answers: shown.answers, low: shown.low },
      signals: together(waits?.signals ?? [], signals),
      state: waits?.state ?? 'waiting',
      firstAt: waits?.firstAt ?? ctx.now,
      lastAt: ctx.now,
      seq,
    }),
    entry(ctx, id, seq, { kind: 'held', answers, low, signals }),
    ...(low && !waits?.low ? [later(ctx, { kind: 'responses.review', response: id }, ctx.now + DAY, reviewKey(id))] : []),
  ]);
  return { outcome: 'held' };
}

/** Every signal once, as it was seen last. */
const together = (before: readonly Signal[], now: readonly Signal[]): Signal[] => [
  ...before.filter(({ name }) => !now.some((signal) => signal.name === name)),
  ...now,
];
