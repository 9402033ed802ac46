import { useQuery } from '@tanstack/solid-query';
import { api, ask } from './api.ts';
import { asProblem } from './problem.ts';
import { REFRESH } from './refresh.ts';

type Unread = { mine: number; team: number };

/** How many answers are one's own to read, and one's teams'. Most of these looks are answered with "as before". */
export function createUnread() {
  let tag = '';
  let last: Unread | undefined;
  return useQuery(() => ({
    queryKey: ['unread'],
    queryFn: async (): Promise<Unread> => {
      const known = last ? { headers: { 'If-None-Match': tag } } : {};
      const answer = await api.responses.unread.$get({}, known).catch((error) => Promise.reject(asProblem(error)));
      // The typed client knows of no 304: it has no body.
      if (last && (answer.status as number) === 304) return last;
      last = await ask<Unread>(Promise.resolve(answer));
      tag = answer.headers.get('etag') ?? '';
      return last;
    },
    refetchInterval: REFRESH,
  }));
}
