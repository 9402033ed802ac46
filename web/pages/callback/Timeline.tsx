import { For, Show } from 'solid-js';
import type { Moment } from '../../lib/api.ts';
import { readersZone } from '../../lib/time.ts';
import { Time } from '../../ui/Time.tsx';
import { useDesk } from './data.ts';
import { tell } from './sentences.ts';

/** Everything that happened, as the ledger has it: who did what, when, the newest last. */
export function Timeline() {
  const { it } = useDesk();
  return (
    <section aria-labelledby="timeline" class="sheet p-5 sm:p-6">
      <h2 id="timeline" class="text-lg font-semibold">
        What has happened
      </h2>
      <p class="text-sm text-soft">Times are in your zone, {readersZone()}.</p>
      <ol class="mt-4">
        <For each={it().timeline}>{(moment) => <Entry it={moment} />}</For>
      </ol>
    </section>
  );
}

function Entry(props: { it: Moment }) {
  const { it } = useDesk();
  const told = () => tell(props.it, it());
  return (
    <li class="entry relative pb-4 pl-6 last:pb-0">
      <p>
        <span class="first-letter:uppercase">{told().what}</span>{' '}
        <span class="text-sm whitespace-nowrap text-soft">
          <Time at={props.it.at} />
        </span>
      </p>
      <For each={told().said}>
        {(words) => (
          <p class={`mt-1 whitespace-pre-wrap ${told().voice ? 'voice' : 'text-soft'}`} dir="auto">
            {told().voice ? words : `“${words}”`}
          </p>
        )}
      </For>
      <Show when={told().reason}>{(reason) => <p class="mt-1 text-sm text-soft">In the owner’s place, because: {reason()}</p>}</Show>
    </li>
  );
}
