import type { Actor } from '../core/actor.ts';
import { localTime } from '../core/calendar.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, type Instant } from '../core/time.ts';
import type { WrittenChannel } from '../customers/rules.ts';
import { type Attempt, attempted, written } from './decide-attempt.ts';
import { dueNow, earliest, firstContact, nextStep, type Setting } from './decide-due.ts';
import { accepted, assigned, type Colleague, type HandOff, offered } from './decide-hand-off.ts';
import { type Help, helped, isAtTheTop } from './decide-help.ts';
import { begun, goingOn, stopped } from './decide-ours.ts';
import { corrected, mustBeUnderstood, proposed, understood } from './decide-understand.ts';
import { announced, windowChosen } from './decide-window.ts';
import type { CallbackEvent } from './fold.ts';
import { type Callback, type CallWindow, type Cause, type FixCause, type Move, movesFor, standsIn, whyNot } from './rules.ts';

export { decideMoment, nextMoment } from './decide-clock.ts';
export type { Setting } from './decide-due.ts';

/** What somebody wants to do with a callback, read and checked for its form. */
export type Command =
  | { move: 'claim' }
  | { move: 'release'; reason: string }
  | Attempt
  | { move: 'choose_window'; window: CallWindow | null; phone: string | null }
  | { move: 'announce' }
  | { move: 'write'; channel: WrittenChannel }
  | { move: 'note'; text: string }
  | { move: 'understand'; words: string; agreed: boolean }
  | { move: 'propose'; text: string }
  | { move: 'promise'; id: string; text: string; at: Instant }
  | { move: 'keep'; promise: string }
  | HandOff
  | Help
  | { move: 'accept' }
  | { move: 'decline'; reason: string }
  | { move: 'recall' }
  | { move: 'fix'; cause: FixCause; done: string }
  | { move: 'assign'; to: Colleague; from?: string | null | undefined }
  | { move: 'agree' }
  | { move: 'correct'; words: string }
  | { move: 'judge'; promise: string; kept: boolean }
  | { move: 'confirm' }
  | { move: 'contest'; words: string }
  | { move: 'withdraw'; words: string | null };

/** Whoever was told so often that it is fixed, and it was not, is a manager's concern. */
const CONTESTS_TO_ALARM = 3;

/** Promises lie ahead, and within a year. */
const LONGEST_PROMISE = 366 * DAY;

/** Decides what a command does to a callback. Refuses by name what the rules forbid; changes nothing itself. */
export function decide(it: Callback, command: Command, setting: Setting): CallbackEvent {
  const no = whyNot(it, command.move, setting.actor, command.move === 'let_go' && isAtTheTop(command));
  if (no) refuse(no.code, no.message, { ...no.detail, also: standing(it, setting.actor) });
  const late = setting.now > it.dueAt;
  switch (command.move) {
    case 'claim': {
      const { actor } = setting;
      if (actor.kind !== 'person') return refuse('forbidden', 'Only a supervisor can take a callback.');
      return { kind: 'claimed', ownerId: actor.id, ownerName: actor.name };
    }
    case 'release':
      return { kind: 'released', reason: command.reason };
    case 'attempt':
      return attempted(it, command, setting);
    case 'choose_window':
      return windowChosen(it, command.window, command.phone, setting);
    case 'announce':
      return announced(it, setting);
    case 'write':
      return written(it, command.channel, setting);
    case 'note':
      return { kind: 'noted', text: command.text };
    case 'understand':
      return understood(command, setting);
    case 'propose':
      return proposed(it, command.text, setting);
    case 'promise':
      return promised(it, command, setting);
    case 'keep':
      return kept(it, command.promise, setting);
    case 'hand_off':
      return offered(it, command, setting);
    case 'accept':
      return accepted(it, setting);
    case 'decline':
      return { kind: 'declined', reason: command.reason };
    case 'recall':
      return { kind: 'recalled' };
    case 'fix':
      return fixed(it, command, setting, late);
    case 'remedy':
    case 'request':
    case 'answer_request':
    case 'withdraw_request':
    case 'rate':
    case 'ask_no':
    case 'let_go':
    case 'dismiss':
    case 'ask_call':
      return helped(it, command, setting);
    case 'assign':
      return assigned(it, command, setting);
    case 'agree':
      return { kind: 'understanding_agreed' };
    case 'correct':
      return corrected(it, command.words);
    case 'judge':
      return judged(it, command, setting);
    case 'confirm':
      return { kind: 'confirmed' };
    case 'contest':
      return contested(it, command.words, setting);
    case 'withdraw':
      return { kind: 'withdrawn', words: command.words };
  }
}

/** How things stand, for somebody whose move is refused. */
export const standing = (it: Callback, actor: Actor) => ({
  state: it.state,
  owner: it.ownerName,
  seq: it.seq,
  ...(actor.kind === 'person' ? { moves: movesFor(it, actor) } : {}),
});

