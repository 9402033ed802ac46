import { createUniqueId, type JSX, Show } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import { CheckIcon, OpensIcon } from '../../../ui/Icons.tsx';

export type StepProps = {
  move: Move;
  title: string;
  /** Where it stands, in a few words. */
  state: string;
  number?: number;
  done?: boolean;
  open: boolean;
  onToggle: () => void;
  children: JSX.Element;
};

/** One step of the call: its name and where it stands; its form when it is the one being worked on. */
export function Step(props: StepProps) {
  const id = createUniqueId();
  return (
    <div data-move={props.move} class="border-t border-line first:border-t-0">
      <h3>
        <button
          type="button"
          class="flex min-h-14 w-full items-center gap-3.5 px-5 py-2.5 text-left -outline-offset-4 hover:bg-tint"
          aria-expanded={props.open}
          aria-controls={props.open ? id : undefined}
          onClick={() => props.onToggle()}
        >
          <Show when={props.number}>
            {(number) => (
              <span
                aria-hidden="true"
                class={`grid size-7 shrink-0 place-items-center rounded-full border-[1.5px] text-sm font-semibold ${
                  props.done
                    ? 'border-done bg-done-tint text-done'
                    : props.open
                      ? 'border-blue bg-blue text-on-blue'
                      : 'border-edge text-soft'
                }`}
              >
                <Show when={props.done} fallback={number()}>
                  <CheckIcon class="size-4" />
                </Show>
              </span>
            )}
          </Show>
          <span class="min-w-0 grow">
            <span class="block font-semibold">{props.title}</span>
            <span class="block text-sm font-normal text-soft">{props.state}</span>
          </span>
          <OpensIcon open={props.open} />
        </button>
      </h3>
      <Show when={props.open}>
        <div id={id} class="px-5 pt-1 pb-6">
          {props.children}
        </div>
      </Show>
    </div>
  );
}
