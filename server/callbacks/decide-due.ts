import type { Actor } from '../core/actor.ts';
import { dueAfter, localTime, type OpeningHours } from '../core/calendar.ts';
import { type Instant, MINUTE } from '../core/time.ts';
import type { Policy } from '../people/policy.ts';
import type { Clocked } from './fold.ts';
import type { Callback, CallbackPromise, CallWindow, DueKind } from './rules.ts';
import { firstRequest } from './rules-help.ts';
import type { Ways } from './rules-tactics.ts';

/** What a decision is made in: when, by whom, under which rules and opening hours; and the ways to the customer, where they matter. */
export type Setting = { now: Instant; actor: Actor; policy: Policy; hours: OpeningHours; ways?: Ways };

/** By when somebody new, or let down anew, is called. */
export const firstContact = (setting: Setting): Clocked => inWorkingTime(setting, setting.policy.firstContactMinutes, 'first_contact');

export const nextStep = (setting: Setting): Clocked => inWorkingTime(setting, setting.policy.nextStepMinutes, 'next_step');

/** The soonest of a due time, the open promises and what other departments were asked for. What it comes before goes on being counted. */
export function earliest(it: Callback, due: Clocked, setting: Setting, but?: string): Clocked {
  const { at, kind, why, counted = null } = due.behind ?? due;
  const behind = { at, kind, why, counted };
  const [promise, request] = [firstPromise(it, but), firstRequest(it.detail.requests, but)];
  const by = (at: Instant) => localTime(at, setting.hours.zone);
  if (request && request.at < Math.min(at, promise?.at ?? at)) {
    const asked = `${request.department} was asked for an answer by ${by(request.at)}: “${request.what}”`;
    return { ...warned({ at: request.at, kind: 'request', why: asked }, setting), behind };
  }
  if (promise && promise.at < at)
    return { ...warned({ at: promise.at, kind: 'promise', why: `promised: “${promise.text}” by ${by(promise.at)}` }, setting), behind };
  return due.behind ? warned(behind, setting) : due;
}

/** What we owe the customer, whatever was asked of others meanwhile: counted on from where it was, in the hours that hold now. */
export function owed(it: Callback, setting: Setting): Clocked {
  const { behind } = it.detail;
  if (!behind) return dueNow(it);
  const { counted, kind } = behind;
  return warned(counted ? inWorkingTime({ ...setting, now: counted.from }, counted.minutes, kind) : behind, setting);
}

export function inWorkingTime(setting: Setting, minutes: number, kind: DueKind): Clocked {
  const due = dueAfter(setting.hours, setting.now, minutes);
  const at = due?.at ?? setting.now + minutes * MINUTE;
  return warned(
    {
      at,
      kind,
      why: due?.why ?? 'the team has no opening hours in the next 60 days, so the clock runs day and night',
      counted: { from: setting.now, minutes },
    },
    setting,
  );
}

/**
 * What is due under other opening hours or rules, counted from the same moment as before; nothing when it stays. What is overdue
 * stays so, and what was promised, chosen by the customer or waits for them was never counted in working time.
 */
export function replanned(it: Callback, setting: Setting): Clocked | undefined {
  const { counted } = it.detail;
  const minutes = minutesFor(it.dueKind, setting.policy);
  if (!it.open || !counted || minutes === undefined || it.dueAt <= setting.now) return undefined;
  const fresh = inWorkingTime({ ...setting, now: counted.from }, minutes, it.dueKind);
  const due = earliest(it, warned(fresh, setting), setting);
  return due.at === it.dueAt ? undefined : due;
}

const minutesFor = (kind: DueKind, policy: Policy): number | undefined =>
  ({ first_contact: policy.firstContactMinutes, next_step: policy.nextStepMinutes, retry: policy.retryMinutes })[kind as 'retry'];

/** The customer chose when: by the end of that time we have called. */
export function inWindow({ from, to }: CallWindow, it: Callback, setting: Setting): Clocked {
  const { zone } = setting.hours;
  const why = `the customer asked to be called from ${localTime(from, zone)} to ${localTime(to, zone)}`;
  return warned({ at: to, kind: it.detail.reached ? 'next_step' : 'first_contact', why }, setting);
}

/** A warning that would come at once is none. */
export function warned(due: Omit<Clocked, 'warnAt'>, { now, policy }: Setting): Clocked {
  const warnAt = due.at - policy.warnMinutes * MINUTE;
  return { ...due, warnAt: warnAt > now ? warnAt : null };
}

/** What is due as things stand. */
export const dueNow = (it: Callback): Clocked => ({
  at: it.dueAt,
  kind: it.dueKind,
  why: it.dueWhy,
  warnAt: it.detail.warnAt,
  counted: it.detail.counted,
  behind: it.detail.behind,
});

/** The open promise that comes first. */
export const firstPromise = (it: Callback, but?: string): CallbackPromise | undefined =>
  it.detail.promises.filter((promise) => promise.state === 'open' && promise.id !== but).sort((a, b) => a.at - b.at)[0];
