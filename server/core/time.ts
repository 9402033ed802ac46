/** A moment, in milliseconds since 1970 in UTC. The only form in which time is stored or compared. */
export type Instant = number;

/** A length of time, in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/** The moment as RFC 3339 in UTC, as the API shows it: `2026-11-21T09:30:00.000Z`. */
export const toRfc3339 = (at: Instant): string => new Date(at).toISOString();

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Reads a time written as RFC 3339 with its offset. Refuses (with `undefined`) what that standard or the calendar does not
 * know: no offset, 30 February, 24:00:00. A leap second (`:60`, RFC 3339 section 5.7) is refused too: no clock here can show it.
 */
export function fromRfc3339(text: string): Instant | undefined {
  const parts = RFC3339.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const offsetHour = Number(parts[10] ?? 0);
  const offsetMinute = Number(parts[11] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (parts[9] === '-' ? -1 : 1) * (offsetHour * HOUR + offsetMinute * MINUTE);
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute, second, millis);
  return utc.getTime() - offset;
}

const daysInMonth = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
};
