import { Show } from 'solid-js';
import type { CallbackLine } from '../lib/api.ts';

/** What makes a callback out of the ordinary, in words; once it is closed, they are history and say so quietly. */
export function Marks(props: { it: Pick<CallbackLine, 'secondFailure' | 'round' | 'escalated' | 'atRisk' | 'due'> }) {
  const loud = (colours: string) => `mark ${props.it.due ? colours : 'bg-tint text-soft'}`;
  return (
    <>
      <Show when={props.it.atRisk}>
        <span class="mark bg-late text-card">at risk</span>
      </Show>
      <Show when={props.it.secondFailure}>
        <span class={loud('bg-late-tint text-late')}>second failure</span>
      </Show>
      <Show when={props.it.round > 1}>
        <span class={loud('bg-soon-tint text-soon')}>
          {props.it.due ? `still broken: round ${props.it.round}` : `${props.it.round} rounds`}
        </span>
      </Show>
      <Show when={props.it.escalated}>
        <span class={loud('bg-late-tint text-late')}>escalated</span>
      </Show>
    </>
  );
}
