import { DAY, HOUR, type Instant } from '../../server/core/time.ts';
import type { Row } from './read.ts';

/** One stop of the clock, and the contacts that are handed in then: those since the stop before. */
export type Stop = { at: Instant; rows: Row[] };

/** The zone of the company in the replay: its quiet hours are by this wall clock. */
export const ZONE = 'America/New_York';

const wallHour = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });

/** What the wall clock of the company shows, in hours. */
export const hourThere = (at: Instant): number => Number(wallHour.format(at));

/**
 * When the clock stops: at the full hour after each contact, and every morning at eight, when what waited in the night leaves,
 * until nothing waits any more.
 */
export function timetable(rows: readonly Row[]): Stop[] {
  const stops = new Map<Instant, Row[]>();
  for (const row of rows) {
    const at = Math.floor(row.at / HOUR) * HOUR + HOUR;
    stops.set(at, [...(stops.get(at) ?? []), row]);
  }
  const [first, last] = [Math.min(...stops.keys()), Math.max(...stops.keys())];
  for (let at = first; at <= last + DAY; at += HOUR) if (hourThere(at) === 8 && !stops.has(at)) stops.set(at, []);
  return [...stops].map(([at, handedIn]) => ({ at, rows: handedIn })).sort((a, b) => a.at - b.at);
}
