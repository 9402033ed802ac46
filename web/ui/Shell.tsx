import type { JSX } from 'solid-js';
import { useMe } from '../lib/session.tsx';
import { AlertsLink } from './AlertsLink.tsx';
import { Announcer } from './Announcer.tsx';
import { Ring } from './Icons.tsx';
import { Menu } from './Menu.tsx';

/** What surrounds every page of those who are signed in. */
export function Shell(props: { children: JSX.Element }) {
  const me = useMe();
  return (
    <Announcer>
      <button
        type="button"
        class="button fixed top-2 left-2 z-10 not-focus:sr-only"
        onClick={() => document.getElementById('content')?.focus()}
      >
        Skip to the content
      </button>
      <header class="border-b border-line bg-card">
        <div class="relative mx-auto flex max-w-6xl items-center gap-x-4 px-4 py-2">
          <a href="/" class="flex min-h-11 items-center gap-2.5 rounded-lg pr-2">
            <Ring />
            <span class="font-semibold tracking-tight">Ringback</span>
            <span class="text-soft max-md:sr-only">
              <span aria-hidden="true">· </span>
              {me().company}
            </span>
          </a>
          <AlertsLink />
          <Menu />
        </div>
      </header>
      <main id="content" tabindex={-1} class="mx-auto max-w-6xl px-4 pt-5 pb-16 sm:pt-8">
        {props.children}
      </main>
    </Announcer>
  );
}
