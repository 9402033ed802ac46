import { For } from 'solid-js';
import { type AttemptOutcome, OUTCOMES } from '../../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../../lib/api.ts';
import { now } from '../../../lib/clock.ts';
import { dayAndTime } from '../../../lib/time.ts';
import { OUTCOME_WORDS } from '../../../lib/words.ts';
import { Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { reached } from '../standing.ts';
import { MoveForm } from './MoveForm.tsx';

/** Logging a try: one tap on what came of it. */
export function Attempt() {
  const desk = useDesk();
  return (
    <MoveForm
      move="attempt"
      send={(values, terms, pressed) =>
        desk.requests.attempt({ ...terms, outcome: pressed as AttemptOutcome, ...(values.note?.trim() ? { note: values.note } : {}) })
      }
      done={said}
    >
      <Words name="note" label="A note, if there is something to keep" />
      <fieldset>
        <legend class="mb-2 font-semibold">What came of the call?</legend>
        <div class="grid grid-cols-2 gap-2">
          <For each={OUTCOMES}>
            {(outcome) => (
              <button
                type="submit"
                value={outcome}
                class={`button ${outcome === 'reached' ? 'col-span-2' : 'button-plain'}`}
                disabled={desk.sending()}
              >
                {OUTCOME_WORDS[outcome].button}
              </button>
            )}
          </For>
        </div>
      </fieldset>
    </MoveForm>
  );
}

function said(after: CallbackView): string {
  if (reached(after)) return 'Logged: you spoke. Now write down what you understood.';
  const again = after.due ? ` The next try is due ${dayAndTime(Date.parse(after.due.at), now())}.` : '';
  return `Logged.${again} Try another time of day.`;
}
