import { useQuery } from '@tanstack/solid-query';
import { api, ask } from './api.ts';
import { REFRESH } from './refresh.ts';

/** Colleagues: for whose list one looks at, to whom a manager gives work, and whom to ask. */
export const createPeople = () => useQuery(() => ({ queryKey: ['people'], queryFn: () => ask(api.people.$get()), staleTime: 60_000 }));

/** Those to whom a manager gives work: their hours, and what is on their hands at this moment. */
export const createReceivers = () =>
  useQuery(() => ({ queryKey: ['receivers'], queryFn: () => ask(api.receivers.$get()), refetchInterval: REFRESH }));
