import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { Trouble } from '../../ui/Trouble.tsx';

type Query<T> = { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };

/** What was read, or why it was not. */
export function Read<T>(props: { query: Query<T>; children: (data: () => T) => JSX.Element }) {
  return (
    <Show
      when={props.query.data}
      fallback={
        <Show
          when={props.query.isError}
          fallback={
            <p class="mt-4 text-soft" aria-busy="true">
              Reading the settings…
            </p>
          }
        >
          <Trouble error={props.query.error} what="The settings could not be read." again={() => void props.query.refetch()} />
        </Show>
      }
    >
      {(data) => props.children(data as () => T)}
    </Show>
  );
}

/** Something that opens when it is wanted, and is only made then. */
export function Fold(props: { title: string; children: JSX.Element }) {
  const [opened, setOpened] = createSignal(false);
  return (
    <details class="border-t border-line pt-2 last:-mb-2" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary class="min-h-11 py-2.5 font-semibold text-blue">{props.title}</summary>
      <div class="pt-2 pb-3">
        <Show when={opened()}>{props.children}</Show>
      </div>
    </details>
  );
}

/** A sheet with a heading of its own. */
export function Sheet(props: { title: JSX.Element; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <article aria-labelledby={id} class="sheet p-5 sm:p-6">
      <h2 id={id} class="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
        {props.title}
      </h2>
      {props.children}
    </article>
  );
}
