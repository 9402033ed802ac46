import { For, Show } from 'solid-js';
import { TABS, type Tab } from '../../../server/callbacks/rules.ts';
import type { Changes } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { addressOf, type View } from './view.ts';

/** Above this many, nobody needs to know how many more. */
const MOST = 99;

const NAMES: Record<Tab, string> = {
  mine: 'Mine',
  unowned: 'Unowned',
  team: 'My team',
  waiting: 'Waiting for the customer',
  done: 'Done',
};

/** What a list is called: whoever sees every team has no one team of their own. */
export const nameOf = (tab: Tab, role: string): string => (tab === 'team' && role !== 'supervisor' ? 'All teams' : NAMES[tab]);

/** The lists, each with how many stand in it. */
export function Tabs(props: { view: View; counts: Changes['counts'] | undefined }) {
  const me = useMe();
  const countOf = (tab: Tab) => (tab === 'done' ? undefined : props.counts?.[tab]);
  return (
    <nav aria-label="Which callbacks" class="mt-3 flex flex-wrap gap-x-3 border-b sm:gap-x-5 border-line">
      <For each={TABS}>
        {(tab) => (
          <a
            href={addressOf({ ...props.view, tab, owner: undefined, urgent: false })}
            aria-current={props.view.tab === tab ? 'page' : undefined}
            class={`-mb-px flex min-h-11 items-center gap-1.5 border-b-3 px-1 ${
              props.view.tab === tab ? 'border-blue font-semibold' : 'border-transparent text-soft hover:border-edge hover:text-ink'
            }`}
          >
            <Show when={tab === 'waiting'} fallback={nameOf(tab, me().role)}>
              <span>
                Waiting<span class="max-sm:sr-only"> for the customer</span>
              </span>
            </Show>
            <Show when={countOf(tab)}>
              {(count) => (
                <span class="rounded-full bg-tint px-2 text-sm font-semibold text-ink">{count() > MOST ? `${MOST}+` : count()}</span>
              )}
            </Show>
          </a>
        )}
      </For>
    </nav>
  );
}
