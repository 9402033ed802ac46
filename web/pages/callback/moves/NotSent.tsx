import { For, Show } from 'solid-js';
import { createDraft } from '../../../lib/drafts.ts';
import { leaveOut, sendAnyway, sendUnsent, type Unsent } from '../../../lib/unsent.ts';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { tell } from '../sentences.ts';

/** What was made here and has not arrived: because there was no connection, or because somebody else was first and it has to be decided. */
export function NotSent() {
  const desk = useDesk();
  const waiting = () => desk.notSent().filter(({ refused }) => !refused);
  const refused = () => desk.notSent().filter(({ refused }) => refused);
  return (
    <>
      <Show when={waiting().length}>
        <div class="mx-5 mt-3 rounded-xl border border-soon bg-soon-tint p-4">
          <h3 class="font-semibold text-soon">Not sent yet</h3>
          <ul class="mt-1 space-y-2">
            <For each={waiting()}>{(it) => <Made it={it} />}</For>
          </ul>
          <p class="mt-2">
            It is sent by itself, in this order, as soon as Ringback can be reached. It stays here even if you close the browser.
          </p>
          <button type="button" class="button button-plain mt-3 w-full bg-card" onClick={() => void sendUnsent()}>
            Try now
          </button>
        </div>
      </Show>
      <For each={refused()}>{(it) => <Undecided it={it} />}</For>
    </>
  );
}

const Made = (props: { it: Unsent }) => (
  <li>
    <p>
      {props.it.what}, <Time at={new Date(props.it.at).toISOString()} />
    </p>
    <For each={props.it.typed}>
      {(words) => (
        <p class="mt-1 border-l-3 border-soon pl-3 whitespace-pre-wrap" dir="auto">
          {words}
        </p>
      )}
    </For>
  </li>
);

/** It was refused when it was sent: both are shown, what happened meanwhile and what was typed, and its person decides. */
function Undecided(props: { it: Unsent }) {
  const desk = useDesk();
  const since = () => desk.it().timeline.filter(({ seq }) => seq > props.it.seen);
  const putBack = () => {
    const draft = createDraft(props.it.form);
    for (const [name, value] of Object.entries(props.it.values)) draft.set(name, value);
    void leaveOut(props.it);
    desk.goTo(props.it.move);
  };
  return (
    <section aria-label={`Not sent: ${props.it.what}`} class="mx-5 mt-3 rounded-xl border border-late bg-late-tint p-4">
      <h3 class="font-semibold text-late">Not sent: {props.it.refused?.message}</h3>
      <Show when={since().length}>
        <p class="mt-2">Meanwhile:</p>
        <ul class="list-disc pl-5">
          <For each={since()}>
            {(moment) => (
              <li>
                {tell(moment, desk.it()).what} <Time at={moment.at} />
                <For each={tell(moment, desk.it()).said}>{(words) => <p class="whitespace-pre-wrap">“{words}”</p>}</For>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class="mt-2">What you made:</p>
      <ul>
        <Made it={props.it} />
      </ul>
      <div class="mt-3 grid gap-2">
        <Show
          when={desk.may(props.it.move)}
          fallback={
            <p>{props.it.refused?.next ?? 'It cannot be done as things stand.'} What you typed stays here until you leave it out.</p>
          }
        >
          <button type="button" class="button w-full" onClick={() => void sendAnyway(props.it, desk.it().seq)}>
            Send mine all the same
          </button>
          <button type="button" class="button button-plain w-full bg-card" onClick={putBack}>
            Change it first
          </button>
        </Show>
        <button type="button" class="button button-plain w-full bg-card" onClick={() => void leaveOut(props.it)}>
          Leave mine out
        </button>
      </div>
    </section>
  );
}
