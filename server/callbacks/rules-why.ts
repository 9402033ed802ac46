import { DAY, HOUR, type Instant, MINUTE, type Millis } from '../core/time.ts';
import type { CallWindow, DueKind, State, Tactic } from './rules.ts';

/** What the reason to call now is read from. Times are instants. */
export type Situation = {
  customer: string;
  state: State;
  due: { at: Instant; kind: DueKind } | null;
  window: CallWindow | null;
  /** What they wrote to be called at another time. */
  wish: string | null;
  secondFailure: boolean;
  round: number;
  /** How often they were tried in vain, how to try next, and when that is planned. */
  triedInVain: number;
  tactic: Tactic;
  plan: CallWindow | null;
  promise: string | null;
  /** By when it is to be fixed, while that is ours to do. */
  fixBy: Instant | null;
  offer: { byName: string; until: Instant; toMe: boolean } | null;
};

/** How the reader is told a moment: in their own zone, `today 14:05` or `14:05`. */
export type Telling = { now: Instant; day: (at: Instant) => string; time: (at: Instant) => string };

/** One line that says why this customer is called now, or when. The same words on the server and on the screen. */
export function whyNow(it: Situation, telling: Telling): string {
  const { due, offer, state } = it;
  if (!due) return '';
  if (state === 'fixed') return `We said that it is fixed. ${it.customer} can answer until ${telling.day(due.at)}.`;
  const parts = [
    ...(offer ? [asked(offer, telling)] : []),
    ...(it.wish === null ? [] : [`${it.customer} asked by text for: “${it.wish}”`]),
    ...(it.secondFailure ? ['second failure'] : []),
    ...(it.round > 1 ? ['still broken'] : []),
    // Once it has passed, our own clock makes it more urgent, however far away the next step is.
    ...(it.fixBy !== null && telling.now > it.fixBy ? [`was to be fixed by ${telling.day(it.fixBy)}`] : []),
    timely(it, due, telling),
  ];
  const line = parts.join(', ');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

const asked = ({ byName, until, toMe }: NonNullable<Situation['offer']>, { day }: Telling): string =>
  `${byName} asks ${toMe ? 'you' : 'a colleague'} to take it over until ${day(until)}`;

/** What the clock has to do with it. */
function timely(it: Situation, due: NonNullable<Situation['due']>, { now, day, time }: Telling): string {
  const { window, plan, customer } = it;
  const late = now > due.at;
  if (window && !late) {
    const span = `${day(window.from)}–${time(window.to)}`;
    return window.from <= now ? `${customer} asked to be called ${span}: that is now` : `${customer} asked to be called ${span}`;
  }
  if (plan && !late) {
    const tried = TRIED(it.triedInVain, it.tactic);
    const span = `${day(plan.from)}–${time(plan.to)}`;
    return plan.from <= now
      ? `${tried}${NEXT[it.tactic]} is planned ${span}: that is now`
      : `${tried}${NEXT[it.tactic]} is planned ${span}`;
  }
  const what = promised(it, due.kind);
  return late ? `overdue by ${lasting(now - due.at)}: ${what} by ${day(due.at)}` : `${what} by ${day(due.at)}`;
}

function promised({ promise, triedInVain: tries, tactic }: Situation, kind: DueKind): string {
  if (kind === 'promise') return promise ? `promised “${promise}”` : 'promised something';
  if (kind === 'first_contact') return 'promised a call';
  if (kind === 'retry') return `${TRIED(tries, tactic)}${NEXT[tactic]} is due`;
  return 'the next step is due';
}

const TRIED = (tries: number, tactic: Tactic): string => {
  if (tactic === 'find_number') return '';
  return tries === 1 ? 'not reached at the first try, ' : tries > 1 ? `not reached in ${tries} tries, ` : '';
};

/** What to do next about somebody who could not be reached. */
const NEXT: Record<Tactic, string> = {
  call: 'the next',
  text_first: 'a text and then a call',
  write: 'a letter',
  weekly: 'the weekly try',
  find_number: 'another number: the one that we had is somebody else’s, and it',
};

/** A length of time as people say it: exact while it matters. */
export function lasting(time: Millis): string {
  const minutes = Math.max(1, Math.round(time / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(time / HOUR);
  if (hours < 8) return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
  return time < 2 * DAY ? `${Math.round(time / HOUR)} h` : `${Math.round(time / DAY)} days`;
}
