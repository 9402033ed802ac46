import { describe, expect, it } from 'vitest';
import { notesOn } from '../../server/people/rules-examples.ts';
import { MONDAY, makeWorld } from '../world.ts';

type Meaning = { calling: string[]; asking: string[] };

const DAY = [{ from: '09:00', to: '17:00' }];
const WEEK = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY };
const HOURS = { zone: 'Europe/Berlin', week: WEEK, holidays: [] as string[] };

describe('what hours and rules mean', () => {
  it('is said in sentences, with a weekend and a holiday counted, before anything is saved', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const say = (hours: object, policy: object = {}) => ada.post<Meaning>('/api/teams/meaning', { hours, policy });
    expect((await say(HOURS, { firstContactMinutes: 120 })).calling[1]).toBe('A low answer on Fri 6 Mar 16:50 is due Mon 9 Mar 10:50.');
    const holiday = await say({ ...HOURS, holidays: ['2026-03-09'] }, { firstContactMinutes: 120 });
    expect(holiday.calling[1]).toBe('A low answer on Fri 6 Mar 16:50 is due Tue 10 Mar 10:50.');
    const { asking } = await say(HOURS, { delayMinutes: 30, capDays: 1 });
    expect(asking).toEqual([
      'After a contact that ends Mon 2 Mar 10:00, the customer is asked Mon 2 Mar 10:30.',
      'After a contact that ends Mon 2 Mar 22:00, the customer is asked Tue 3 Mar 08:00.',
      'Nobody is asked more than once in a day.',
    ]);
    expect((await say(HOURS, { quiet: null, capDays: 0 })).asking.at(-1)).toBe('They are asked after every contact.');
  });

  it('J13 is refused at the field where the hours cannot be used', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const cases: [object, string][] = [
      [{ ...HOURS, zone: 'Berlin' }, 'hours.zone'],
      [{ ...HOURS, week: { mon: [{ from: '9', to: '17:00' }] } }, 'hours.week.mon[0].from'],
      [{ ...HOURS, week: {} }, 'hours.week'],
      [{ ...HOURS, holidays: ['2026-02-30'] }, 'hours.holidays[0]'],
      [{ ...HOURS, holidays: ['2026-12-25', { date: '2026-02-30', name: 'Leap day' }] }, 'hours.holidays[1]'],
      [{ ...HOURS, holidays: [{ date: '2026-12-25', name: 'x'.repeat(61) }] }, 'hours.holidays[0].name'],
      [{ ...HOURS, holidays: [{ date: '2026-12-25' }] }, 'hours.holidays[0]'],
    ];
    for (const [hours, field] of cases) expect(await ada.refused('/api/teams/meaning', { hours })).toMatchObject({ status: 422, field });
  });

  it('tells of windows that end on the next day, and of clocks that are about to change', () => {
    expect(notesOn({ ...HOURS, week: { fri: [{ from: '22:00', to: '06:00' }] } }, MONDAY)).toEqual([
      'What opens on Friday 22:00 closes on the next day, 06:00; a holiday cancels all of it.',
      'Clocks there go forward on Sun 29 Mar 03:00. These hours go by the clock on the wall, before and after.',
    ]);
    expect(notesOn({ ...HOURS, zone: 'Asia/Tokyo' }, MONDAY)).toEqual([]);
  });

  it('J04 calls the holidays of the next weeks by their names, also when some have none', async () => {
    const holidays = [{ date: '2026-04-03', name: 'Good Friday' }, '2026-04-06', { date: '2026-12-25', name: 'Christmas Day' }];
    expect(notesOn({ ...HOURS, zone: 'Asia/Tokyo', holidays }, MONDAY)).toEqual([
      'Closed in the next 60 days for 2 holidays (Good Friday on Fri 3 Apr, Mon 6 Apr).',
    ]);
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { calling } = await ada.post<Meaning>('/api/teams/meaning', { hours: { ...HOURS, holidays } });
    expect(calling.join(' ')).toContain('Good Friday on Fri 3 Apr');
  });
});
