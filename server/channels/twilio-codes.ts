import type { DeliveryState } from '../core/ladder.ts';
import { DAY, HOUR, type Millis } from '../core/time.ts';
import type { NumberBar, TextStatus } from './channel.ts';

/** What Twilio's codes say (twilio.com/docs/api/errors): 2xxxx come in the answer to a request, 3xxxx in a later report. */
type Meaning = {
  words: string;
  bars?: NumberBar;
  againAfter?: Millis;
  pausesFor?: Millis;
  /** Our account, our key or our number is not in order: no text is to blame, and no time mends it. */
  ours?: true;
};

const MEANINGS: Record<number, Meaning> = {
  20003: { words: 'the credentials are not valid', ours: true },
  20429: { words: 'too many requests' },
  21211: { words: 'not a valid number', bars: 'not_textable' },
  21608: { words: 'a trial account texts verified numbers only', ours: true },
  21610: { words: 'the receiver opted out', bars: 'opted_out' },
  21614: { words: 'not a mobile number', bars: 'not_textable' },
  21635: { words: 'a landline', bars: 'not_textable' },
  // Off, no service, roaming, or filtered: it may pass, once.
  30003: { words: 'the handset cannot be reached', againAfter: HOUR },
  30004: { words: 'blocked' },
  30005: { words: 'an unknown or inactive handset', bars: 'not_textable' },
  30006: { words: 'a landline, or a carrier that cannot be reached', bars: 'not_textable' },
  30007: { words: 'filtered as unwanted' },
  30008: { words: 'an unknown error of the carrier' },
  30034: { words: 'our number is not registered', pausesFor: DAY },
  30035: { words: 'our number is not registered', pausesFor: DAY },
};

export const meaningOf = (code: number): Meaning | undefined => (Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined);

/** A reason as it is kept: with its code first, and without any number of a customer. */
export const reasonOf = (code: number, message = ''): string =>
  `${code}: ${meaningOf(code)?.words ?? message.replace(/\+?\d[\d\s().-]{4,}\d/g, '…')}`.slice(0, 300);

// `queued`, `accepted`, `scheduled`, `sending` tell nothing that we do not know; words that come later tell nothing yet.
const STATES: Record<string, DeliveryState> = {
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** A status of Twilio, with its error code if there is one, as what it means to us. */
export function statusFrom(sid: string, word: string, code: number | null): TextStatus {
  const state = Object.hasOwn(STATES, word) ? STATES[word]! : null;
  if (state !== 'failed') return { sid, word, state, reason: null };
  const { bars, againAfter, pausesFor } = (code !== null && meaningOf(code)) || {};
  return {
    sid,
    word,
    state,
    reason: code === null ? word : reasonOf(code),
    ...(bars && { bars }),
    ...(againAfter && { againAfter }),
    ...(pausesFor && { pausesFor }),
  };
}
