import { DAY, fromRfc3339, type Instant, MINUTE, type Millis, toRfc3339 } from './time.ts';
import { canonicalZone, furthestWall, instantOf, type Wall, wallAt } from './zone.ts';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Open from one local wall time to another, `HH:MM`. A `to` at or before `from` is on the next day; `24:00` is allowed as `to`. */
export type Window = { from: string; to: string };

/**
 * When a team works. A window belongs to the day on which it starts, so a holiday (a local date, `YYYY-MM-DD`) cancels the whole night
 * shift that would have started on it. The name, if any, is whose hours these are, for people to read.
 */
export type OpeningHours = { name?: string; zone: string; week: Partial<Record<Weekday, Window[]>>; holidays: readonly Holiday[] };

/** A day on which the team does not work, with what people call it, if anything. */
export type Holiday = string | { date: string; name: string };

/** The moment by which something is due, and why, in one plain sentence. */
export type Due = { at: Instant; why: string };

/** What is wrong with a setting, and where. */
export type Problem = { field: string; problem: string };

/** A team that does not work for so many days in a row is not working at all. */
const HORIZON_DAYS = 60;

/**
 * The moment at which `workingMinutes` of opening time have passed since `from`, exact to the millisecond; with 0, the next opening.
 * An amount that ends with the window is due when it closes, not when the next one opens. `undefined` when the count meets 60 days
 * in a row without working time. Refuses a negative or endless amount with a RangeError.
 *
 * Working time is what the wall clock goes through, so a window has the length its wall times say on a day of 23 or 25 hours too.
 * Where clocks go forward, the skipped minutes pass at once, in the first instant after the gap. Where they go back, the working clock
 * stands still until the wall clock shows new times again: each wall time counts once, when it first occurs. So the result never
 * moves back when `from` or `workingMinutes` grows.
 */
export function dueAfter(hours: OpeningHours, from: Instant, workingMinutes: number): Due | undefined {
  if (!(workingMinutes >= 0 && workingMinutes < Infinity)) throw new RangeError(`${workingMinutes} is not an amount of working minutes`);
  let left: Millis = Math.round(workingMinutes * MINUTE);
  if (left === 0) {
    const shift = currentOrNextShift(hours, from);
    return shift && explained(hours, from, workingMinutes, Math.max(shift.opens, from), shift);
  }
  let clock = furthestWall(hours.zone, from);
  for (const shift of shiftsAround(hours, clock)) {
    const start = Math.max(shift.open, clock);
    const available = Math.max(0, shift.close - start);
    if (left <= available) return explained(hours, from, workingMinutes, instantOf(hours.zone, start + left), shift);
    left -= available;
    clock = Math.max(clock, shift.close);
  }
  return undefined;
}

/** Whether the team works at this moment. A window is open from the first time the clock shows `from` until it first shows `to`. */
export const isOpen = (hours: OpeningHours, at: Instant): boolean => nextOpening(hours, at) === at;

/** The first moment from `at` on at which the team works: `at` itself when open; `undefined` when there is none in the next 60 days. */
export function nextOpening(hours: OpeningHours, at: Instant): Instant | undefined {
  const shift = currentOrNextShift(hours, at);
  return shift && Math.max(shift.opens, at);
}

/** When the team works from `at` on, one span after the other; the first one may have begun. Ends when 60 days bring no more. */
export function* openings(hours: OpeningHours, at: Instant): Generator<{ from: Instant; to: Instant }> {
  for (const { opens, closes } of shiftsAround(hours, furthestWall(hours.zone, at)))
    if (closes > at) yield { from: Math.max(opens, at), to: closes };
}

/** How many minutes of opening time pass between two moments: of those that `dueAfter` counts. None when `to` does not lie behind `from`. */
export function workedBetween(hours: OpeningHours, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  const [start, end] = [furthestWall(hours.zone, from), furthestWall(hours.zone, to)];
  let worked: Millis = 0;
  for (const { open, close } of shiftsAround(hours, start)) {
    if (open >= end) break;
    worked += Math.max(0, Math.min(close, end) - Math.max(open, start));
  }
  return worked / MINUTE;
}

