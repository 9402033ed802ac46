import { Show } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { dueShown } from '../../lib/words.ts';
import type { Tab } from './data.ts';

type LeadProps = { tab: Tab; lines: CallbackLine[]; more: boolean; stale: boolean };

/** How things stand, before the first line is read. */
export function Lead(props: LeadProps) {
  const overdue = () => (props.tab === 'done' ? 0 : props.lines.filter((line) => dueShown(line, now()).shape === 'late').length);
  /** What is overdue comes first: only when all that was read is overdue can there be more of it. */
  const count = () =>
    props.more && overdue() === props.lines.length ? `At least ${overdue()} are` : overdue() === 1 ? 'One is' : `${overdue()} are`;
  return (
    <p class="mt-4 mb-3 text-soft">
      <Show
        when={!props.stale}
        fallback={<span class="font-semibold text-late">This could not be brought up to date just now. It is tried again by itself.</span>}
      >
        <Show when={overdue() > 0}>
          <span class="font-semibold text-late">{count()} overdue.</span>{' '}
        </Show>
        {props.tab === 'done' ? 'The newest are on top.' : 'What is due next is on top.'}
      </Show>
    </p>
  );
}
