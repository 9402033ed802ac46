import { type Instant, MINUTE } from '../core/time.ts';
import { laterBy } from '../core/zone.ts';

const ROUNDED = 15 * MINUTE;

/**
 * The days by which people promise: a week, a month and a year from now, at the same time of day in this zone. The last day of the month
 * where it has none of that number. Rounded down to the quarter of an hour, so that a year is never more than one.
 */
export function promiseDates(zone: string, now: Instant): { week: Instant; month: Instant; year: Instant } {
  const from = now - (now % ROUNDED);
  return { week: laterBy(zone, from, 'week'), month: laterBy(zone, from, 'month'), year: laterBy(zone, from, 'year') };
}
