import { useQuery } from '@tanstack/solid-query';
import { api, ask } from './api.ts';

/** Colleagues: for whose list one looks at, to whom a manager gives work, and whom to ask. */
export const createPeople = () => useQuery(() => ({ queryKey: ['people'], queryFn: () => ask(api.people.$get()), staleTime: 60_000 }));
