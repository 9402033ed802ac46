import { useInfiniteQuery } from '@tanstack/solid-query';
import { type Accessor, createMemo } from 'solid-js';
import { api, ask, type CallbackLine } from '../../lib/api.ts';
import { REFRESH } from '../../lib/refresh.ts';

export type Tab = 'mine' | 'all' | 'done';

const QUERIES = {
  mine: { tab: 'open', owner: 'me' },
  all: { tab: 'open', owner: 'anyone' },
  done: { tab: 'closed', owner: 'anyone' },
} as const;

/** The callback list, page after page, asked for anew again and again. */
export const createList = (tab: Accessor<Tab>) =>
  useInfiniteQuery(() => ({
    queryKey: ['list', tab()],
    queryFn: ({ pageParam }) => ask(api.callbacks.$get({ query: { ...QUERIES[tab()], ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH,
    // Rows that are still the same stay the same elements on the page.
    reconcile: 'id',
  }));

/**
 * The lines in the order in which they are shown. While somebody points at the list nothing moves under their hand: known lines stay
 * where they are, with what is new about them; new ones wait at the end.
 */
export function createSteadyOrder(lines: Accessor<CallbackLine[]>, pointing: Accessor<boolean>): Accessor<CallbackLine[]> {
  return createMemo<CallbackLine[]>((shown) => (pointing() ? steady(shown, lines()) : lines()), []);
}

function steady(shown: CallbackLine[], fresh: CallbackLine[]): CallbackLine[] {
  const now = new Map(fresh.map((line) => [line.id, line]));
  const known = new Set(shown.map((line) => line.id));
  return [...shown.map((line) => now.get(line.id) ?? line), ...fresh.filter((line) => !known.has(line.id))];
}
