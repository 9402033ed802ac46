import { Show } from 'solid-js';
import type { ResponseLine } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { Age, Band, Changed } from './parts.tsx';

/** One answer of the list: how long it has waited, who said what, and whose it is to read. All of it leads to the answer. */
export function Line(props: { it: ResponseLine; href: string; onOpen: () => void }) {
  const me = useMe();
  const reader = () => (props.it.reader?.id === me().id ? 'yours to read' : `${props.it.reader?.name ?? 'nobody'} reads it`);
  return (
    <li class="group relative grid gap-x-6 gap-y-1 border-t border-line px-4 py-3.5 first:border-t-0 hover:bg-tint sm:grid-cols-[13rem_minmax(0,1fr)_11rem] sm:px-5">
      <p>
        <Age it={props.it} />
      </p>
      <div class="min-w-0">
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1">
          {/* The link is spread over the whole line, so that it can be hit anywhere. */}
          <a
            href={props.href}
            onClick={() => props.onOpen()}
            class="text-lg leading-snug font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-blue group-hover:underline sm:text-base"
          >
            <bdi>{props.it.customer}</bdi>
          </a>
          <Band it={props.it} />
          <Changed it={props.it} />
          <Show when={props.it.worthThanks}>
            <span class="mark bg-done-tint text-done">worth a thank-you</span>
          </Show>
        </p>
        <Show when={props.it.firstWords} fallback={<p class="mt-0.5 text-soft">Without words</p>}>
          {(words) => (
            <p class="voice mt-0.5 line-clamp-2" dir="auto">
              {words()}
            </p>
          )}
        </Show>
      </div>
      <p class="text-sm text-soft sm:text-right">
        {props.it.team}
        <span class="sm:hidden"> · </span>
        <span class="sm:block">
          <Time at={props.it.at} />
        </span>
        <Show when={props.it.unreadSince}>
          <span class="block">{reader()}</span>
        </Show>
      </p>
    </li>
  );
}
