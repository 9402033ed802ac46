import { refuse } from '../core/refusal.ts';
import { type Instant, MINUTE } from '../core/time.ts';
import { earliest, firstContact, inWindow, nextStep, type Setting } from './decide-due.ts';
import { goingOn, waiting } from './decide-ours.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback, CallWindow, Ours } from './rules.ts';
import { problemWithWindow, type WrongWindow } from './rules-windows.ts';

/** The customer's wish moves what is due: nobody calls before it begins, and by its end somebody has. Without a window, as soon as we can. */
export function windowChosen(it: Callback, window: CallWindow | null, phone: string | null, setting: Setting): CallbackEvent {
  const ours = oursAfter(it, window, setting);
  if (!window)
    return {
      kind: 'window_chosen',
      window,
      phone,
      due: earliest(it, it.detail.reached ? nextStep(setting) : firstContact(setting), setting),
      ...ours,
    };
  const wrong = problemWithWindow(setting.hours, window, setting.now);
  if (wrong) refuse('invalid', WRONG[wrong], { field: 'window.from', next: 'Choose another time.' });
  return { kind: 'window_chosen', window, phone, due: earliest(it, inWindow(window, it, setting), setting), ...ours };
}

/**
 * Only the customer can make our own clock wait: on their page, or by a text that is on the record. A supervisor who notes a wish of
 * which nothing is written must not be able to stop it, nor to stop it for longer than the text surely says.
 */
function oursAfter(it: Callback, window: CallWindow | null, setting: Setting): { ours?: Ours } {
  const until = window && waitsUntil(it, window, setting);
  const ours = until && until > setting.now ? waiting(it, until, setting) : goingOn(it, setting);
  return ours ? { ours } : {};
}

function waitsUntil({ detail: { wish } }: Callback, { from }: CallWindow, { actor }: Setting): Instant | null {
  if (actor.kind === 'customer') return from;
  return wish && Math.min(from, wish.window?.from ?? from);
}

const WRONG: Record<WrongWindow, string> = {
  over: 'That time is over.',
  tooFar: 'That is more than 60 days ahead.',
  closed: 'Nobody works then, or it is too long.',
};

/** Long enough that nobody is told twice of one call. */
const ONE_CALL = 15 * MINUTE;

/** "Ines will call you": so that the customer picks up when a number rings that they do not know. */
export function announced({ detail: { announcedAt } }: Callback, { now }: Setting): CallbackEvent {
  if (announcedAt !== null && now < announcedAt + ONE_CALL) refuse('wrong_state', 'The customer was told a moment ago that you will call.');
  return { kind: 'announced' };
}
