import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromRfc3339, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const instant = fc.integer({ min: FIRST, max: LAST });
const two = (n: number) => String(Math.abs(n)).padStart(2, '0');

describe('a time as RFC 3339', () => {
  test('is read as Date reads it, and written as it was read', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(fromRfc3339(new Date(at).toISOString())).toBe(at);
        expect(toRfc3339(fromRfc3339(toRfc3339(at))!)).toBe(new Date(at).toISOString());
      }),
    );
  });

  test('is the same moment with any offset', () => {
    const offset = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 });
    fc.assert(
      fc.property(fc.integer({ min: FIRST + 24 * HOUR, max: LAST - 24 * HOUR }), offset, (at, minutes) => {
        const wall = new Date(at + minutes * MINUTE).toISOString().slice(0, -1);
        const written = `${wall}${minutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
        expect(fromRfc3339(written)).toBe(at);
      }),
    );
  });

  test('is known when the calendar has such a day, and only then', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(9999), part(14), part(33), part(25), part(61), part(61), (year, month, day, hour, minute, second) => {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        date.setUTCHours(hour, minute, second);
        const isReal = date.toISOString() === `${text.slice(0, -1)}.000Z`;
        expect(fromRfc3339(text)).toBe(isReal ? date.getTime() : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21t09:30:00z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:00.1Z', '2026-11-21T09:30:00.100Z'],
    ['2026-11-21T09:30:00.999999999Z', '2026-11-21T09:30:00.999Z'],
    ['2026-11-21T09:30:00-00:00', '2026-11-21T09:30:00.000Z'],
    ['2024-02-29T23:59:59+14:00', '2024-02-29T09:59:59.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
  ])('%s is %s', (text, read) => expect(toRfc3339(fromRfc3339(text)!)).toBe(read));

  test.each([
    ...['', 'now', '2026', '2026-11-21', '2026-11-21T09:30Z', '2026-11-21T09:30:00', '2026-11-21 09:30:00Z', '2026-11-21T09:30:00.Z'],
    ...['2026-11-21T09:30:00+0100', '2026-11-21T09:30:00+01', '2026-11-21T09:30:00+24:00', '2026-11-21T09:30:00+01:60'],
    ...['1900-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-00-10T00:00:00Z', '2026-11-21T24:00:00Z', '2016-12-31T23:59:60Z'],
    ...['-2026-11-21T09:30:00Z', '+002026-11-21T09:30:00Z', '2026-11-21T09:30:00Z\n', ' 2026-11-21T09:30:00Z', '٢٠٢٦-11-21T09:30:00Z'],
    ...['2026-W47-6T09:30:00Z', '2026-325T09:30:00Z', '1795253400', '2026-11-21T09:30:00,5Z', '2026-11-21T09:30:00Z[Europe/Berlin]'],
  ])('%j is none', (text) => expect(fromRfc3339(text)).toBeUndefined());

  test('a megabyte of digits is refused at once', () =>
    expect(fromRfc3339(`2026-11-21T09:30:00.${'1'.repeat(1_000_000)}Z`)).toBeUndefined());
});
