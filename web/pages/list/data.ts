import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { api, ask, type CallbackLine, type Changes, type ListPage } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { withChanges } from './changes.ts';
import { asQuery, type View } from './view.ts';

/** How often we look whether anything is new, in milliseconds. Most of these looks cost the server one glance at an index. */
const PULSE = 5_000;
/** As many lines as are read at once. */
const PAGE = 100;
const HOUR = 3_600_000;

type Read = { pages: ListPage[]; pageParams: (string | null)[] };

/** What was read is kept out of the store, which would look through ten thousand lines whenever one of them changes. */
const behindFunction = (data: Read) => () => data;

const keyOf = ({ tab, team, owner, urgent, q }: View) => ['list', tab, team, owner, urgent, q];

/** The list as it was read, page after page; what changes on the server changes in it. */
export function createList(view: Accessor<View>) {
  const me = useMe();
  const client = useQueryClient();
  const list = useInfiniteQuery(() => ({
    queryKey: keyOf(view()),
    queryFn: ({ pageParam }) => {
      const { tab, q } = view();
      const where = { tab, ...asQuery(view()), ...(pageParam ? { cursor: pageParam } : {}), ...(q ? {} : { limit: String(PAGE) }) };
      return ask<ListPage>(api.callbacks.$get({ query: where }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
    // A call may take an hour: whoever comes back from one finds the list where they left it.
    gcTime: 2 * HOUR,
    select: behindFunction,
  }));
  const pulse = createPulse();
  /** The newest of what changed while this page was open, whether it still belongs in the list or not. */
  const [newest, setNewest] = createSignal<ReadonlyMap<string, CallbackLine>>(new Map());
  const learn = (lines: readonly CallbackLine[]) =>
    lines.length && setNewest((known) => new Map([...known, ...lines.map((line) => [line.id, line] as const)]));
  createEffect(
    on(
      () => pulse.data,
      (news) => {
        learn(news?.items ?? []);
        const read = client.getQueryData<Read>(keyOf(view()));
        const at = Math.min(...(read?.pages.map((page) => page.at) ?? []));
        if (!news || !read || at >= news.at) return;
        // One's own list is short, and what is searched for stands in no order: both are read anew.
        const known = news.since !== undefined && news.since <= at && !news.more && view().tab !== 'mine' && !view().q;
        if (known) client.setQueryData(keyOf(view()), withChanges(read, news.items, news.at, view(), me().id));
        else void list.refetch();
      },
    ),
  );
  return { list, pulse, learn, newest: (id: string) => newest().get(id) };
}

type Pulse = Changes & { since: number | undefined };

/** Asks again and again whether anything is new. */
function createPulse() {
  let tag = '';
  let last: Pulse | undefined;
  return useQuery(() => ({
    queryKey: ['pulse'],
    queryFn: async (): Promise<Pulse> => {
      const since = last?.at;
      const query = since === undefined ? {} : { since: String(since) };
      const known = last ? { headers: { 'If-None-Match': tag } } : {};
      const answer = await api.callbacks.changes.$get({ query }, known).catch((error) => Promise.reject(asProblem(error)));
      // The typed client knows of no 304: it has no body.
      if (last && (answer.status as number) === 304) return last;
      last = { ...(await ask<Changes>(Promise.resolve(answer))), since };
      tag = answer.headers.get('etag') ?? '';
      return last;
    },
    refetchInterval: PULSE,
    gcTime: 0,
  }));
}

/** Taking or giving several: afterwards every list is read anew. */
export function createMoves() {
  const client = useQueryClient();
  const onSettled = () => {
    void client.invalidateQueries({ queryKey: ['list'] });
    void client.invalidateQueries({ queryKey: ['pulse'] });
  };
  return {
    claim: useMutation(() => ({ mutationFn: (ids: string[]) => ask(api.callbacks.claim.$post({ json: { ids } })), onSettled })),
    assign: useMutation(() => ({
      mutationFn: (json: { ids: string[]; to: string; owners: Record<string, string | null> }) => ask(api.callbacks.assign.$post({ json })),
      onSettled,
    })),
  };
}
