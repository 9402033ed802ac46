import type { Instant } from '../core/time.ts';
import type { Authority } from '../people/rules.ts';

/**
 * Something that the customer was granted at once, within the authority of whoever granted it; `amount` in minor units of the currency in
 * which the company counted then.
 */
export type Remedy = { power: string; amount: number; currency: string; what: string; byName: string; at: Instant };

/** Something that another department is asked for, by a time; `missed` once that passed without an answer. */
export type Request = {
  id: string;
  department: string;
  /** Where they were asked by mail. */
  email?: string;
  what: string;
  at: Instant;
  state: 'open' | 'answered' | 'withdrawn';
  missed: boolean;
  answer: string | null;
};

/** How confident the customer is that we sort it out, in their own rating: at first, and once we said that we had. */
export type Confidence = { before: number | null; after: number | null };
export type ConfidenceTime = keyof Confidence;
export const [LEAST_CONFIDENT, MOST_CONFIDENT] = [1, 5];

/** A no, with its reason and what was offered instead; asked for by its owner, or said. */
export type No = { reason: string; alternatives: string[]; byName: string };

/**
 * What was granted of one power on a callback, in minor units: all of it counts against the limit of whoever grants more. What was granted in
 * another currency, before the company changed it, cannot be added and does not count.
 */
export const grantedOf = (remedies: readonly Remedy[], power: string, currency: string): number =>
  remedies.filter((one) => one.power === power && one.currency === currency).reduce((sum, { amount }) => sum + amount, 0);

/** What somebody may grant here, and how much of it was granted already. */
export type Allowance = { power: string; upTo: number | null; granted: number };

export const allowancesOf = (authorities: readonly Authority[], remedies: readonly Remedy[], currency: string): Allowance[] =>
  authorities.map(({ power, upTo }) => ({ power, upTo, granted: grantedOf(remedies, power, currency) }));

/** The open request that is due first. One that was missed is no longer what is due. */
export const firstRequest = (requests: readonly Request[], but?: string): Request | undefined =>
  requests.filter(({ id, state, missed }) => state === 'open' && !missed && id !== but).sort((a, b) => a.at - b.at)[0];

/** Which of the two the customer rates now. */
export const confidenceTime = (it: { state: string; round: number }): ConfidenceTime =>
  (it.state === 'open' || it.state === 'claimed') && it.round === 1 ? 'before' : 'after';
