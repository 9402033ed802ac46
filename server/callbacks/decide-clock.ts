import type { Instant } from '../core/time.ts';
import { dueNow, earliest, firstPromise, inWorkingTime, nextStep, type Setting } from './decide-due.ts';
import { without } from './decide-help.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback } from './rules.ts';
import { firstRequest } from './rules-help.ts';

/** What the clock has to say about a callback now, if anything. Each is said once. */
export function decideMoment(it: Callback, setting: Setting): CallbackEvent | undefined {
  const { now } = setting;
  const { restsUntil } = it;
  const { offer, escalateAt, warnAt } = it.detail;
  if (!it.open) return undefined;
  if (it.state === 'fixed') return it.dueAt <= now ? { kind: 'unconfirmed' } : undefined;
  if (offer && offer.until <= now) return { kind: 'offer_lapsed', to: offer.toName };
  if (restsUntil !== null && restsUntil <= now) return { kind: 'window_opened', of: restsUntil, planned: it.detail.window === null };
  if (awaited(it) <= now) return { kind: 'understanding_unanswered' };
  const promise = firstPromise(it);
  const missed = promise && promise.at <= now ? promise : undefined;
  const asked = firstRequest(it.detail.requests);
  const unanswered = asked && asked.at <= now ? asked : undefined;
  const ownMiss = (missed && it.dueKind === 'promise') || (unanswered && it.dueKind === 'request');
  if (escalateAt !== null && escalateAt <= now && !ownMiss) {
    return raised(it, setting);
  }
  if (missed) {
    // What was due before the promise still is.
    const due = it.dueKind === 'promise' ? earliest(it, nextStep(setting), setting, missed.id) : dueNow(it);
    return { kind: 'promise_missed', promise: missed.id, wasDue: missed.at, due };
  }
  if (unanswered) {
    return { kind: 'request_overdue', request: unanswered.id, wasDue: unanswered.at, due: without(it, unanswered.id, setting) };
  }
  if (warnAt !== null && warnAt <= now) return { kind: 'warned', of: it.dueAt };
  return aboutFix(it, setting);
}

/** Until when the customer is waited for to say whether they were understood. */
const awaited = ({ detail: { understanding } }: Callback): Instant => understanding?.until ?? Number.POSITIVE_INFINITY;

/** From this step on everybody who can be told is told: the case is not let down once more with each further one. */
const TOP_STEP = 2;

/**
 * What is overdue is raised to people further up, again and again until it is done. Counted from when it was noticed, so that a clock
 * that stood still for weeks says it once and not in a burst.
 */
function raised(it: Callback, setting: Setting): CallbackEvent {
  const step = it.detail.step + 1;
  const againAt = inWorkingTime(setting, setting.policy.escalateAgainMinutes, 'next_step').at;
  return { kind: 'escalated', of: it.dueAt, level: step > TOP_STEP ? it.level : it.level + 1, step, againAt };
}

/** What is to be fixed by now is raised to managers, then to administrators, and no further: what is due next has its own clock. */
function aboutFix(it: Callback, setting: Setting): CallbackEvent | undefined {
  const { ours } = it.detail;
  if (ours?.escalateAt != null && ours.escalateAt <= setting.now) {
    const step = ours.step + 1;
    const againAt = step < TOP_STEP ? inWorkingTime(setting, setting.policy.escalateAgainMinutes, 'next_step').at : null;
    return { kind: 'escalated', of: ours.by, level: step === 1 ? it.level + 1 : it.level, step, againAt, clock: 'fix' };
  }
  return ours?.warnAt != null && ours.warnAt <= setting.now ? { kind: 'warned', of: ours.by, clock: 'fix' } : undefined;
}

/** When the clock has to look at this callback again; nothing once it is closed. */
export function nextMoment(it: Callback): Instant | undefined {
  if (!it.open) return undefined;
  const { warnAt, escalateAt, offer, ours } = it.detail;
  const moments = [
    it.state === 'fixed' ? it.dueAt : null,
    it.restsUntil,
    warnAt,
    escalateAt,
    offer?.until ?? null,
    // While they are asked whether it is fixed, nobody waits for more.
    it.state === 'fixed' ? null : (it.detail.understanding?.until ?? null),
    ours?.warnAt ?? null,
    ours?.escalateAt ?? null,
    firstPromise(it)?.at ?? null,
    firstRequest(it.detail.requests)?.at ?? null,
  ];
  const ahead = moments.filter((at) => at !== null);
  return ahead.length ? Math.min(...ahead) : undefined;
}
