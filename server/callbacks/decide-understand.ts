import { localTime } from '../core/calendar.ts';
import { refuse } from '../core/refusal.ts';
import { inWorkingTime, type Setting } from './decide-due.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback } from './rules.ts';

/** So many working minutes a customer has to say whether they were understood. Then work goes on without their word. */
const TO_SAY_SO = 480;

/** Written down in the customer's terms. Whoever has not agreed to it on a call is asked on their page. */
export function understood({ words, agreed }: { words: string; agreed: boolean }, setting: Setting): CallbackEvent {
  if (agreed) return { kind: 'understood', words, state: 'agreed' };
  return { kind: 'understood', words, state: 'asked', until: inWorkingTime(setting, TO_SAY_SO, 'next_step').at };
}

/** Understand first, then propose: the problem is written down, and the customer said that it is right, or had their time to. */
export function proposed(it: Callback, text: string, { hours }: Setting): CallbackEvent {
  mustBeUnderstood(it, 'log what you propose');
  const { understanding } = it.detail;
  if (understanding?.until !== undefined) {
    refuse('invalid', `The customer has until ${localTime(understanding.until, hours.zone)} to say whether you understood them.`, {
      field: 'understanding',
      next: 'Ask them on the call and log that they agreed. If they say nothing, you can propose from then on.',
    });
  }
  return { kind: 'proposed', text };
}

/** Refuses what comes before the problem is written down; what was understood before they said that it is still broken does not count. */
export function mustBeUnderstood({ detail: { understanding } }: Callback, then: string): void {
  if (understanding && understanding.state !== 'earlier') return;
  refuse('invalid', 'First write down the problem as the customer sees it.', {
    field: 'understanding',
    next: `Log what you understood, then ${then}.`,
  });
}

export function corrected({ detail: { understanding } }: Callback, words: string): CallbackEvent {
  if (understanding?.state === 'corrected' && understanding.words === words) refuse('wrong_state', 'You have said so already.');
  return { kind: 'understanding_corrected', words };
}
