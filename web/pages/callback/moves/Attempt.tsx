import { For, Show } from 'solid-js';
import { type AttemptOutcome, OUTCOMES, type Part } from '../../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../../lib/api.ts';
import { now } from '../../../lib/clock.ts';
import { dayAndTime, spanIn, spanOf } from '../../../lib/time.ts';
import { OUTCOME_WORDS } from '../../../lib/words.ts';
import { Choice, Line, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { reached } from '../standing.ts';
import { MoveForm } from './MoveForm.tsx';

/** Logging a try: one tap on what came of it. When to try again is proposed, and can be chosen in the same step. */
export function Attempt() {
  const desk = useDesk();
  // Where no number is known, nobody can have been called in vain.
  const outcomes = () => (desk.it().reach.phone ? OUTCOMES : OUTCOMES.slice(0, 1));
  return (
    <MoveForm
      move="attempt"
      send={(values, terms, pressed) =>
        desk.requests.attempt({
          ...terms,
          outcome: pressed as AttemptOutcome,
          ...(values.note?.trim() ? { note: values.note } : {}),
          ...(pressed === 'reached' ? {} : { next: nextOf(values) }),
        })
      }
      done={said}
    >
      {(values) => (
        <>
          <Words name="note" label="A note, if there is something to keep" />
          <Show when={desk.it().reach.phone ? desk.it().proposal : null}>
            {(proposal) => (
              <Choice
                name="again"
                label="If you do not reach them, try again"
                options={[
                  proposed(proposal()),
                  { value: 'soon', name: 'As soon as I can' },
                  { value: 'other', name: 'At another time', means: 'You choose it' },
                ]}
              />
            )}
          </Show>
          <Show when={values().again === 'other'}>
            <Line name="next.from" type="datetime-local" label="Try again from" hint="In your zone, and in your opening hours." />
            <Line name="next.to" type="datetime-local" label="Until" />
          </Show>
          <fieldset>
            <legend class="mb-2 font-semibold">
              {desk.it().reach.phone ? 'What came of the call?' : 'Did you speak with them, as when they called you?'}
            </legend>
            <div class="grid grid-cols-2 gap-2">
              <For each={outcomes()}>
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
        </>
      )}
    </MoveForm>
  );
}

const PART_WORDS: Record<Part, string> = { morning: 'in the morning', midday: 'around midday', afternoon: 'late in the day' };

/** The rules' own choice, which a tap on what came of the call accepts. */
function proposed({ plan, tactic }: NonNullable<CallbackView['proposal']>) {
  if (plan) {
    const where = `${PART_WORDS[plan.part]} where they are`;
    return { value: '', name: spanOf(plan, now()), means: tactic === 'text_first' ? `${where}, with a text before the call` : where };
  }
  if (tactic === 'write') return { value: '', name: 'Write to them next', means: 'Calls alone do not reach them' };
  if (tactic === 'find_number') return { value: '', name: 'With another number', means: 'There is no other way to them yet' };
  return { value: '', name: 'In a few working hours', means: 'Nobody here works while they are awake' };
}

function nextOf(values: Record<string, string>) {
  if (values.again !== 'other') return values.again === 'soon' ? ('soon' as const) : ('proposed' as const);
  return spanIn(values, 'next');
}

function said(after: CallbackView): string {
  if (reached(after)) return 'Logged: you spoke. Now write down what you understood.';
  if (after.tactic === 'write') return 'Logged. Calls do not reach them: write to them next.';
  if (after.tactic === 'find_number') return 'Logged. That number is no good: find another way to reach them.';
  if (after.plan) return `Logged. Try again ${spanOf(after.plan, now())}: it comes up in the list then.`;
  return after.due ? `Logged. The next try is due ${dayAndTime(Date.parse(after.due.at), now())}.` : 'Logged.';
}
