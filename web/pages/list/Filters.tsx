import { createEffect, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { createPeople } from '../../lib/people.ts';
import { useMe } from '../../lib/session.tsx';
import { isNarrowed, type View } from './view.ts';

/** Typing is not searched for letter by letter. */
const PAUSE = 250;

type FiltersProps = { view: View; change: (some: Partial<View>) => void; searchRef: (field: HTMLInputElement) => void };

/** What narrows the list: words, a team, a colleague, those who wait most. */
export function Filters(props: FiltersProps) {
  const me = useMe();
  const people = createPeople();
  const [opened, setOpened] = createSignal(false);
  const shows = (name: 'owner' | 'urgent') =>
    name === 'owner' ? !['mine', 'unowned'].includes(props.view.tab) : !['waiting', 'done'].includes(props.view.tab);
  return (
    <search class="mt-4 flex flex-wrap items-end gap-x-3 gap-y-3">
      <Search view={props.view} change={props.change} ref={props.searchRef} />
      {/* Where there is little room, they are there when they are asked for. */}
      <button
        type="button"
        class="button button-plain sm:hidden"
        aria-expanded={opened()}
        aria-controls="filters"
        onClick={() => setOpened(!opened())}
      >
        Filters
      </button>
      <div id="filters" class={`flex flex-wrap items-end gap-3 max-sm:w-full ${opened() ? '' : 'max-sm:hidden'}`}>
        <Show when={me().teams.length > 1}>
          <Select label="Team" value={props.view.team} all="All teams" options={me().teams} onChange={(team) => props.change({ team })} />
        </Show>
        <Show when={shows('owner')}>
          <Select
            label="Owner"
            value={props.view.owner}
            all="Anybody"
            options={people.data?.items ?? []}
            onChange={(owner) => props.change({ owner })}
          />
        </Show>
        <Show when={shows('urgent')}>
          <label class="flex min-h-11 items-center gap-2.5 pr-1">
            <input
              type="checkbox"
              class="size-5 accent-blue"
              checked={props.view.urgent}
              onChange={(event) => props.change({ urgent: event.currentTarget.checked })}
            />
            Let down again
          </label>
        </Show>
      </div>
      <Show when={isNarrowed(props.view)}>
        <button
          type="button"
          class="link min-h-11 px-1"
          onClick={() => props.change({ team: undefined, owner: undefined, urgent: false, q: undefined })}
        >
          Show all
        </button>
      </Show>
    </search>
  );
}

function Search(props: { view: View; change: (some: Partial<View>) => void; ref: (field: HTMLInputElement) => void }) {
  const [typed, setTyped] = createSignal(props.view.q ?? '');
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const seek = (words: string) => props.change({ q: words.trim() || undefined });
  // Another address, as by the button Back, brings other words; those that were typed here are not taken back.
  createEffect(
    on(
      () => props.view.q,
      (q) => q !== (typed().trim() || undefined) && setTyped(q ?? ''),
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(waiting));
  return (
    <div class="min-w-0 basis-64 max-sm:basis-40 max-sm:grow">
      <label for="search" class="mb-1 block text-sm text-soft">
        Search
      </label>
      <input
        ref={props.ref}
        id="search"
        type="search"
        class="field placeholder:text-soft"
        placeholder="Name, number, words"
        maxlength={200}
        autocomplete="off"
        value={typed()}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setTyped(value);
          clearTimeout(waiting);
          waiting = setTimeout(() => seek(value), PAUSE);
        }}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </div>
  );
}

type SelectProps = {
  label: string;
  value: string | undefined;
  all: string;
  options: readonly { id: string; name: string }[];
  onChange: (id: string | undefined) => void;
};

function Select(props: SelectProps) {
  const id = createUniqueId();
  return (
    <div class="min-w-0 max-sm:grow max-sm:basis-32">
      <label for={id} class="mb-1 block text-sm text-soft">
        {props.label}
      </label>
      <select id={id} class="field" onChange={(event) => props.onChange(event.currentTarget.value || undefined)}>
        <option value="" selected={props.value === undefined}>
          {props.all}
        </option>
        <For each={props.options}>
          {(option) => (
            <option value={option.id} selected={option.id === props.value}>
              {option.name}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
