import { For, Show } from 'solid-js';
import { Time } from '../../ui/Time.tsx';
import type { Preview } from './data.ts';

/** Which open callbacks a change of hours or rules would make due at another time. */
export const Moved = (props: { it: Preview }) => (
  <>
    <p class="font-semibold">
      {props.it.moved.length === 0
        ? 'No open callback is due at another time.'
        : `${props.it.moved.length} open ${props.it.moved.length === 1 ? 'callback is' : 'callbacks are'} due at another time:`}
    </p>
    <ul class="mt-1 space-y-1">
      <For each={props.it.moved.slice(0, 50)}>
        {(one) => (
          <li>
            <bdi>{one.customer}</bdi>: <Time at={one.was} /> → <Time at={one.due} />
            <Show when={one.overdue}>
              <span class="mark ml-2 bg-late-tint text-late">overdue at once</span>
            </Show>
          </li>
        )}
      </For>
    </ul>
    <Show when={props.it.moved.length > 50}>
      <p class="mt-1">and {props.it.moved.length - 50} more.</p>
    </Show>
  </>
);
