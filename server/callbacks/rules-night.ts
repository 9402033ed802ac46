import { afterQuiet, type QuietHours } from '../core/quiet.ts';
import type { Instant } from '../core/time.ts';
import type { Callback } from './rules.ts';

/** When people are left alone, by the clock on their own wall. */
export const NIGHT: QuietHours = { from: '21:00', to: '08:00' };

/**
 * From when on this customer may be called: now, or in the morning where they live. Whoever picked a time is called then, whatever their
 * clock shows; where somebody lives of whom no zone is known, it is day.
 */
export function callableFrom(it: Pick<Callback, 'detail' | 'restsUntil'>, zone: string | null, now: Instant): Instant {
  const picked = it.detail.window !== null && it.restsUntil === null;
  return picked || zone === null ? now : afterQuiet(NIGHT, zone, now, 0);
}
