import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { REFRESH } from '../../lib/refresh.ts';

export type Tab = 'to_read' | 'waiting' | 'dismissed';

const one = api.responses[':id'];

/** The answers that may come from a machine, page after page, asked for anew again and again. */
export const createHeld = (state: Accessor<Tab>) =>
  useInfiniteQuery(() => ({
    queryKey: ['held', state()],
    queryFn: ({ pageParam }) => ask(api.responses.held.$get({ query: { state: state(), ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH,
    // Rows that are still the same stay the same elements on the page.
    reconcile: 'id',
  }));

/** What a supervisor finds: it is real, or a machine sent it because. */
export type Judgement = { id: string; reason?: string };

/** Says what an answer is. Whatever comes of it, the lists are looked at again. */
export function createJudgement() {
  const client = useQueryClient();
  return useMutation(() => ({
    mutationFn: async ({ id, reason }: Judgement): Promise<{ callback: string | null }> => {
      const param = { id: encodeURIComponent(id) };
      if (reason === undefined) return ask(one.count.$post({ param, json: {} }));
      await ask(one.dismiss.$post({ param, json: { reason } }));
      return { callback: null };
    },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['held'] }), client.invalidateQueries({ queryKey: ['list'] })]),
  }));
}
