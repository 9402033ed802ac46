import { createSignal, For, Show } from 'solid-js';
import type { CallbackLine, Verdict } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { createPeople } from '../../lib/people.ts';
import { useMe } from '../../lib/session.tsx';
import { dayAndTime } from '../../lib/time.ts';

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
  const people = createPeople();
  const [to, setTo] = createSignal('');
  const chosen = () => people.data?.items.find((person) => person.id === to());
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
        <select data-give aria-label="To whom" class="field w-auto max-sm:grow" onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">Give to…</option>
          <For each={people.data?.items}>
            {(person) => (
              <option value={person.id} disabled={person.away !== null}>
                {person.name}
                {person.away ? awayWords(person.away.until) : ''}
              </option>
            )}
          </For>
        </select>
        <button
          type="button"
          class="button button-plain"
          disabled={props.busy || !chosen()}
          onClick={() => chosen() && props.onAssign(chosen()!)}
        >
          Assign
        </button>
      </Show>
    </section>
  );
}

/** Nobody is given work while they are away; their name stays, with the reason. */
const awayWords = (until: string | null): string => (until ? `, away until ${dayAndTime(Date.parse(until), now())}` : ', away');

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
