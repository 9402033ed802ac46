/** What a provider can report about a message that it took. */
export type DeliveryState = 'sent' | 'delayed' | 'delivered' | 'failed' | 'suppressed' | 'bounced' | 'complained';

/**
 * Where a message stands. `unknown` means that we cannot tell whether it left: it is listed for a person and never tried again
 * by itself. `cancelled` was taken back before it was tried.
 */
export type MessageState = 'queued' | 'sending' | 'accepted' | DeliveryState | 'unknown' | 'cancelled';

// Reports arrive late, twice and in any order. A message only moves up this ladder, so every order ends in the same place.
// `failed` and `suppressed` would tie; a tie would let the order decide, so the one that says more about the address is higher.
const RANK: Record<MessageState, number> = {
  queued: 0,
  cancelled: 0,
  sending: 1,
  unknown: 2,
  accepted: 3,
  sent: 4,
  delayed: 5,
  delivered: 6,
  failed: 7,
  suppressed: 8,
  bounced: 9,
  complained: 10,
};

/** The place of a state on the ladder; what is reported about a message never takes it down. */
export const rankOf = (state: MessageState): number => RANK[state];

/** Of two states of one message, the one that stands, whichever became known first. */
export const higher = <A extends MessageState, B extends MessageState>(a: A, b: B): A | B => (rankOf(b) > rankOf(a) ? b : a);

/** The states that a message leaves when this one is reported: every one further down the ladder. */
export const lowerThan = (state: MessageState): MessageState[] =>
  (Object.keys(RANK) as MessageState[]).filter((one) => RANK[one] < RANK[state]);
