import { For } from 'solid-js';

/** As high as the lines that come in its place, so that nothing jumps. */
export const Skeleton = () => (
  <div aria-busy="true">
    <p class="mt-2 mb-1 flex min-h-13 items-center text-soft">Reading the list…</p>
    <div class="sheet overflow-hidden" aria-hidden="true">
      <For each={[60, 75, 45, 70, 55]}>
        {() => (
          <div class="flex gap-4 border-t border-line px-4 py-4 first:border-t-0">
            <div class="mt-1 size-4 rounded-full bg-line" />
            <div class="grow motion-safe:animate-pulse space-y-3">
              <div class="h-4 w-2/5 rounded bg-line" />
              <div class="h-4 w-4/5 rounded bg-line" />
              <div class="h-4 w-3/5 rounded bg-line sm:hidden" />
            </div>
          </div>
        )}
      </For>
    </div>
  </div>
);
