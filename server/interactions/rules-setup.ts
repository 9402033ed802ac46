import type { Policy } from '../people/policy.ts';

/**
 * A contact of one's own, to try Ringback out: its survey, because of which nobody is called, or, as an administrator does at first, the
 * whole loop. Nothing of either counts anywhere.
 */
export type Trial = 'survey' | 'loop';

/** The source of the contacts by which an administrator closes a first loop. No machine may have it for a name. */
export const SETUP_SOURCE = 'setup';

/** Somebody who tries Ringback out is asked at once: nothing waits for the morning, and no cap counts them out. */
export const atOnce = (policy: Policy): Policy => ({ ...policy, delayMinutes: 0, quiet: null, capDays: 0, samplePercent: 100 });

/** How far the administrator's own loop has come. */
export type LoopStage = 'writing' | 'not_asked' | 'asked' | 'content' | 'open' | 'claimed' | 'fixed' | 'closed' | 'ended';

/** What the loop is known by: its invitation, the answer to it and the callback that came of that. */
export type Loop = { invitation: string; answered: boolean; callback: string | null };

export function loopStage({ invitation, answered, callback }: Loop): LoopStage {
  if (callback === 'open' || callback === 'claimed' || callback === 'fixed') return callback;
  if (callback !== null) return callback === 'confirmed' ? 'closed' : 'ended';
  if (answered) return 'content';
  if (invitation === 'scheduled') return 'writing';
  return invitation === 'asked' ? 'asked' : 'not_asked';
}
