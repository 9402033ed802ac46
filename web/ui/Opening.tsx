import { Ring } from './Icons.tsx';

/** What is there until it is known who is signed in: the frame of the page, so that nothing jumps when it comes. */
export const Opening = () => (
  <>
    <div class="border-b border-line bg-card">
      <div class="mx-auto flex max-w-6xl items-center gap-2.5 px-4 py-2">
        <span class="flex min-h-11 items-center gap-2.5">
          <Ring />
          <span class="font-semibold tracking-tight">Ringback</span>
        </span>
      </div>
    </div>
    <main class="mx-auto max-w-6xl px-4 py-8 text-soft" aria-busy="true">
      <p>Opening…</p>
    </main>
  </>
);
