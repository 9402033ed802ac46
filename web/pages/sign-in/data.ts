import { useMutation, useQuery } from '@tanstack/solid-query';
import { api, ask } from '../../lib/api.ts';

/** Asks for the mail that lets one in. The answer is the same for strangers, so it says nothing about who works here. */
export const createAskForLink = (next: () => string | undefined) =>
  useMutation(() => ({ mutationFn: (email: string) => ask(api['sign-in'].$post({ json: { email, ...wanted(next()) } })) }));

/** Goes to the company's own sign-on. */
export const createSignOn = () =>
  useMutation(() => ({
    mutationFn: async (next: string | undefined) => {
      const { to } = await ask(api['sign-on'].$post({ json: wanted(next) }));
      location.assign(to);
    },
  }));

/** The company's own sign-on, by the name of its host; `null` where there is none. */
export const createWayIn = () =>
  useQuery(() => ({ queryKey: ['way-in'], queryFn: async () => (await ask(api.session.$get())).signOn, staleTime: 60_000 }));

const wanted = (next: string | undefined) => (next === undefined ? {} : { next });
