import type { Instant } from './time.ts';

/** What an id names; its prefix is read aloud in logs, links and tables. */
export type Prefix =
  | 'int'
  | 'inv'
  | 'rsp'
  | 'cbk'
  | 'cus'
  | 'per'
  | 'agt'
  | 'team'
  | 'srv'
  | 'msg'
  | 'job'
  | 'key'
  | 'ses'
  | 'evt'
  | 'prm'
  | 'req'
  | 'lot'
  | 'con'
  | 'txt'
  | 'cnv';

/** Makes ids that sort by the time they were made, so that inserts go to the end of every index. */
export type Ids = { next(prefix: Prefix, now: Instant): string };

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Ids of 10 characters of time (48 bits of milliseconds) and 13 of chance (65 bits), in Crockford's base 32. Those that one process
 * makes in the same millisecond, or for an action that began earlier, count upwards: they sort in the order they were made.
 */
export function makeIds(random: (bytes: number) => Uint8Array): Ids {
  let lastAt = -1;
  let tail: number[] = [];
  return {
    next(prefix, now) {
      if (now <= lastAt) increment(tail);
      else {
        lastAt = now;
        tail = Array.from(random(13), (byte) => byte & 31);
      }
      return `${prefix}_${timePart(lastAt)}${tail.map((n) => ALPHABET[n]).join('')}`;
    },
  };
}

/** The first id that could have been made at `at`: ids sort by time, so what is older has a smaller one. */
export const earliestId = (prefix: Prefix, at: Instant): string => `${prefix}_${timePart(Math.max(0, at))}`;

export const systemIds = (): Ids => makeIds((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));

function timePart(now: Instant): string {
  let rest = now;
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function increment(digits: number[]): void {
  for (let i = digits.length - 1; i >= 0; i--) {
    digits[i] = (digits[i]! + 1) % 32;
    if (digits[i] !== 0) return;
  }
}
