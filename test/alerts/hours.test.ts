import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, morningOf, nextMorning, worksAgain, worksAt } from '../../server/alerts/rules-hours.ts';
import { isOpen, type OpeningHours } from '../../server/core/calendar.ts';
import { DAY, MINUTE } from '../../server/core/time.ts';

const at = (text: string): number => Date.parse(text);
const noon = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const week = { mon: noon, tue: noon, wed: noon, thu: noon, fri: noon };
const BERLIN: OpeningHours = { zone: 'Europe/Berlin', week, holidays: ['2026-03-06'] };

describe('the morning of a team', () => {
  test.each([
    ['before it', '2026-03-02T05:00:00Z', '2026-03-02T08:00:00Z'],
    ['at it', '2026-03-02T08:00:00Z', '2026-03-03T08:00:00Z'],
    ['in the break at noon', '2026-03-02T11:30:00Z', '2026-03-03T08:00:00Z'],
    ['before a holiday and a weekend', '2026-03-05T10:00:00Z', '2026-03-09T08:00:00Z'],
    ['over the night in which clocks go forward', '2026-03-27T10:00:00Z', '2026-03-30T07:00:00Z'],
    ['over the night in which clocks go back', '2026-10-23T10:00:00Z', '2026-10-26T08:00:00Z'],
  ])('%s', (_, now, next) => {
    expect(new Date(nextMorning(BERLIN, at(now))!).toISOString()).toBe(new Date(next).toISOString());
  });

  test('is there on days of work only', () => {
    expect(morningOf(BERLIN, at('2026-03-02T14:00:00Z'))).toBe(at('2026-03-02T08:00:00Z'));
    expect(morningOf(BERLIN, at('2026-03-06T14:00:00Z'))).toBeUndefined();
    expect(morningOf(BERLIN, at('2026-03-07T14:00:00Z'))).toBeUndefined();
  });

  const time = fc.integer({ min: 0, max: 23 * 4 }).map((quarter) => quarter * 15);
  const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = fc.tuple(time, time).map(([a, b]) => (a === b ? [] : [{ from: clock(Math.min(a, b)), to: clock(Math.max(a, b)) }]));
  const hours = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago'),
    week: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
    holidays: fc.constant<string[]>([]),
  });
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-06-01T00:00:00Z') });

  test('comes once on each local day, when it opens, whatever the zone, and never twice', () => {
    fc.assert(
      fc.property(hours, moment, (open, start) => {
        const days = new Set<string>();
        let now: number | undefined = start;
        for (let n = 0; n < 12 && now !== undefined; n++) {
          const next = nextMorning(open, now);
          if (next === undefined) break;
          expect(next).toBeGreaterThan(now);
          expect(isOpen(open, next) && !isOpen(open, next - 1)).toBe(true);
          expect(morningOf(open, next)).toBe(next);
          expect(days.has(dateOf(open, next))).toBe(false);
          days.add(dateOf(open, next));
          now = next;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('working hours of a person', () => {
  const london: OpeningHours = { zone: 'Europe/London', week: { sat: [{ from: '09:00', to: '13:00' }] }, holidays: [] };

  test('are those of all their teams together', () => {
    const duty = { hours: [BERLIN, london], away: null };
    expect(worksAt(duty, at('2026-03-07T10:00:00Z'))).toBe(true);
    expect(worksAt({ ...duty, hours: [BERLIN] }, at('2026-03-07T10:00:00Z'))).toBe(false);
    expect(worksAgain(duty, at('2026-03-05T16:30:00Z'))).toBe(at('2026-03-07T09:00:00Z'));
  });

  test('are none while they are away', () => {
    const from = at('2026-03-02T00:00:00Z');
    const until = at('2026-03-04T11:15:00Z');
    expect(worksAgain({ hours: [BERLIN], away: { from, until } }, at('2026-03-02T09:00:00Z'))).toBe(at('2026-03-04T12:00:00Z'));
    expect(worksAgain({ hours: [BERLIN], away: { from, until: null } }, at('2026-03-02T09:00:00Z'))).toBeUndefined();
    expect(worksAgain({ hours: [BERLIN], away: { from: at('2026-03-09T00:00:00Z'), until: null } }, from)).toBe(at('2026-03-02T08:00:00Z'));
  });

  test('whenever they do not work, they work again at the first moment at which they do', () => {
    const away = { from: at('2026-03-04T09:00:00Z'), until: at('2026-03-05T10:00:00Z') };
    for (let now = at('2026-03-02T00:00:00Z'); now < at('2026-03-10T00:00:00Z'); now += 30 * MINUTE) {
      const duty = { hours: [BERLIN, london], away };
      let walked = now;
      while (!worksAt(duty, walked) && walked < now + 10 * DAY) walked += 15 * MINUTE;
      expect(worksAgain(duty, now)! - walked, new Date(now).toISOString()).toBe(0);
    }
  });
});
