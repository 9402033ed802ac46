import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../server/core/time.ts';
import { makeLimiter, mustNotFlood } from '../../server/http/limits.ts';

describe('A28 a limit', () => {
  test('lets through a burst, then so many a second; says how long to wait, and that is long enough', () => {
    const limiter = makeLimiter(5, 10);
    const through = (now: number, count: number) =>
      Array.from({ length: count }, () => limiter.take('a', now)).filter((wait) => wait === null).length;
    expect(through(0, 50)).toBe(10);
    const wait = limiter.take('a', 0)!;
    expect(limiter.take('a', wait)).toBeNull();
    expect(through(wait + SECOND, 50)).toBe(5);
    expect(through(HOUR, 50)).toBe(10);
  });

  test('is each name’s own', () => {
    const limiter = makeLimiter(1, 1);
    expect([limiter.take('a', 0), limiter.take('b', 0)]).toEqual([null, null]);
    expect(limiter.take('a', 0)).toBe(SECOND);
  });

  test('never lets more through than a burst and its rate, whenever they come and however the clock jumps', () => {
    const steps = fc.array(fc.integer({ min: -2 * SECOND, max: 2 * SECOND }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 20 }), (all, perSecond, burst) => {
        const limiter = makeLimiter(perSecond, burst);
        let [now, forward, taken] = [0, 0, 0];
        for (const step of all) {
          now += step;
          forward += Math.max(0, step);
          if (limiter.take('a', now) === null) taken += 1;
        }
        expect(taken).toBeLessThanOrEqual(burst + (forward / SECOND) * perSecond + 1e-6);
      }),
    );
  });

  test('looking whether there is room takes nothing', () => {
    const limiter = makeLimiter(1, 1);
    for (let n = 0; n < 10; n++) expect(limiter.room('a', 0)).toBe(true);
    limiter.take('a', 0);
    expect(limiter.room('a', 0)).toBe(false);
  });

  test('remembers only so many names: whoever was quiet longest is forgotten first', () => {
    const limiter = makeLimiter(0.001, 1, 3);
    for (const name of ['a', 'b', 'c']) limiter.take(name, 0);
    limiter.take('a', 0);
    limiter.take('d', 0);
    expect(limiter.take('b', 0), 'b was forgotten').toBeNull();
    expect(limiter.take('a', 0), 'a was not').not.toBeNull();
  });

  test('is refused with the seconds to wait, at least one', () => {
    const limiter = makeLimiter(1000, 1);
    mustNotFlood(limiter, 'a', 0);
    expect(() => mustNotFlood(limiter, 'a', 0)).toThrow(
      expect.objectContaining({ code: 'slow_down', detail: expect.objectContaining({ retryAfter: 1 }) }),
    );
  });
});
