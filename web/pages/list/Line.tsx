import { Show } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { CAUSE_WORDS, dueShown, scoreWords } from '../../lib/words.ts';
import { DUE_TEXT } from '../../ui/Due.tsx';
import { Marker } from '../../ui/Icons.tsx';
import { Marks } from '../../ui/Marks.tsx';
import { Time } from '../../ui/Time.tsx';

/** One callback: what is due and in how long, who it is about and why, and whose it is. All of it leads to the callback. */
export function Line(props: { it: CallbackLine }) {
  const due = () => dueShown(props.it, now());
  return (
    <li class="group relative grid grid-cols-[1rem_1fr] gap-x-3 border-t border-line px-4 py-4 first:border-t-0 hover:bg-tint sm:grid-cols-[1rem_9.5rem_1fr_11rem] sm:gap-x-5">
      <span class="rail flex justify-center pt-1">
        <Marker shape={due().shape} />
      </span>
      <p class="flex flex-wrap items-baseline gap-x-2 sm:block">
        <span class={`font-semibold ${DUE_TEXT[due().shape]}`}>{due().when}</span>
        <span class="text-sm text-soft sm:block">
          <Show when={props.it.closedAt} fallback={due().what}>
            {(at) => <Time at={at()} />}
          </Show>
        </span>
      </p>
      <div class="col-start-2 min-w-0 sm:col-start-auto">
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1">
          {/* The link is spread over the whole line, so that it can be hit anywhere. */}
          <a
            href={`/callbacks/${props.it.id}`}
            class="text-lg leading-snug font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-blue group-hover:underline sm:text-base"
          >
            <bdi>{props.it.customer}</bdi>
          </a>
          <Show when={scoreWords(props.it.score)}>{(words) => <span class="text-sm font-semibold text-soft">{words()}</span>}</Show>
          <Marks it={props.it} />
        </p>
        <Show when={props.it.firstWords} fallback={<p class="mt-0.5 text-soft">{CAUSE_WORDS[props.it.cause]}</p>}>
          {(words) => (
            <p class="voice mt-0.5 line-clamp-2" dir="auto">
              {words()}
            </p>
          )}
        </Show>
      </div>
      <p class="col-start-2 mt-1 flex flex-wrap gap-x-2 text-sm sm:col-start-auto sm:mt-0 sm:block sm:text-right">
        <Show when={props.it.owner} fallback={<span class="font-semibold">nobody yet</span>}>
          {(owner) => <span>{owner().name}</span>}
        </Show>
        <span class="text-soft sm:block">
          <span class="sm:hidden">· </span>
          {props.it.team}
        </span>
      </p>
    </li>
  );
}
