import { MutationCache, QueryCache, QueryClient } from '@tanstack/solid-query';
import { mayPass, Problem } from './problem.ts';

/** How often what is on the screen is asked for anew, in milliseconds. */
export const REFRESH = 15_000;

/** Who is signed in is known under this name; `null` is nobody. */
export const ME = ['me'] as const;

/** Keeps what the server said. When it no longer knows who we are, nobody is signed in. */
export function makeQueryClient(): QueryClient {
  const noticeSignedOut = (error: Error) => {
    if (error instanceof Problem && error.status === 401) client.setQueryData(ME, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignedOut }),
    mutationCache: new MutationCache({ onError: noticeSignedOut }),
    defaultOptions: {
      // 'always': a browser that believes itself offline is often wrong, and a request that fails says so in words.
      queries: { staleTime: 2_000, networkMode: 'always', retry: (count, error) => mayPass(error) && count < 2 },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
