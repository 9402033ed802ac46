import { For, type JSX, Show } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { understoodNow } from '../standing.ts';

/** What stands in the way of “it is fixed”, said before it is sent: each with what becomes of it, and the way there. */
export function Before() {
  const desk = useDesk();
  const asked = () => desk.it().requests.filter(({ state }) => state === 'open');
  const promised = () => desk.it().promises.filter(({ state }) => state === 'open');
  return (
    <>
      <Show when={!understoodNow(desk.it())}>
        <First
          says={
            desk.it().understanding
              ? 'It is still broken, and nobody has written down anew what it is.'
              : 'Nobody has written down the problem yet.'
          }
          move="understand"
          does="Write it down first"
        >
          Write it down as the customer sees it.
        </First>
      </Show>
      <For each={promised()}>
        {({ text, at }) => (
          <First says="A promise is still open." move="promise" does="Go to the promise">
            “{text}”, by <Time at={at} />. Keep it first.
          </First>
        )}
      </For>
      <For each={asked()}>
        {({ department, what, at }) => (
          <First says={`${department} has not answered yet.`} move="request" does="Go to the request">
            “{what}”, by <Time at={at} />. It is not fixed while an answer is open: log the answer, or withdraw the request if none is
            needed any more.
          </First>
        )}
      </For>
    </>
  );
}

function First(props: { says: string; move: Move; does: string; children: JSX.Element }) {
  const desk = useDesk();
  return (
    <div class="space-y-2 rounded-xl bg-soon-tint px-4 py-3">
      <p class="font-semibold text-soon">{props.says}</p>
      <p>{props.children} What you type here stays.</p>
      <button type="button" class="button button-plain w-full bg-card" onClick={() => desk.goTo(props.move)}>
        {props.does}
      </button>
    </div>
  );
}
