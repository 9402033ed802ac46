import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpeningHours } from '../../server/core/calendar.ts';
import { dueAfter, localTime } from '../../server/core/calendar.ts';
import { DAY, HOUR } from '../../server/core/time.ts';
import { awayAt, untilWhen } from '../../server/people/rules.ts';
import { examplesOf } from '../../server/people/rules-examples.ts';
import { MONDAY } from '../world.ts';

const moment = fc.integer({ min: MONDAY, max: MONDAY + 30 * DAY });

describe('being away', () => {
  it('begins with its first moment, and is over on its last', () => {
    fc.assert(
      fc.property(moment, fc.option(fc.integer({ min: 1, max: 10 * DAY })), moment, (from, length, now) => {
        const until = length === null ? null : from + length;
        expect(awayAt({ from, until }, now) !== null).toBe(now >= from && (until === null || now < until));
      }),
    );
    expect(awayAt(null, MONDAY)).toBeNull();
  });

  it('is said with its end, in the zone of whoever reads it, when there is one', () => {
    expect(untilWhen({ from: MONDAY, until: MONDAY + DAY }, 'Europe/Berlin')).toBe(' until Tue 3 Mar 10:00');
    expect(untilWhen({ from: MONDAY, until: null }, 'Europe/Berlin')).toBe('');
  });
});

describe('the examples of a team’s hours', () => {
  const day = [{ from: '09:00', to: '17:00' }];
  const office: OpeningHours = { zone: 'Europe/Berlin', week: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] };

  it('show an answer that comes now and one before the longest rest of the week', () => {
    expect(examplesOf(office, 120, MONDAY)).toEqual([
      'A low answer on Mon 2 Mar 10:00 is due Mon 2 Mar 12:00.',
      'A low answer on Fri 6 Mar 16:50 is due Mon 9 Mar 10:50.',
    ]);
  });

  it('are one alone for a team that never rests, and none for one that never works', () => {
    const always = [{ from: '00:00', to: '24:00' }];
    const week = { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always };
    expect(examplesOf({ ...office, week }, 60, MONDAY)).toHaveLength(1);
    expect(examplesOf({ ...office, week: {} }, 60, MONDAY)).toEqual([]);
  });

  it('never say another time than the one that is due', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 3_000 }), (now, minutes) => {
        const [first] = examplesOf(office, minutes, now - (now % HOUR));
        expect(first).toContain(`is due ${localTime(dueAfter(office, now - (now % HOUR), minutes)!.at, 'Europe/Berlin')}.`);
      }),
    );
  });
});
