import { For, Show } from 'solid-js';
import { type Unsent, unsent } from '../../lib/unsent.ts';

/** What was made on calls and has not arrived, with the way to it. */
export function NotSent() {
  const byCallback = () => [...new Map(unsent().map((it) => [it.callback, it])).values()];
  return (
    <Show when={unsent().length}>
      <section aria-label="Not sent yet" class="sheet mt-4 border-soon bg-soon-tint px-4 py-3">
        <p>
          <span class="font-semibold">{unsent().length === 1 ? 'One thing is' : `${unsent().length} things are`} not sent yet.</span> What
          you wrote is kept in this browser, and is sent as soon as Ringback can be reached.
        </p>
        <ul class="flex flex-wrap gap-x-5">
          <For each={byCallback()}>
            {(it) => (
              <li>
                <a href={`/callbacks/${it.callback}`} class="link flex min-h-11 items-center">
                  {it.customer}
                  {isRefused(it) ? ': you decide' : ''}
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

const isRefused = ({ callback }: Unsent): boolean => unsent().some((other) => other.callback === callback && other.refused);
