import { useMutation } from '@tanstack/solid-query';
import { api, ask } from '../../lib/api.ts';

/** Asks for the mail that lets one in. The answer is the same for strangers, so it says nothing about who works here. */
export const createAskForLink = () =>
  useMutation(() => ({ mutationFn: (email: string) => ask(api['sign-in'].$post({ json: { email } })) }));
