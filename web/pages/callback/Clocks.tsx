import { type JSX, Show } from 'solid-js';
import type { CallbackView } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { amount, dayAndTime } from '../../lib/time.ts';
import { workingTime } from '../../lib/words.ts';
import { Time } from '../../ui/Time.tsx';
import { Why } from '../../ui/Why.tsx';
import { useDesk } from './data.ts';

/** The customer's clock, which never stands still, beside ours, which waits while they asked us to. */
export function Clocks() {
  const { it } = useDesk();
  return (
    <dl class="grid gap-x-8 gap-y-2 border-t border-line px-5 py-3.5 text-sm sm:grid-cols-2 sm:px-6">
      <Entry name="Let down">
        {since(it())}, <Time at={it().sinceLetDown.from} />
      </Entry>
      <Show when={it().ours}>
        {(ours) => (
          <Entry name="Our time">
            <span class={tooLong(it()) ? 'font-semibold text-late' : ''}>
              {Math.round(ours().usedMinutes / 60)} of {workingTime(ours().ofMinutes)}
            </span>
            <Show when={ours().running}>
              , to be fixed by{' '}
              <Why why={ours().why} class="font-semibold">
                {dayAndTime(Date.parse(ours().by), now())}
              </Why>
            </Show>
            <Show when={ours().pausedUntil}>
              {(until) => (
                <span class="block font-semibold text-wait">
                  It waits until <Time at={until()} />, as the customer asked.
                </span>
              )}
            </Show>
          </Entry>
        )}
      </Show>
      <Entry name="Owners">{owners(it())}</Entry>
    </dl>
  );
}

const Entry = (props: { name: string; children: JSX.Element }) => (
  <div class="flex gap-x-2">
    <dt class="w-20 shrink-0 text-soft">{props.name}</dt>
    <dd class="min-w-0">{props.children}</dd>
  </div>
);

/** How long ago it began; once it is closed, how long it took. */
function since({ sinceLetDown: { from, minutes }, closedAt }: CallbackView): string {
  return closedAt === null ? `${amount(Math.round((now() - Date.parse(from)) / 60_000))} ago` : `closed after ${amount(minutes)}`;
}

/** Through how many hands it went, and how long it was in nobody's. */
const owners = ({ hands: { many, withoutOwnerMinutes } }: CallbackView): string =>
  `${many || 'none'} so far${withoutOwnerMinutes ? `, ${amount(withoutOwnerMinutes)} without one` : ''}`;

const tooLong = ({ ours }: CallbackView): boolean => ours?.running === true && Date.parse(ours.by) < now();
