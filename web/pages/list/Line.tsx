import { Show } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { useMe } from '../../lib/session.tsx';
import { CAUSE_WORDS, dueShown, dueWhy, fixShown, scoreWords } from '../../lib/words.ts';
import { DUE_TEXT } from '../../ui/Due.tsx';
import { Marker } from '../../ui/Icons.tsx';
import { Marks } from '../../ui/Marks.tsx';
import { Time } from '../../ui/Time.tsx';
import { Why } from '../../ui/Why.tsx';
import { whyLine } from './situation.ts';

type LineProps = {
  it: CallbackLine;
  choosable: boolean;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  onTake: () => void;
  busy: boolean;
};

/** One callback: what is due and in how long, who it is about, why now, and whose it is. All of it leads to the callback. */
export function Line(props: LineProps) {
  const me = useMe();
  const due = () => dueShown(props.it, now(), me().id);
  const why = () => whyLine(props.it, now(), me().id);
  return (
    <>
      <Show when={props.choosable}>
        {/* Above the link that is spread over the line. */}
        <label class="absolute top-2 left-1 z-1 grid size-11 place-items-center">
          <input
            type="checkbox"
            class="size-5 accent-blue"
            checked={props.chosen}
            aria-label={`Choose ${props.it.customer}`}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
        </label>
      </Show>
      <p class="flex flex-wrap items-baseline gap-x-2 sm:block">
        <span class={`inline-flex items-center gap-2 font-semibold ${DUE_TEXT[due().shape]}`}>
          <Marker shape={due().shape} />
          <Show when={dueWhy(props.it, me().id)} fallback={due().when}>
            {(reason) => <Why why={reason()}>{due().when}</Why>}
          </Show>
        </span>
        <span class="text-sm text-soft sm:block sm:pl-6">
          <Show when={props.it.closedAt} fallback={due().what}>
            {(at) => <Time at={at()} />}
          </Show>
        </span>
        <Show when={fixShown(props.it, now())}>
          {(fix) => (
            <span class={`text-sm font-semibold sm:block sm:pl-6 ${DUE_TEXT[fix().shape]}`}>
              <Why why={fix().why}>{fix().when}</Why>
            </span>
          )}
        </Show>
      </p>
      <div class="min-w-0">
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
        <Show when={why()}>
          <p class="mt-0.5 text-sm text-soft">{why()}</p>
        </Show>
        <Show when={props.it.firstWords} fallback={<p class="mt-0.5 text-soft">{CAUSE_WORDS[props.it.cause]}</p>}>
          {(words) => (
            <p class="voice mt-0.5 line-clamp-2" dir="auto">
              {words()}
            </p>
          )}
        </Show>
      </div>
      <div class="mt-1 flex flex-wrap items-center gap-x-2 text-sm sm:mt-0 sm:block sm:text-right">
        <Show when={props.it.owner} fallback={<span class="font-semibold">nobody yet</span>}>
          {(owner) => <span>{owner().id === me().id ? 'you' : owner().name}</span>}
        </Show>
        <span class="text-soft sm:block">
          <span class="sm:hidden">· </span>
          {props.it.team}
        </span>
        <Show when={props.it.state === 'open'}>
          <button
            type="button"
            class="button button-plain relative z-1 mt-1 min-h-11 bg-card px-3 py-1 text-sm max-sm:mt-2 max-sm:w-full"
            aria-label={`Take it: ${props.it.customer}`}
            disabled={props.busy}
            onClick={() => props.onTake()}
          >
            Take it
          </button>
        </Show>
      </div>
    </>
  );
}
