import type { Instant } from '../core/time.ts';

/** The ways in which a customer is written to. Calls need no consent here: they are about something the customer asked for. */
export const WRITTEN_CHANNELS = ['email', 'text'] as const;
export type WrittenChannel = (typeof WRITTEN_CHANNELS)[number];

/** What we write about: how a contact went, or an open case. */
export const CONSENT_PURPOSES = ['survey', 'case'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** Who said so: nobody (the relationship that the company has with its customers), the source of a contact, the customer, the provider for them, or a colleague. */
export type ConsentSource = 'relationship' | 'api' | 'page' | 'one_click' | 'text' | 'provider' | 'complaint' | 'supervisor';

/** One thing that was said of writing to a customer, for one channel and purpose. */
export type Consent = { given: boolean; source: ConsentSource; at: Instant };

/** Whether a customer may be written to; if not, why not, and since when. */
export type Permission =
  | { may: true }
  | { may: false; because: 'opted_out' | 'no_consent'; source: ConsentSource | null; at: Instant | null };

/**
 * What holds after one more thing was said. A no of the customer's own stands until they, or a colleague for them, take it back: no
 * source of contacts can. Of what sources say the newest counts, and what they leave unsaid takes away nothing that was said.
 */
export function after(before: Consent | undefined, said: Consent): Consent {
  if (!before) return said;
  if (!isOwnWord(said) && isOwnWord(before) && !before.given) return before;
  return said.source === 'relationship' && before.given ? before : said;
}

/** What holds, of everything that was said, oldest first. */
export const standing = (said: readonly Consent[]): Consent | undefined =>
  said.reduce<Consent | undefined>((before, one) => after(before, one), undefined);

/** Whether that allows to write. A text needs a yes that somebody said; mail goes to customers until somebody says no. */
export function permissionIn(channel: WrittenChannel, consent: Consent | undefined): Permission {
  if (consent && !consent.given)
    return { may: false, because: isOwnWord(consent) ? 'opted_out' : 'no_consent', source: consent.source, at: consent.at };
  if (channel === 'email' || (consent && consent.source !== 'relationship')) return { may: true };
  return { may: false, because: 'no_consent', source: null, at: null };
}

const isOwnWord = ({ source }: Consent): boolean => source !== 'relationship' && source !== 'api';

/** What a source says that a customer agreed to, by channel; null where it said nothing. */
export type Agreed = Record<WrittenChannel, boolean | null>;

/**
 * What a contact says of writing to its customer. `consent` is the source's word on this survey, null when it left that out; what it
 * says of a channel holds for surveys and for cases.
 */
export function saidByContact(
  consent: boolean | null,
  agreed: Agreed | null = null,
): { channel: WrittenChannel; purpose: ConsentPurpose; given: boolean; source: ConsentSource }[] {
  const byChannel = WRITTEN_CHANNELS.flatMap((channel) => {
    const given = agreed?.[channel] ?? null;
    return given === null ? [] : CONSENT_PURPOSES.map((purpose) => ({ channel, purpose, given, source: 'api' as const }));
  });
  const source = consent === null ? 'relationship' : 'api';
  return [
    { channel: 'email', purpose: 'survey', given: consent ?? true, source },
    { channel: 'email', purpose: 'case', given: true, source: 'relationship' },
    ...byChannel,
    // A no to this survey is a no by every channel.
    ...(consent === false
      ? WRITTEN_CHANNELS.map((channel) => ({ channel, purpose: 'survey' as const, given: false, source: 'api' as const }))
      : []),
  ];
}

/** Why somebody is erased. A word of a fixed list: a free text might hold the very name that is to go. */
export const ERASURE_REASONS = ['asked_by_customer', 'no_longer_needed', 'law', 'mistake'] as const;
/** The last two nobody gives: words that are kept long enough, and somebody whom a restored backup brought back. */
export type ErasureReason = (typeof ERASURE_REASONS)[number] | 'retention' | 'erased_before';