/** How many minutes a working day of this team has, on average over its week; none when it never opens. */
export function workingDay({ week }: OpeningHours): number {
  const days = Object.values(week).filter((windows) => windows.length > 0);
  const opening = days.flat().reduce((sum, window) => sum + edges(window, 0).close - edges(window, 0).open, 0);
  return days.length ? Math.round(opening / days.length / MINUTE) : 0;
}

/** One window on one day (counted from 1970-01-01, local), by the wall clock and by the world's. */
type Shift = { day: number; open: Wall; close: Wall; opens: Instant; closes: Instant };

function currentOrNextShift(hours: OpeningHours, at: Instant): Shift | undefined {
  for (const shift of shiftsAround(hours, furthestWall(hours.zone, at))) if (shift.closes > at) return shift;
  return undefined;
}

/** The shifts from the one that started yesterday, and may still go on, in order of opening, until 60 days bring no more. */
function* shiftsAround(hours: OpeningHours, wall: Wall): Generator<Shift> {
  const today = Math.floor(wall / DAY);
  let last = today + HORIZON_DAYS;
  for (let day = today - 1; day <= last; day++) {
    const date = isoDate(day);
    if (hours.holidays.some((holiday) => dateOf(holiday) === date)) continue;
    for (const { open, close } of openingTimes(hours, day)) {
      const [opens, closes] = [instantOf(hours.zone, open), instantOf(hours.zone, close)];
      // Clocks going forward can swallow a short window whole. It never happens, so it counts for nothing.
      if (opens === closes) continue;
      last = Math.max(last, day + HORIZON_DAYS);
      yield { day, open, close, opens, closes };
    }
  }
}

/** What the week says about a day, holiday or not, in order of opening. */
const openingTimes = (hours: OpeningHours, day: number): { window: Window; open: Wall; close: Wall }[] =>
  (hours.week[weekdayOf(day)] ?? []).map((window) => ({ window, ...edges(window, day) })).sort((a, b) => a.open - b.open);

function edges(window: Window, day: number): { open: Wall; close: Wall } {
  const [from, to] = [timeOfDay(window.from), timeOfDay(window.to)];
  return { open: day * DAY + from, close: (to > from ? day : day + 1) * DAY + to };
}

function explained(hours: OpeningHours, from: Instant, workingMinutes: number, at: Instant, shift: Shift): Due {
  const whose = hours.name ? `the opening hours of ${hours.name}` : 'the opening hours';
  const times = openingTimes(hours, shift.day).map(({ window }) => `${window.from}–${window.to}`);
  const start = localTime(from, hours.zone);
  const skipped = skippedHolidays(hours, wallAt(hours.zone, from), wallAt(hours.zone, at));
  return {
    at,
    why: `${amount(workingMinutes)} after ${start}, in ${whose} (${times.join(', ')}, ${hours.zone})${skipped}: ${localTime(at, hours.zone)}`,
  };
}