/** Why somebody must be called, as a response or a contact tells it. */
export type Reason = {
  cause: Cause;
  about: string;
  score: number | null;
  firstWords: string | null;
  /** All of them, when they stand nowhere else. */
  words?: string;
  interactionId: string;
};

/** A first reason opens a callback. */
export const opening = (
  reason: Reason,
  customerId: string,
  teamId: string,
  setting: Setting,
): Extract<CallbackEvent, { kind: 'opened' }> => ({
  kind: 'opened',
  ...reason,
  customerId,
  teamId,
  due: firstContact(setting),
  ours: begun(setting),
});

/** A second reason joins the open callback: a second failure, and never due later than before. */
export function joining(it: Callback, { interactionId: _, ...reason }: Reason, setting: Setting): CallbackEvent {
  const fresh = firstContact(setting);
  const due = it.state !== 'fixed' && it.dueAt < fresh.at ? dueNow(it) : fresh;
  // Whoever is let down again while they wait is called at once; a case that was called fixed begins anew.
  const ours = it.state === 'fixed' ? begun(setting) : due.at === it.dueAt ? undefined : goingOn(it, setting);
  return { kind: 'joined', ...reason, due, ...(ours ? { ours } : {}) };
}

/** The reason that a manager gives for acting in the owner's place; refused when it is missing. */
export function reasonToStandIn(it: Callback, move: Move, actor: Actor, reason: string | undefined): string | undefined {
  if (!standsIn(it, move, actor)) return undefined;
  if (!reason) refuse('invalid', `${it.ownerName} owns this callback: say why you act in their place.`, { field: 'reason' });
  return reason;
}

function promised(it: Callback, { id, text, at }: Extract<Command, { move: 'promise' }>, setting: Setting): CallbackEvent {
  if (at <= setting.now) refuse('invalid', 'A promise lies ahead.', { field: 'at' });
  if (at > setting.now + LONGEST_PROMISE) refuse('invalid', 'Promise something within a year.', { field: 'at' });
  const promise = { id, text, at, state: 'open' as const };
  const withIt = { ...it, detail: { ...it.detail, promises: [...it.detail.promises, promise] } };
  return { kind: 'promised', promise, due: earliest(withIt, nextStep(setting), setting) };
}

function kept(it: Callback, id: string, setting: Setting): CallbackEvent {
  const promise = it.detail.promises.find((one) => one.id === id && one.state === 'open');
  if (!promise) return refuse('invalid', 'There is no such open promise.', { field: 'promise' });
  return { kind: 'promise_kept', promise: id, due: earliest(it, nextStep(setting), setting, id), late: setting.now > promise.at };
}

/** Whether a promise was kept is the customer's to say. One that was not is called about like anything that lets them down. */
function judged(it: Callback, { promise: id, kept }: Extract<Command, { move: 'judge' }>, setting: Setting): CallbackEvent {
  const promise = it.detail.promises.find((one) => one.id === id && one.state !== 'open');
  if (!promise) return refuse('invalid', 'There is no such promise.', { field: 'promise' });
  if (promise.said) refuse('wrong_state', 'You have said so already.');
  const fresh = firstContact(setting);
  const sooner = !kept && it.state === 'claimed' && it.restsUntil === null && fresh.at < it.dueAt;
  return { kind: 'promise_judged', promise: id, kept, was: promise.state, due: sooner ? fresh : dueNow(it) };
}

/** It was not fixed: in its first round it is said for the first time. */
function contested(it: Callback, words: string, setting: Setting): CallbackEvent {
  const alarm = it.round >= CONTESTS_TO_ALARM ? ({ alarm: true } as const) : {};
  return { kind: 'contested', words, due: firstContact(setting), from: it.state, ours: begun(setting), ...alarm };
}

/** Fixed needs the problem understood, no promise left open, its cause, and what was done. */
function fixed(it: Callback, { cause, done }: Extract<Command, { move: 'fix' }>, setting: Setting, late: boolean): CallbackEvent {
  mustBeUnderstood(it, 'say it is fixed');
  const open = it.detail.promises.find((promise) => promise.state === 'open');
  if (open) refuse('invalid', `A promise is still open: “${open.text}”.`, { field: 'promises', next: 'Keep it first.' });
  const asked = it.detail.requests.find((request) => request.state === 'open');
  if (asked) {
    refuse('invalid', `${asked.department} has not answered yet: “${asked.what}”.`, {
      field: 'requests',
      next: 'Log the answer, or withdraw the request.',
    });
  }
  const at = setting.now + setting.policy.confirmDays * DAY;
  const why = `the customer has ${setting.policy.confirmDays} days to say whether it is fixed: until ${localTime(at, setting.hours.zone)}`;
  const ours = stopped(it, setting);
  return { kind: 'fixed', cause, done, due: { at, kind: 'confirmation', why, warnAt: null }, late, ...(ours ? { ours } : {}) };
}
