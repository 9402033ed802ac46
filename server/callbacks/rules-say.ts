import type { DueKind, State } from './rules.ts';

const WORDS: Record<State, string> = {
  open: 'waiting for an owner',
  claimed: 'being worked on',
  fixed: 'waiting for the customer to say whether it is fixed',
  confirmed: 'confirmed as fixed by the customer',
  unconfirmed: 'closed without an answer from the customer',
  withdrawn: 'withdrawn by the customer',
  let_go: 'let go by a manager',
  dismissed: 'closed: no call was needed',
  joined: 'part of another callback of this customer now',
  erased: 'closed: what we knew of the customer was erased',
};

export const inWords = (state: State): string => WORDS[state];

/** What is said beside a due time. */
export const DUE_WORDS: Record<DueKind, string> = {
  first_contact: 'first call',
  retry: 'next try',
  next_step: 'next step',
  promise: 'promise',
  request: 'another department’s answer',
  confirmation: 'customer’s answer',
};

/** Customers are told first names only; nothing when there is none. */
export const firstName = (name: string | null): string | null => name?.trim().split(/\s+/)[0] || null;
