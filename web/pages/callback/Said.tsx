import { For, Show } from 'solid-js';
import type { CallbackView, Moment } from '../../lib/api.ts';
import { CAUSE_WORDS } from '../../lib/words.ts';
import { Contact } from '../../ui/Contact.tsx';
import { Time } from '../../ui/Time.tsx';
import { useDesk } from './data.ts';

/** What the customer said, word for word, with the question each answer was given to; and the contact that it is about. */
export function Said() {
  const { it } = useDesk();
  const contests = () => it().timeline.filter(({ kind }) => kind === 'contested');
  return (
    <section aria-labelledby="said" class="sheet overflow-hidden">
      <div class="p-5 sm:p-6">
        <h2 id="said" class="text-lg font-semibold">
          What they said
        </h2>
        <Show when={it().answers.length || contests().length} fallback={<Nothing />}>
          <For each={it().answers}>{(response) => <Response it={response} />}</For>
          <For each={contests()}>{(moment) => <StillBroken it={moment} />}</For>
        </Show>
      </div>
      <Contact it={it().contact} />
    </section>
  );
}

/** Said on the customer's own page, after somebody believed that it was fixed. */
const StillBroken = (props: { it: Moment }) => (
  <div class="mt-4 not-first-of-type:border-t not-first-of-type:border-line not-first-of-type:pt-4">
    <p class="text-sm text-soft">
      Still broken, they said <Time at={props.it.at} />
    </p>
    <p class="voice mt-1 border-l-3 border-late pl-4" dir="auto">
      {String(props.it.data.words ?? '')}
    </p>
  </div>
);

type ResponseView = CallbackView['answers'][number];

/** Words first and large; what was only ticked stands below in rows. */
function Response(props: { it: ResponseView }) {
  const words = () => props.it.answers.filter(isWords);
  const ticked = () => props.it.answers.filter((one) => !isWords(one));
  return (
    <div class="not-first-of-type:mt-5 not-first-of-type:border-t not-first-of-type:border-line not-first-of-type:pt-4">
      <p class="text-sm text-soft">
        <span class="inline-block first-letter:uppercase">
          <Time at={props.it.at} />
        </span>
        <Show when={props.it.version > 1}>, corrected {props.it.version === 2 ? 'once' : `${props.it.version - 1} times`}</Show>
        {' · '}
        <a href={`/reading/${props.it.id}`} class="link">
          Read it whole
        </a>
      </p>
      <dl class="empty:hidden">
        <For each={words()}>
          {(one) => (
            <div class="mt-4">
              <dt class="text-sm text-soft">{one.question}</dt>
              <dd class="voice mt-1 border-l-3 border-blue pl-4" dir="auto">
                {one.answer}
              </dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={ticked().length}>
        <dl class="mt-4">
          <For each={ticked()}>
            {(one) => (
              <div class="flex items-baseline justify-between gap-4 border-t border-line py-1.5 last:pb-0">
                <dt class="text-sm text-soft">{one.question}</dt>
                <dd class="font-semibold first-letter:uppercase">{one.answer}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </div>
  );
}

const isWords = (one: ResponseView['answers'][number]): boolean => one.kind === 'text' || one.kind === 'statement';

function Nothing() {
  const { it } = useDesk();
  return (
    <p class="mt-2">
      They have not written anything: this customer {CAUSE_WORDS[it().cause]}.{' '}
      <span class="text-soft">Should they answer a survey, their words appear here.</span>
    </p>
  );
}
