import { DAY, type Instant, MINUTE } from '../core/time.ts';
import type { Agreed } from '../customers/rules.ts';
import type { Trial } from './rules-setup.ts';

export const OUTCOMES = ['handled', 'unanswered', 'escalated'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a contact came to nothing. */
export const UNANSWERED = ['voicemail', 'missed', 'abandoned'] as const;
export type Unanswered = (typeof UNANSWERED)[number];

export const CHANNELS = ['phone', 'email', 'chat', 'sms', 'social', 'in_person', 'web', 'other'] as const;
export type InteractionChannel = (typeof CHANNELS)[number];

/** A contact as its source tells it, read and checked, before we know who the customer is. */
export type Arrival = {
  source: string;
  externalId: string;
  outcome: Outcome;
  unanswered: Unanswered | null;
  channel: InteractionChannel;
  team: string;
  endedAt: Instant;
  subject: string | null;
  handledBy: { ref: string | null; name: string; email?: string | null } | null;
  recordingUrl: string | null;
  consent: boolean | null;
  trial?: Trial | null;
  customer: {
    ref: string | null;
    name: string | null;
    email: { address: string; folded: string; shown: string } | null;
    phone: string | null;
    zone: string | null;
    locale: string | null;
    /** What they agreed to, where the source says so. */
    consent?: Agreed | null;
  };
};

/** Clocks differ: a contact may seem to end this much after now. */
const SKEW = 5 * MINUTE;

/** Whether a contact claims to end in the future, by more than clocks differ. */
export const isInTheFuture = (endedAt: Instant, now: Instant): boolean => endedAt > now + SKEW;

/** Whether a contact is too long ago to ask about, or dated before anybody had such a contact. */
export const isTooOld = (endedAt: Instant, now: Instant, days: number): boolean => now - endedAt > days * DAY;

/** What two tellings of the same contact say differently, by the names that the fields have when they are sent. */
export function differences(before: Arrival, after: Arrival): string[] {
  const a = flatten(before);
  const b = flatten(after);
  const names = [...Object.keys(a), ...Object.keys(b)].filter((name) => a[name] !== b[name]);
  return [
    ...new Set(
      names.map((name) =>
        name
          .replace(/\.ref$/, '.id')
          .replace(/^trial$/, 'test')
          .replace(/^customer\.email\..*/, 'customer.email'),
      ),
    ),
  ].sort();
}

/** The same telling gives the same text, whatever the order it was written in. */
export const fingerprintOf = (arrival: Arrival): string =>
  JSON.stringify(Object.entries(flatten(arrival)).sort(([a], [b]) => (a < b ? -1 : 1)));

function flatten(value: object, path = ''): Record<string, string> {
  return Object.entries(value).reduce<Record<string, string>>((flat, [name, part]) => {
    const at = path ? `${path}.${name}` : name;
    if (part !== null && typeof part === 'object') return Object.assign(flat, flatten(part, at));
    if (part !== null) flat[at] = String(part);
    return flat;
  }, {});
}
