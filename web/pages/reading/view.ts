import { useSearchParams } from '@solidjs/router';

export const TABS = ['mine', 'team', 'all'] as const;
export type Tab = (typeof TABS)[number];

/** Which answers are looked at: a list, and what narrows it. It stands in the address, so that a view can be shared and come back to. */
export type View = {
  tab: Tab;
  team: string | undefined;
  score: 'low' | 'middle' | 'satisfied' | undefined;
  words: 'with' | 'without' | undefined;
};

/** The view that the address names. */
export function createView() {
  const [search, setSearch] = useSearchParams();
  const one = <T extends string>(name: string, allowed: readonly T[]): T | undefined => allowed.find((value) => value === search[name]);
  const view = (): View => ({
    tab: one('tab', TABS) ?? 'mine',
    team: typeof search.team === 'string' && search.team ? search.team : undefined,
    score: one('score', ['low', 'middle', 'satisfied']),
    words: one('words', ['with', 'without']),
  });
  const change = (some: Partial<View>) => {
    const { team, score, words } = { ...view(), ...some };
    setSearch({ team: team ?? '', score: score ?? '', words: words ?? '' }, { replace: true });
  };
  return { view, change };
}

/** What narrows a view, as the server takes it. */
export const asQuery = ({ team, score, words }: View) => ({
  ...(team ? { team } : {}),
  ...(score ? { score } : {}),
  ...(words ? { words } : {}),
});

export const isNarrowed = ({ team, score, words }: View): boolean => Boolean(team || score || words);

const inAddress = (view: View): string => {
  const query = new URLSearchParams({ ...(view.tab === 'mine' ? {} : { tab: view.tab }), ...asQuery(view) }).toString();
  return query ? `?${query}` : '';
};

export const addressOf = (view: View): string => `/reading${inAddress(view)}`;
export const addressOfOne = (id: string, view: View): string => `/reading/${id}${inAddress(view)}`;
