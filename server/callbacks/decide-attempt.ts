import { localTime } from '../core/calendar.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, HOUR, type Millis } from '../core/time.ts';
import type { WrittenChannel } from '../customers/rules.ts';
import { earliest, inWorkingTime, nextStep, type Setting, warned } from './decide-due.ts';
import { goingOn } from './decide-ours.ts';
import type { CallbackEvent, Clocked } from './fold.ts';
import type { AttemptOutcome, Callback, CallWindow, Tries } from './rules.ts';
import { NO_TRIES, nextTry, type Proposal, partAt, tacticFor, triedOnce, type Ways } from './rules-tactics.ts';
import { isCallable } from './rules-windows.ts';

/** When to try again: as the rules propose it, as soon as we can, or at a time of the supervisor's own choice. */
export type Next = 'proposed' | 'soon' | CallWindow;

export type Attempt = { move: 'attempt'; outcome: AttemptOutcome; note: string | null; next?: Next };

/** Somebody who was on the line is there: so many working minutes later it is free. */
const BUSY_MINUTES = 30;
/** Whoever got a letter has so long to answer, before they are called again. */
const TO_ANSWER: Millis = 2 * DAY;
const WEEK: Millis = 7 * DAY;
/** Long enough that nobody gets the same letter twice for one press of a button too many. */
const ONE_LETTER: Millis = HOUR;

/** A try to reach the customer. Whatever it came to, something is due next: another time of their day, another way, never an end. */
export function attempted(it: Callback, { outcome, note, next = 'proposed' }: Attempt, setting: Setting): CallbackEvent {
  const { now, policy } = setting;
  // Whoever calls before the time that the customer chose does not wait any more.
  const ours = goingOn(it, setting);
  const said = { kind: 'attempted' as const, outcome, note, late: now > it.dueAt, ...(ours ? { ours } : {}) };
  if (outcome === 'reached') return { ...said, plan: null, tries: NO_TRIES, due: earliest(it, nextStep(setting), setting) };
  const ways = waysIn(setting);
  const after = triedOnce(it.detail.tries, outcome, partAt(ways.zone, now));
  const tries = { ...after, tactic: tacticFor(after, ways, policy.triesPerTactic) };
  if (typeof next !== 'string') return { ...said, tries, ...planned(it, chosen(next, setting), setting) };
  const soon = next === 'soon' || outcome === 'busy' || tries.tactic === 'write' || tries.tactic === 'find_number';
  const plan = soon ? null : proposed(tries, setting);
  if (plan) return { ...said, tries, ...planned(it, plan, setting) };
  const minutes = outcome === 'busy' ? Math.min(BUSY_MINUTES, policy.retryMinutes) : policy.retryMinutes;
  return { ...said, tries, plan: null, due: earliest(it, inWorkingTime(setting, minutes, 'retry'), setting) };
}

/** A letter to somebody whom no call reaches. It is a try as good as another: they are given time to answer, then called again. */
export function written(it: Callback, channel: WrittenChannel, setting: Setting): CallbackEvent {
  const { now, policy } = setting;
  const ways = waysIn(setting);
  if (!(channel === 'text' ? ways.text : ways.mail))
    refuse('invalid', `They cannot be written to by ${channel === 'text' ? 'text' : 'mail'}.`, {
      field: 'channel',
      next: 'Try another way.',
    });
  const { tries: before } = it.detail;
  if (before.writtenAt !== null && now < before.writtenAt + ONE_LETTER) refuse('wrong_state', 'The customer was written to a moment ago.');
  const counted = { ...before, written: before.written + 1, writtenAt: now };
  const tries = { ...counted, tactic: tacticFor(counted, ways, policy.triesPerTactic) };
  const said = { kind: 'written' as const, channel, tries, late: now > it.dueAt };
  const plan = nextTry(setting.hours, ways, now + TO_ANSWER, tries.parts);
  if (plan) return { ...said, ...planned(it, plan, setting) };
  return { ...said, plan: null, due: earliest(it, inWorkingTime(setting, policy.retryMinutes, 'retry'), setting) };
}

/** How to try now, by the ways that there are now: whoever has no number is written to before any call was tried. */
export const tacticNow = ({ detail: { tries } }: Callback, { ways, policy }: Setting): Tries['tactic'] =>
  ways ? tacticFor(tries, ways, policy.triesPerTactic) : tries.tactic;

/** When the next try would be, were this one in vain: what is shown before it is made. */
export function proposalNow(it: Callback, setting: Setting): { plan: Proposal | null; tactic: Tries['tactic'] } {
  const ways = waysIn(setting);
  const after = triedOnce(it.detail.tries, 'no_answer', partAt(ways.zone, setting.now));
  const tries = { ...after, tactic: tacticFor(after, ways, setting.policy.triesPerTactic) };
  return { plan: tries.tactic === 'write' || tries.tactic === 'find_number' ? null : proposed(tries, setting), tactic: tries.tactic };
}

const proposed = ({ tactic, parts }: Tries, setting: Setting): Proposal | null =>
  nextTry(setting.hours, waysIn(setting), setting.now + (tactic === 'weekly' ? WEEK : 0), parts);

function chosen(window: CallWindow, { hours, now }: Setting): CallWindow {
  if (!isCallable(hours, window, now))
    refuse('invalid', 'Nobody works then, or it is over, too long or too far ahead.', {
      field: 'next.from',
      next: 'Choose another time.',
    });
  return window;
}

/** It is due by the end of that time, and rests until it begins; a promise that comes before is not put off by it. */
function planned(it: Callback, plan: CallWindow | Proposal, setting: Setting): { plan: CallWindow | null; due: Clocked } {
  const { zone } = setting.hours;
  const { from, to } = plan;
  const part = 'part' in plan ? `, ${WHEN[plan.part]} where the customer is` : '';
  const why = `the next try is planned from ${localTime(from, zone)} to ${localTime(to, zone)}${part}`;
  const due = earliest(it, warned({ at: to, kind: 'retry', why }, setting), setting);
  return { plan: due.at > from ? { from, to } : null, due };
}

const WHEN = { morning: 'in the morning', midday: 'around midday', afternoon: 'late in the day' };

/** Where nobody has looked for the ways to a customer, they are called in the team's own zone. */
const waysIn = ({ ways, hours, policy }: Setting): Ways =>
  ways ?? { zone: hours.zone, quiet: policy.quiet, phone: true, text: false, mail: false };
