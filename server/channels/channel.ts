import type { DeliveryState } from '../core/ladder.ts';
import type { Instant, Millis } from '../core/time.ts';
import type { PushChannel } from './push.ts';

/** An email exactly as it will be sent: rendered once, stored, and sent again byte for byte if it must be. */
export type EmailRequest = {
  from: string;
  replyTo?: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
};

/** A text (SMS) exactly as it will be sent. `from` is our number, or the name of the service that chooses one. */
export type TextRequest = { from: string; to: string; body: string };

/** One message on its way out; its id never changes, whatever happens to it. */
export type OutboundMessage<Request = EmailRequest> = {
  id: string;
  request: Request;
  /** For so long the provider may hold it back; what could not be handed over by then is of no use any more, or would disturb. */
  goodFor?: Millis;
};

/** Several messages that travel together. The key and the members stay the same on every try, so a provider can recognise them. */
export type Lot<Request = EmailRequest> = { key: string; messages: readonly OutboundMessage<Request>[]; firstTriedAt: Instant | null };

/** Why nothing more may go to a number: its owner said so, or no text can reach it. */
export type NumberBar = 'opted_out' | 'not_textable';

/** What became of one message of a lot. */
export type Delivery =
  | { id: string; verdict: 'accepted'; providerId: string }
  /** The provider will never take this message; trying again is useless. `bars` is what it thereby said about the number. */
  | { id: string; verdict: 'refused'; reason: string; fault: 'address' | 'message'; bars?: NumberBar }
  /**
   * Certainly not taken, and it may be tried again after the pause. `counts` is false when the fault was not the message's (a rate
   * limit, a quota, a bad key); `alarm` says that no time but only a person can mend it.
   */
  | { id: string; verdict: 'later'; reason: string; after: Millis; counts: boolean; pausesChannel: boolean; alarm?: boolean }
  /** It may or may not have left. It may only be tried again with the same key and the same bytes; with `after`, not sooner, and the try does not count. */
  | { id: string; verdict: 'unclear'; reason: string; after?: Millis; pausesChannel?: boolean };

/** A way out of the house: a lot in, a verdict for each of its messages out. It never throws. */
export type Channel<Request = EmailRequest> = {
  readonly name: 'mailbox' | 'resend' | 'smtp' | 'text_mailbox' | 'twilio';
  /** At most so many messages in a lot. */
  readonly lotSize: number;
  /** Whether a repeat with the same key is recognised by the provider, and for how long after the first try. */
  readonly recognisesRepeatsFor: Millis;
  send(lot: Lot<Request>): Promise<Delivery[]>;
};

/** What a provider says of a text that it took. `state` is null while there is nothing to tell. */
export type TextStatus = {
  sid: string;
  /** The provider's own word. */
  word: string;
  state: DeliveryState | null;
  reason: string | null;
  bars?: NumberBar;
  /** It may arrive if it is sent once more, so much later. */
  againAfter?: Millis;
  /** Nothing we send gets through until a person has mended it: hold everything back for so long. */
  pausesFor?: Millis;
};

/** A text that came in, as its provider tells it. */
export type ArrivedText = {
  sid: string;
  from: string;
  to: string;
  body: string;
  /** Set where the provider has understood a keyword, and has answered it. */
  optOutType: 'STOP' | 'START' | 'HELP' | null;
  at: Instant | null;
};

/** Texts: a way out that can be asked afterwards what it took, and a way in. What it is asked may fail, with an Error. */
export type TextChannel = Channel<TextRequest> & {
  /** Our number, or the name of the service. */
  readonly from: string;
  /** Whether a request to `url`, as it is configured, with these parameters was signed by the provider. */
  isGenuine(url: string, parameters: readonly (readonly [string, string])[], signature: string): Promise<boolean>;
  readArrived(parameters: ReadonlyMap<string, string>): ArrivedText | undefined;
  readStatus(parameters: ReadonlyMap<string, string>): TextStatus | undefined;
  /** Every text that came in since, oldest first. Nothing where the provider keeps no list. */
  listArrived(since: Instant): Promise<ArrivedText[]>;
  statusOf(sid: string): Promise<TextStatus | undefined>;
  /** What went to `to` with exactly these words between the two moments. */
  findSent(to: string, body: string, from: Instant, until: Instant): Promise<TextStatus[]>;
};

/** The company's single sign-on. `name` is the host at which people sign in. */
export type SignOn = {
  readonly name: string;
  /** Where the browser has to go. */
  begin(kept: SignOnKept): Promise<string | SignOnTrouble>;
  /** Whom it vouches for, by what the browser came back with. */
  finish(answer: string, kept: SignOnKept): Promise<Vouched | SignOnTrouble>;
};

/** What belongs to one sign-in and is not told to others. */
export type SignOnKept = { state: string; nonce: string; verifier: string };

/** `subject` is the provider's own name for somebody, which never changes hands. */
export type Vouched = { issuer: string; subject: string; email: string | undefined; verified: boolean };

export type SignOnTrouble = { trouble: 'declined' | 'not_genuine' | 'unreachable'; detail: string };

/** What lies outside of one installation. Without `text` nobody is texted; without `signOn` all sign in by a link in their mail. */
export type Channels = { email: Channel; text?: TextChannel | undefined; push?: PushChannel | undefined; signOn?: SignOn | undefined };
