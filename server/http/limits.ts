import type { Context } from 'hono';
import { refuse } from '../core/refusal.ts';
import { type Instant, type Millis, SECOND } from '../core/time.ts';
import type { Env } from './context.ts';

/** Lets so many through in a span, per name. Kept in the memory of one process: a limit against floods, not an account of them. */
export type Limiter = { take(name: string, now: Instant): Millis | null; room(name: string, now: Instant): boolean };

/** A bucket that holds `burst` and fills again by `perSecond`. `take` gives null, or how long to wait. */
export function makeLimiter(perSecond: number, burst: number, mostNames = 10_000): Limiter {
  const buckets = new Map<string, { left: number; at: Instant }>();
  const fill = (name: string, now: Instant) => {
    const bucket = buckets.get(name) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / SECOND) * perSecond);
    buckets.delete(name);
    buckets.set(name, { left, at: now });
    // The name that was quiet for longest goes first: a Map remembers the order of insertion.
    if (buckets.size > mostNames) buckets.delete(buckets.keys().next().value!);
    return buckets.get(name)!;
  };
  return {
    take(name, now) {
      const bucket = fill(name, now);
      if (bucket.left < 1) return ((1 - bucket.left) / perSecond) * SECOND;
      bucket.left -= 1;
      return null;
    },
    room: (name, now) => fill(name, now).left >= 1,
  };
}

/** Refuses with `slow_down` when the name has used up what it has. */
export function mustNotFlood(limiter: Limiter, name: string, now: Instant): void {
  const wait = limiter.take(name, now);
  if (wait !== null) tooFast(wait);
}

/** Counts only what was tried and opens nothing, and refuses with `slow_down` when that was too much. */
export async function mustNotGuess<T>(limiter: Limiter, name: string, now: Instant, attempt: () => Promise<T>): Promise<T> {
  if (!limiter.room(name, now)) mustNotFlood(limiter, name, now);
  return attempt().catch((error) => {
    limiter.take(name, now);
    throw error;
  });
}

export const tooFast = (wait: Millis): never =>
  refuse('slow_down', 'Too many requests.', {
    next: 'Wait a moment and send it again.',
    retryAfter: Math.max(1, Math.ceil(wait / SECOND)),
  });

/** Who is at the other end, as the door says it; never from a header that anybody can write. */
export const addressOfCaller = (c: Context<Env>): string => c.env.callerAddress;
