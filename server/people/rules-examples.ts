import { dueAfter, holidaysWithin, localTime, type OpeningHours, openings, type Weekday } from '../core/calendar.ts';
import { afterQuiet } from '../core/quiet.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';
import { instantOf, stretchAt, wallAt } from '../core/zone.ts';
import type { Policy } from './policy.ts';

/** By when low answers would be called: one that comes now, and one ten minutes before the team goes home for the longest time this week. */
export function examplesOf(hours: OpeningHours, minutes: number, now: Instant): string[] {
  return [...new Set([now, beforeLongestRest(hours, now)])].flatMap((at) => {
    const due = at === undefined ? undefined : dueAfter(hours, at, minutes);
    return at === undefined || !due ? [] : [`A low answer on ${localTime(at, hours.zone)} is due ${localTime(due.at, hours.zone)}.`];
  });
}

/** What people trip over in these hours: windows that end on the next day, holidays, and clocks that are about to change. */
export function notesOn(hours: OpeningHours, now: Instant): string[] {
  const overnight = Object.entries(hours.week).flatMap(([day, windows]) =>
    windows
      .filter(({ from, to }) => to <= from)
      .map(({ from, to }) => `What opens ${DAY_WORDS[day as Weekday]} ${from} closes on the next day, ${to}; a holiday cancels all of it.`),
  );
  const closed = holidaysWithin(hours, now, now + SOON);
  const notes = [...overnight, ...(closed ? [`Closed in the next ${SOON / DAY} days for ${closed}.`] : [])];
  const { end, offset } = stretchAt(hours.zone, now);
  if (end > now + SOON) return notes;
  const way = stretchAt(hours.zone, end).offset > offset ? 'forward' : 'back';
  return [...notes, `Clocks there go ${way} on ${localTime(end, hours.zone)}. These hours go by the clock on the wall, before and after.`];
}

const SOON = 60 * DAY;

const DAY_WORDS: Record<Weekday, string> = {
  mon: 'on Monday',
  tue: 'on Tuesday',
  wed: 'on Wednesday',
  thu: 'on Thursday',
  fri: 'on Friday',
  sat: 'on Saturday',
  sun: 'on Sunday',
};

/** When customers would be asked: about a contact that ends now, and about one that ends late in the evening; and how often at most. */
export function askingExamples({ delayMinutes, quiet, capDays }: Policy, zone: string, now: Instant): string[] {
  const askedAt = (ended: Instant) => afterQuiet(quiet, zone, ended + delayMinutes * MINUTE);
  const late = instantOf(zone, Math.floor(wallAt(zone, now) / DAY) * DAY + 22 * HOUR);
  const says = [now, late].map((ended) => {
    const at = askedAt(ended);
    const when = at - ended < MINUTE ? 'at once' : localTime(at, zone);
    return `After a contact that ends ${localTime(ended, zone)}, the customer is asked ${when}.`;
  });
  const days = capDays === 1 ? 'a day' : `${capDays} days`;
  return [...new Set(says), capDays === 0 ? 'They are asked after every contact.' : `Nobody is asked more than once in ${days}.`];
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
