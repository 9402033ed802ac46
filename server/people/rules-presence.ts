import { nextOpening, type OpeningHours } from '../core/calendar.ts';
import { DAY, type Instant } from '../core/time.ts';
import { instantOf, wallAt } from '../core/zone.ts';
import { type Away, awayAt } from './rules.ts';

/** Whether somebody is at work, and if not, when they are again; null when nobody can tell. */
export type Presence = { here: boolean; away: Away | null; worksAgainAt: Instant | null };

/** Somebody is at work while one of their teams is, and they did not say that they are away. */
export function presenceOf(hours: readonly OpeningHours[], absence: Away | null, now: Instant): Presence {
  const away = awayAt(absence, now);
  const from = away ? away.until : now;
  const openings = from === null ? [] : hours.map((one) => nextOpening(one, from)).filter((at) => at !== undefined);
  const next = openings.length ? Math.min(...openings) : null;
  const here = away === null && next === now;
  return { here, away, worksAgainAt: here ? null : next };
}

/** When this day ends, by the clock on their wall. */
export const endOfDay = (zone: string, now: Instant): Instant => instantOf(zone, (Math.floor(wallAt(zone, now) / DAY) + 1) * DAY);
