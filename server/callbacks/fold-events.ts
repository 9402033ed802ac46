import type { Instant } from '../core/time.ts';
import type { ErasureReason, WrittenChannel } from '../customers/rules.ts';
import type {
  AttemptOutcome,
  CallbackPromise,
  CallWindow,
  Cause,
  Detail,
  Due,
  FixCause,
  Offer,
  Ours,
  State,
  Tries,
  Understanding,
} from './rules.ts';
import type { ConfidenceTime, Remedy, Request } from './rules-help.ts';

/** A due time, when to warn of it; from when and how much, if it was counted in working time; and what it comes before. */
export type Clocked = Due & { warnAt: Instant | null; counted?: Detail['counted']; behind?: Detail['behind'] };

/** What can happen to a callback. An event carries all that is needed to tell the case again from its ledger alone. */
export type CallbackEvent =
  | {
      kind: 'opened';
      cause: Cause;
      about: string;
      score: number | null;
      firstWords: string | null;
      due: Clocked;
      ours: Ours;
      customerId: string;
      teamId: string;
      interactionId: string;
    }
  | {
      kind: 'joined';
      cause: Cause;
      about: string;
      score: number | null;
      firstWords: string | null;
      words?: string;
      due: Clocked;
      ours?: Ours;
    }
  /** `cause`: why the answer as it is now asks for a call, if it does. */
  | { kind: 'answer_changed'; about: string; was: number; score: number | null; firstWords: string | null; cause: Cause | null }
  | { kind: 'claimed'; ownerId: string; ownerName: string }
  | { kind: 'assigned'; ownerId: string; ownerName: string; from: string | null }
  | { kind: 'released'; reason: string }
  | {
      kind: 'attempted';
      outcome: AttemptOutcome;
      note: string | null;
      due: Clocked;
      late: boolean;
      /** When we try next, if not as soon as we can. */
      plan: CallWindow | null;
      tries: Tries;
      ours?: Ours;
    }
  /** We wrote to a customer whom no call reaches. */
  | { kind: 'written'; channel: WrittenChannel; due: Clocked; late: boolean; plan: CallWindow | null; tries: Tries }
  | { kind: 'window_chosen'; window: CallWindow | null; phone: string | null; due: Clocked; ours?: Ours }
  /** The customer's time has come, or, if it was ours, the one at which we planned to try again. */
  | { kind: 'window_opened'; of: Instant; planned: boolean }
  | { kind: 'announced' }
  | { kind: 'noted'; text: string }
  /**
   * What the customer said by text, word for word. `wish`: they ask for another time, and which window that surely means, if any.
   * `asks`: they ask for the call.
   */
  | { kind: 'wrote'; words: string; wish?: { window: CallWindow | null }; asks?: true }
  /** Somebody else has the number that we knew. */
  | { kind: 'number_lost' }
  | { kind: 'understood'; words: string; state: Understanding['state']; until?: Instant }
  /** The customer did not say in time whether it is right: work goes on. */
  | { kind: 'understanding_unanswered' }
  | { kind: 'understanding_agreed' }
  | { kind: 'understanding_corrected'; words: string }
  | { kind: 'proposed'; text: string }
  | { kind: 'promised'; promise: CallbackPromise; due: Clocked }
  | { kind: 'promise_kept'; promise: string; due: Clocked; late: boolean }
  | { kind: 'promise_missed'; promise: string; wasDue: Instant; due: Clocked }
  /** The customer’s word on whether it was kept; `was`: what we thought. */
  | { kind: 'promise_judged'; promise: string; kept: boolean; was: CallbackPromise['state']; due: Clocked }
  | { kind: 'remedied'; remedy: Remedy }
  | { kind: 'requested'; request: Request; due: Clocked }
  | { kind: 'request_answered'; request: string; answer: string; due: Clocked }
  | { kind: 'request_withdrawn'; request: string; reason: string; due: Clocked }
  | { kind: 'request_overdue'; request: string; wasDue: Instant; due: Clocked }
  /** How confident the customer is, in their own rating. */
  | { kind: 'rated'; rating: number; of: ConfidenceTime; said: 'page' | 'phone' }
  | { kind: 'no_asked'; reason: string; alternatives: string[]; byName: string }
  | { kind: 'offered'; offer: Offer }
  | { kind: 'accepted'; ownerId: string; ownerName: string; due: Clocked }
  | { kind: 'declined'; reason: string }
  | { kind: 'recalled' }
  /** `left`: whoever was asked does not work here any more. */
  | { kind: 'offer_lapsed'; to: string; left?: true }
  | { kind: 'fixed'; cause: FixCause; done: string; due: Clocked; late: boolean; ours?: Ours }
  | { kind: 'confirmed' }
  /** An alarm is what concerns a manager: it was said to be fixed, and was not, again and again. */
  | { kind: 'contested'; words: string; due: Clocked; from: State; ours: Ours; alarm?: true }
  | { kind: 'joined_another'; words: string; other: string }
  | { kind: 'unconfirmed' }
  | { kind: 'withdrawn'; words: string | null }
  /** `power`: said by somebody who may say yes to it without limit. */
  | { kind: 'let_go'; reason: string; alternatives: string[]; power?: string; byName: string }
  /** A word of ours put it on the list, and no call is needed. */
  | { kind: 'dismissed'; reason: string }
  | { kind: 'called_for'; due: Clocked; ours: Ours }
  | { kind: 'erased'; because: ErasureReason }
  | { kind: 'reassigned'; ownerId: string; ownerName: string; from: string | null }
  | { kind: 'replanned'; was: Instant; due: Clocked; ours?: Ours }
  /** `clock`: it is about our own clock, until when it is to be fixed. */
  | { kind: 'warned'; of: Instant; clock?: 'fix' }
  /** A due time that passed was raised: to managers at step 1, to administrators at step 2, and so on until it is done. */
  | { kind: 'escalated'; of: Instant; level: number; step: number; againAt: Instant | null; clock?: 'fix' };
