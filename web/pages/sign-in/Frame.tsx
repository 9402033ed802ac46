import type { JSX } from 'solid-js';
import { Ring } from '../../ui/Icons.tsx';

/** The frame of the pages on which nobody is signed in yet. */
export const SignInFrame = (props: { children: JSX.Element }) => (
  <main class="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-4 py-12">
    <p class="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
      <Ring />
      Ringback
    </p>
    <div class="sheet p-6 sm:p-8">{props.children}</div>
  </main>
);
