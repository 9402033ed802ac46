import { isOpen, nextOpening, type OpeningHours, openings } from '../core/calendar.ts';
import { DAY, type Instant, toRfc3339 } from '../core/time.ts';
import { wallAt } from '../core/zone.ts';
import { type Away, awayAt } from '../people/rules.ts';

/** When somebody works: when one of their teams does, and they are not away. The first team’s day is theirs. */
export type Duty = { hours: readonly OpeningHours[]; away: Away | null };

/** Whether they are to be disturbed at this moment. */
export const worksAt = ({ hours, away }: Duty, at: Instant): boolean => awayAt(away, at) === null && hours.some((one) => isOpen(one, at));

/** The first moment from `at` on at which they work; nothing when nobody knows when they are back, or their teams never open. */
export function worksAgain(duty: Duty, at: Instant): Instant | undefined {
  const opens = duty.hours.flatMap((one) => nextOpening(one, at) ?? []);
  const first = opens.length ? Math.min(...opens) : undefined;
  const gone = first === undefined ? null : awayAt(duty.away, first);
  if (!gone) return first;
  return gone.until === null ? undefined : worksAgain(duty, gone.until);
}

/** When this day’s work begins there, by the local date of `at`; nothing on a day without. */
export const morningOf = (hours: OpeningHours, at: Instant): Instant | undefined =>
  mornings(hours, at).find((morning) => dateOf(hours, morning) === dateOf(hours, at));

/** When the next day’s work begins there, after `at`: a break at noon is no morning. */
export const nextMorning = (hours: OpeningHours, at: Instant): Instant | undefined => mornings(hours, at).find((morning) => morning > at);

/** The first opening of each local day around `at`, up to the first one after it. */
function mornings(hours: OpeningHours, at: Instant): Instant[] {
  const found: Instant[] = [];
  let day = '';
  // The first span may have begun before we look: two days back it is of no day that matters.
  for (const { from } of openings(hours, at - 2 * DAY)) {
    if (dateOf(hours, from) !== day) found.push(from);
    day = dateOf(hours, from);
    if (from > at && found.at(-1) === from) break;
  }
  return found;
}

/** The date there, as `YYYY-MM-DD`. */
export const dateOf = ({ zone }: OpeningHours, at: Instant): string => toRfc3339(wallAt(zone, at)).slice(0, 10);
