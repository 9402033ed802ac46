import { createEffect, createSignal, For, on, onCleanup, Show, useContext } from 'solid-js';
import { api, ask, type Input } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import { FormContext } from '../../ui/form.ts';

type Wanted = Input<typeof api.teams.meaning.$post>;

/** What the hours and rules that stand in the form mean, in sentences that follow what is typed. */
export function Meaning(props: { of: (values: Record<string, string>) => Wanted; show: 'calling' | 'asking' | 'both' }) {
  const form = useContext(FormContext);
  const [sentences, setSentences] = createSignal<string[]>([]);
  const [problem, setProblem] = createSignal('');
  createEffect(
    on(
      () => JSON.stringify({ ...form?.draft.values }),
      (now) => {
        const timer = setTimeout(async () => {
          try {
            const json = props.of(JSON.parse(now));
            const { calling, asking } = await ask(api.teams.meaning.$post({ json }));
            setSentences([...(props.show === 'asking' ? [] : calling), ...(props.show === 'calling' ? [] : asking)]);
            setProblem('');
          } catch (error) {
            setProblem(asProblem(error).message);
          }
        }, 300);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  return (
    <div class="rounded-xl bg-tint p-4" aria-live="polite">
      <Show when={!problem()} fallback={<p>Not yet: {problem()}</p>}>
        <ul class="space-y-1">
          <For each={sentences()} fallback={<li class="text-soft">One moment…</li>}>
            {(sentence) => <li>{sentence}</li>}
          </For>
        </ul>
      </Show>
    </div>
  );
}
