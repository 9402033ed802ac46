import { useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { setLastList } from '../../lib/place.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { createList, createSteadyOrder, type Tab } from './data.ts';
import { Empty } from './Empty.tsx';
import { Lead } from './Lead.tsx';
import { Line } from './Line.tsx';
import { Skeleton } from './Skeleton.tsx';

const TABS: Record<Tab, { name: string; href: string }> = {
  mine: { name: 'Mine', href: '/' },
  all: { name: 'Everybody’s', href: '/?tab=all' },
  done: { name: 'Done', href: '/?tab=done' },
};

/** The callback list: whom do I call now, and why? */
export function ListPage() {
  const [search] = useSearchParams();
  const tab = (): Tab => (search.tab === 'all' || search.tab === 'done' ? search.tab : 'mine');
  createEffect(() => setLastList(TABS[tab()].href));
  return (
    <>
      <PageTitle window={`${TABS[tab()].name}: callbacks`}>Callbacks</PageTitle>
      <nav aria-label="Which callbacks" class="mt-3 flex gap-5 border-b border-line">
        <For each={Object.keys(TABS) as Tab[]}>{(name) => <TabLink name={name} current={tab() === name} />}</For>
      </nav>
      <Show when={tab()} keyed>
        {(name) => <Lines tab={name} />}
      </Show>
    </>
  );
}

function TabLink(props: { name: Tab; current: boolean }) {
  return (
    <a
      href={TABS[props.name].href}
      aria-current={props.current ? 'page' : undefined}
      class={`-mb-px flex min-h-11 items-center border-b-3 px-1 ${
        props.current ? 'border-blue font-semibold' : 'border-transparent text-soft hover:border-edge hover:text-ink'
      }`}
    >
      {TABS[props.name].name}
    </a>
  );
}

function Lines(props: { tab: Tab }) {
  const announce = useAnnounce();
  const list = createList(() => props.tab);
  const [pointing, setPointing] = createSignal(false);
  const fresh = createMemo(() => list.data?.pages.flatMap((page) => page.items) ?? []);
  const lines = createSteadyOrder(fresh, pointing);
  const more = async () => {
    const before = fresh().length;
    await list.fetchNextPage();
    announce(`${fresh().length - before} more callbacks are shown.`);
  };
  return (
    <Switch fallback={<Skeleton />}>
      <Match when={list.isError && !list.data}>
        <Trouble error={list.error} what="The list could not be read." again={() => void list.refetch()} />
      </Match>
      <Match when={list.data && lines().length === 0}>
        <Empty tab={props.tab} />
      </Match>
      <Match when={list.data}>
        <Lead tab={props.tab} lines={lines()} more={list.hasNextPage} stale={list.isError} />
        <ul class="sheet overflow-hidden" onPointerEnter={() => setPointing(true)} onPointerLeave={() => setPointing(false)}>
          <For each={lines()}>{(line) => <Line it={line} />}</For>
        </ul>
        <Show when={list.hasNextPage}>
          <button type="button" class="button button-plain mt-4 w-full" disabled={list.isFetchingNextPage} onClick={() => void more()}>
            {list.isFetchingNextPage ? 'Reading more…' : 'Show more'}
          </button>
        </Show>
      </Match>
    </Switch>
  );
}
