import { For, Show } from 'solid-js';
import type { CallbackView } from '../../lib/api.ts';
import { sum } from '../../lib/money.ts';
import { Time } from '../../ui/Time.tsx';
import { powerWords } from './moves/power.tsx';

// What was done for the customer besides talking, where the case stands.

/** What was granted at once: how much, of what, and by whom. */
export const Granted = (props: { remedies: CallbackView['remedies'] }) => (
  <ul class="space-y-2">
    <For each={props.remedies}>
      {(it) => (
        <li>
          <span class="whitespace-pre-wrap">{it.what}</span>
          <span class="block text-sm text-soft">
            <span class="inline-block first-letter:uppercase">{powerWords(it.power)}</span>
            {it.amount ? ` ${sum(it.amount, it.currency)}` : ''}, granted by {it.byName} <Time at={it.at} />
          </span>
        </li>
      )}
    </For>
  </ul>
);

type RequestView = CallbackView['requests'][number];

/** What other departments were asked: by when, and what they answered. */
export const Asked = (props: { requests: RequestView[] }) => (
  <ul class="space-y-3">
    <For each={props.requests}>
      {(it) => (
        <li>
          <span class="whitespace-pre-wrap">
            {it.department}: {it.what}
          </span>
          <span class="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-soft">
            <span class={`mark ${markOf(it).class}`}>{markOf(it).words}</span>
            <Show when={it.state === 'open'}>
              <span>
                by <Time at={it.at} />
              </span>
            </Show>
          </span>
          <Show when={it.answer}>{(answer) => <p class="mt-1 border-l-3 border-line pl-3 whitespace-pre-wrap">{answer()}</p>}</Show>
        </li>
      )}
    </For>
  </ul>
);

function markOf({ state, missed }: RequestView): { words: string; class: string } {
  if (state === 'answered') return { words: 'answered', class: 'bg-done-tint text-done' };
  if (state === 'withdrawn') return { words: 'withdrawn', class: 'bg-tint text-ink' };
  return missed
    ? { words: 'not answered in time', class: 'bg-late-tint text-late' }
    : { words: 'to be answered', class: 'bg-tint text-ink' };
}

/** A no that is asked for, or said: its reason, and what is offered instead. */
export const Refusal = (props: { it: NonNullable<CallbackView['no']> }) => (
  <>
    <p class="whitespace-pre-wrap">{props.it.reason}</p>
    <Show
      when={props.it.alternatives.length}
      fallback={<p class="text-sm text-soft">Nothing was offered instead. By {props.it.byName}.</p>}
    >
      <p class="mt-1 text-sm text-soft">By {props.it.byName}. Offered instead:</p>
      <ul class="list-disc pl-5">
        <For each={props.it.alternatives}>{(words) => <li>{words}</li>}</For>
      </ul>
    </Show>
  </>
);
