import { For, type JSX, Show } from 'solid-js';
import type { CallbackView } from '../../lib/api.ts';
import { FIX_CAUSE_WORDS } from '../../lib/words.ts';
import { Time } from '../../ui/Time.tsx';
import { useDesk } from './data.ts';
import { Asked, Granted, Refusal } from './Help.tsx';
import { confidenceSays } from './standing.ts';

/** Where the case stands: what was understood, proposed, granted, asked, promised and done. Nothing is drawn while there is nothing. */
export function SoFar() {
  const { it } = useDesk();
  const something = () =>
    it().proposals.length + it().promises.length + it().remedies.length + it().requests.length > 0 ||
    Boolean(it().understanding || it().fix || it().noAsked || it().no || confidenceSays(it()));
  return (
    <Show when={something()}>
      <section aria-labelledby="so-far" class="sheet space-y-4 p-5 sm:p-6">
        <h2 id="so-far" class="text-lg font-semibold">
          Where it stands
        </h2>
        <Show when={it().understanding}>
          {(understanding) => (
            <Part name="The problem, as the customer sees it">
              <p class={understanding().state === 'corrected' ? 'voice' : 'whitespace-pre-wrap'} dir="auto">
                {understanding().words}
              </p>
              <p class="mt-0.5 text-sm text-soft">{UNDERSTOOD[understanding().state]}</p>
            </Part>
          )}
        </Show>
        <Show when={it().proposals.length}>
          <Part name="Proposed">
            <ul class="list-disc space-y-1 pl-5">
              <For each={it().proposals}>{(text) => <li class="whitespace-pre-wrap">{text}</li>}</For>
            </ul>
          </Part>
        </Show>
        <Show when={it().remedies.length}>
          <Part name="Granted">
            <Granted remedies={it().remedies} />
          </Part>
        </Show>
        <Show when={it().requests.length}>
          <Part name="Asked of other departments">
            <Asked requests={it().requests} />
          </Part>
        </Show>
        <Show when={it().promises.length}>
          <Part name="Promised">
            <ul class="space-y-2">
              <For each={it().promises}>{(promise) => <PromiseLine it={promise} />}</For>
            </ul>
          </Part>
        </Show>
        <Show when={it().no ?? it().noAsked}>
          {(no) => (
            <Part name={it().no ? 'Said no' : 'A no is asked for'}>
              <Refusal it={no()} />
            </Part>
          )}
        </Show>
        <Show when={confidenceSays(it())}>
          {(words) => (
            <Part name="How confident they are">
              <p>{words()}, in the customer’s own rating.</p>
            </Part>
          )}
        </Show>
        <Show when={it().fix}>
          {(fix) => (
            <Part name="Done about it">
              <p class="whitespace-pre-wrap">{fix().done}</p>
              <p class="mt-0.5 text-sm text-soft">
                What let them down: {FIX_CAUSE_WORDS[fix().cause].name.toLowerCase()}. Said <Time at={fix().at} />.
              </p>
            </Part>
          )}
        </Show>
      </section>
    </Show>
  );
}

const UNDERSTOOD = {
  asked: 'The customer has not said yet whether this is right.',
  unconfirmed: 'The customer did not say in time whether this is right.',
  agreed: 'The customer agreed that this is right.',
  corrected: 'These are the customer’s own words.',
  earlier: 'Understood so before the customer said that it is still broken.',
} satisfies Record<NonNullable<CallbackView['understanding']>['state'], string>;

const PROMISE_MARKS = {
  open: { words: 'to come', class: 'bg-tint text-ink' },
  kept: { words: 'kept', class: 'bg-done-tint text-done' },
  missed: { words: 'missed', class: 'bg-late-tint text-late' },
};

function PromiseLine(props: { it: CallbackView['promises'][number] }) {
  const mark = () => PROMISE_MARKS[props.it.state];
  return (
    <li>
      <span class="whitespace-pre-wrap">{props.it.text}</span>
      <span class="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-soft">
        <span class={`mark ${mark().class}`}>
          {mark().words}
          {props.it.said ? ', the customer says' : ''}
        </span>
        <span>
          by <Time at={props.it.at} />
        </span>
      </span>
    </li>
  );
}

const Part = (props: { name: string; children: JSX.Element }) => (
  <div>
    <h3 class="text-sm text-soft">{props.name}</h3>
    <div class="mt-0.5">{props.children}</div>
  </div>
);
