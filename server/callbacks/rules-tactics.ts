import { type OpeningHours, openings } from '../core/calendar.ts';
import { afterQuiet, type QuietHours, quietFrom } from '../core/quiet.ts';
import { DAY, HOUR, type Instant, MINUTE, type Millis } from '../core/time.ts';
import { instantOf, wallAt } from '../core/zone.ts';
import type { AttemptOutcome, CallWindow, Part, Tactic, Tries } from './rules.ts';

/** How and where somebody can be reached: their zone, when they are left alone, and the ways that are open to us. */
export type Ways = { zone: string; quiet: QuietHours | null; phone: boolean; text: boolean; mail: boolean };

/** A time at which the next try is likelier to reach them, and which part of their day it is. */
export type Proposal = CallWindow & { part: Part };

/** When people sleep, where a team has no quiet hours of its own. */
const NIGHT: QuietHours = { from: '21:00', to: '08:00' };
/** From which hour on, by the customer's own clock, it is which part of the day. */
const BEGINS: readonly [hour: number, part: Part][] = [
  [0, 'morning'],
  [12, 'midday'],
  [15, 'afternoon'],
  [24, 'morning'],
];
/** Whoever did not answer is not called again at once, only because it is another part of the day by then. */
const NOTICE = HOUR;
const SHORTEST = 30 * MINUTE;
const ROUNDED: Millis = 15 * MINUTE;
/** Another part of the day that is further away than this is no better than the same one tomorrow. */
const HORIZON = 7 * DAY;

/** Which part of their day it is for somebody in this zone. */
export function partAt(zone: string, at: Instant): Part {
  const hour = hourOf(wallAt(zone, at));
  return BEGINS.findLast(([from]) => from <= hour)![1];
}

/**
 * When to try next: while the team works, not in the customer's night, and at a part of their day that was not tried yet; once all were,
 * at the one that was tried longest ago. At least an hour from `from`. Nothing when the two are never awake together.
 */
export function nextTry(hours: OpeningHours, ways: Pick<Ways, 'zone' | 'quiet'>, from: Instant, tried: readonly Part[]): Proposal | null {
  const pieces = piecesFrom(hours, ways, from + NOTICE);
  const untried = pieces.find(({ part }) => !tried.includes(part));
  if (untried) return untried;
  const oldest = Math.min(...pieces.map(({ part }) => tried.lastIndexOf(part)));
  return pieces.find(({ part }) => tried.lastIndexOf(part) === oldest) ?? null;
}

/** The opening hours ahead, cut where a part of the customer's day begins or their night does. */
function piecesFrom(hours: OpeningHours, { zone, quiet }: Pick<Ways, 'zone' | 'quiet'>, from: Instant): Proposal[] {
  const pieces: Proposal[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const opening of openings(hours, from)) {
    if (opening.from > last) break;
    last = Math.min(last, opening.from + HORIZON);
    for (const piece of partsOf(zone, opening)) {
      const awake = awakeIn(piece, quiet ?? NIGHT, zone);
      if (awake) pieces.push(awake);
    }
  }
  return pieces;
}

function* partsOf(zone: string, { from, to }: CallWindow): Generator<Proposal> {
  for (let at = from; at < to; ) {
    const wall = wallAt(zone, at);
    const [edge] = BEGINS.find(([hour]) => hour > hourOf(wall))!;
    const until = Math.max(instantOf(zone, wall - (wall % DAY) + edge * HOUR), at + MINUTE);
    yield { from: at, to: Math.min(until, to), part: partAt(zone, at) };
    at = until;
  }
}

function awakeIn({ from, to, part }: Proposal, night: QuietHours, zone: string): Proposal | undefined {
  const start = Math.ceil(afterQuiet(night, zone, from, 0) / ROUNDED) * ROUNDED;
  const end = Math.min(to, quietFrom(night, zone, start));
  return end - start >= SHORTEST ? { from: start, to: end, part } : undefined;
}

const hourOf = (wall: number): number => Math.floor((wall % DAY) / HOUR);

/** What is known after one more try. A busy line says that they are there: that part of the day is not used up. */
export function triedOnce(tries: Tries, outcome: AttemptOutcome, part: Part): Tries {
  if (outcome === 'reached') return NO_TRIES;
  return {
    ...tries,
    failed: tries.failed + 1,
    parts: outcome === 'busy' ? tries.parts : [...tries.parts, part],
    badNumber: tries.badNumber || outcome === 'wrong_number',
  };
}

/** Nobody has tried yet in this round, or they were reached. */
export const NO_TRIES: Tries = { failed: 0, parts: [], written: 0, writtenAt: null, badNumber: false, tactic: 'call' };

/**
 * How to try next: by calls at other times, then with a text before the call, then in writing, then once a week for as long as it takes.
 * A way that is not open to us is left out. However many tries fail, there is always a next one: nothing here closes a case.
 */
export function tacticFor(tries: Pick<Tries, 'failed' | 'written' | 'badNumber'>, ways: Ways, triesPerTactic: number): Tactic {
  const writable = ways.mail || (ways.text && !tries.badNumber);
  if (tries.badNumber || !ways.phone) return writable ? 'write' : 'find_number';
  const ladder: Tactic[] = ['call', ...(ways.text ? ['text_first' as const] : []), ...(writable ? ['write' as const] : []), 'weekly'];
  const tactic = ladder[Math.min(Math.floor(tries.failed / triesPerTactic), ladder.length - 1)]!;
  return tactic === 'write' && tries.written > 0 ? 'weekly' : tactic;
}
