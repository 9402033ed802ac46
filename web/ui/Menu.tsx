import { useLocation } from '@solidjs/router';
import { createEffect, createSignal, createUniqueId, on, onCleanup, Show } from 'solid-js';
import { createDevelopment } from '../lib/clock.ts';
import { createSignOut, useMe } from '../lib/session.tsx';
import { createUnread } from '../lib/unread.ts';
import { OpensIcon } from './Icons.tsx';

/** The ways to everything else: in one line with the name of the product, and behind one button where the window is narrow. */
export function Menu() {
  const me = useMe();
  const signOut = createSignOut();
  const development = createDevelopment();
  const unread = createUnread();
  const place = useLocation();
  const [opened, setOpened] = createSignal(false);
  const id = createUniqueId();
  let all!: HTMLDivElement;
  let button!: HTMLButtonElement;
  const isAt = (...starts: string[]) => (starts.some((start) => place.pathname.startsWith(start)) ? 'page' : undefined);
  createEffect(
    on(
      () => place.pathname,
      () => setOpened(false),
      { defer: true },
    ),
  );
  createEffect(() => {
    if (!opened()) return;
    const leave = (event: Event) => !all.contains(event.target as Node) && setOpened(false);
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpened(false);
      button.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', onEscape);
    onCleanup(() => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', onEscape);
    });
  });
  return (
    <div ref={all} class="lg:contents">
      <button
        ref={button}
        type="button"
        aria-expanded={opened()}
        aria-controls={id}
        class="flex min-h-11 items-center gap-1 font-semibold text-blue lg:hidden"
        onClick={() => setOpened(!opened())}
      >
        Menu
        <Show when={unread.data?.mine}>
          <span class="size-2 rounded-full bg-blue" />
          <span class="sr-only">: answers are yours to read</span>
        </Show>
        <OpensIcon open={opened()} />
      </button>
      <nav
        id={id}
        aria-label="Everything else"
        class={`flex grow items-center gap-x-4 max-lg:absolute max-lg:right-4 max-lg:left-4 sm:max-lg:left-auto sm:max-lg:w-80 max-lg:top-full max-lg:z-10 max-lg:mt-1 max-lg:flex-col max-lg:items-stretch max-lg:rounded-2xl max-lg:border max-lg:border-line max-lg:bg-card max-lg:px-4 max-lg:py-2 max-lg:shadow-lg ${opened() ? '' : 'max-lg:hidden'}`}
      >
        <a href="/" aria-current={place.pathname === '/' ? 'page' : isAt('/callbacks')} class={ENTRY}>
          Callbacks
        </a>
        <a href="/reading" aria-current={isAt('/reading', '/held')} class={ENTRY}>
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
        <Show when={me().setup !== 'over'}>
          <a href="/setup" aria-current={isAt('/setup')} class={ENTRY}>
            Set up
          </a>
        </Show>
        <a href="/settings" aria-current={isAt('/settings')} class={ENTRY}>
          Settings
        </a>
        <span class="ml-auto max-lg:-mx-4 max-lg:mt-2 max-lg:border-t max-lg:border-line max-lg:px-4 max-lg:pt-3 max-lg:text-soft">
          {me().name}
          <span class="lg:hidden">, {me().company}</span>
        </span>
        <Show when={development()}>
          <a href="/dev/mailbox" rel="external" class={ENTRY}>
            Mailbox
          </a>
        </Show>
        <button type="button" class={ENTRY} disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </button>
      </nav>
    </div>
  );
}

const ENTRY =
  'link flex min-h-11 items-center gap-1.5 whitespace-nowrap aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:no-underline';
