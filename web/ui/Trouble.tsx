import { Show } from 'solid-js';
import { asProblem } from '../lib/problem.ts';

/** Something could not be shown: what happened, and what to do about it. Reading changes nothing, so nothing is lost. */
export function Trouble(props: { error: unknown; what: string; again: () => void }) {
  const problem = () => asProblem(props.error);
  return (
    <div role="alert" class="sheet mx-auto my-8 max-w-xl border-late p-6">
      <h2 class="text-xl font-semibold text-late">{props.what}</h2>
      <p class="mt-2">{problem().message} Nothing was changed or lost.</p>
      <Show when={problem().next}>{(next) => <p class="mt-2">{next()}</p>}</Show>
      <button type="button" class="button mt-5" onClick={() => props.again()}>
        Try again
      </button>
    </div>
  );
}
