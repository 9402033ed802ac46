import { isTimeOfDay, type Problem, timeOfDay } from './calendar.ts';
import { DAY, type Instant, type Millis, SECOND } from './time.ts';
import { stretchAt } from './zone.ts';

/** When a customer is left alone, every day, by the clock on their own wall: `21:00` to `08:00`. */
export type QuietHours = { from: string; to: string };

/** A message handed over now may only be accepted by the provider so much later. */
const PROVIDER_LATENCY: Millis = 90 * SECOND;

/**
 * The first moment from `at` on at which a message may leave: `at` itself when the customer's wall clock shows no quiet time from then
 * until the guard band has passed, else the minute at which a quiet time ends (the end of the gap when that minute does not exist, the
 * first of two when it comes twice). Must be asked before every attempt, not only the first. Refuses with a RangeError quiet hours that
 * leave no room for the guard band on any day.
 */
export function afterQuiet(quiet: QuietHours | null, zone: string, at: Instant, guard: Millis = PROVIDER_LATENCY): Instant {
  if (!quiet) return at;
  if (!(allowedPerDay(quiet) > guard)) throw new RangeError(`Quiet from ${quiet.from} to ${quiet.to}: nobody could ever be asked`);
  for (let allowed = at; ; ) {
    const disturbed = first('quiet', quiet, zone, allowed);
    if (disturbed > allowed + guard) return allowed;
    allowed = first('allowed', quiet, zone, disturbed);
  }
}

/** When it is next quiet, from `at` on: `at` itself when it is quiet already. */
export const quietFrom = (quiet: QuietHours, zone: string, at: Instant): Instant => first('quiet', quiet, zone, at);

/** What is wrong with quiet hours somebody wants to save; nothing when they can be used. Refuses those in which nobody could ever be asked. */
export function problemsWithQuiet(quiet: QuietHours): Problem[] {
  const malformed = (['from', 'to'] as const).filter((field) => !isTimeOfDay(quiet[field]));
  if (malformed.length > 0) return malformed.map((field) => ({ field, problem: `${quiet[field]} is not a time as HH:MM` }));
  return allowedPerDay(quiet) > PROVIDER_LATENCY ? [] : [{ field: 'to', problem: 'nobody could ever be asked' }];
}

/** The first moment from `at` on at which the wall clock shows a quiet, or an allowed, time. */
function first(wanted: 'quiet' | 'allowed', quiet: QuietHours, zone: string, at: Instant): Instant {
  const edge = timeOfDay(wanted === 'quiet' ? quiet.from : quiet.to);
  for (let now = at; ; ) {
    const stretch = stretchAt(zone, now);
    const time = sinceMidnight(now + stretch.offset);
    if (isQuiet(quiet, time) === (wanted === 'quiet')) return now;
    const then = now + sinceMidnight(edge - time);
    if (then < stretch.end) return then;
    now = stretch.end;
  }
}

const isQuiet = ({ from, to }: QuietHours, time: Millis): boolean =>
  sinceMidnight(time - timeOfDay(from)) < sinceMidnight(timeOfDay(to) - timeOfDay(from));

/** Nothing at all when both ends are the same: that is quiet around the clock, not never. */
const allowedPerDay = ({ from, to }: QuietHours): Millis => sinceMidnight(timeOfDay(from) - timeOfDay(to));

const sinceMidnight = (wall: Millis): Millis => ((wall % DAY) + DAY) % DAY;
