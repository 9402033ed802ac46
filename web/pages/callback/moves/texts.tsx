import { createEffect, on, Show } from 'solid-js';
import { now } from '../../../lib/clock.ts';
import { createDraft } from '../../../lib/drafts.ts';
import { dayAndTime } from '../../../lib/time.ts';
import { Tick, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { understoodNow } from '../standing.ts';
import { MoveForm } from './MoveForm.tsx';

/** Writing down the problem as the customer would. Once it is still broken, what was understood before is where the next words begin. */
export function Understand() {
  const desk = useDesk();
  const draft = createDraft(`${desk.it().id}.understand`);
  const before = () => (understoodNow(desk.it()) ? undefined : desk.it().understanding?.words);
  createEffect(on(before, (words) => words && !draft.values.words && draft.set('words', words)));
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
      <Show when={before()}>
        {(words) => (
          <div class="space-y-1 rounded-xl bg-soon-tint px-4 py-3">
            <p class="font-semibold text-soon">They said that it is still broken: understand it anew.</p>
            <p class="text-sm">Until then we had understood:</p>
            <blockquote class="whitespace-pre-wrap wrap-anywhere" dir="auto">
              {words()}
            </blockquote>
          </div>
        )}
      </Show>
      <Words
        name="words"
        label="The problem, as the customer would say it"
        hint="They read it on their page, and can correct it."
        rows={3}
      />
      <Tick name="agreed" label="The customer agreed to these words on the call" />
      <Send words={understoodNow(desk.it()) ? 'Replace what is written' : 'Write it down'} />
    </MoveForm>
  );
}

/** Logging what was offered, once the customer was understood. */
export function Propose() {
  const desk = useDesk();
  // What was written down without a connection arrives before the proposal does.
  const understood = () => desk.it().understanding?.until === undefined && understoodNow(desk.it());
  const made = () => desk.notSent().some(({ move }) => move === 'understand');
  return (
    <Show when={understood() || made()} fallback={<NotUnderstood />}>
      <MoveForm
        move="propose"
        needs={{ text: 'Write down what you proposed.' }}
        send={(values, terms) => desk.requests.propose({ ...terms, text: values.text ?? '' })}
        done={() => 'The proposal is logged.'}
      >
        <Words name="text" label="What you propose" hint="Bad news is allowed: then with its reason and the alternatives." rows={3} />
        <Send words="Log the proposal" />
      </MoveForm>
    </Show>
  );
}

/** Why nothing is proposed yet, and the way on. */
function NotUnderstood() {
  const desk = useDesk();
  return (
    <Show
      when={understoodNow(desk.it()) && desk.it().understanding}
      fallback={
        <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">
          {desk.it().understanding ? 'It is still broken. First write it down anew' : 'First write down the problem'} as the customer sees
          it: step 2.
        </p>
      }
    >
      {(it) => (
        <MoveForm
          move="understand"
          about="agreed"
          insists
          send={(_, terms) => desk.requests.understand({ ...terms, words: it().words, agreed: true })}
          done={() => 'Agreed, and logged.'}
        >
          <p>They have not said yet whether this is right. Read it to them, word for word:</p>
          <blockquote class="rounded-xl bg-tint px-4 py-3 whitespace-pre-wrap" dir="auto">
            {it().words}
          </blockquote>
          <Send words="They agree" />
          <p class="text-sm text-soft">
            They can say so on their page, too. If they say nothing, you can propose from {dayAndTime(Date.parse(it().until ?? ''), now())}.
          </p>
        </MoveForm>
      )}
    </Show>
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
