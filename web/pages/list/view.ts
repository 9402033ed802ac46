import { useSearchParams } from '@solidjs/router';
import { TABS, type Tab } from '../../../server/callbacks/rules.ts';

/** What the list shows, as it stands in the address: a view can be sent to a colleague. */
export type View = { tab: Tab; team: string | undefined; owner: string | undefined; urgent: boolean; q: string | undefined };

/** The view in the address, and the way to change it. What makes no sense beside the tab is left out. */
export function createView() {
  const [search, setSearch] = useSearchParams();
  const word = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? (search[name] as string) : undefined);
  const view = (): View => {
    const tab = TABS.find((one) => one === search.tab) ?? 'mine';
    return {
      tab,
      team: word('team'),
      owner: tab === 'mine' || tab === 'unowned' ? undefined : word('owner'),
      urgent: search.urgent === 'yes' && tab !== 'waiting' && tab !== 'done',
      q: word('q')?.slice(0, 200),
    };
  };
  const change = (some: Partial<View>) => {
    const { team, owner, urgent, q } = { ...view(), ...some };
    setSearch({ team: team ?? '', owner: owner ?? '', urgent: urgent ? 'yes' : '', q: q ?? '' }, { replace: true });
  };
  return { view, change };
}

/** The address of a view. */
export function addressOf({ tab, team, owner, urgent, q }: View): string {
  const words = { ...(tab === 'mine' ? {} : { tab }), ...asQuery({ team, owner, urgent, q }) };
  const query = new URLSearchParams(words).toString();
  return query ? `/?${query}` : '/';
}

/** The filters of a view, as the server takes them. */
export const asQuery = ({ team, owner, urgent, q }: Omit<View, 'tab'>) => ({
  ...(team ? { team } : {}),
  ...(owner ? { owner } : {}),
  ...(urgent ? { urgent: 'yes' as const } : {}),
  ...(q ? { q } : {}),
});

/** Whether anything but the tab narrows the list. */
export const isNarrowed = ({ team, owner, urgent, q }: View): boolean => Boolean(team || owner || urgent || q);
