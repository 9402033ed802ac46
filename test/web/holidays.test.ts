import { expect, test } from 'vitest';
import { holidayLines, readHolidays } from '../../web/pages/settings/holidays.ts';

test('several closed days in a row are one line, and one line is several days', () => {
  const dates = ['2026-12-31', '2026-12-30', '2027-01-01', '2026-05-01'];
  expect(holidayLines(dates)).toEqual(['2026-05-01', '2026-12-30 to 2027-01-01']);
  expect(readHolidays(holidayLines(dates).join('\n'))).toEqual([...dates].sort());
});

test('J04 a day is written with its name, and days in a row are one line when they have the same one', () => {
  const [eve, christmas, boxing] = [
    '2026-12-24',
    { date: '2026-12-25', name: 'Christmas' },
    { date: '2026-12-26', name: 'Christmas' },
  ] as const;
  const newYear = { date: '2027-01-01', name: 'New Year’s Day, observed' };
  const lines = ['2026-12-24', '2026-12-25 to 2026-12-26 Christmas', '2027-01-01 New Year’s Day, observed'];
  expect(holidayLines([newYear, boxing, eve, christmas])).toEqual(lines);
  expect(readHolidays(lines.join('\n'))).toEqual([eve, christmas, boxing, newYear]);
  expect(readHolidays('2026-12-24, 2026-12-25: Christmas, 2026-12-26 – Boxing Day')).toEqual([
    eve,
    christmas,
    { date: '2026-12-26', name: 'Boxing Day' },
  ]);
});

test('what is no date is handed on, for the server to name, and a range that is far too long ends', () => {
  expect(readHolidays('2026-12-25, Christmas\nBoxing Day')).toEqual([{ date: '2026-12-25', name: 'Christmas' }, 'Boxing Day']);
  expect(readHolidays('2026-12-31 to 2026-12-24')).toEqual(['2026-12-31 to 2026-12-24']);
  expect(readHolidays('2000-01-01 to 9999-01-01')).toHaveLength(401);
});
