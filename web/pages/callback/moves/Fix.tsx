import { Show } from 'solid-js';
import { FIX_CAUSES, type FixCause } from '../../../../server/callbacks/rules.ts';
import { now } from '../../../lib/clock.ts';
import { dayAndTime } from '../../../lib/time.ts';
import { FIX_CAUSE_WORDS } from '../../../lib/words.ts';
import { Choice, Words } from '../../../ui/fields.tsx';
import { createTold, useDesk } from '../data.ts';
import { Before } from './Before.tsx';
import { MoveForm } from './MoveForm.tsx';
import { Told } from './Told.tsx';
import { Send } from './texts.tsx';

const CAUSES = FIX_CAUSES.map((value) => ({ value, ...FIX_CAUSE_WORDS[value] }));

/** Saying that it is fixed: the cause and what was done. Then only the customer's word counts. */
export function Fix() {
  const desk = useDesk();
  const told = createTold(desk.it().id);
  return (
    <MoveForm
      move="fix"
      needs={{ cause: 'Choose what let them down.', done: 'Write down what was done.' }}
      insists
      send={(values, terms) => desk.requests.fix({ ...terms, cause: values.cause as FixCause, done: values.done ?? '' })}
      done={() => 'Said to be fixed. The customer is asked now.'}
    >
      {(values) => (
        <>
          <Before />
          <Choice name="cause" label="What let them down?" hint="A cause in the system never counts against a person." options={CAUSES} />
          <Words name="done" label="What was done" hint="The customer reads this." rows={3} />
          <Told of="fixed" words={{ done: values().done }} />
          <Show when={told.data}>
            {(it) => (
              <p class="text-sm text-soft">
                They have {it().fixed.days} days to answer, until {dayAndTime(Date.parse(it().fixed.until), now())}. “Still broken” brings
                it back to you at once; without an answer it ends as unconfirmed, and is counted apart.
              </p>
            )}
          </Show>
          <Send words="It is fixed: ask the customer" />
        </>
      )}
    </MoveForm>
  );
}
