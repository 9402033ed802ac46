import { describe, expect, it } from 'vitest';
import { afterQuiet, problemsWithQuiet, type QuietHours } from '../../server/core/quiet.ts';
import { fromRfc3339, type Instant, toRfc3339 } from '../../server/core/time.ts';

const at = (text: string): Instant => fromRfc3339(text)!;
const night: QuietHours = { from: '21:00', to: '08:00' };
const moved = (quiet: QuietHours | null, zone: string, from: string) => toRfc3339(afterQuiet(quiet, zone, at(from)));

describe('B05 a message wished for in quiet hours', () => {
  it('waits until they end on the clock of the customer, wherever that is', () => {
    expect(moved(night, 'Europe/Berlin', '2026-11-20T23:15:42+01:00')).toBe('2026-11-21T07:00:00.000Z');
    expect(moved(night, 'America/New_York', '2026-11-20T23:15:42+01:00')).toBe('2026-11-20T22:15:42.000Z');
    expect(moved(night, 'Asia/Kathmandu', '2026-11-20T23:15:42+01:00')).toBe('2026-11-21T02:15:00.000Z');
  });

  it('may leave at once by day, and always when there are no quiet hours', () => {
    expect(moved(night, 'UTC', '2026-11-20T08:00:00.000Z')).toBe('2026-11-20T08:00:00.000Z');
    expect(moved(null, 'UTC', '2026-11-20T03:00:00.123Z')).toBe('2026-11-20T03:00:00.123Z');
  });

  it('waits for the end of a siesta, and of quiet hours that meet midnight', () => {
    expect(moved({ from: '13:00', to: '15:00' }, 'UTC', '2026-11-20T13:00:00Z')).toBe('2026-11-20T15:00:00.000Z');
    expect(moved({ from: '22:00', to: '00:00' }, 'UTC', '2026-11-20T22:30:00Z')).toBe('2026-11-21T00:00:00.000Z');
  });
});

describe('B06 a provider that takes its time', () => {
  it('is not handed a message that it might accept only after nine', () => {
    expect(moved(night, 'UTC', '2026-11-20T20:58:29.999Z')).toBe('2026-11-20T20:58:29.999Z');
    expect(moved(night, 'UTC', '2026-11-20T20:58:30.000Z')).toBe('2026-11-21T08:00:00.000Z');
    expect(moved(night, 'UTC', '2026-11-20T20:59:50.000Z')).toBe('2026-11-21T08:00:00.000Z');
  });

  it('is not handed one just before quiet hours that are shorter than it may take', () => {
    expect(moved({ from: '12:00', to: '12:01' }, 'UTC', '2026-11-20T11:59:00Z')).toBe('2026-11-20T12:01:00.000Z');
  });
});

describe('B07 when the clocks change', () => {
  it('quiet hours that should end at 02:30 end with the gap when there is no 02:30', () => {
    expect(moved({ from: '21:00', to: '02:30' }, 'America/New_York', '2026-03-08T00:10:00-05:00')).toBe('2026-03-08T07:00:00.000Z');
  });

  it('of two 01:30, they end at the first', () => {
    const quiet = { from: '21:00', to: '01:30' };
    expect(moved(quiet, 'America/New_York', '2026-11-01T00:10:00-04:00')).toBe(toRfc3339(at('2026-11-01T01:30:00-04:00')));
    expect(moved({ from: '21:00', to: '01:45' }, 'Australia/Lord_Howe', '2026-04-05T00:10:00+11:00')).toBe(
      toRfc3339(at('2026-04-05T01:45:00+11:00')),
    );
  });

  it('a clock that shows a quiet time again is believed again', () => {
    const quiet = { from: '21:00', to: '01:30' };
    expect(moved(quiet, 'America/New_York', '2026-11-01T01:40:00-04:00')).toBe(toRfc3339(at('2026-11-01T01:40:00-04:00')));
    expect(moved(quiet, 'America/New_York', '2026-11-01T01:10:00-05:00')).toBe(toRfc3339(at('2026-11-01T01:30:00-05:00')));
    expect(moved(quiet, 'America/New_York', '2026-11-01T01:59:00-04:00')).toBe(toRfc3339(at('2026-11-01T01:30:00-05:00')));
  });
});

describe('B08 saving quiet hours', () => {
  it('accepts those that leave room to ask', () => {
    expect(problemsWithQuiet(night)).toEqual([]);
    expect(problemsWithQuiet({ from: '08:02', to: '08:00' })).toEqual([]);
  });

  it.each([
    { from: '08:00', to: '08:00' },
    { from: '00:00', to: '00:00' },
    { from: '08:01', to: '08:00' },
  ])('refuses $from to $to, because nobody could ever be asked', (quiet) => {
    expect(problemsWithQuiet(quiet)).toEqual([{ field: 'to', problem: 'nobody could ever be asked' }]);
    expect(() => afterQuiet(quiet, 'UTC', 0)).toThrow('nobody could ever be asked');
  });

  it('refuses what is not a time', () => {
    const fields = problemsWithQuiet({ from: '9pm', to: '24:00' }).map(({ field }) => field);
    expect(fields).toEqual(['from', 'to']);
  });
});