const amount = (minutes: number): string => {
  const [count, unit] = minutes > 0 && minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} working ${unit}${count === 1 ? '' : 's'}`;
};

/** The holidays on which somebody would have worked between two moments, in words: a bank holiday on a Sunday delays nothing. */
export const holidaysWithin = (hours: OpeningHours, from: Instant, to: Instant): string | undefined =>
  closedDays(hours, wallAt(hours.zone, from), wallAt(hours.zone, to));

function skippedHolidays(hours: OpeningHours, from: Wall, to: Wall): string {
  const days = closedDays(hours, from, to);
  return days === undefined ? '' : `, skipping ${days}`;
}

function closedDays(hours: OpeningHours, from: Wall, to: Wall): string | undefined {
  const days = hours.holidays
    .map((holiday) => ({ day: Date.parse(dateOf(holiday)) / DAY, name: typeof holiday === 'string' ? undefined : holiday.name }))
    .filter(({ day }) => day * DAY < to && (day + 2) * DAY > from)
    .filter(({ day }) => openingTimes(hours, day).some(({ open, close }) => open < to && close > from))
    .sort((a, b) => a.day - b.day);
  const words = days.map(({ day, name }) => (name ? `${name} on ${dateLabel(day * DAY)}` : dateLabel(day * DAY)));
  if (days.length < 2) return days[0] && `${days[0].name ? '' : 'the holiday '}${words[0]}`;
  if (days.length < 4) return `${days.length} holidays (${words.join(', ')})`;
  const names = [...new Set(days.flatMap(({ name }) => name ?? []))];
  const span = `${dateLabel(days[0]!.day * DAY)} to ${dateLabel(days.at(-1)!.day * DAY)}`;
  return `${days.length} holidays (${span}${names.length ? `: ${names.join(', ')}` : ''})`;
}

/**
 * What is wrong with opening hours somebody wants to save, field by field; nothing when they can be used. Refuses a zone that is not
 * canonical, times that are not `HH:MM`, windows that overlap (also over midnight), dates the calendar does not know, and hours without
 * working time in the 60 days after `from`.
 */
export function problemsWith(hours: OpeningHours, from: Instant): Problem[] {
  const problems = [...zoneProblems(hours.zone), ...windowProblems(hours.week), ...holidayProblems(hours.holidays)];
  if (problems.length > 0 || nextOpening(hours, from) !== undefined) return problems;
  return [{ field: 'week', problem: `no working time in the next ${HORIZON_DAYS} days` }];
}

function zoneProblems(zone: string): Problem[] {
  const canonical = canonicalZone(zone);
  if (canonical === zone) return [];
  if (canonical) return [{ field: 'zone', problem: `write ${canonical} instead of ${zone}` }];
  // The sign follows POSIX (IANA tz database, file etcetera): what looks like five hours ahead of UTC is five hours behind.
  const trap = /^etc\/gmt[+-]/i.test(zone) ? `the sign of ${zone} means the opposite of what it says` : `${zone} is not a known time zone`;
  return [{ field: 'zone', problem: `${trap}; name a place, such as Europe/Berlin` }];
}

function windowProblems(week: OpeningHours['week']): Problem[] {
  const windows = Object.entries(week).flatMap(([weekday, list]) =>
    list.map((window, i) => ({ window, weekday, field: `week.${weekday}[${i}]`, day: WEEKDAYS.indexOf(weekday as Weekday) })),
  );
  const malformed = windows.flatMap(({ window, field, day, weekday }) => [
    ...(day < 0 ? [{ field, problem: `${weekday} is not one of ${WEEKDAYS.join(', ')}` }] : []),
    ...(isTimeOfDay(window.from) ? [] : [{ field: `${field}.from`, problem: `${window.from} is not a time as HH:MM` }]),
    ...(isTimeOfDay(window.to) || window.to === '24:00' ? [] : [{ field: `${field}.to`, problem: `${window.to} is not a time as HH:MM` }]),
  ]);
  if (malformed.length > 0) return malformed;

  const inOrder = windows.map((each) => ({ ...each, ...edges(each.window, each.day) })).sort((a, b) => a.open - b.open);
  return inOrder.flatMap((one, i) => {
    // After Saturday's last window comes Sunday's first, a week later.
    const next = inOrder[i + 1] ?? { ...inOrder[0]!, open: inOrder[0]!.open + 7 * DAY };
    return one.close > next.open ? [{ field: next.field, problem: `overlaps ${one.weekday} ${one.window.from}–${one.window.to}` }] : [];
  });
}

const holidayProblems = (holidays: readonly Holiday[]): Problem[] =>
  holidays
    .map(dateOf)
    .flatMap((date, i) =>
      fromRfc3339(`${date}T00:00:00Z`) === undefined ? [{ field: `holidays[${i}]`, problem: `${date} is not a date as YYYY-MM-DD` }] : [],
    );

const dateOf = (holiday: Holiday): string => (typeof holiday === 'string' ? holiday : holiday.date);

/** The moment as people there would say it: `Mon 23 Nov 12:00`. */
export function localTime(at: Instant, zone: string): string {
  const wall = wallAt(zone, at);
  return `${dateLabel(wall)} ${toRfc3339(wall).slice(11, 16)}`;
}

const dateLabel = (wall: Wall): string => {
  const [weekday, day, month] = new Date(wall).toUTCString().split(/,? /);
  return `${weekday} ${Number(day)} ${month}`;
};

const isoDate = (day: number): string => toRfc3339(day * DAY).slice(0, 10);

const weekdayOf = (day: number): Weekday => WEEKDAYS[new Date(day * DAY).getUTCDay()]!;

/** Whether the text is a time of day from `00:00` to `23:59`. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** `HH:MM` as a length of time since midnight. */
export const timeOfDay = (text: string): Millis => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE;
