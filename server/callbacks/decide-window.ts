import { refuse } from '../core/refusal.ts';
import { MINUTE } from '../core/time.ts';
import { earliest, firstContact, inWindow, nextStep, type Setting } from './decide-due.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback, CallWindow } from './rules.ts';
import { isCallable } from './rules-windows.ts';

/** The customer's wish moves what is due: nobody calls before it begins, and by its end somebody has. Without a window, as soon as we can. */
export function windowChosen(it: Callback, window: CallWindow | null, phone: string | null, setting: Setting): CallbackEvent {
  if (!window)
    return {
      kind: 'window_chosen',
      window,
      phone,
      due: earliest(it, it.detail.reached ? nextStep(setting) : firstContact(setting), setting),
    };
  if (!isCallable(setting.hours, window, setting.now)) {
    refuse('invalid', 'Nobody works then, or it is over, too long or too far ahead.', { field: 'window', next: 'Choose another time.' });
  }
  return { kind: 'window_chosen', window, phone, due: earliest(it, inWindow(window, it, setting), setting) };
}

/** Long enough that nobody is told twice of one call. */
const ONE_CALL = 15 * MINUTE;

/** "Ines will call you": so that the customer picks up when a number rings that they do not know. */
export function announced({ detail: { announcedAt } }: Callback, { now }: Setting): CallbackEvent {
  if (announcedAt !== null && now < announcedAt + ONE_CALL) refuse('wrong_state', 'The customer was told a moment ago that you will call.');
  return { kind: 'announced' };
}
