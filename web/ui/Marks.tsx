import { Show } from 'solid-js';
import type { CallbackLine } from '../lib/api.ts';

/** What makes a callback out of the ordinary, in words. */
export function Marks(props: { it: Pick<CallbackLine, 'secondFailure' | 'round' | 'escalated'> }) {
  return (
    <>
      <Show when={props.it.secondFailure}>
        <span class="mark bg-late-tint text-late">second failure</span>
      </Show>
      <Show when={props.it.round > 1}>
        <span class="mark bg-soon-tint text-soon">still broken: round {props.it.round}</span>
      </Show>
      <Show when={props.it.escalated}>
        <span class="mark bg-late-tint text-late">escalated</span>
      </Show>
    </>
  );
}
