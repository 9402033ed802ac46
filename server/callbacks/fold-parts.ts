import { type Instant, MINUTE } from '../core/time.ts';
import { ERASED, withoutWords } from '../customers/rules-words.ts';
import type { CallbackEvent, Clocked } from './fold-events.ts';
import type { Callback, Detail, Ours, State, Understanding } from './rules.ts';
import { NO_TRIES } from './rules-tactics.ts';

// What several events do to a callback alike.

export const detailed = (it: Callback, change: Partial<Detail>): Callback => ({ ...it, detail: { ...it.detail, ...change } });

/** A due time that stays is not warned of, nor raised, a second time. */
export function withDue(it: Callback, { at, kind, why, warnAt, counted = null, behind = null }: Clocked): Callback {
  if (at === it.dueAt && kind === it.dueKind) return detailed(it, { behind });
  return {
    ...detailed(it, { warnAt, counted, behind, step: 0, escalateAt: kind === 'confirmation' ? null : at }),
    dueAt: at,
    dueKind: kind,
    dueWhy: why,
  };
}

type Tried = Pick<Extract<CallbackEvent, { kind: 'attempted' }>, 'plan' | 'tries'>;

export function tried(it: Callback, event: Tried, reached: boolean): Callback {
  const { attempts, reached: before, urgent, wish } = it.detail;
  const spoken = { reached: before || reached, urgent: urgent && !reached, wish: reached ? null : wish };
  return detailed(planned(it, event), { attempts: attempts + 1, ...spoken });
}

/** They asked by text to be called, or for another time: that moves nothing before whoever calls them has agreed to it. */
export function wished(it: Callback, { words, wish, asks }: Extract<CallbackEvent, { kind: 'wrote' }>, at: Instant): Callback {
  const wanted = it.detail.wanted || asks === true || wish !== undefined;
  return detailed(it, { wanted, ...(wish ? { wish: { words, at, window: wish.window } } : {}) });
}

/** It rests until the next try, which a wish of the customer's before it no longer tells. */
export const planned = (it: Callback, { plan, tries }: Tried): Callback => ({
  ...detailed(withoutWindow(it), { plan, tries }),
  restsUntil: plan?.from ?? null,
});

export const withoutWindow = (it: Callback): Callback => ({ ...detailed(it, { window: null, plan: null }), restsUntil: null });

export const settled = (it: Callback, promise: string, state: 'kept' | 'missed', said = false): Callback =>
  detailed(it, {
    promises: it.detail.promises.map((one) => (one.id === promise ? { ...one, state, ...(said ? { said: true as const } : {}) } : one)),
  });

/** The case without anybody's words. What was counted of it stays. */
export const forgotten = (it: Callback): Callback => ({
  ...it,
  firstWords: it.firstWords === null ? null : ERASED,
  dueWhy: ERASED,
  detail: withoutWords(it.detail) as Detail,
});

export const closed = (it: Callback, state: State, ending: string | null, at: Instant): Callback => ({
  ...detailed(withoutWindow(it), { wish: null, offer: null, ending, urgent: false, warnAt: null, escalateAt: null }),
  state,
  open: false,
  closedAt: at,
});

/** Ours to do again, at once, with whoever owned it. */
export const reopened = (it: Callback): Callback => ({
  ...detailed(withoutWindow(it), { attempts: 0, tries: NO_TRIES, ending: null, urgent: true }),
  state: it.ownerId ? 'claimed' : 'open',
  open: true,
  closedAt: null,
  // It may be closed and opened in one moment: its clock starts all the same.
  dueAt: 0,
});

/** What was understood before does not count any more; its words stay, to be corrected. */
export const earlier = (understanding: Understanding | null): Understanding | null =>
  understanding && { words: understanding.words, state: 'earlier' };

/** What an event does to our own clock. Nothing is warned of, or raised, twice; of two that pass together the due time is raised first. */
export function withOurs(it: Callback, event: CallbackEvent, at: Instant): Callback {
  const { ours } = it.detail;
  if ('ours' in event && event.ours) return detailed(it, { ours: event.ours });
  if (!ours) return it;
  const changed = (change: Partial<Ours>): Callback => detailed(it, { ours: { ...ours, ...change } });
  if (!it.open) return changed({ warnAt: null, escalateAt: null });
  if (event.kind === 'window_opened' && ours.paused && ours.paused.to <= at)
    return changed({ paused: null, pausedMinutes: ours.pausedMinutes + Math.round((ours.paused.to - ours.paused.from) / MINUTE) });
  if (event.kind === 'warned' && event.clock) return changed({ warnAt: null });
  if (event.kind !== 'escalated') return it;
  if (event.clock) return changed({ warnAt: null, escalateAt: event.againAt, step: event.step });
  const passed = ours.escalateAt !== null && ours.escalateAt <= at;
  return passed ? changed({ warnAt: null, escalateAt: event.againAt }) : it;
}
