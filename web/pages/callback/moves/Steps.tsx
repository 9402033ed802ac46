import { useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, on, onMount, Show } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import { createKeys } from '../../../lib/keys.ts';
import { useAnnounce } from '../../../ui/Announcer.tsx';
import { useDesk } from '../data.ts';
import { leadSays } from '../standing.ts';
import { ALSO, GUIDE, isShown, type Part, partOf, suggested } from './guide.tsx';
import { Step } from './Step.tsx';
import { Within } from './Within.tsx';

/** The call guide, step by step, and what can be done besides. One step is open at a time: the next one, until another is chosen. */
export function Steps() {
  const desk = useDesk();
  const next = () =>
    suggested(
      desk.it(),
      desk.notSent().map(({ move }) => move),
    )?.move;
  // What was chosen, or typed in, stays open whatever the news; once a move is made, the next step opens by itself.
  const [chosen, setChosen] = createSignal<Move | 'none'>();
  const open = () => chosen() ?? next();
  createEffect(on(desk.result, (result) => result && !('overtaken' in result) && setChosen(undefined), { defer: true }));
  const [search] = useSearchParams();
  const announce = useAnnounce();
  let place!: HTMLDivElement;
  /** Opens a step and goes to its first field, as the keys of the list and of this page do. */
  const goTo = (move: Move) => {
    const part = partOf(move);
    if (!part || !shown([part]).length) return announce(desk.may('claim') ? 'Take it first.' : 'That cannot be done now.');
    setChosen(move);
    queueMicrotask(() => place.querySelector<HTMLElement>(`[data-move="${move}"] :is(textarea, input, button[type=submit])`)?.focus());
  };
  createEffect(on(desk.wanted, (move) => move && goTo(move), { defer: true }));
  onMount(() => {
    const wanted = partOf(typeof search.do === 'string' ? search.do : undefined);
    // After the heading of the page, which takes the focus when the page comes.
    if (wanted) setTimeout(() => goTo(wanted.move));
  });
  createKeys({
    a: () => goTo('attempt'),
    n: () => goTo('note'),
    h: () => goTo('hand_off'),
    f: () => goTo('fix'),
    c: () => document.querySelector<HTMLElement>('[data-claim]')?.click(),
  });
  const shown = (parts: readonly Part[]) => parts.filter((part) => isShown(desk.it(), part, desk.manages()));
  const isIn = (part: Part) => part.within?.parts.some(({ move }) => move === open()) ?? false;
  const step = (part: Part, number?: number) => (
    <Step
      move={part.move}
      title={part.title}
      state={part.state(desk.it())}
      {...(number ? { number } : {})}
      done={part.done?.(desk.it()) ?? false}
      open={open() === part.move || isIn(part)}
      onToggle={() => setChosen(open() === part.move || isIn(part) ? 'none' : part.move)}
    >
      <Show when={!isIn(part)}>
        <div onFocusIn={() => setChosen(part.move)}>
          <part.Form />
        </div>
      </Show>
      <Show when={part.within}>
        {(within) => (
          <Within
            own={isIn(part) ? within().own : undefined}
            parts={shown(within().parts)}
            open={open()}
            onOwn={() => goTo(part.move)}
            onChoose={setChosen}
            onLeave={() => setChosen(part.move)}
          />
        )}
      </Show>
    </Step>
  );
  return (
    <div ref={place}>
      <Show when={shown(GUIDE).length}>
        <p class="px-5 pt-2 pb-3 text-soft">{leadSays(desk.it())}</p>
        <div class="border-t border-line">
          <For each={shown(GUIDE)}>{(part, index) => step(part, index() + 1)}</For>
        </div>
      </Show>
      <Show when={!desk.may('claim') && !shown(GUIDE).length && desk.it().state === 'claimed'}>
        <p class="px-5 pt-2 pb-4">
          {desk.it().owner?.name} owns it, and makes the next step. You can read along{desk.may('note') ? ', and leave a note' : ''}.
        </p>
      </Show>
      <Show when={shown(ALSO).length}>
        <div class={shown(GUIDE).length ? 'border-t-8 border-paper' : 'border-t border-line'}>
          <For each={shown(ALSO)}>{(part) => step(part)}</For>
        </div>
      </Show>
    </div>
  );
}
