import { useSearchParams } from '@solidjs/router';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { BackIcon } from '../../ui/Icons.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Answer, type Judged } from './Answer.tsx';
import { createHeld, type Tab } from './data.ts';

const TABS: Record<Tab, { name: string; href: string; lead: string; empty: string }> = {
  to_read: {
    name: 'To be read',
    href: '/held',
    lead: 'Each of these would call somebody, if it is real. Nobody has said so for a day: read it, and say what it is. The oldest are on top.',
    empty: 'An unhappy answer that may come from a machine appears here a day after it came, unless its customer has said more by then.',
  },
  waiting: {
    name: 'Held',
    href: '/held?tab=waiting',
    lead: 'These do not count, and nobody needs to act: their customers can still say that it was them. What speaks for a call comes to be read after a day.',
    empty: 'An answer that may come from a machine is held here until its customer says that it was them, or sends another.',
  },
  dismissed: {
    name: 'Dismissed',
    href: '/held?tab=dismissed',
    lead: 'Somebody has read these and found that a machine sent them. They never count.',
    empty: 'What you find to be a machine’s is kept here.',
  },
};

/** Answers that may come from a machine: none of them counts, and none is lost. */
export function HeldPage() {
  const [search] = useSearchParams();
  const tab = (): Tab => (search.tab === 'waiting' || search.tab === 'dismissed' ? search.tab : 'to_read');
  return (
    <>
      <a href="/reading" class="link mb-2 inline-flex min-h-11 items-center gap-1">
        <BackIcon />
        Reading
      </a>
      <PageTitle window={`${TABS[tab()].name}: answers that may come from a machine`}>Answers that may come from a machine</PageTitle>
      <Tabs label="Which answers" tabs={Object.keys(TABS) as Tab[]} open={tab()} addressOf={(name) => TABS[name].href}>
        {(name) => TABS[name].name}
      </Tabs>
      <Show when={tab()} keyed>
        {(name) => <Answers tab={name} />}
      </Show>
    </>
  );
}

function Answers(props: { tab: Tab }) {
  const announce = useAnnounce();
  const list = createHeld(() => props.tab);
  const [judged, setJudged] = createSignal<Judged>();
  let told!: HTMLParagraphElement;
  const lines = () => list.data?.pages.flatMap((page) => page.items) ?? [];
  /** What was judged leaves the list with the button that had the focus: it goes on at what came of it. */
  const tell = (what: Judged) => {
    setJudged(what);
    announce(what.says);
    told.focus();
  };
  return (
    <>
      <p ref={told} tabindex={-1} class="mt-4 rounded-xl bg-done-tint px-4 py-3 text-done empty:hidden">
        <Show when={judged()}>
          {(what) => (
            <>
              {what().says}{' '}
              <Show when={what().callback}>
                {(id) => (
                  <a href={`/callbacks/${id()}`} class="font-semibold underline">
                    To the callback
                  </a>
                )}
              </Show>
            </>
          )}
        </Show>
      </p>
      <Switch
        fallback={
          <p class="mt-4 text-soft" aria-busy="true">
            Reading the list…
          </p>
        }
      >
        <Match when={list.isError && !list.data}>
          <Trouble error={list.error} what="The list could not be read." again={() => void list.refetch()} />
        </Match>
        <Match when={list.data && lines().length === 0}>
          <div class="sheet mt-6 px-6 py-10 text-center sm:py-14">
            <h2 class="text-xl font-semibold">Nothing is here</h2>
            <p class="mx-auto mt-2 max-w-md text-soft">{TABS[props.tab].empty}</p>
          </div>
        </Match>
        <Match when={list.data}>
          <p class="mt-4 mb-3 max-w-3xl text-soft">
            <Show
              when={!list.isError}
              fallback={
                <span class="font-semibold text-late">This could not be brought up to date just now. It is tried again by itself.</span>
              }
            >
              {TABS[props.tab].lead}
            </Show>
          </p>
          <ul class="space-y-4">
            <For each={lines()}>{(line) => <Answer it={line} tell={tell} />}</For>
          </ul>
          <ShowMore list={list} />
        </Match>
      </Switch>
    </>
  );
}
