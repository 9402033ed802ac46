import type { Instant } from '../core/time.ts';
import type { Due, FixCause } from './rules.ts';
import type { Confidence, No, Remedy, Request } from './rules-help.ts';

/** `said`: the customer’s own word, which stands above ours and the clock’s. */
export type CallbackPromise = { id: string; text: string; at: Instant; state: 'open' | 'kept' | 'missed'; said?: true };
export type Offer = {
  to: string;
  toName: string;
  by: string;
  byName: string;
  power: string;
  /** In minor units of the currency in which the company counted then. */
  amount: number;
  currency: string;
  why: string;
  until: Instant;
  untilWhy: string;
};
/** When a customer wants to be called. */
export type CallWindow = { from: Instant; to: Instant };
/**
 * The problem in the customer’s terms. `asked`: they have until then to say whether it is right; `unconfirmed`: they did not; `earlier`: it
 * was understood so before they said that it is still broken.
 */
export type Understanding = { words: string; state: 'asked' | 'unconfirmed' | 'agreed' | 'corrected' | 'earlier'; until?: Instant };

/** The parts of somebody's day, by their own clock. */
export type Part = 'morning' | 'midday' | 'afternoon';

/** How we try to reach somebody next. */
export type Tactic = 'call' | 'text_first' | 'write' | 'weekly' | 'find_number';

/** What was tried in vain since they were spoken with, or since this round began. */
export type Tries = {
  failed: number;
  /** The parts of their day at which nobody answered, the last one last. */
  parts: Part[];
  /** How often we wrote to them instead, and when last. */
  written: number;
  writtenAt: Instant | null;
  /** The number is somebody else's. */
  badNumber: boolean;
  tactic: Tactic;
};

/**
 * Our own clock: by when it is to be fixed, in working time of the team. It stands still while the customer asked us to wait; the
 * customer's own, since they were let down, never does.
 */
export type Ours = {
  /** The working minutes that it may take, and those that were used before `from`. */
  of: number;
  used: number;
  from: Instant;
  running: boolean;
  by: Instant;
  why: string;
  /** From when to when the customer makes us wait now, and for how many minutes they did before. */
  paused: CallWindow | null;
  pausedMinutes: number;
  warnAt: Instant | null;
  escalateAt: Instant | null;
  step: number;
};

/** When a due time is counted in working time: from when, and how many minutes. */
export type Counted = { from: Instant; minutes: number };

/** What belongs to the case but is not searched for. */
export type Detail = {
  attempts: number;
  reached: boolean;
  /** When the customer wants to be called; until the next try. */
  window: CallWindow | null;
  /** When they asked by text to be called instead, in their words, and the window that those surely mean; until a time is agreed. */
  wish: { words: string; at: Instant; window: CallWindow | null } | null;
  /** When we planned to try next, while they chose no time themselves; until the next try. */
  plan: CallWindow | null;
  tries: Tries;
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
  /** Null for a due time that was not counted in working time. */
  counted: Counted | null;
  /** What we owe the customer while a promise, or what another department was asked for, comes before it. */
  behind: (Due & { counted: Counted | null }) | null;
  /** The next moments at which the clock has something to say; null once it has said it. */
  warnAt: Instant | null;
  escalateAt: Instant | null;
  /** How often the time that counts was raised; each time to people further up. */
  step: number;
  escalations: number;
  /** By when it is to be fixed; none before it was opened. */
  ours: Ours | null;
  /** How often a due time was settled too late. */
  late: number;
  /** More than a word that stood in an answer asks for the call: the customer does, or the answer does since it was changed. */
  wanted: boolean;
};
