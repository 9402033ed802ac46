/** The frame of the page, until what belongs in it is there. */
export const Skeleton = () => (
  <div aria-busy="true">
    <p class="sr-only">Reading the callback…</p>
    <div class="sheet mt-2 h-44 motion-safe:animate-pulse p-6" aria-hidden="true">
      <div class="h-7 w-1/2 rounded bg-line" />
      <div class="mt-4 h-4 w-1/3 rounded bg-line" />
    </div>
    <div class="mt-6 grid gap-6 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-8" aria-hidden="true">
      <div class="sheet h-64 motion-safe:animate-pulse" />
      <div class="sheet h-64 motion-safe:animate-pulse" />
    </div>
  </div>
);
