import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createSignal } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { REFRESH } from '../../lib/refresh.ts';
import { asQuery, type View } from './view.ts';

const one = api.responses[':id'];
const paramOf = (id: string) => ({ id: encodeURIComponent(id) });
const keyOf = (id: string) => ['response', id];

/** The list as it is, page after page, asked for anew again and again. */
export const createList = (view: Accessor<View>) =>
  useInfiniteQuery(() => ({
    queryKey: ['responses', view()],
    queryFn: ({ pageParam }) => {
      const query = { tab: view().tab, ...asQuery(view()), ...(pageParam ? { cursor: pageParam } : {}) };
      return ask(api.responses.$get({ query }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH,
    reconcile: 'id',
  }));

/** How much of what was answered in the last week somebody has read. */
export const createCoverage = () =>
  useQuery(() => ({ queryKey: ['coverage'], queryFn: () => ask(api.responses.coverage.$get({ query: {} })), refetchInterval: 60_000 }));

const read = (id: string) => ({ queryKey: keyOf(id), queryFn: () => ask(one.$get({ param: paramOf(id) })), reconcile: 'id' as const });

/** One answer. A colleague may read it, or its customer change it, at any moment. */
export const createResponse = (id: string) => useQuery(() => ({ ...read(id), refetchInterval: REFRESH }));

/** As many as one goes through at a stretch. */
const STRETCH = 200;

/** What is gone through one by one: the list as it was when it was begun, so that what was read can be gone back to. */
type Queue = { of: string; ids: string[]; more: boolean };

const [queue, setQueue] = createSignal<Queue>();

/** What was said of the one before: it stands above the next. */
export const [told, tell] = createSignal<string>();

/** The way through a list, one answer after the other. Outside of a list, as from a callback, it leads to what is one's own to read. */
export function createWay(id: string, view: Accessor<View>) {
  const client = useQueryClient();
  const name = () => JSON.stringify(view());
  const fetchQueue = async (): Promise<Queue> => {
    const { items, next } = await ask(api.responses.$get({ query: { tab: view().tab, ...asQuery(view()), limit: String(STRETCH) } }));
    return { of: name(), ids: items.map((item) => item.id), more: next !== null };
  };
  const begin = async () => {
    if (queue()?.of !== name() || !queue()?.ids.includes(id)) setQueue(await fetchQueue());
  };
  const here = () => (queue()?.of === name() ? queue() : undefined);
  const place = () => here()?.ids.indexOf(id) ?? -1;
  const at = (offset: number): string | undefined => (place() < 0 ? undefined : here()?.ids[place() + offset]);
  return {
    /** Begins at the list as it is, unless it was begun already. Looks ahead, so that the next one is there at once. */
    async begin() {
      await begin();
      const ahead = at(1);
      if (ahead) void client.prefetchQuery({ ...read(ahead), staleTime: REFRESH });
    },
    place: () => (place() < 0 ? undefined : { at: place() + 1, of: here()!.ids.length, more: here()!.more }),
    before: () => at(-1),
    after: () => at(1),
    /** What is left when one has come to the end: the first that is still there, and the way begins anew. */
    async left(): Promise<string | undefined> {
      const fresh = await fetchQueue();
      setQueue(fresh);
      return fresh.ids.find((other) => other !== id);
    },
  };
}

/** What can be done with an answer. Afterwards whatever tells of it is looked at again. */
export function createActs(id: string) {
  const client = useQueryClient();
  const onSettled = () => {
    for (const queryKey of [keyOf(id), ['responses'], ['unread'], ['coverage'], ['list'], ['pulse']])
      void client.invalidateQueries({ queryKey });
  };
  const param = paramOf(id);
  return {
    read: useMutation(() => ({ mutationFn: (version: number) => ask(one.read.$post({ param, json: { version } })), onSettled })),
    call: useMutation(() => ({ mutationFn: (reason: string) => ask(one.callback.$post({ param, json: { reason } })), onSettled })),
    preview: (line: string) => ask(one.thanks.preview.$post({ param, json: { line } })),
    thank: useMutation(() => ({
      mutationFn: (json: { line: string; email?: string }) => ask(one.thanks.$post({ param, json })),
      onSettled,
    })),
  };
}
