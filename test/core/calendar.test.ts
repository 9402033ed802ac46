import { describe, expect, it } from 'vitest';
import { dueAfter, isOpen, localTime, nextOpening, type OpeningHours, problemsWith, type Window } from '../../server/core/calendar.ts';
import { DAY, fromRfc3339, HOUR, type Instant, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { isZone } from '../../server/core/zone.ts';

const at = (text: string): Instant => fromRfc3339(text)!;
const windows = (...spans: string[]): Window[] => spans.map((span) => ({ from: span.slice(0, 5), to: span.slice(6) }));
const everyDay = (from: string, to: string): OpeningHours['week'] =>
  Object.fromEntries((['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => [day, [{ from, to }]]));
const { sat: _sat, sun: _sun, ...weekdays } = everyDay('09:00', '17:00');

const billing: OpeningHours = { name: 'Billing', zone: 'Europe/Berlin', week: weekdays, holidays: [] };
const due = (hours: OpeningHours, from: string, minutes: number): string | undefined => {
  const found = dueAfter(hours, at(from), minutes);
  return found && toRfc3339(found.at);
};

describe('a team that works 09:00–17:00 from Monday to Friday', () => {
  it('J01 owes 4 working hours from Friday 16:00 on Monday at 12:00, and says why', () => {
    expect(dueAfter(billing, at('2026-11-20T16:00:00+01:00'), 240)).toEqual({
      at: at('2026-11-23T12:00:00+01:00'),
      why: '4 working hours after Fri 20 Nov 16:00, in the opening hours of Billing (09:00–17:00, Europe/Berlin): Mon 23 Nov 12:00',
    });
  });

  it('J01 a promise that ends with the day is due at closing time, and one minute more on the next morning', () => {
    expect(due(billing, '2026-11-20T16:00:00+01:00', 60)).toBe('2026-11-20T16:00:00.000Z');
    expect(due(billing, '2026-11-20T16:00:00+01:00', 61)).toBe('2026-11-23T08:01:00.000Z');
  });

  it('with no time to wait, is due at once when open and at the next opening when closed', () => {
    expect(due(billing, '2026-11-20T16:59:59+01:00', 0)).toBe('2026-11-20T15:59:59.000Z');
    expect(due(billing, '2026-11-20T17:00:00+01:00', 0)).toBe('2026-11-23T08:00:00.000Z');
  });

  it('is open from the first millisecond of its window, and closed from the last', () => {
    const moments = ['08:59:59.999', '09:00:00', '16:59:59.999', '17:00:00'];
    expect(moments.map((time) => isOpen(billing, at(`2026-11-20T${time}+01:00`)))).toEqual([false, true, true, false]);
  });

  it('J12 keeps seconds and milliseconds', () => {
    expect(due(billing, '2026-11-20T16:30:00.001+01:00', 60)).toBe('2026-11-23T08:30:00.001Z');
    expect(due(billing, '2026-11-20T09:00:00+01:00', 60)).toBe('2026-11-20T09:00:00.000Z');
  });

  it('takes a lunch break, in whatever order the windows were typed', () => {
    const lunch = { ...billing, week: { mon: windows('13:00–17:00', '08:00–12:00') } };
    expect(dueAfter(lunch, at('2026-11-23T11:00:00+01:00'), 90)?.why).toBe(
      '90 working minutes after Mon 23 Nov 11:00, in the opening hours of Billing (08:00–12:00, 13:00–17:00, Europe/Berlin): Mon 23 Nov 13:30',
    );
  });

  it('refuses an amount that is not one', () => {
    for (const minutes of [-1, Number.NaN, Infinity]) expect(() => dueAfter(billing, 0, minutes)).toThrow(RangeError);
  });
});

describe('when the clocks change', () => {
  it.each([
    ['America/New_York', '2026-03-08T00:00:00-05:00', 7, '2026-03-08T08:00:00-04:00'],
    ['America/New_York', '2026-11-01T00:00:00-04:00', 9, '2026-11-01T08:00:00-05:00'],
    ['Europe/London', '2026-03-29T00:00:00+00:00', 7, '2026-03-29T08:00:00+01:00'],
    ['Europe/London', '2026-10-25T00:00:00+01:00', 9, '2026-10-25T08:00:00+00:00'],
    ['Australia/Lord_Howe', '2026-10-04T00:00:00+10:30', 7.5, '2026-10-04T08:00:00+11:00'],
    ['Australia/Lord_Howe', '2026-04-05T00:00:00+11:00', 8.5, '2026-04-05T08:00:00+10:30'],
    ['America/Sao_Paulo', '2026-11-01T00:00:00-03:00', 8, '2026-11-01T08:00:00-03:00'],
    ['Asia/Kathmandu', '2026-03-08T00:00:00+05:45', 8, '2026-03-08T08:00:00+05:45'],
  ])('J02 in %s a window from 00:00 to 08:00 on %s is 8 working hours, though %s hours pass', (zone, opens, realHours, closes) => {
    const hours = { zone, week: everyDay('00:00', '08:00'), holidays: [] };
    expect(dueAfter(hours, at(opens), 480)?.at).toBe(at(closes));
    expect(dueAfter(hours, at(opens), 481)?.at).toBe(at(opens) + (16 + realHours) * HOUR + MINUTE);
    expect(at(closes) - at(opens)).toBe(realHours * HOUR);
  });

  it('J02 a window that should open at 02:30 opens at 03:00 when there is no 02:30', () => {
    const hours = { zone: 'America/New_York', week: everyDay('02:30', '10:30'), holidays: [] };
    expect(toRfc3339(nextOpening(hours, at('2026-03-08T00:00:00-05:00'))!)).toBe('2026-03-08T07:00:00.000Z');
    expect(due(hours, '2026-03-08T00:00:00-05:00', 480)).toBe('2026-03-08T14:30:00.000Z');
  });

  it('J02 a window that the change swallows whole is worked on the next day', () => {
    const hours = { zone: 'America/New_York', week: everyDay('02:10', '02:50'), holidays: [] };
    expect(due(hours, '2026-03-08T00:00:00-05:00', 0)).toBe('2026-03-09T06:10:00.000Z');
    expect(due(hours, '2026-03-08T00:00:00-05:00', 20)).toBe('2026-03-09T06:30:00.000Z');
  });

  it('J02 a time that comes twice means the first one, and the working clock stands still in the second', () => {
    const hours = { zone: 'Australia/Lord_Howe', week: everyDay('00:00', '08:00'), holidays: [] };
    expect(due(hours, '2026-04-05T00:00:00+11:00', 105)).toBe(toRfc3339(at('2026-04-05T01:45:00+11:00')));
    expect(due(hours, '2026-04-05T01:45:00+11:00', 30)).toBe(toRfc3339(at('2026-04-05T02:15:00+10:30')));
    expect(due(hours, '2026-04-05T01:45:00+10:30', 15)).toBe(toRfc3339(at('2026-04-05T02:15:00+10:30')));
    expect(isOpen(hours, at('2026-04-05T01:45:00+10:30'))).toBe(true);
  });

  it.each([
    ['2026-03-07T22:00:00-05:00', '2026-03-08T06:00:00-04:00'],
    ['2026-10-31T22:00:00-04:00', '2026-11-01T06:00:00-05:00'],
  ])('J03 the night shift that starts at %s is 8 working hours long and ends at %s', (opens, closes) => {
    const nights = { zone: 'America/New_York', week: { sat: [{ from: '22:00', to: '06:00' }] }, holidays: [] };
    expect(dueAfter(nights, at(opens), 480)?.at).toBe(at(closes));
    expect(isOpen(nights, at(closes) - 1)).toBe(true);
    expect(isOpen(nights, at(closes))).toBe(false);
  });

  it('J03 a night shift belongs to the day it starts: a holiday cancels the night after it, not the one before', () => {
    const nights = { zone: 'Europe/Berlin', week: everyDay('22:00', '06:00'), holidays: ['2026-12-25'] };
    expect(isOpen(nights, at('2026-12-25T05:00:00+01:00'))).toBe(true);
    expect(isOpen(nights, at('2026-12-26T05:00:00+01:00'))).toBe(false);
  });
});

describe('J04 holidays', () => {
  const from = '2026-12-23T16:00:00+01:00';
  const closedOn = (...holidays: string[]) => dueAfter({ ...billing, holidays }, at(from), 120)!;

  it('a holiday moves what is due, also one that is added afterwards, and the sentence names it', () => {
    expect(localTime(closedOn().at, billing.zone)).toBe('Thu 24 Dec 10:00');
    expect(closedOn('2026-12-24').why).toContain('Europe/Berlin), skipping the holiday Thu 24 Dec: Fri 25 Dec 10:00');
    expect(closedOn('2026-12-25', '2026-12-24').why).toContain(', skipping 2 holidays (Thu 24 Dec, Fri 25 Dec): Mon 28 Dec 10:00');
  });

  it('is called by its name, where it has one, beside those that have none', () => {
    const named = (...holidays: OpeningHours['holidays'][number][]) => dueAfter({ ...billing, holidays }, at(from), 120)!.why;
    const christmas = { date: '2026-12-25', name: 'Christmas Day' };
    expect(named({ date: '2026-12-24', name: 'Christmas Eve' })).toContain(', skipping Christmas Eve on Thu 24 Dec: Fri 25 Dec 10:00');
    expect(named(christmas, '2026-12-24')).toContain(', skipping 2 holidays (Thu 24 Dec, Christmas Day on Fri 25 Dec): Mon 28 Dec 10:00');
    const days = [24, 25, 26, 27, 28, 29, 30].map((day) => ({ date: `2026-12-${day}`, name: 'Company holidays' }));
    expect(named(...days)).toContain(', skipping 5 holidays (Thu 24 Dec to Wed 30 Dec: Company holidays): Thu 31 Dec 10:00');
  });

  it('a holiday on a day off, or before or after, delays nothing and is not named', () => {
    expect(closedOn('2026-12-26', '2026-12-22', '2026-12-25').why).not.toContain('holiday');
  });

  it('14 holidays in a row are waited out', () => {
    const fortnight = Array.from({ length: 14 }, (_, i) => toRfc3339(at('2026-12-24T00:00:00Z') + i * DAY).slice(0, 10));
    expect(closedOn(...fortnight).why).toContain(', skipping 10 holidays (Thu 24 Dec to Wed 6 Jan): Thu 7 Jan 10:00');
  });

  it('60 days without work are the end of it: nothing is due, and the hours are refused when saved', () => {
    const season = Array.from({ length: 70 }, (_, i) => toRfc3339(at('2026-12-24T00:00:00Z') + i * DAY).slice(0, 10));
    const closed = { ...billing, holidays: season };
    expect(dueAfter(closed, at(from), 120)).toBeUndefined();
    expect(nextOpening(closed, at('2026-12-24T00:00:00Z'))).toBeUndefined();
    expect(problemsWith(closed, at('2026-12-24T00:00:00Z'))).toEqual([{ field: 'week', problem: 'no working time in the next 60 days' }]);
    expect(problemsWith({ ...billing, week: {} }, at(from))).toEqual([{ field: 'week', problem: 'no working time in the next 60 days' }]);
  });

  it('a long promise may take longer than 60 days, as long as somebody works in between', () => {
    expect(due(billing, '2026-01-05T09:00:00+01:00', 100 * 480)).toBe(toRfc3339(at('2026-05-22T17:00:00+02:00')));
  });
});

describe('J13 saving opening hours', () => {
  const problems = (changed: Partial<OpeningHours>) => problemsWith({ ...billing, ...changed }, at('2026-11-20T16:00:00Z'));

  it('accepts ordinary ones, round the clock, and windows that touch', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ week: everyDay('00:00', '24:00') })).toEqual([]);
    expect(problems({ week: everyDay('22:00', '22:00') })).toEqual([]);
  });

  it('accepts the canonical name of a zone and nothing else', () => {
    const names = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Asia/Kolkata', 'Europe/Kyiv', 'Australia/Lord_Howe'];
    expect(names.filter((name) => !isZone(name))).toEqual([]);
    const others = [
      '',
      'utc',
      'europe/berlin',
      'Europe/berlin',
      'Etc/GMT+5',
      'Etc/UTC',
      'US/Eastern',
      'EST',
      '+05:00',
      'Asia/Katmandu',
      'Mars/X',
    ];
    expect(others.filter(isZone)).toEqual([]);
  });

  it('says what to write instead, and warns of the sign of Etc/GMT+5', () => {
    expect(problems({ zone: 'europe/berlin' })).toEqual([{ field: 'zone', problem: 'write Europe/Berlin instead of europe/berlin' }]);
    expect(problems({ zone: 'Asia/Calcutta' })).toEqual([{ field: 'zone', problem: 'write Asia/Kolkata instead of Asia/Calcutta' }]);
    expect(problems({ zone: 'Etc/GMT+5' })[0]?.problem).toContain('the sign of Etc/GMT+5 means the opposite of what it says');
    expect(problems({ zone: 'Mars/Base' })[0]?.problem).toContain('Mars/Base is not a known time zone');
  });

  it('names every time and date that cannot be read', () => {
    const week = { mon: [{ from: '9:00', to: '25:00' }], tue: [{ from: '24:00', to: '24:00' }], monday: [{ from: '09:00', to: '17:00' }] };
    const fields = problems({ week, holidays: ['2026-12-25', '2026-02-30', '25.12.2026'] }).map(({ field }) => field);
    expect(fields).toEqual(['week.mon[0].from', 'week.mon[0].to', 'week.tue[0].from', 'week.monday[0]', 'holidays[1]', 'holidays[2]']);
  });

  it('refuses windows that overlap, on one day or over midnight, also from Saturday to Sunday', () => {
    const twice = { mon: windows('09:00–13:00', '12:00–17:00') };
    expect(problems({ week: twice })).toEqual([{ field: 'week.mon[1]', problem: 'overlaps mon 09:00–13:00' }]);
    const nights = { sat: [{ from: '22:00', to: '06:00' }], sun: [{ from: '05:00', to: '09:00' }] };
    expect(problems({ week: nights })).toEqual([{ field: 'week.sun[0]', problem: 'overlaps sat 22:00–06:00' }]);
  });
});
