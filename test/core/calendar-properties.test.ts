import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { callWindows, isCallable } from '../../server/callbacks/rules-windows.ts';
import {
  dueAfter,
  isOpen,
  localTime,
  nextOpening,
  type OpeningHours,
  openings,
  problemsWith,
  workedBetween,
} from '../../server/core/calendar.ts';
import { afterQuiet, problemsWithQuiet, quietFrom } from '../../server/core/quiet.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { examplesOf } from '../../server/people/rules-examples.ts';
import { clockTime, readerOf, team, type Watcher, watch, watchedQuiet, YEARS } from './watcher.ts';

// Everything the calendar says, against somebody who watches the clock on the wall for five years, minute by minute. Each run is
// another one; a failure names its seed, and SEED=… repeats it.

const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));
const ZONES = {
  'America/New_York': 10,
  'Europe/London': 10,
  'Australia/Lord_Howe': 10,
  'Asia/Kathmandu': 0,
  'America/Sao_Paulo': 0,
  'Pacific/Auckland': 10,
} as const;
type Zone = keyof typeof ZONES;

const DAY = 1440;
const WEEK = 7 * DAY;
const yearStart = (year: number): number => Date.UTC(year, 0, 1) / 60_000;
const yearOf = (moment: number): number => new Date(moment * 60_000).getUTCFullYear();
const hhmm = (minutes: number): string => [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
const dateOf = (moment: number, days = 0): string => toRfc3339((moment + days * DAY) * 60_000).slice(0, 10);
const said = (instant: number | undefined): string | undefined => (instant === undefined ? undefined : toRfc3339(instant));

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Spans of a week, from Sunday 00:00 on, as windows: none overlaps another, none is longer than a day, midnights are where they fall. */
function weekOf(spans: readonly (readonly [number, number])[]): OpeningHours['week'] {
  const week: OpeningHours['week'] = {};
  for (const [from, to] of spans)
    for (let at = from; at < to; at += DAY) {
      const end = Math.min(at + DAY, to);
      const until = end % DAY === 0 ? '24:00' : hhmm(end % DAY);
      const day = DAYS[Math.floor(at / DAY) % 7]!;
      const windows = week[day] ?? [];
      week[day] = windows;
      // 24:00 is the midnight after the day on which the window starts.
      if (until === '24:00' && end - at === DAY && at % DAY !== 0) windows.push({ from: hhmm(at % DAY), to: hhmm(at % DAY) });
      else windows.push({ from: hhmm(at % DAY), to: until });
    }
  return week;
}

/** Cuts the circle of a week at these minutes, and works in every second piece. */
function piecesBetween(cuts: readonly number[], odd: boolean): [number, number][] {
  const points = [...new Set(cuts)].sort((a, b) => a - b);
  const even = points.length % 2 ? points.slice(1) : points;
  const shifted = odd && even.length ? [...even.slice(1), even[0]! + WEEK] : even;
  return Array.from({ length: shifted.length / 2 }, (_, i) => [shifted[2 * i]!, shifted[2 * i + 1]!]);
}

const nine = (days: number[]): [number, number][] => days.map((day) => [day * DAY + 540, day * DAY + 1020]);
/** Clocks change on Sunday nights: windows begin and end there more often than anywhere. */
const someCut = fc.oneof({ weight: 3, arbitrary: fc.nat(WEEK - 1) }, { weight: 1, arbitrary: fc.integer({ min: 30, max: 240 }) });
const someWeek: fc.Arbitrary<OpeningHours['week']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.array(someCut, { minLength: 2, maxLength: 30 }), fc.boolean()).map((it) => weekOf(piecesBetween(...it))),
  },
  { weight: 1, arbitrary: fc.constant(weekOf(nine([1, 2, 3, 4, 5]))) },
  { weight: 1, arbitrary: fc.constant(weekOf([[0, WEEK]])) },
  // Nights, lunch breaks and windows that touch.
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 600 }).map((to) => weekOf(DAYS.map((_, i) => [i * DAY + 1320, i * DAY + 1440 + to]))) },
  {
    weight: 1,
    arbitrary: fc.constant(
      Object.fromEntries(
        DAYS.map((day) => [
          day,
          [
            { from: '08:00', to: '12:00' },
            { from: '12:00', to: '16:30' },
          ],
        ]),
      ),
    ),
  },
);
/** None, some, fourteen in a row, and nothing but holidays: days counted from the start. */
const someHolidays = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.integer({ min: -2, max: 20 }), { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: -15, max: 6 }).map((first) => Array.from({ length: 14 }, (_, i) => first + i)) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 80 }, (_, i) => i - 2)) },
);
const someWork = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 6000 }));

