import { For, Match, Show, Switch } from 'solid-js';
import { CheckIcon } from '../../../ui/Icons.tsx';
import { Time } from '../../../ui/Time.tsx';
import { type Result, useDesk } from '../data.ts';
import { tell } from '../sentences.ts';

type Overtaken = Extract<Result, { overtaken: unknown }>;

/** What came of the newest move: that it is done, or who was first and how it stands now. */
export function Newest() {
  const desk = useDesk();
  const done = () => {
    const result = desk.result();
    return result && 'done' in result ? result.done : undefined;
  };
  const overtaken = () => {
    const result = desk.result();
    return result && 'overtaken' in result ? result : undefined;
  };
  return (
    <Switch>
      <Match when={done()}>
        {(words) => (
          <p class="mx-5 mt-3 flex items-start gap-2.5 rounded-xl bg-done-tint px-4 py-3 text-done">
            <CheckIcon class="mt-0.5" />
            <span>{words()}</span>
          </p>
        )}
      </Match>
      <Match when={overtaken()}>{(it) => <SomebodyWasFirst it={it()} />}</Match>
    </Switch>
  );
}

/** Two at one case: the second is told what the first did, sees how it stands, and keeps their words. */
function SomebodyWasFirst(props: { it: Overtaken }) {
  const desk = useDesk();
  return (
    <div class="mx-5 mt-3 rounded-xl border border-soon bg-soon-tint p-4">
      <p class="font-semibold text-soon">{props.it.overtaken.message}</p>
      <Show when={props.it.since.length}>
        <ul class="mt-1 list-disc pl-5">
          <For each={props.it.since}>
            {(moment) => (
              <li>
                {tell(moment, desk.it()).what} <Time at={moment.at} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class="mt-1">
        What you did was not done. Below is how it stands now
        {desk.may(props.it.move) ? '; what you typed is still there, and can be sent again.' : '.'}
      </p>
      <Show when={!desk.may(props.it.move) && props.it.typed.length}>
        <p class="mt-2 text-sm text-soft">What you typed, for you to copy:</p>
        <For each={props.it.typed}>{(words) => <p class="mt-1 border-l-3 border-soon pl-3 whitespace-pre-wrap">{words}</p>}</For>
      </Show>
    </div>
  );
}
