import { Show } from 'solid-js';
import type { ResponseLine } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { unreadFor } from '../../lib/time.ts';
import { DUE_TEXT } from '../../ui/Due.tsx';
import { Marker } from '../../ui/Icons.tsx';
import { Time } from '../../ui/Time.tsx';

/** What an answer means, as a colour and in words: some ask for a call whatever the score. */
export const BAND_WORDS = { low: 'to be called', middle: 'in between', satisfied: 'satisfied', test: 'a test' } as const;

const BAND_MARK = {
  low: 'bg-late-tint text-late',
  middle: 'bg-soon-tint text-soon',
  satisfied: 'bg-done-tint text-done',
  test: 'bg-tint text-soft',
} as const;

export const Band = (props: { it: Pick<ResponseLine, 'score' | 'band'> }) => (
  <span class={`mark ${BAND_MARK[props.it.band]}`}>
    Score {props.it.score}, {BAND_WORDS[props.it.band]}
  </span>
);

/** How long nobody has read it; who has, when somebody has. */
export function Age(props: { it: Pick<ResponseLine, 'unreadSince' | 'read' | 'changedSince'> }) {
  const age = () => unreadFor(Date.parse(props.it.unreadSince ?? ''), now());
  return (
    <Show
      when={props.it.unreadSince}
      fallback={
        <span class="inline-flex items-center gap-2 font-semibold text-done">
          <Marker shape="done" />
          <span>
            read by {props.it.read?.by.name ?? 'somebody'}
            <Show when={props.it.read}>
              {(read) => (
                <span class="font-normal text-soft">
                  {' '}
                  <Time at={read().at} />
                </span>
              )}
            </Show>
          </span>
        </span>
      }
    >
      <span class={`inline-flex items-center gap-2 font-semibold ${DUE_TEXT[age().urgency]}`}>
        <Marker shape={age().urgency} />
        {age().words}
      </span>
    </Show>
  );
}

/** That it says something else than what somebody read. */
export const Changed = (props: { it: Pick<ResponseLine, 'changedSince' | 'unreadSince' | 'read'> }) => (
  <Show when={props.it.changedSince && props.it.unreadSince}>
    <span class="mark bg-wait-tint text-wait">changed since {props.it.read?.by.name ?? 'somebody'} read it</span>
  </Show>
);

export const WORTH_WORDS = {
  kept: 'the best score, and something to go on with',
  surprised: 'easier than they had expected',
} as const;