type Case = { hours: OpeningHours; from: number; millis: number; work: number };

describe.each(Object.keys(ZONES) as Zone[])(`against a watcher of the clock on the wall in %s (SEED=${SEED})`, (zone) => {
  let watcher: Watcher;
  beforeAll(() => {
    watcher = watch(zone);
  });
  const changes = () => watcher.changes.filter((at) => (YEARS as readonly number[]).includes(yearOf(at)));

  /** Every year, and every change of the clocks in them, has its own runs: within three hours, and within two days. */
  function holds<T>(runs: number, caseAt: (from: number) => fc.Arbitrary<T>, property: (value: T) => void): void {
    const places = [
      ...YEARS.map((year) => fc.integer({ min: yearStart(year), max: yearStart(year + 1) - 1 })),
      ...changes().map((at) =>
        fc.oneof(fc.integer({ min: at - 180, max: at + 180 }), fc.integer({ min: at - 2 * DAY, max: at + 2 * DAY })),
      ),
    ];
    const asked: number[] = [];
    for (const place of places) {
      const somewhere = place.chain((from) => {
        asked.push(from);
        return caseAt(from);
      });
      fc.assert(fc.property(somewhere, property), {
        numRuns: runs,
        seed: SEED,
        interruptAfterTimeLimit: 20_000,
        markInterruptAsFailure: true,
      });
    }
    for (const year of YEARS) expect(asked.filter((from) => yearOf(from) === year).length, `${year}`).toBeGreaterThanOrEqual(runs);
    for (const at of changes())
      expect(asked.filter((from) => Math.abs(from - at) <= 2 * DAY).length, said(at * 60_000)).toBeGreaterThanOrEqual(runs);
  }

  const someCase = (from: number): fc.Arbitrary<Case> =>
    fc.record({ week: someWeek, holidays: someHolidays, work: someWork, millis: fc.oneof(fc.constant(0), fc.nat(59_999)) }).map((it) => {
      const hours = { zone, week: it.week, holidays: it.holidays.map((days) => dateOf(from, days)) };
      return { hours, from, millis: it.millis, work: it.work };
    });
  const instant = ({ from, millis }: { from: number; millis: number }): number => from * 60_000 + millis;

  it('the watcher shows what Intl shows, and saw the clocks change as often as they do', () => {
    expect(changes()).toHaveLength(ZONES[zone]);
    const read = readerOf(zone);
    const anywhere = fc.integer({ min: yearStart(2024), max: yearStart(2029) });
    fc.assert(
      fc.property(anywhere, (moment) => {
        expect(watcher.shown(moment)).toBe(read(moment));
      }),
      { numRuns: 3_000, seed: SEED },
    );
    for (const at of changes()) for (let moment = at - 90; moment < at + 90; moment++) expect(watcher.shown(moment)).toBe(read(moment));
  });

  it('J01 J02 J03 J04 J12 what is due agrees, to the millisecond', () => {
    holds(60, someCase, (it) => {
      const of = team(watcher, it.hours);
      const found = dueAfter(it.hours, instant(it), it.work)?.at;
      const seen = of.due(it.from, it.millis, it.work);
      if (seen === 'later') expect(found ?? Infinity).toBeGreaterThan(instant(it));
      else expect(said(found)).toBe(seen === 'never' ? undefined : said(seen));
    });
  });

  it('J02 J03 J04 whether it is open, and when it opens next, agree; what nobody could ever use is refused', () => {
    holds(40, someCase, (it) => {
      const of = team(watcher, it.hours);
      const seen = of.due(it.from, it.millis, 0);
      expect(said(nextOpening(it.hours, instant(it)))).toBe(seen === 'never' ? undefined : said(seen as number));
      for (let moment = it.from - 90; moment < it.from + 90; moment += 7)
        expect([said(moment * 60_000), isOpen(it.hours, moment * 60_000 + it.millis)]).toEqual([said(moment * 60_000), of.open(moment)]);
      const never = [{ field: 'week', problem: 'no working time in the next 60 days' }];
      expect(problemsWith(it.hours, instant(it))).toEqual(seen === 'never' ? never : []);
    });
  });

  it('J02 J03 J04 the spans in which it is open are every open minute, and no other', () => {
    holds(12, someCase, (it) => {
      const of = team(watcher, it.hours);
      const minutes = new Set<number>();
      const end = it.from + 10 * DAY;
      for (const span of openings(it.hours, it.from * 60_000)) {
        if (span.from >= end * 60_000) break;
        for (let at = span.from / 60_000; at < Math.min(span.to / 60_000, end); at++) minutes.add(at);
      }
      for (let at = it.from; at < end; at++) if (minutes.has(at) !== of.open(at)) expect(said(at * 60_000)).toBe('the same');
    });
  });

  it('J02 J03 J11 how much is worked between two moments agrees, to the millisecond', () => {
    const someSpan = (from: number) =>
      fc.record({ it: someCase(from), length: fc.oneof(fc.nat(300), fc.nat(10 * DAY)), millis: fc.oneof(fc.constant(0), fc.nat(59_999)) });
    holds(30, someSpan, ({ it, length, millis }) => {
      const [from, to] = [
        { minute: it.from, millis: it.millis },
        { minute: it.from + length, millis },
      ];
      const seen = to.minute > from.minute || to.millis > from.millis ? team(watcher, it.hours).worked(from, to) : 0;
      expect(workedBetween(it.hours, instant(it), to.minute * 60_000 + millis) * 60_000).toBeCloseTo(seen, 3);
    });
  });

  it('the times at which a customer may be called are open from end to end, and begin with the opening or a full hour', () => {
    holds(12, someCase, (it) => {
      const [of, now] = [team(watcher, it.hours), instant(it)];
      const windows = callWindows(it.hours, now);
      // Windows so long that neither the change of clocks nor a full hour takes too much of them.
      const long = Object.values(it.hours.week)
        .flat()
        .some(({ from, to }) => clockTime(to) - clockTime(from) >= 180);
      expect(windows.length > 0 || !long || of.due(it.from, 0, 30) === 'never').toBe(true);
      let last = now + 30 * 60_000;
      for (const [i, { from, to }] of windows.entries()) {
        expect(from).toBeGreaterThanOrEqual(last);
        last = to;
        expect([30 * 60_000 <= to - from, to - from <= 120 * 60_000]).toEqual([true, true]);
        for (let at = from / 60_000; at < to / 60_000; at++) if (!of.open(at)) expect(said(at * 60_000)).toBe('open');
        const wall = watcher.shown(from / 60_000);
        const afterGap = wall > watcher.shown(from / 60_000 - 1) + 1;
        const begins = Object.values(it.hours.week)
          .flat()
          .some((window) => window.from === hhmm(wall % DAY));
        if (i === 0 && !begins) expect([said(from), wall % 60 === 0 || afterGap]).toEqual([said(from), true]);
        expect(isCallable(it.hours, { from, to }, now)).toBe(true);
      }
    });
  });

  it('a time that a customer wishes for is theirs exactly when somebody works in every minute of it', () => {
    const someWish = (from: number) =>
      fc.record({ it: someCase(from), ahead: fc.integer({ min: -300, max: 3 * DAY }), length: fc.integer({ min: 1, max: 800 }) });
    holds(60, someWish, ({ it, ahead, length }) => {
      const of = team(watcher, it.hours);
      const [from, to] = [it.from + ahead, it.from + ahead + length];
      const worked = Array.from({ length }, (_, i) => from + i).filter((moment) => moment >= it.from);
      const good = to > it.from && length <= 720 && worked.every((moment) => of.open(moment));
      expect(isCallable(it.hours, { from: from * 60_000, to: to * 60_000 }, it.from * 60_000)).toBe(good);
    });
  });

  it('B05 B06 B07 quiet hours agree, with room for a slow provider', () => {
    const time = fc.oneof(fc.nat(1439), fc.integer({ min: 30, max: 240 })).map(hhmm);
    const quiet = fc.record({ from: time, to: time }).filter((it) => problemsWithQuiet(it).length === 0);
    // Most likely to go wrong: when it becomes quiet in exactly a minute and a half.
    const soon = (from: number) =>
      quiet.map((it) => ({ ...it, from: hhmm((watcher.shown(from) + 2) % DAY) })).filter((it) => problemsWithQuiet(it).length === 0);
    const millis = fc.oneof(fc.constantFrom(0, 29_999, 30_000, 30_001), fc.nat(59_999));
    const someQuiet = (from: number) => fc.record({ from: fc.constant(from), quiet: fc.oneof(quiet, soon(from)), millis });
    holds(80, someQuiet, (it) => {
      const seen = watchedQuiet(watcher, it.quiet, it.from, it.millis);
      expect(said(afterQuiet(it.quiet, zone, instant(it)))).toBe(said(seen));
      const isQuiet = (moment: number) => {
        const [start, end, at] = [clockTime(it.quiet.from), clockTime(it.quiet.to), watcher.shown(moment) % DAY];
        return start < end ? start <= at && at < end : start <= at || at < end;
      };
      let first = it.from;
      while (!isQuiet(first)) first++;
      expect(said(quietFrom(it.quiet, zone, instant(it)))).toBe(said(Math.max(instant(it), first * 60_000)));
    });
  });

  it('the examples beside the opening hours are when the watcher would call: now, and before the longest rest of the week', () => {
    holds(12, someCase, (it) => {
      const of = team(watcher, it.hours);
      // The week may end while they work: what comes after that may still count, or not.
      const evenings = [false, true].map((alsoNext) => {
        let [longest, evening, end] = [0, Number.NaN, Number.NaN];
        for (let at = it.from; at < it.from + 75 * DAY; at++) {
          const [works, opens] = [of.open(at + 1), !of.open(at) && of.open(at + 1)];
          if (of.open(at) && !works) end = at + 1;
          if (opens && at + 1 - end > longest) [longest, evening] = [at + 1 - end, end - 10];
          if (at + 1 > it.from + 8 * DAY && (alsoNext ? opens : works)) break;
        }
        return evening;
      });
      const sentence = (at: number): string[] => {
        const seen = of.due(at, 0, it.work);
        if (seen === 'later') return [];
        return seen === 'never' ? [] : [`A low answer on ${localTime(at * 60_000, zone)} is due ${localTime(seen, zone)}.`];
      };
      if (of.due(it.from, 0, it.work) === 'later' || of.due(it.from + 9 * DAY, 0, it.work) === 'later') return;
      const expected = evenings.map((at) => [...new Set([...sentence(it.from), ...(at > it.from ? sentence(at) : [])])]);
      expect(expected).toContainEqual(examplesOf(it.hours, it.work, it.from * 60_000));
    });
  });
});

