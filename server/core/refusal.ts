/** Every way in which Ringback says no. The names are stable and part of the API. */
export type RefusalCode =
  | 'bad_json'
  | 'bad_encoding'
  | 'bad_signature'
  | 'no_credentials'
  | 'bad_credentials'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'wrong_state'
  | 'idempotency_mismatch'
  | 'last_admin'
  | 'link_expired'
  | 'link_erased'
  | 'too_large'
  | 'unsupported_media_type'
  | 'invalid'
  | 'needs_alternatives'
  | 'beyond_authority'
  | 'beyond_limit'
  | 'needs_manager'
  | 'slow_down'
  | 'busy';

export type RefusalDetail = {
  /** The input that is wrong, as a path: `customer.email`, `items[3].endedAt`. */
  field?: string;
  /** What the reader can do now. */
  next?: string;
  /** Where a caller expects another status than the usual one of this code. */
  status?: 403;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** More members of the answer: the current state, the names of differing fields. */
  also?: Record<string, unknown>;
};

/** A named no, with a sentence for people. It is thrown by verbs and becomes an answer at the door; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly detail: RefusalDetail = {},
  ) {
    super(message);
  }
}

export function refuse(code: RefusalCode, message: string, detail: RefusalDetail = {}): never {
  throw new Refusal(code, message, detail);
}
