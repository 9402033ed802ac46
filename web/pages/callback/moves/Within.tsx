import { createUniqueId, For, Show } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import { OpensIcon } from '../../../ui/Icons.tsx';
import { useDesk } from '../data.ts';
import type { Part } from './guide.tsx';

type WithinProps = {
  parts: readonly Part[];
  /** The way back to the step’s own form, while one of these stands in its place. */
  own: string | undefined;
  open: Move | 'none' | undefined;
  onOwn: () => void;
  onChoose: (move: Move) => void;
  onLeave: () => void;
};

/** What else can be done in a step. One of these stands open at a time, in place of the step’s own form. */
export function Within(props: WithinProps) {
  return (
    <div class="mt-6 divide-y divide-line overflow-hidden rounded-xl border border-line first:mt-0 empty:hidden">
      <Show when={props.own}>
        {(own) => (
          <button type="button" class={ROW} onClick={() => props.onOwn()}>
            <span class="grow font-semibold">{own()}</span>
            <OpensIcon open={false} />
          </button>
        )}
      </Show>
      <For each={props.parts}>
        {(part) => (
          <One
            part={part}
            open={props.open === part.move}
            onToggle={() => (props.open === part.move ? props.onLeave() : props.onChoose(part.move))}
            onUse={() => props.onChoose(part.move)}
          />
        )}
      </For>
    </div>
  );
}

const ROW = 'flex min-h-12 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-4 hover:bg-tint';

function One(props: { part: Part; open: boolean; onToggle: () => void; onUse: () => void }) {
  const desk = useDesk();
  const id = createUniqueId();
  return (
    <div data-move={props.part.move}>
      <h4>
        <button
          type="button"
          class={ROW}
          aria-expanded={props.open}
          aria-controls={props.open ? id : undefined}
          onClick={() => props.onToggle()}
        >
          <span class="min-w-0 grow">
            <span class="block font-semibold">{props.part.title}</span>
            <span class="block text-sm font-normal text-soft">{props.part.state(desk.it())}</span>
          </span>
          <OpensIcon open={props.open} />
        </button>
      </h4>
      <Show when={props.open}>
        <div id={id} class="px-4 pt-2 pb-5" onFocusIn={() => props.onUse()}>
          <props.part.Form />
        </div>
      </Show>
    </div>
  );
}
