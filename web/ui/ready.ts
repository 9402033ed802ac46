import { useNavigate } from '@solidjs/router';
import { useMutation, useQueryClient } from '@tanstack/solid-query';
import { createSignal } from 'solid-js';
import { api, ask } from '../lib/api.ts';
import { now } from '../lib/clock.ts';
import { asProblem } from '../lib/problem.ts';
import { dayAndTime } from '../lib/time.ts';
import { useAnnounce } from './Announcer.tsx';

/** Ready for the next call: takes the most pressing one and goes there, or says until when there is nobody to call. */
export function createReady() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [nothing, setNothing] = createSignal<string>();
  const next = useMutation(() => ({
    mutationFn: () => ask(api.callbacks.next.$post({ json: {} })),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['list'] });
      void client.invalidateQueries({ queryKey: ['pulse'] });
    },
  }));
  const say = (words: string) => {
    setNothing(words);
    announce(words);
  };
  const ready = async () => {
    setNothing(undefined);
    try {
      const { taken, callback, nextAt, asleep } = await next.mutateAsync();
      if (!callback) return say(nothingToCall(nextAt, asleep));
      announce(taken ? `${callback.customer} is yours now.` : `${callback.customer} is yours, and is waiting for your call.`);
      navigate(`/callbacks/${callback.id}`);
    } catch (error) {
      const { message, next = '' } = asProblem(error);
      say(`${message} ${next}`);
    }
  };
  return { ready: () => void ready(), busy: () => next.isPending, nothing };
}

/** There is nothing to do: until when, and because of what. */
function nothingToCall(nextAt: string | null, asleep: boolean): string {
  if (!nextAt) return 'There is nobody to call right now. Enjoy the silence: what comes appears here by itself.';
  const next = `The next one is ${dayAndTime(Date.parse(nextAt), now())}.`;
  return asleep
    ? `It is night where those who wait live: they are not called before the morning. ${next}`
    : `There is nobody to call right now. ${next}`;
}
