import { type JSX, Show } from 'solid-js';
import { createDevelopment } from '../lib/clock.ts';
import { createSignOut, useMe } from '../lib/session.tsx';
import { createUnread } from '../lib/unread.ts';
import { AlertsLink } from './AlertsLink.tsx';
import { Announcer } from './Announcer.tsx';
import { Ring } from './Icons.tsx';

/** What surrounds every page of those who are signed in. */
export function Shell(props: { children: JSX.Element }) {
  const me = useMe();
  const signOut = createSignOut();
  const development = createDevelopment();
  const unread = createUnread();
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
        <div class="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <a href="/" class="flex min-h-11 items-center gap-2.5 rounded-lg pr-2">
            <Ring />
            <span class="font-semibold tracking-tight">Ringback</span>
            <span class="text-soft max-sm:sr-only">
              <span aria-hidden="true">· </span>
              {me().company}
            </span>
          </a>
          <AlertsLink />
          <a href="/reading" class="link flex min-h-11 items-center gap-1.5">
            Reading
            <Show when={unread.data?.mine}>
              {(count) => (
                <span class="rounded-full bg-tint px-2 text-sm font-semibold text-ink">
                  {count() > 999 ? '999+' : count()}
                  <span class="sr-only"> yours to read</span>
                </span>
              )}
            </Show>
          </a>
          <a href="/held" class="link flex min-h-11 items-center">
            To be read
          </a>
          <Show when={me().setup !== 'over'}>
            <a href="/setup" class="link flex min-h-11 items-center">
              Set up
            </a>
          </Show>
          <a href="/settings" class="link flex min-h-11 items-center">
            Settings
          </a>
          <span class="ml-auto max-sm:sr-only">{me().name}</span>
          <Show when={development()}>
            <a href="/dev/mailbox" rel="external" class="link flex min-h-11 items-center max-sm:ml-auto">
              Mailbox
            </a>
          </Show>
          <button
            type="button"
            class={`link min-h-11 px-1 ${development() ? '' : 'max-sm:ml-auto'}`}
            disabled={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            Sign out
          </button>
        </div>
      </header>
      <main id="content" tabindex={-1} class="mx-auto max-w-6xl px-4 pt-5 pb-16 sm:pt-8">
        {props.children}
      </main>
    </Announcer>
  );
}
