import { For, Show } from 'solid-js';
import { fromInput, readersZone, toInput } from '../../../lib/time.ts';
import { Line, Words } from '../../../ui/fields.tsx';
import { createField } from '../../../ui/form.ts';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

/** Keeping what was promised, and promising something by a date. */
export function Promises() {
  const desk = useDesk();
  const open = () => desk.it().promises.filter(({ state }) => state === 'open');
  return (
    <>
      <Show when={desk.may('keep') && open().length}>
        <ul class="mb-5 space-y-4 rounded-xl bg-tint p-4">
          <For each={open()}>{(promise) => <Keep id={promise.id} text={promise.text} at={promise.at} />}</For>
        </ul>
      </Show>
      <MoveForm
        move="promise"
        needs={{ text: 'Write down what you promised.', at: 'Say by when.' }}
        send={(values, terms) => desk.requests.promise({ ...terms, text: values.text ?? '', at: fromInput(values.at ?? '') })}
        done={() => 'Promised. It is in the list by its date.'}
      >
        <Words name="text" label="What you promise" hint="The customer sees it, with its date." />
        <Line
          name="at"
          type="datetime-local"
          label="By when"
          hint={`In your zone, ${readersZone()}. If it is missed, it goes to a manager.`}
        />
        <Dates />
        <Send words="Promise it" />
      </MoveForm>
    </>
  );
}

/** The days by which people promise, each with one tap. The field above shows what was chosen, and can still be changed. */
function Dates() {
  const desk = useDesk();
  const field = createField(() => 'at');
  return (
    <Show when={desk.it().promiseDates}>
      {(dates) => (
        <div class="-mt-2 grid grid-cols-3 gap-2">
          <For each={[['In a week', dates().week] as const, ['In a month', dates().month] as const, ['In a year', dates().year] as const]}>
            {([words, at]) => (
              <button type="button" class="button button-plain px-2 text-sm" onClick={() => field.set(toInput(at))}>
                {words}
              </button>
            )}
          </For>
        </div>
      )}
    </Show>
  );
}

function Keep(props: { id: string; text: string; at: string }) {
  const desk = useDesk();
  return (
    <li>
      <MoveForm
        move="keep"
        about={props.id}
        send={(_, terms) => desk.requests.keep({ ...terms, promise: props.id })}
        done={() => 'Kept, and logged.'}
      >
        <p>
          “{props.text}” by <Time at={props.at} />
        </p>
        <button type="submit" class="button button-plain w-full bg-card" disabled={desk.sending()}>
          It is kept <span class="sr-only">: {props.text}</span>
        </button>
      </MoveForm>
    </li>
  );
}
