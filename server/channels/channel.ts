import type { Instant, Millis } from '../core/time.ts';

/** An email exactly as it will be sent: rendered once, stored, and sent again byte for byte if it must be. */
export type EmailRequest = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
};

/** One message on its way out; its id never changes, whatever happens to it. */
export type OutboundMessage = { id: string; request: EmailRequest };

/** Several messages that travel together. The key and the members stay the same on every try, so a provider can recognise them. */
export type Lot = { key: string; messages: readonly OutboundMessage[]; firstTriedAt: Instant | null };

/** What became of one message of a lot. */
export type Delivery =
  | { id: string; verdict: 'accepted'; providerId: string }
  /** The provider will never take this message; trying again is useless. */
  | { id: string; verdict: 'refused'; reason: string; fault: 'address' | 'message' }
  /** Certainly not taken, and it may be tried again after the pause. `counts` is false when the fault was not the message's (a rate limit, a quota, a bad key). */
  | { id: string; verdict: 'later'; reason: string; after: Millis; counts: boolean; pausesChannel: boolean }
  /** It may or may not have left. It may only be tried again with the same key and the same bytes; with `after`, not sooner, and the try does not count. */
  | { id: string; verdict: 'unclear'; reason: string; after?: Millis; pausesChannel?: boolean };

/** A way out of the house: a lot in, a verdict for each of its messages out. It never throws. */
export type Channel = {
  readonly name: 'mailbox' | 'resend' | 'smtp';
  /** At most so many messages in a lot. */
  readonly lotSize: number;
  /** Whether a repeat with the same key is recognised by the provider, and for how long after the first try. */
  readonly recognisesRepeatsFor: Millis;
  send(lot: Lot): Promise<Delivery[]>;
};
