import { MINUTE, toRfc3339 } from '../core/time.ts';
import type { Setting } from './decide.ts';
import { pausedBy, usedBy } from './decide-ours.ts';
import type { Callback } from './rules.ts';

/**
 * The two clocks of a case. The customer's own, since they were let down, never stands still; ours counts working time, and waits while
 * they asked us to.
 */
export function clocksOf({ openedAt, closedAt, detail: { ours } }: Callback, setting: Setting) {
  const until = closedAt ?? setting.now;
  return {
    sinceLetDown: { from: toRfc3339(openedAt), minutes: Math.max(0, Math.floor((until - openedAt) / MINUTE)) },
    ours: ours && {
      usedMinutes: Math.floor(usedBy(ours, until, setting)),
      ofMinutes: ours.of,
      by: toRfc3339(ours.by),
      why: ours.why,
      running: ours.running && closedAt === null,
      pausedUntil: ours.paused && ours.paused.to > until ? toRfc3339(ours.paused.to) : null,
      pausedSince: ours.paused && ours.paused.to > until ? toRfc3339(ours.paused.from) : null,
      pausedMinutes: pausedBy(ours, until),
    },
  };
}
