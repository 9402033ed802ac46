import { Show } from 'solid-js';
import { FIX_CAUSES, type FixCause } from '../../../../server/callbacks/rules.ts';
import { FIX_CAUSE_WORDS } from '../../../lib/words.ts';
import { Choice, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

const CAUSES = FIX_CAUSES.map((value) => ({ value, ...FIX_CAUSE_WORDS[value] }));

/** Saying that it is fixed: the cause and what was done. Then only the customer's word counts. */
export function Fix() {
  const desk = useDesk();
  return (
    <MoveForm
      move="fix"
      needs={{ cause: 'Choose what let them down.', done: 'Write down what was done.' }}
      insists
      send={(values, terms) => desk.requests.fix({ ...terms, cause: values.cause as FixCause, done: values.done ?? '' })}
      done={() => 'Said to be fixed. The customer is asked now.'}
    >
      <Show when={!desk.it().understanding}>
        <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">First write down the problem as the customer sees it: step 2.</p>
      </Show>
      <Choice name="cause" label="What let them down?" hint="A cause in the system never counts against a person." options={CAUSES} />
      <Words name="done" label="What was done" hint="The customer reads this in the mail that asks whether it is fixed." rows={3} />
      <Send words="It is fixed: ask the customer" />
    </MoveForm>
  );
}
