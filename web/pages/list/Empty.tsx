import { Show } from 'solid-js';
import type { Tab } from '../../../server/callbacks/rules.ts';
import { useMe } from '../../lib/session.tsx';
import { isNarrowed, type View } from './view.ts';

const WORDS: Record<Tab, { what: string; how: string }> = {
  mine: {
    what: 'Nothing is yours right now',
    how: 'What you take on appears here, with what is due next on top. It stays until you say that it is fixed, and its customer is asked.',
  },
  unowned: {
    what: 'Somebody has taken every callback',
    how: 'One appears here by itself when a customer is let down: after a low score, a wish to be called, or a contact that nobody answered.',
  },
  team: {
    what: 'No callback is open',
    how: 'One appears here by itself when a customer is let down: after a low score, a wish to be called, or a contact that nobody answered.',
  },
  waiting: {
    what: 'No customer has to answer',
    how: 'When a supervisor says that it is fixed, the customer is asked. Until they answer, the callback is here.',
  },
  done: {
    what: 'Nothing has ended yet',
    how: 'A callback comes here when its customer says that it is fixed, or when it ends in another way.',
  },
};

/** An empty list says what will appear there, and how; a narrowed one, how to see more. */
export function Empty(props: { view: View; onShowAll: () => void }) {
  const me = useMe();
  return (
    <div class="sheet mt-6 px-6 py-10 text-center sm:py-14">
      <Show
        when={!isNarrowed(props.view)}
        fallback={
          <>
            <h2 class="text-xl font-semibold">Nothing here is like that</h2>
            <p class="mx-auto mt-2 max-w-md text-soft">
              {props.view.q
                ? `No callback of this list has “${props.view.q}”. Words are found by their beginnings; look in another list, too.`
                : 'No callback of this list fits what you chose.'}
            </p>
            <button type="button" class="button mt-6" onClick={() => props.onShowAll()}>
              Show all
            </button>
          </>
        }
      >
        <h2 class="text-xl font-semibold">{WORDS[props.view.tab].what}</h2>
        <p class="mx-auto mt-2 max-w-md text-soft">{WORDS[props.view.tab].how}</p>
        <Show
          when={me().setup === 'over'}
          fallback={
            <>
              <p class="mx-auto mt-4 max-w-md">Nothing has come in yet. See how it goes with a survey of your own.</p>
              <a href="/setup" class="button mt-4">
                Close your first loop
              </a>
            </>
          }
        >
          <Show when={props.view.tab === 'mine'}>
            <a href="/?tab=unowned" class="button mt-6">
              See what nobody has taken
            </a>
          </Show>
        </Show>
      </Show>
    </div>
  );
}
