import { now } from './clock.ts';
import { dayAndTime } from './time.ts';

/** A colleague with their hours and what is on their hands, as the server tells it of those to whom something is given. */
export type Loaded = { here: boolean; away: { until: string | null } | null; worksAgainAt: string | null; open: number; dueToday: number };

/** `here now`, `here again today 14:00`, `away until Mon 9 Mar 09:00`. */
export function hoursWords({ here, away, worksAgainAt }: Loaded): string {
  const when = (at: string) => dayAndTime(Date.parse(at), now());
  if (away) return `away${away.until ? ` until ${when(away.until)}` : ''}`;
  if (here) return 'here now';
  return worksAgainAt ? `here again ${when(worksAgainAt)}` : 'not at work now';
}

/** `here now · 3 open, 1 due today`. */
export const loadWords = (one: Loaded): string =>
  `${hoursWords(one)} · ${one.open ? `${one.open} open${one.dueToday ? `, ${one.dueToday} due today` : ''}` : 'nothing open'}`;
