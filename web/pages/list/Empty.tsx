import { Show } from 'solid-js';
import type { Tab } from './data.ts';

const WORDS: Record<Tab, { what: string; how: string }> = {
  mine: {
    what: 'Nothing is yours right now',
    how: 'What you take on appears here, with what is due next on top. It stays until its customer says that it is fixed.',
  },
  all: {
    what: 'No callback is open',
    how: 'One appears here by itself when a customer is let down: after a low score, a wish to be called, or a contact that nobody answered.',
  },
  done: {
    what: 'Nothing has ended yet',
    how: 'A callback comes here when its customer says that it is fixed, or when it ends in another way.',
  },
};

/** An empty list says what will appear there, and how. */
export const Empty = (props: { tab: Tab }) => (
  <div class="sheet mt-6 px-6 py-10 text-center sm:py-14">
    <h2 class="text-xl font-semibold">{WORDS[props.tab].what}</h2>
    <p class="mx-auto mt-2 max-w-md text-soft">{WORDS[props.tab].how}</p>
    <Show when={props.tab === 'mine'}>
      <a href="/?tab=all" class="button mt-6">
        See everybody’s open callbacks
      </a>
    </Show>
  </div>
);
