import type { Instant, Millis } from './time.ts';

/** Where `now` comes from. Read once per action at the door; rules are given the value. */
export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that somebody moves: for tests, the demo, and the development page that skips to what is due next. Never runs backwards. */
export type MovableClock = Clock & { moveTo(at: Instant): void };

/** A clock that stands still between moves. */
export function stillClock(start: Instant): MovableClock {
  let at = start;
  return {
    now: () => at,
    moveTo: (to) => {
      at = Math.max(at, to);
    },
  };
}

/** The system's clock, put forward by a distance that can grow: time goes on, and can be skipped. */
export function skippingClock(ahead: Millis = 0): MovableClock {
  let distance = ahead;
  const now = () => Date.now() + distance;
  return {
    now,
    moveTo: (to) => {
      distance += Math.max(0, to - now());
    },
  };
}
