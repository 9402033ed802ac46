import { createSignal, type JSX, Show } from 'solid-js';
import { asProblem, type Problem } from '../../lib/problem.ts';
import { createMarker, type StepName } from './data.ts';

/** What the step is for, in one sentence. */
export const Why = (props: { children: JSX.Element }) => <p class="mt-1 mb-4 max-w-prose text-soft">{props.children}</p>;

/** Goes on without changing anything. */
export function GoOn(props: { step: Exclude<StepName, 'loop'>; words: string; before?: () => Promise<unknown> }) {
  const mark = createMarker();
  const [problem, setProblem] = createSignal<Problem>();
  const go = async () => {
    try {
      await props.before?.();
      await mark(props.step);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <div class="mt-4 border-t border-line pt-3">
      <Show when={problem()}>
        {(it) => (
          <p role="alert" class="font-semibold text-late">
            {it().message}
          </p>
        )}
      </Show>
      <button type="button" class="link min-h-11 text-left" onClick={() => void go()}>
        {props.words}
      </button>
    </div>
  );
}
