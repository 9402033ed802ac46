import { For, Match, Show, Switch } from 'solid-js';
import { ALERT_WORDS } from '../../../server/alerts/rules.ts';
import { alertsTrouble, createLook, createReading, latestAlerts } from '../../lib/alerts.ts';
import type { Alerts } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Time } from '../../ui/Time.tsx';
import { Trouble } from '../../ui/Trouble.tsx';

/** What somebody was told of, the newest on top, each a way to its callback. */
export function AlertsPage() {
  const announce = useAnnounce();
  const look = createLook();
  const reading = createReading();
  let heading!: HTMLDivElement;
  const readAll = async (upTo: number) => {
    await reading.mutateAsync({ upTo });
    announce('All alerts are read.');
    // The button is gone, and the focus would be with it.
    heading.querySelector<HTMLElement>('h1')?.focus();
  };
  return (
    <>
      <div ref={heading} class="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <PageTitle window="Alerts">Alerts</PageTitle>
        <Show when={latestAlerts()?.unread}>
          <button
            type="button"
            class="button button-plain"
            disabled={reading.isPending}
            onClick={() => void readAll(latestAlerts()!.newest).catch(() => {})}
          >
            Mark all as read
          </button>
        </Show>
      </div>
      <Show when={reading.isError}>
        <p role="alert" class="mt-3 rounded-xl bg-late-tint px-4 py-3 text-late">
          {asProblem(reading.error).message} Nothing was marked. Try again.
        </p>
      </Show>
      <Switch
        fallback={
          <p class="mt-4 text-soft" aria-busy="true">
            Reading your alerts…
          </p>
        }
      >
        <Match when={alertsTrouble() && !latestAlerts()}>
          <Trouble error={alertsTrouble()} what="Your alerts could not be read." again={() => void look()} />
        </Match>
        <Match when={latestAlerts()?.items.length === 0}>
          <div class="sheet mt-6 px-6 py-10 text-center sm:py-14">
            <h2 class="text-xl font-semibold">Nothing has happened yet</h2>
            <p class="mx-auto mt-2 max-w-md text-soft">
              A new callback of your team appears here, and what happens to yours: due soon, overdue, not fixed after all, handed to you.
            </p>
          </div>
        </Match>
        <Match when={latestAlerts()}>
          <Show when={alertsTrouble()}>
            <p class="mt-3 font-semibold text-late">These could not be brought up to date just now. It is tried again by itself.</p>
          </Show>
          <ul class="sheet mt-4 overflow-hidden">
            <For each={latestAlerts()?.items}>{(alert) => <Line it={alert} onOpen={() => reading.mutate({ alert: alert.id })} />}</For>
          </ul>
        </Match>
      </Switch>
      <p class="mt-4 text-soft">
        How else you are told, and of what, is in{' '}
        <a href="/settings/own" class="link">
          your settings
        </a>
        .
      </p>
    </>
  );
}

function Line(props: { it: Alerts['items'][number]; onOpen: () => void }) {
  return (
    <li class={`group relative border-t border-line px-4 py-3 first:border-t-0 hover:bg-tint sm:px-5 ${props.it.unread ? 'bg-tint' : ''}`}>
      <p class="flex items-baseline justify-between gap-x-4">
        <span class={props.it.unread ? 'font-semibold' : ''}>
          <Show when={props.it.unread}>
            <span class="mark mr-2 bg-blue text-on-blue">New</span>
          </Show>
          {ALERT_WORDS[props.it.kind]}
        </span>
        <span class="shrink-0 text-sm text-soft">
          <Time at={props.it.at} />
        </span>
      </p>
      <p class="flex flex-wrap items-baseline gap-x-2">
        <a
          href={`/callbacks/${props.it.callback}`}
          onClick={() => props.it.unread && props.onOpen()}
          class="link after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-blue"
        >
          <bdi>{props.it.customer}</bdi>
        </a>
        <span class="text-soft">{props.it.team}</span>
      </p>
    </li>
  );
}
