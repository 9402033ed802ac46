import type { Team } from './data.ts';

type Holiday = Team['hours']['holidays'][number];

const DAY = 86_400_000;

const dateOf = (holiday: Holiday): string => (typeof holiday === 'string' ? holiday : holiday.date);
const nameOf = (holiday: Holiday): string => (typeof holiday === 'string' ? '' : holiday.name);

/** Holidays as they are written, each with its name: several days in a row of one name as one line, from the first to the last. */
export function holidayLines(holidays: readonly Holiday[]): string[] {
  const runs: { from: string; to: string; name: string }[] = [];
  for (const holiday of [...holidays].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1))) {
    const [date, name] = [dateOf(holiday), nameOf(holiday)];
    const last = runs.at(-1);
    if (last && dayAfter(last.to) === date && last.name === name) last.to = date;
    else runs.push({ from: date, to: date, name });
  }
  return runs.map(({ from, to, name }) => `${from === to ? from : `${from} to ${to}`}${name ? ` ${name}` : ''}`);
}

/** Every day of what was written. What is no date is handed on, for the server to name. */
export function readHolidays(text: string): Holiday[] {
  const found = new Map<string, Holiday>();
  // A comma begins another line where a date follows it: else it belongs to a name.
  for (const line of text.split(/\n|,(?=\s*\d{4}-\d{2}-\d{2})/).map((part) => part.trim())) {
    if (!line) continue;
    const [, from, to, name = ''] = WRITTEN.exec(line) ?? [];
    const days = from === undefined || (to !== undefined && from > to) ? [] : between(from, to ?? from);
    if (days.length === 0) found.set(line, line);
    for (const date of days) found.set(date, name ? { date, name } : date);
  }
  return [...found.values()];
}

/** A date, or from one to another, and what people call it. */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|\.\.|–)\s*(\d{4}-\d{2}-\d{2}))?(?:[\s,:–-]+(\S.*))?$/;

/** More than a team can have, so that the server says so, and no more. */
const MOST = 401;

function between(from: string, to: string): string[] {
  const days = [from];
  while (days.at(-1)! < to && days.length < MOST) days.push(dayAfter(days.at(-1)!));
  return days;
}

const dayAfter = (date: string): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? '9999-12-31' : new Date(at + DAY).toISOString().slice(0, 10);
};
