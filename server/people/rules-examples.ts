import { dueAfter, localTime, type OpeningHours, openings } from '../core/calendar.ts';
import { DAY, type Instant, MINUTE } from '../core/time.ts';

/** By when low answers would be called: one that comes now, and one ten minutes before the team goes home for the longest time this week. */
export function examplesOf(hours: OpeningHours, minutes: number, now: Instant): string[] {
  return [...new Set([now, beforeLongestRest(hours, now)])].flatMap((at) => {
    const due = at === undefined ? undefined : dueAfter(hours, at, minutes);
    return at === undefined || !due ? [] : [`A low answer on ${localTime(at, hours.zone)} is due ${localTime(due.at, hours.zone)}.`];
  });
}

const TEN_MINUTES = 10 * MINUTE;

function beforeLongestRest(hours: OpeningHours, now: Instant): Instant | undefined {
  let longest = 0;
  let found: Instant | undefined;
  let last: Instant | undefined;
  for (const { from, to } of openings(hours, now)) {
    if (last !== undefined && from - last > longest) {
      longest = from - last;
      found = last - TEN_MINUTES;
    }
    if (from > now + 8 * DAY) break;
    last = to;
  }
  return found !== undefined && found > now ? found : undefined;
}
