const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on what is due is shown as urgent. */
const SOON = HOUR;

export type Urgency = 'late' | 'soon' | 'calm';

/** How far away a moment is, in words and as an urgency, so that colour never speaks alone. */
export function howLong(at: number, now: number): { words: string; urgency: Urgency } {
  const left = at - now;
  if (Math.abs(left) < MINUTE) return { words: 'due now', urgency: left < 0 ? 'late' : 'soon' };
  if (left < 0) return { words: `overdue by ${amount(Math.round(-left / MINUTE))}`, urgency: 'late' };
  return { words: `in ${amount(Math.round(left / MINUTE))}`, urgency: left <= SOON ? 'soon' : 'calm' };
}

/** How long something has been waiting to be read, in words and as an urgency: within the working day, since today, since yesterday. */
export function unreadFor(since: number, now: number): { words: string; urgency: Urgency } {
  const age = Math.max(0, now - since);
  const words = age < MINUTE ? 'new' : `unread for ${amount(Math.round(age / MINUTE))}`;
  return { words, urgency: age >= DAY ? 'late' : age >= 4 * HOUR ? 'soon' : 'calm' };
}

/** A length of time as people say it: exact while it matters. */
export function amount(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  if (hours < 48) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(hours / 24)} days`;
}

/** The zone in which this reader lives. */
export const readersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment in the reader's own day: `today 14:05`, `tomorrow 09:00`, `Mon 23 Nov 14:05`. */
export function dayAndTime(at: number, now: number): string {
  const days = dayNumber(at) - dayNumber(now);
  const time = clockTime(at);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${dateWords(at, sameYear)} ${time}`;
}

/** From when to when: `today 12:00–15:00`. */
export const spanOf = ({ from, to }: { from: string; to: string }, now: number): string =>
  `${dayAndTime(Date.parse(from), now)}–${clockTime(Date.parse(to))}`;

/** The moment to the second, with its zone: for those who need to know exactly. */
export const exactly = (at: number): string => `${format({ dateStyle: 'full', timeStyle: 'medium' }).format(at)}, ${readersZone()}`;

/** What the clock shows in a zone, and whether people there are likely asleep. Nothing for a zone this browser does not know. */
export function timeThere(zone: string, now: number): { time: string; day: string; night: boolean } | undefined {
  try {
    const time = format({ hour: '2-digit', minute: '2-digit' }, zone).format(now);
    const hour = Number(time.slice(0, 2));
    return { time, day: format({ weekday: 'long' }, zone).format(now), night: hour < 8 || hour >= 21 };
  } catch {
    return undefined;
  }
}

/** What a `datetime-local` input gives, as RFC 3339; what is not a time is handed on, for the server to name. */
export function fromInput(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}

/** From when to when, as it was typed into two of them. */
export const spanIn = (values: Record<string, string>, name: string): { from: string; to: string } => ({
  from: fromInput(values[`${name}.from`] ?? ''),
  to: fromInput(values[`${name}.to`] ?? ''),
});

/** A moment as a `datetime-local` input takes it, in the zone of the reader. */
export function toInput(at: string): string {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** `14:05`, in the zone of the reader. */
export const clockTime = (at: number): string => format({ hour: '2-digit', minute: '2-digit' }).format(at);

/** Without the commas that Intl puts in: the server writes `Mon 23 Nov`, and so does this. */
const dateWords = (at: number, sameYear: boolean): string =>
  format({ weekday: 'short', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
    .format(at)
    .replace(',', '');

function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, and a list needs the same one again and again. Days and months are in the language of the page. */
function format(options: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([options, timeZone]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, ...(timeZone ? { timeZone } : {}) });
  formats.set(key, known);
  return known;
}
