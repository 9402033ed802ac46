import { Show } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import type { View } from './view.ts';

type LeadProps = { view: View; lines: CallbackLine[]; stale: boolean; tooMany: boolean; waiting: number; onCatchUp: () => void };

/** What is overdue stands on top: so many lines are looked at for it. */
const LOOKED_AT = 200;

const ORDER = {
  mine: 'Whom to call first is on top.',
  unowned: 'Whom to call first is on top.',
  team: 'Whom to call first is on top.',
  waiting: 'Whoever has the least time left to answer is on top.',
  done: 'The newest are on top.',
};

/** How things stand, before the first line is read. It is as high with news as without: what comes moves no line under anybody's hand. */
export function Lead(props: LeadProps) {
  const late = (line: CallbackLine) => line.state !== 'fixed' && line.due !== null && Date.parse(line.due.at) < now();
  const overdue = () => props.lines.slice(0, LOOKED_AT).filter(late).length;
  const count = () => (overdue() === LOOKED_AT ? `At least ${LOOKED_AT} are` : overdue() === 1 ? 'One is' : `${overdue()} are`);
  return (
    <div
      class={`mt-2 mb-1 flex min-h-13 flex-wrap items-center justify-between gap-x-4 ${props.waiting ? 'sticky top-0 z-2 bg-paper' : ''}`}
    >
      <p class="text-soft">
        <Show
          when={!props.stale}
          fallback={
            <span class="font-semibold text-late">This could not be brought up to date just now. It is tried again by itself.</span>
          }
        >
          <Show when={overdue() > 0}>
            <span class="font-semibold text-late">{count()} overdue.</span>{' '}
          </Show>
          {ORDER[props.view.tab]}
          <Show when={props.tooMany}> More were found than are shown: add a word.</Show>
        </Show>
      </p>
      <Show when={props.waiting}>
        {(count) => (
          <button type="button" class="button button-plain bg-card" onClick={() => props.onCatchUp()}>
            {count() === 1 ? 'One more callback: show it' : `${count()} more callbacks: show them`}
          </button>
        )}
      </Show>
    </div>
  );
}