describe('J02 the facts that have names', () => {
  const moment = (text: string): number => Date.parse(text) / 60_000;
  const lengthOfDay = (zone: Zone, date: string): number => {
    const watcher = watch(zone);
    const midnight = moment(`${date}T00:00:00Z`);
    let [minutes, at] = [0, midnight - DAY];
    for (; at < midnight + 2 * DAY; at++) if (Math.floor(watcher.shown(at) / DAY) * DAY === midnight) minutes++;
    return minutes / 60;
  };

  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Pacific/Auckland', '2026-09-27', 23],
    ['Pacific/Auckland', '2026-04-05', 25],
    ['America/Sao_Paulo', '2026-11-01', 24],
    ['Asia/Kathmandu', '2026-03-08', 24],
  ] as const)('in %s the day %s has %d hours, and a window from 00:00 to 24:00 is 24 working hours all the same', (zone, date, real) => {
    expect(lengthOfDay(zone, date)).toBe(real);
    const weekday = DAYS[new Date(date).getUTCDay()]!;
    const hours: OpeningHours = { zone, week: { [weekday]: [{ from: '00:00', to: '24:00' }] }, holidays: [] };
    const opens = nextOpening(hours, Date.parse(date) - 86_400_000)!;
    expect(localTime(opens, zone)).toContain(' 00:00');
    expect(dueAfter(hours, opens, 24 * 60)!.at - opens).toBe(real * 3_600_000);
  });

  it('02:30 on 2026-03-08 is no moment in New York; 01:30 on 2026-11-01 is two, an hour apart; 01:45 on 2026-04-05 two on Lord Howe, half an hour apart', () => {
    const momentsOf = (zone: Zone, wall: string): number[] => {
      const watcher = watch(zone);
      const [shown, found] = [moment(`${wall}:00Z`), [] as number[]];
      for (let at = shown - DAY; at < shown + DAY; at++) if (watcher.shown(at) === shown) found.push(at);
      return found;
    };
    expect(momentsOf('America/New_York', '2026-03-08T02:30')).toEqual([]);
    expect(momentsOf('America/New_York', '2026-11-01T01:30')).toEqual([moment('2026-11-01T05:30Z'), moment('2026-11-01T06:30Z')]);
    expect(momentsOf('Australia/Lord_Howe', '2026-04-05T01:45')).toEqual([moment('2026-04-04T14:45Z'), moment('2026-04-04T15:15Z')]);
  });
});
