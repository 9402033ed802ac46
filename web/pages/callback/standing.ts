import { MOST_CONFIDENT, type Move } from '../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../lib/api.ts';
import { sum } from '../../lib/money.ts';

// Where a case stands, in the few words beside each step.

/** Whether the customer was spoken to since the case was last opened. */
export function reached(it: CallbackView): boolean {
  const since = it.timeline.findLastIndex(({ kind }) => kind === 'contested' || kind === 'called_for' || kind === 'opened');
  return it.timeline.slice(since + 1).some(({ kind, data }) => kind === 'attempted' && data.outcome === 'reached');
}

export function callsSoFar(it: CallbackView): string {
  if (reached(it)) return 'You spoke';
  if (!it.reach.phone) return 'Write, or find a number';
  return it.attempts ? `${it.attempts === 1 ? 'Tried once' : `Tried ${it.attempts} times`}, not reached yet` : 'Not tried yet';
}

/** What the call is about now: empathise and own it, understand, propose and agree, promise, keep it. */
export function leadSays(it: CallbackView): string {
  if (!reached(it)) return tacticSays(it);
  if (!understoodNow(it) || it.understanding?.until !== undefined) return 'Understand first, then propose.';
  if (!it.proposals.length && !it.remedies.length) return 'Propose more than one way, and agree on one with them.';
  if (it.requests.some(({ state }) => state === 'open')) return 'It goes on as soon as the other department has answered.';
  if (!promisesSettled(it) && it.promises.length) return 'Keep what you promised. Then say that it is fixed.';
  return 'If it is done, say that it is fixed. If it takes time, promise it by a date.';
}

/** How to try to reach them next, in words. */
function tacticSays({ tactic, triedInVain: tries, reach, writtenAt }: CallbackView): string {
  const so = `${tries} ${tries === 1 ? 'try' : 'tries'} did not reach them`;
  if (tactic === 'text_first') return `${so}: text them first, so that they know who calls, then call.`;
  if (tactic === 'write' && !reach.phone)
    return `No number is known. ${writtenAt ? 'They were written to: wait for their answer, write again' : 'Write to them'}, or find a number.`;
  if (tactic === 'write') return `${so}: write to them, and ask when to call or what would help.`;
  if (tactic === 'weekly') return `${so}, nor did a letter yet: try once a week, at another time of their day. It stays open.`;
  if (tactic === 'find_number')
    return `${reach.phone ? 'The number is somebody else’s, and there is no other way to write to them' : 'We know neither a number nor an address'}: find a number.`;
  return tries
    ? `${so}: call at another time of their day.`
    : 'Call them. Say that you are sorry, and that it is yours until it is fixed. What is known is on this page: ask for nothing twice.';
}

/**
 * What to do first about somebody who was not reached. A text comes once before each call, a letter once before the next. Where there is no
 * number to call, or it is somebody else’s, nobody is called after the letter either: they are written to again, or a number is found.
 */
export function firstWay({ tactic, timeline, plan, reach, writtenAt }: CallbackView): Move {
  if (tactic === 'find_number') return 'choose_window';
  if (tactic === 'write') return plan && reach.phone && writtenAt === null ? 'attempt' : 'write';
  if (tactic !== 'text_first') return 'attempt';
  return timeline.findLast(({ kind }) => kind === 'announced' || kind === 'attempted')?.kind === 'announced' ? 'attempt' : 'announce';
}

export const lettersSoFar = ({ timeline }: CallbackView): string =>
  timeline.some(({ kind }) => kind === 'written') ? 'They were written to' : 'When calls do not reach them';

const UNDERSTOOD: Record<NonNullable<CallbackView['understanding']>['state'], string> = {
  asked: 'Written down, not yet agreed',
  unconfirmed: 'Written down, unconfirmed',
  agreed: 'Written down and agreed',
  corrected: 'Written down and agreed',
  earlier: 'Still broken: what is it now?',
};

/** Whether the problem is written down, in this round. */
export const understoodNow = ({ understanding }: CallbackView): boolean => understanding !== null && understanding.state !== 'earlier';

export function understoodSoFar(it: CallbackView): string {
  if (!it.understanding) return 'The problem, in their terms';
  return UNDERSTOOD[it.understanding.state];
}

export function proposedSoFar(it: CallbackView): string {
  const asked = it.requests.find(({ state }) => state === 'open');
  const so = [
    it.proposals.length ? count(it.proposals.length, 'proposal') : undefined,
    grantedSays(it),
    asked && `${asked.department} has to answer`,
  ].filter(Boolean);
  return so.length ? so.join(' · ') : 'What you offer them';
}

/** What was granted, as one sum where it is money, of each currency. */
export function grantedSays({ remedies }: Pick<CallbackView, 'remedies'>): string | undefined {
  if (!remedies.length) return undefined;
  const money = new Map<string, number>();
  for (const { amount, currency } of remedies) if (amount) money.set(currency, (money.get(currency) ?? 0) + amount);
  const sums = [...money].map(([currency, amount]) => sum(amount, currency));
  return sums.length ? `${sums.join(' and ')} granted` : `${count(remedies.length, 'remedy', 'remedies')} granted`;
}

export function requestsSoFar({ requests }: CallbackView): string {
  const open = requests.filter(({ state }) => state === 'open');
  if (open.some(({ missed }) => missed)) return 'They did not answer in time';
  return open.length ? `${open[0]!.department} has to answer` : 'For an answer by a time; it stays yours';
}

/** `2 of 5 before, 5 of 5 after`; nothing while they were never asked. */
export function confidenceSays({ confidence: { before, after } }: Pick<CallbackView, 'confidence'>): string | undefined {
  const said = [
    before === null ? [] : `${before} of ${MOST_CONFIDENT} before`,
    after === null ? [] : `${after} of ${MOST_CONFIDENT} after`,
  ].flat();
  return said.length ? said.join(', ') : undefined;
}

export function promisedSoFar(it: CallbackView): string {
  const open = it.promises.filter(({ state }) => state === 'open').length;
  if (open) return count(open, 'open promise');
  return it.promises.length ? `${count(it.promises.length, 'promise')}, none open` : 'Something by a date, if there is anything';
}

/** Whether something was promised, and nothing of it is left to do. */
export const promisesSettled = (it: CallbackView): boolean => it.promises.length > 0 && it.promises.every(({ state }) => state !== 'open');

const count = (amount: number, thing: string, things = `${thing}s`): string => `${amount} ${amount === 1 ? thing : things}`;
