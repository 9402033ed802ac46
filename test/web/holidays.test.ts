import { expect, test } from 'vitest';
import { holidayLines, readHolidays } from '../../web/pages/settings/holidays.ts';

test('several closed days in a row are one line, and one line is several days', () => {
  const dates = ['2026-12-31', '2026-12-30', '2027-01-01', '2026-05-01'];
  expect(holidayLines(dates)).toEqual(['2026-05-01', '2026-12-30 to 2027-01-01']);
  expect(readHolidays(holidayLines(dates).join('\n'))).toEqual([...dates].sort());
});

test('what is no date is handed on, for the server to name, and a range that is far too long ends', () => {
  expect(readHolidays('2026-12-25, Christmas')).toEqual(['2026-12-25', 'Christmas']);
  expect(readHolidays('2026-12-31 to 2026-12-24')).toEqual(['2026-12-31 to 2026-12-24']);
  expect(readHolidays('2000-01-01 to 9999-01-01')).toHaveLength(401);
});
