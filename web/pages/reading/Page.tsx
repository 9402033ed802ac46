import { useNavigate } from '@solidjs/router';
import { createUniqueId, For, Match, Show, Switch } from 'solid-js';
import type { ResponseLine } from '../../lib/api.ts';
import { createKeys } from '../../lib/keys.ts';
import { useMe } from '../../lib/session.tsx';
import { createUnread } from '../../lib/unread.ts';
import { KeysSheet } from '../../ui/KeysSheet.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { Count, Tabs } from '../../ui/Tabs.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { createCoverage, createList, tell, told } from './data.ts';
import { Finished, NothingLike } from './Empty.tsx';
import { KEYS } from './keys.ts';
import { Line } from './Line.tsx';
import { addressOf, addressOfOne, createView, isNarrowed, TABS, type Tab, type View } from './view.ts';

const NAMES: Record<Tab, string> = { mine: 'Mine to read', team: 'Unread in my teams', all: 'All' };
const LEADS: Record<Tab, string> = {
  mine: 'Every answer is somebody’s to read. These are yours, the oldest first.',
  team: 'What nobody has read yet, whoever’s it is. Whoever reads one first has read it for all.',
  all: 'Everything that customers answered, the newest first.',
};

/** What customers answered, as a list to be read. */
export function ReadingPage() {
  const navigate = useNavigate();
  const { view, change } = createView();
  const list = createList(view);
  const unread = createUnread();
  const lines = (): ResponseLine[] => list.data?.pages.flatMap((page) => page.items) ?? [];
  const begin = () => lines()[0] && navigate(addressOfOne(lines()[0]!.id, view()));
  const countOf = (tab: Tab) => (tab === 'all' ? undefined : unread.data?.[tab]);
  let keys!: HTMLDialogElement;
  createKeys({ '?': () => keys.showModal(), Enter: begin, j: begin });
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
        <PageTitle window={`${NAMES[view().tab]}: reading`}>Reading</PageTitle>
        <button type="button" class="button button-plain ml-auto min-w-11 px-0" aria-label="Keys" onClick={() => keys.showModal()}>
          ?
        </button>
        <Show when={lines().length && view().tab !== 'all'}>
          <button type="button" class="button max-sm:w-full max-sm:text-lg" onClick={begin}>
            Begin to read
          </button>
        </Show>
      </div>
      <Tabs
        label="Which answers"
        tabs={[...TABS, 'held']}
        open={view().tab}
        addressOf={(tab) => (tab === 'held' ? '/held' : addressOf({ ...view(), tab }))}
      >
        {(tab) => (
          <Show when={tab !== 'held' && tab} fallback="Held">
            {(one) => (
              <>
                {NAMES[one()]}
                <Show when={countOf(one())}>{(count) => <Count of={count()} most={999} />}</Show>
              </>
            )}
          </Show>
        )}
      </Tabs>
      <Filters view={view()} change={change} />
      <Show when={told()}>{(words) => <p class="mt-4 rounded-xl bg-done-tint px-4 py-3 text-done">{words()}</p>}</Show>
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
          <Show
            when={!isNarrowed(view())}
            fallback={<NothingLike showAll={() => change({ team: undefined, score: undefined, words: undefined })} />}
          >
            <Finished tab={view().tab} />
          </Show>
        </Match>
        <Match when={list.data}>
          <p class="mt-4 mb-3 max-w-3xl text-soft">
            <Show
              when={!list.isError}
              fallback={
                <span class="font-semibold text-late">This could not be brought up to date just now. It is tried again by itself.</span>
              }
            >
              {LEADS[view().tab]}
            </Show>
          </p>
          <ul class="sheet overflow-hidden">
            <For each={lines()}>{(line) => <Line it={line} href={addressOfOne(line.id, view())} onOpen={() => tell(undefined)} />}</For>
          </ul>
          <ShowMore list={list} />
        </Match>
      </Switch>
      <Coverage />
      <KeysSheet ref={(dialog) => (keys = dialog)} keys={KEYS} />
    </>
  );
}

/** "212 of 212 read": the number that anybody can check. */
function Coverage() {
  const coverage = createCoverage();
  const answered = () => coverage.data?.items.filter((team) => team.answered > 0) ?? [];
  return (
    <Show when={answered().length}>
      <section aria-labelledby="coverage" class="mt-8">
        <h2 id="coverage" class="text-lg font-semibold">
          In the last seven days
        </h2>
        <ul class="mt-2 flex flex-wrap gap-x-8 gap-y-2">
          <For each={answered()}>
            {(team) => (
              <li>
                <span class="text-soft">{team.team}:</span>{' '}
                <span class={`font-semibold ${team.read === team.answered ? 'text-done' : 'text-ink'}`}>{team.says}</span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

const SCORES = [
  ['low', 'To be called'],
  ['middle', 'In between'],
  ['satisfied', 'Satisfied'],
] as const;
const WORDS = [
  ['with', 'With words'],
  ['without', 'Without words'],
] as const;

function Filters(props: { view: View; change: (some: Partial<View>) => void }) {
  const me = useMe();
  const teams = () => me().teams.map(({ id, name }) => [id, name] as const);
  return (
    <search class="mt-4 flex flex-wrap items-end gap-3">
      <Show when={teams().length > 1}>
        <Select label="Team" all="All teams" value={props.view.team} options={teams()} onChange={(team) => props.change({ team })} />
      </Show>
      <Select label="Score" all="Any score" value={props.view.score} options={SCORES} onChange={(score) => props.change({ score })} />
      <Select label="Words" all="Either way" value={props.view.words} options={WORDS} onChange={(words) => props.change({ words })} />
    </search>
  );
}

type SelectProps<T extends string> = {
  label: string;
  all: string;
  value: T | undefined;
  options: readonly (readonly [T, string])[];
  onChange: (value: T | undefined) => void;
};

function Select<T extends string>(props: SelectProps<T>) {
  const id = createUniqueId();
  return (
    <div class="min-w-0 max-sm:grow max-sm:basis-28">
      <label for={id} class="mb-1 block text-sm text-soft">
        {props.label}
      </label>
      <select id={id} class="field" onChange={(event) => props.onChange((event.currentTarget.value as T) || undefined)}>
        <option value="" selected={props.value === undefined}>
          {props.all}
        </option>
        <For each={props.options}>
          {([value, name]) => (
            <option value={value} selected={value === props.value}>
              {name}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
