import { Show } from 'solid-js';
import { CheckIcon } from '../../ui/Icons.tsx';
import type { Tab } from './view.ts';

const WORDS: Record<Tab, { what: string; how: string }> = {
  mine: {
    what: 'You have read everything',
    how: 'Nothing waits for you. What customers answer comes to you and your colleagues in turn, and appears here by itself.',
  },
  team: {
    what: 'Everything is read',
    how: 'Every answer to your teams was read by somebody. New ones appear here by themselves.',
  },
  all: {
    what: 'Nobody has answered yet',
    how: 'What customers answer to a survey appears here at once, with their words as they wrote them.',
  },
};

/** Nothing is left to be read: a calm end. */
export const Finished = (props: { tab: Tab }) => (
  <div class="sheet mt-6 px-6 py-12 text-center sm:py-16">
    <Show when={props.tab !== 'all'}>
      <span class="mx-auto mb-4 grid size-14 place-items-center rounded-full bg-done-tint text-done">
        <CheckIcon class="size-7" />
      </span>
    </Show>
    <h2 class="text-xl font-semibold">{WORDS[props.tab].what}</h2>
    <p class="mx-auto mt-2 max-w-md text-soft">{WORDS[props.tab].how}</p>
    <Show when={props.tab === 'mine'}>
      <p class="mt-6 flex flex-wrap justify-center gap-3">
        <a href="/" class="button">
          To your callbacks
        </a>
        <a href="/reading?tab=team" class="button button-plain">
          What is unread in your teams
        </a>
      </p>
    </Show>
  </div>
);

export const NothingLike = (props: { showAll: () => void }) => (
  <div class="sheet mt-6 px-6 py-10 text-center sm:py-14">
    <h2 class="text-xl font-semibold">Nothing here is like that</h2>
    <p class="mx-auto mt-2 max-w-md text-soft">No answer of this list fits what you chose.</p>
    <button type="button" class="button mt-6" onClick={() => props.showAll()}>
      Show all
    </button>
  </div>
);
