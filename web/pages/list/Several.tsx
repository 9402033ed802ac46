import { createSignal, For, Show } from 'solid-js';
import type { CallbackLine, Verdict } from '../../lib/api.ts';
import { loadWords } from '../../lib/load.ts';
import { createReceivers } from '../../lib/people.ts';
import { useMe } from '../../lib/session.tsx';

type SeveralProps = {
  count: number;
  busy: boolean;
  onClaim: () => void;
  onAssign: (to: { id: string; name: string }) => void;
  onClear: () => void;
};

/** What can be done with several at once; there while something is chosen. */
export function Several(props: SeveralProps) {
  const me = useMe();
  return (
    <section
      aria-label="What to do with those that are chosen"
      class="sheet sticky bottom-3 z-2 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3"
    >
      <p class="font-semibold">{props.count} chosen</p>
      <button type="button" class="link mr-auto min-h-11 px-1" onClick={() => props.onClear()}>
        Choose none
      </button>
      <button type="button" class="button" disabled={props.busy} onClick={() => props.onClaim()}>
        Take {props.count === 1 ? 'it' : 'them'}
      </button>
      <Show when={me().role !== 'supervisor'}>
        <Give busy={props.busy} onAssign={props.onAssign} />
      </Show>
    </section>
  );
}

/** To whom: each with their hours and what is on their hands, whoever is here and has least to do first. Nobody who is away is given work. */
function Give(props: Pick<SeveralProps, 'busy' | 'onAssign'>) {
  const receivers = createReceivers();
  const [to, setTo] = createSignal('');
  const chosen = () => receivers.data?.items.find(({ id, away }) => id === to() && !away);
  return (
    <>
      <div class="flex min-w-0 gap-3 max-sm:w-full">
        <select
          data-give
          aria-label="To whom"
          class="field min-w-0 grow text-ellipsis sm:max-w-md"
          onChange={(event) => setTo(event.currentTarget.value)}
        >
          <option value="">Give to…</option>
          <For each={receivers.data?.items}>
            {(person) => (
              <option value={person.id} disabled={person.away !== null} selected={person.id === to()}>
                {person.name} · {loadWords(person)}
              </option>
            )}
          </For>
        </select>
        <button
          type="button"
          class="button button-plain shrink-0"
          disabled={props.busy || !chosen()}
          onClick={() => chosen() && props.onAssign(chosen()!)}
        >
          Assign
        </button>
      </div>
      <Show when={chosen()}>
        {(one) => (
          <p class="w-full text-sm text-soft sm:hidden">
            {one().name}: {loadWords(one())}
          </p>
        )}
      </Show>
      <Show when={receivers.isError && !receivers.data}>
        <p class="w-full text-late">Who is here could not be read just now. It is tried again by itself.</p>
      </Show>
    </>
  );
}

/** What came of it, in one sentence, and each that was not done with its reason. */
export type Outcome = { said: string; not: { customer: string; why: string }[] };

export function outcomeOf(items: readonly Verdict[], lines: readonly CallbackLine[], whose: string): Outcome {
  const names = new Map(lines.map((line) => [line.id, line.customer]));
  const done = items.filter((item) => item.done).length;
  const not = items.flatMap((item) => (item.done ? [] : [{ customer: names.get(item.id) ?? 'A callback', why: item.detail }]));
  const are = done === 1 ? 'One is' : `${done} are`;
  return { said: `${done ? `${are} ${whose} now.` : 'None was taken.'}${not.length ? ` ${not.length} not:` : ''}`, not };
}

export function OutcomeNote(props: { it: Outcome; onClose: () => void }) {
  return (
    <div
      class={`sheet sticky bottom-3 z-2 mt-3 flex items-start gap-3 px-4 py-3 ${props.it.not.length ? 'border-soon bg-soon-tint' : 'border-done bg-done-tint'}`}
    >
      <div class="min-w-0 grow">
        <p class="font-semibold">{props.it.said}</p>
        <Show when={props.it.not.length}>
          <ul class="mt-1 list-disc pl-5">
            <For each={props.it.not}>
              {({ customer, why }) => (
                <li>
                  <bdi>{customer}</bdi>: {why}
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <button type="button" class="link min-h-11 px-1" onClick={() => props.onClose()}>
        Close
      </button>
    </div>
  );
}
