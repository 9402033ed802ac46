import type { Instant } from '../core/time.ts';
import type { FixCause } from './rules.ts';
import type { Confidence, No, Remedy, Request } from './rules-help.ts';

export type CallbackPromise = { id: string; text: string; at: Instant; state: 'open' | 'kept' | 'missed' };
export type Offer = { to: string; toName: string; by: string; byName: string; power: string; amount: number; why: string; until: Instant };
/** When a customer wants to be called. */
export type CallWindow = { from: Instant; to: Instant };
export type Understanding = { words: string; state: 'unconfirmed' | 'agreed' | 'corrected' };

/** What belongs to the case but is not searched for. */
export type Detail = {
  attempts: number;
  reached: boolean;
  /** When the customer wants to be called; until the next try. */
  window: CallWindow | null;
  /** The number they want to be called on (E.164), when it is another than the one we know. */
  phone: string | null;
  /** When the customer was last told that a call is coming. */
  announcedAt: Instant | null;
  understanding: Understanding | null;
  proposals: string[];
  promises: CallbackPromise[];
  remedies: Remedy[];
  requests: Request[];
  confidence: Confidence;
  offer: Offer | null;
  handOffs: number;
  /** How often it was given back, or not taken over, as outside somebody’s remit. */
  declines: number;
  /** The no that its owner asks a manager for; and the one that was said. */
  noAsked: No | null;
  no: No | null;
  fix: { cause: FixCause; done: string; at: Instant } | null;
  ending: string | null;
  /** Let down once more, and not spoken with since. */
  urgent: boolean;
  /** When the due time was counted in working time: from when, and how many minutes. */
  counted: { from: Instant; minutes: number } | null;
  /** The next moments at which the clock has something to say; null once it has said it. */
  warnAt: Instant | null;
  escalateAt: Instant | null;
  /** How often the time that counts was raised; each time to people further up. */
  step: number;
  escalations: number;
  /** How often a due time was settled too late. */
  late: number;
};
