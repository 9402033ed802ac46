import { type OpeningHours, openings } from '../core/calendar.ts';
import { DAY, fromRfc3339, HOUR, type Instant, MINUTE, toRfc3339 } from '../core/time.ts';
import { furthestWall, instantOf, wallAt } from '../core/zone.ts';
import type { CallWindow } from './rules.ts';

/** Short enough to wait for a call, long enough to keep. */
const PIECE = 2 * HOUR;
/** Nobody calls the moment that the page is sent. */
const NOTICE = 30 * MINUTE;
const SHORTEST = 30 * MINUTE;
const LONGEST = 12 * HOUR;
const FURTHEST = 60 * DAY;

/**
 * The next times at which a customer may be called, within 60 days: the opening hours in pieces of two hours. One that has begun starts with
 * the next full hour there. None where nobody works for half an hour at a stretch.
 */
export function callWindows(hours: OpeningHours, now: Instant, most = 8): CallWindow[] {
  const windows: CallWindow[] = [];
  for (const { from, to } of openings(hours, now + NOTICE)) {
    if (from > now + FURTHEST) break;
    const begun = from === now + NOTICE;
    for (let at = begun ? fullHour(hours.zone, from) : from; at < to; at += PIECE) {
      if (windows.length === most) return windows;
      const end = Math.min(at + PIECE, to);
      if (end - at >= SHORTEST) windows.push({ from: at, to: end });
    }
  }
  return windows;
}

/** The next full hour of the clock on the wall: in Kathmandu that is no full hour of UTC. */
const fullHour = (zone: string, at: Instant): Instant => instantOf(zone, Math.ceil(furthestWall(zone, at) / HOUR) * HOUR);

/** The times that are offered to somebody who may have chosen one: theirs stays among them until it is over. */
export const windowsFor = (hours: OpeningHours, now: Instant, chosen: CallWindow | null): CallWindow[] => {
  const ahead = callWindows(hours, now);
  const offered = !chosen || chosen.to <= now || ahead.some((one) => windowId(one) === windowId(chosen));
  return offered ? ahead : [chosen, ...ahead];
};

/** What is wrong with a time to be called at: it is over, more than 60 days ahead, or not wholly in the opening hours of one day. */
export type WrongWindow = 'over' | 'tooFar' | 'closed';

/** What is wrong with a time that somebody wants to be called at, if anything. */
export function problemWithWindow(hours: OpeningHours, { from, to }: CallWindow, now: Instant): WrongWindow | undefined {
  if (to <= now) return 'over';
  if (from > now + FURTHEST) return 'tooFar';
  if (!(from < to) || to - from > LONGEST) return 'closed';
  let worked = Math.max(from, now);
  for (const opening of openings(hours, worked)) {
    if (opening.from > worked) return 'closed';
    // Openings may touch, at noon or at midnight.
    worked = Math.max(worked, opening.to);
    if (to <= worked) return undefined;
  }
  return 'closed';
}

/** Whether somebody works all that time, and it lies ahead, within 60 days, and is no longer than a day's work. */
export const isCallable = (hours: OpeningHours, window: CallWindow, now: Instant): boolean =>
  problemWithWindow(hours, window, now) === undefined;

/**
 * The opening hours of one day, `YYYY-MM-DD` on the customer's calendar: for somebody who wants to be called later than the times that
 * are offered. No longer than a call window may be. What is wrong with that day otherwise.
 */
export function windowOn(day: string, hours: OpeningHours, zone: string, now: Instant): CallWindow | WrongWindow {
  const wall = fromRfc3339(`${day}T00:00:00Z`);
  if (wall === undefined) return 'closed';
  const [start, end] = [instantOf(zone, wall), instantOf(zone, wall + DAY)];
  if (end <= now) return 'over';
  if (start > now + FURTHEST) return 'tooFar';
  for (const { from, to } of openings(hours, Math.max(start, now + NOTICE))) {
    if (from >= end) break;
    const until = Math.min(to, end, from + LONGEST);
    if (until - from >= SHORTEST) return from > now + FURTHEST ? 'tooFar' : { from, to: until };
  }
  return 'closed';
}

/** The last day that may be chosen, and today, on a calendar in this zone: `YYYY-MM-DD`. */
export const daysToChoose = (zone: string, now: Instant): { first: string; last: string } => ({
  first: toRfc3339(wallAt(zone, now)).slice(0, 10),
  last: toRfc3339(wallAt(zone, now + FURTHEST)).slice(0, 10),
});

/** A time as a form carries it. */
export const windowId = ({ from, to }: CallWindow): string => `${from}-${to}`;

/** The time that a form chose: nothing for as soon as we can, `undefined` for what is no time. */
export function windowIn(id: string): CallWindow | null | undefined {
  if (id === '') return null;
  const found = /^(\d{1,15})-(\d{1,15})$/.exec(id);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : undefined;
}
