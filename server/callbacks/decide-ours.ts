import { dueAfter, localTime, workedBetween, workingDay } from '../core/calendar.ts';
import { type Instant, MINUTE } from '../core/time.ts';
import type { Setting } from './decide-due.ts';
import type { Callback, Ours } from './rules.ts';

type Count = Pick<Ours, 'of' | 'used' | 'from' | 'paused' | 'pausedMinutes'>;

/** Our clock begins: with a new case, and with every round that the customer contests. */
export const begun = (setting: Setting): Ours =>
  counted({ of: allowance(setting), used: 0, from: setting.now, paused: null, pausedMinutes: 0 }, setting);

/** The customer asked us to wait until then. What was used so far stays used. */
export const waiting = (it: Callback, until: Instant, setting: Setting): Ours | undefined => {
  const before = standing(it, setting);
  return before && counted({ ...before, from: until, paused: { from: setting.now, to: until } }, setting);
};

/** We need not wait any longer; nothing when we did not. */
export function goingOn(it: Callback, setting: Setting): Ours | undefined {
  const before = it.detail.ours?.paused ? standing(it, setting) : undefined;
  return before && counted(before, setting);
}

/** It is fixed, as far as we know. */
export function stopped(it: Callback, setting: Setting): Ours | undefined {
  const before = standing(it, setting);
  return before && { ...it.detail.ours!, ...before, running: false, warnAt: null, escalateAt: null };
}

/** The same under other opening hours or rules; nothing when it stays, or is over already. */
export function recounted(it: Callback, setting: Setting): Ours | undefined {
  const { ours } = it.detail;
  if (!it.open || !ours?.running || ours.by <= setting.now) return undefined;
  const fresh = counted({ ...ours, of: allowance(setting) }, setting);
  return fresh.by === ours.by ? undefined : fresh;
}

/** How many working minutes of ours were used by a moment. */
export const usedBy = ({ used, from, running }: Ours, at: Instant, { hours }: Pick<Setting, 'hours'>): number =>
  used + (running ? workedBetween(hours, from, at) : 0);

/** For how many minutes the customer made us wait, by a moment. */
export const pausedBy = ({ paused, pausedMinutes }: Ours, at: Instant): number =>
  pausedMinutes + (paused ? Math.max(0, Math.round((Math.min(at, paused.to) - paused.from) / MINUTE)) : 0);

/** The clock as it stands now, running again. */
function standing({ detail: { ours } }: Callback, setting: Setting): Count | undefined {
  if (!ours?.running) return undefined;
  const { now } = setting;
  return { of: ours.of, used: usedBy(ours, now, setting), from: now, paused: null, pausedMinutes: pausedBy(ours, now) };
}

/** A team that never opens is counted day and night, in days of eight hours. */
const allowance = ({ policy, hours }: Setting): number => policy.fixDays * (workingDay(hours) || 480);

function counted(count: Count, setting: Setting): Ours {
  const { hours, policy, now } = setting;
  const left = Math.max(0, count.of - count.used);
  const after = (minutes: number): Instant => dueAfter(hours, count.from, minutes)?.at ?? count.from + minutes * MINUTE;
  const by = after(left);
  // A day before there is still something to do about it; of a single day, as of everything else that is due.
  const day = workingDay(hours) || 480;
  const warnAt = left > day ? after(left - day) : by - policy.warnMinutes * MINUTE;
  const days = `${policy.fixDays} working day${policy.fixDays === 1 ? '' : 's'}`;
  const waited = count.pausedMinutes || count.paused ? ', without the time in which the customer asked us to wait' : '';
  const why = `to be fixed within ${days} in the opening hours of ${hours.name ?? 'the team'}${waited}: ${localTime(by, hours.zone)}`;
  return { ...count, running: true, by, why, warnAt: warnAt > now ? warnAt : null, escalateAt: by, step: 0 };
}
