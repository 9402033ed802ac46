import { Show } from 'solid-js';
import { Tick, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';

/** Writing down the problem as the customer would. */
export function Understand() {
  const desk = useDesk();
  return (
    <MoveForm
      move="understand"
      needs={{ words: 'Write down the problem first.' }}
      insists
      send={(values, terms) => desk.requests.understand({ ...terms, words: values.words ?? '', agreed: values.agreed === 'yes' })}
      done={(after) =>
        after.understanding?.state === 'agreed'
          ? 'Written down, and agreed.'
          : 'Written down. The customer can say on their page whether it is right.'
      }
    >
      <Words
        name="words"
        label="The problem, as the customer would say it"
        hint="They read it on their page, and can correct it."
        rows={3}
      />
      <Tick name="agreed" label="The customer agreed to these words on the call" />
      <Send words={desk.it().understanding ? 'Replace what is written' : 'Write it down'} />
    </MoveForm>
  );
}

/** Logging what was offered. */
export function Propose() {
  const desk = useDesk();
  return (
    <MoveForm
      move="propose"
      needs={{ text: 'Write down what you proposed.' }}
      send={(values, terms) => desk.requests.propose({ ...terms, text: values.text ?? '' })}
      done={() => 'The proposal is logged.'}
    >
      <Show when={!desk.it().understanding}>
        <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">Nothing is understood yet. It is better to understand first.</p>
      </Show>
      <Words name="text" label="What you propose" hint="Bad news is allowed: then with its reason and the alternatives." rows={3} />
      <Send words="Log the proposal" />
    </MoveForm>
  );
}

/** A note for colleagues. */
export function Note() {
  const desk = useDesk();
  return (
    <MoveForm
      move="note"
      needs={{ text: 'Write the note first.' }}
      send={(values, terms) => desk.requests.note({ ...terms, text: values.text ?? '' })}
      done={() => 'The note is kept.'}
    >
      <Words name="text" label="Your note" hint="The customer does not see it." />
      <Send words="Keep the note" />
    </MoveForm>
  );
}

/** Giving it back before anybody was reached. */
export function Release() {
  const desk = useDesk();
  return (
    <MoveForm
      move="release"
      needs={{ reason: 'Say why it is given back.' }}
      insists
      send={(values, terms) => desk.requests.release({ ...terms, reason: values.reason ?? '' })}
      done={() => 'Given back. It waits for somebody to take it.'}
    >
      <Words name="reason" label="Why it is given back" />
      <Send words="Give it back" />
    </MoveForm>
  );
}

/** The button that sends a form. */
export function Send(props: { words: string }) {
  const desk = useDesk();
  return (
    <button type="submit" class="button w-full" disabled={desk.sending()}>
      {desk.sending() ? 'Sending…' : props.words}
    </button>
  );
}
