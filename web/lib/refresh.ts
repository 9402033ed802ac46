import { MutationCache, QueryCache, QueryClient } from '@tanstack/solid-query';
import type { CallbackView } from './api.ts';
import { mayPass, Problem } from './problem.ts';
import { onSettled } from './unsent.ts';

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
  onSettled((id, after) => (after ? learn(client, after) : void client.invalidateQueries({ queryKey: callbackKey(id) })));
  return client;
}

/** A callback is known under this name. */
export const callbackKey = (id: string) => ['callback', id];

/** A move was made: this is the callback now, and the lists are not what they were. */
export function learn(client: QueryClient, after: CallbackView): void {
  client.setQueryData(callbackKey(after.id), after);
  void client.invalidateQueries({ queryKey: ['list'] });
  void client.invalidateQueries({ queryKey: ['pulse'] });
}
