import type { CallbackView } from '../../lib/api.ts';

// Where a case stands, in the few words beside each step.

/** Whether the customer was spoken to since the case was last opened. */
export function reached(it: CallbackView): boolean {
  const since = it.timeline.findLastIndex(({ kind }) => kind === 'contested' || kind === 'opened');
  return it.timeline.slice(since + 1).some(({ kind, data }) => kind === 'attempted' && data.outcome === 'reached');
}

export function callsSoFar(it: CallbackView): string {
  if (reached(it)) return 'You spoke';
  return it.attempts ? `${it.attempts === 1 ? 'Tried once' : `Tried ${it.attempts} times`}, not reached yet` : 'Not tried yet';
}

export function understoodSoFar(it: CallbackView): string {
  if (!it.understanding) return 'The problem, in their terms';
  return it.understanding.state === 'unconfirmed' ? 'Written down, not yet agreed' : 'Written down and agreed';
}

export function proposedSoFar(it: CallbackView): string {
  return it.proposals.length ? `${count(it.proposals.length, 'proposal')} so far` : 'What you offer them';
}

export function promisedSoFar(it: CallbackView): string {
  const open = it.promises.filter(({ state }) => state === 'open').length;
  if (open) return count(open, 'open promise');
  return it.promises.length ? `${count(it.promises.length, 'promise')}, none open` : 'Something by a date, if there is anything';
}

/** Whether something was promised, and nothing of it is left to do. */
export const promisesSettled = (it: CallbackView): boolean => it.promises.length > 0 && it.promises.every(({ state }) => state !== 'open');

const count = (amount: number, thing: string): string => `${amount} ${thing}${amount === 1 ? '' : 's'}`;
