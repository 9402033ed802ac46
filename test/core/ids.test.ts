import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeIds, systemIds } from '../../server/core/ids.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');

describe('an id', () => {
  test('says what it names, and is made of signs that nobody mistakes for others', () => {
    expect(systemIds().next('cbk', NOW)).toMatch(/^cbk_[0-9a-hjkmnp-tv-z]{23}$/);
  });

  test('sorts by the time it was made, whatever the time', () => {
    const at = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(at, at, (a, b) => {
        fc.pre(a !== b);
        const [first, second] = [systemIds().next('msg', a), systemIds().next('msg', b)];
        expect(first < second).toBe(a < b);
      }),
    );
  });

  test('made after another sorts after it, in the same millisecond, in turns with another action, and when the clock jumps back', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(times, (all) => {
        const ids = systemIds();
        const made = all.map((at) => ids.next('evt', NOW + at));
        expect(made.toSorted()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  test('made by two processes at the same moment is not the same', () => {
    const processes = Array.from({ length: 50 }, systemIds);
    const made = processes.flatMap((ids) => Array.from({ length: 200 }, () => ids.next('msg', NOW)));
    expect(new Set(made).size).toBe(made.length);
  });

  test('carries from one digit to the next', () => {
    const ids = makeIds((bytes) => new Uint8Array(bytes).fill(31, 1));
    const [first, second, third] = [ids.next('job', NOW), ids.next('job', NOW), ids.next('job', NOW)];
    expect(first.slice(14)).toBe(`0${'z'.repeat(12)}`);
    expect(second.slice(14)).toBe(`1${'0'.repeat(12)}`);
    expect([second > first, third > second]).toEqual([true, true]);
  });
});
