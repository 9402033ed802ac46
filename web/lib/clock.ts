import { useQuery } from '@tanstack/solid-query';
import { type Accessor, createEffect, createSignal } from 'solid-js';
import { REFRESH } from './refresh.ts';

/** How often words like "in 5 min" are said anew. */
const BEAT = 5_000;

const [beat, setBeat] = createSignal(Date.now());
setInterval(() => setBeat(Date.now()), BEAT);

/** How far the server's clock is ahead of this computer's. Only a development installation has one that was moved. */
const [ahead, setAhead] = createSignal(0);

/** The present, as the server has it. Due times are measured against it, and every word about time changes with it. */
export const now: Accessor<number> = () => beat() + ahead();

/** The present to the millisecond, for what is written down. */
export const rightNow = (): number => Date.now() + ahead();

/**
 * Whether this is a development installation, where mail goes to a page; its clock is followed. It can only be one on a machine of
 * one's own, so nobody else's server is asked.
 */
export function createDevelopment(): Accessor<boolean> {
  const clock = useQuery(() => ({
    queryKey: ['development'],
    queryFn: async (): Promise<{ now: string } | null> => {
      const answer = await fetch('/dev/clock');
      return answer.ok ? answer.json() : null;
    },
    enabled: ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname),
    // Where there is none now there will be none later.
    refetchInterval: (query) => (query.state.data ? REFRESH : false),
    retry: false,
  }));
  createEffect(() => {
    const moved = clock.data?.now;
    if (!moved) return;
    setBeat(Date.now());
    setAhead(Date.parse(moved) - clock.dataUpdatedAt);
  });
  return () => Boolean(clock.data);
}
