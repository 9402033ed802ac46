import { Show } from 'solid-js';
import { TABS, type Tab } from '../../../server/callbacks/rules.ts';
import type { Changes } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { Count, Tabs as Line } from '../../ui/Tabs.tsx';
import { addressOf, type View } from './view.ts';

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
    <Line
      label="Which callbacks"
      tabs={TABS}
      open={props.view.tab}
      addressOf={(tab) => addressOf({ ...props.view, tab, owner: undefined, urgent: false })}
    >
      {(tab) => (
        <>
          <Show when={tab === 'waiting'} fallback={nameOf(tab, me().role)}>
            <span>
              Waiting<span class="max-sm:sr-only"> for the customer</span>
            </span>
          </Show>
          <Show when={countOf(tab)}>{(count) => <Count of={count()} />}</Show>
        </>
      )}
    </Line>
  );
}
