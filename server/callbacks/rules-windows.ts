import { type OpeningHours, openings } from '../core/calendar.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';
import { furthestWall, instantOf } from '../core/zone.ts';
import type { CallWindow } from './rules.ts';

/** Short enough to wait for a call, long enough to keep. */
const PIECE = 2 * HOUR;
/** Nobody calls the moment that the page is sent. */
const NOTICE = 30 * MINUTE;
const SHORTEST = 30 * MINUTE;
const LONGEST = 12 * HOUR;
const FURTHEST = 60 * DAY;

/** The next times at which a customer may be called: the opening hours in pieces of two hours. One that has begun starts with the next full hour there. */
export function callWindows(hours: OpeningHours, now: Instant, most = 8): CallWindow[] {
  const windows: CallWindow[] = [];
  for (const { from, to } of openings(hours, now + NOTICE)) {
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

/** Whether somebody works all that time, and it lies ahead, within 60 days, and is no longer than a day's work. */
export function isCallable(hours: OpeningHours, { from, to }: CallWindow, now: Instant): boolean {
  if (!(from < to) || to <= now || to - from > LONGEST || from > now + FURTHEST) return false;
  let worked = Math.max(from, now);
  for (const opening of openings(hours, worked)) {
    if (opening.from > worked) return false;
    // Openings may touch, at noon or at midnight.
    worked = Math.max(worked, opening.to);
    if (to <= worked) return true;
  }
  return false;
}

/** A time as a form carries it. */
export const windowId = ({ from, to }: CallWindow): string => `${from}-${to}`;

/** The time that a form chose: nothing for as soon as we can, `undefined` for what is no time. */
export function windowIn(id: string): CallWindow | null | undefined {
  if (id === '') return null;
  const found = /^(\d{1,15})-(\d{1,15})$/.exec(id);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : undefined;
}
