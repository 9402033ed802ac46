import * as moments from 'temporal-polyfill/fns/Instant';
import * as local from 'temporal-polyfill/fns/ZonedDateTime';
import { DAY, type Instant, type Millis } from './time.ts';

/** A local wall clock's reading, in milliseconds since 1970-01-01 00:00 on that clock. */
export type Wall = number;

/** Whether this is the canonical IANA name of a place's zone, or `UTC`. Refuses other cases, old spellings, abbreviations and offsets. */
export function isZone(zone: string): boolean {
  if (!accepted.has(zone) && canonicalZone(zone) === zone) accepted.add(zone);
  return accepted.has(zone);
}

/** Asking Intl takes a tenth of a millisecond. Only canonical names are kept, so there are never more than there are zones. */
const accepted = new Set<string>();

export function canonicalZone(zone: string): string | undefined {
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    const name = RENAMED.get(resolved) ?? resolved;
    return name === 'UTC' || PLACE.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

const PLACE = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//;

/** Places that ICU, and so Intl, may still call by a name the IANA database has moved to its file `backward`: old name, then new. */
const RENAMED = new Map(
  `Africa/Asmera Africa/Asmara, America/Buenos_Aires America/Argentina/Buenos_Aires, America/Catamarca America/Argentina/Catamarca,
   America/Coral_Harbour America/Atikokan, America/Cordoba America/Argentina/Cordoba, America/Godthab America/Nuuk,
   America/Indianapolis America/Indiana/Indianapolis, America/Jujuy America/Argentina/Jujuy, America/Louisville America/Kentucky/Louisville,
   America/Mendoza America/Argentina/Mendoza, Asia/Calcutta Asia/Kolkata, Asia/Katmandu Asia/Kathmandu, Asia/Rangoon Asia/Yangon,
   Asia/Saigon Asia/Ho_Chi_Minh, Atlantic/Faeroe Atlantic/Faroe, Europe/Kiev Europe/Kyiv, Pacific/Enderbury Pacific/Kanton,
   Pacific/Ponape Pacific/Pohnpei, Pacific/Truk Pacific/Chuuk`
    .split(/,\s+/)
    .map((pair) => pair.split(' ') as [string, string]),
);

/** How far the wall clock has ever come by this moment. In a repeated hour that is the hour's end, where the clock has been before. */
export function furthestWall(zone: string, at: Instant): Wall {
  const { start, offset } = stretchAt(zone, at);
  const before = at - start < DAY ? start + stretchAt(zone, start - 1).offset : Number.NEGATIVE_INFINITY;
  return Math.max(at + offset, before);
}

export const wallAt = (zone: string, at: Instant): Wall => at + stretchAt(zone, at).offset;

/** The first moment at which the wall clock shows this time or a later one: after a gap its end, of two occurrences the first. */
export function instantOf(zone: string, wall: Wall): Instant {
  // No offset reaches 24 hours, so a day earlier the clock has certainly not come so far.
  let stretch = stretchAt(zone, wall - DAY);
  for (;;) {
    const at = Math.max(stretch.start, wall - stretch.offset);
    if (at < stretch.end) return at;
    stretch = stretchAt(zone, stretch.end);
  }
}

/** How many years of a zone's offsets are told. */
const YEARS_TOLD = 4;

/**
 * How far a zone is ahead of UTC, week by week from the beginning of a year on for four years: `0 GMT+01:00, 13 GMT+02:00, …`, with the
 * week in which it changes. Two runtimes that know the same rules for the zone say the same.
 */
export function offsetsOf(zone: string, year: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const start = Date.UTC(year, 0, 1);
  const weeks = Array.from({ length: 53 * YEARS_TOLD }, (_, week) => {
    const parts = format.formatToParts(start + week * 7 * DAY);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  });
  return weeks.flatMap((offset, week) => (offset === weeks[week - 1] ? [] : [`${week} ${offset}`])).join(', ');
}

/**
 * The same time on the wall a week, a month or a year later. A day that the month does not have is its last one: a month after 31 January
 * is 28 or 29 February, a year after 29 February is 28 February.
 */
export const laterBy = (zone: string, at: Instant, length: keyof typeof LATER): Instant =>
  LATER[length](inZone(zone, at), 1, { overflow: 'constrain' }).epochMilliseconds;

const LATER = { week: local.addWeeks, month: local.addMonths, year: local.addYears };

/** A time in which the wall clock of a zone runs evenly: between `start` and `end` it shows the instant plus `offset`. */
export type Stretch = { start: Instant; end: Instant; offset: Millis };

/**
 * The stretch of even wall time around a moment. Asking Temporal costs up to some milliseconds, so answers are remembered: a zone has
 * one to four stretches a year. Throws a RangeError for a zone nobody knows.
 */
export function stretchAt(zone: string, at: Instant): Stretch {
  const known = stretches.get(zone) ?? [];
  const found = known.find(({ start, end }) => start <= at && at < end);
  if (found) return found;
  const asked = askedStretch(zone, at);
  stretches.set(zone, [...known.slice(1 - MOST_KNOWN_PER_ZONE), asked]);
  return asked;
}

const stretches = new Map<string, readonly Stretch[]>();
const MOST_KNOWN_PER_ZONE = 32;

function askedStretch(zone: string, at: Instant): Stretch {
  const start = local.getTimeZoneTransition(inZone(zone, at + 1), 'previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  // The polyfill looks three years ahead at most, so its "no more changes" is believed for one.
  const end = local.getTimeZoneTransition(inZone(zone, at), 'next')?.epochMilliseconds ?? at + 365 * DAY;
  return { start, end, offset: local.offsetNanoseconds(inZone(zone, at)) / 1e6 };
}

// As functions, of which a Worker takes along only what is called: a third of what the objects weigh.
const inZone = (zone: string, at: Instant) => moments.toZonedDateTimeISO(moments.fromEpochMilliseconds(at), zone);
