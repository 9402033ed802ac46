import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { moment, plainText, readBy } from '../core/text.ts';
import { isZone } from '../core/zone.ts';
import { type Arrival, CHANNELS, OUTCOMES, UNANSWERED } from './rules.ts';

const externalId = plainText(200, 'Send ids as text.');

const link = plainText(2000).refine(
  (text) => /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text),
  'Send a web address that begins with https://.',
);

/** One contact, as a source tells it. Fields that are not named here are refused, so that a misspelt one is not lost in silence. */
export const interactionInput = z
  .strictObject({
    source: plainText(60).optional().describe('Where the contact comes from. Left out: the name of the API key.'),
    externalId: externalId.describe('The contact’s id at its source, as text. The same id again is the same contact.'),
    outcome: z.enum(OUTCOMES).default('handled').describe('What became of it. An unanswered contact becomes a callback at once.'),
    unanswered: z.enum(UNANSWERED).optional().describe('How it came to nothing, when nobody answered.'),
    channel: z.enum(CHANNELS).default('phone'),
    team: plainText(120).describe('The team that the customer turned to. A new name makes a team with the usual rules.'),
    endedAt: moment.describe('When it ended: RFC 3339 with its offset.'),
    subject: plainText(200).optional().describe('What it was about, in a few words. The customer will read it.'),
    handledBy: z
      .strictObject({
        id: externalId.optional(),
        name: plainText(120),
        email: readBy<EmailAddress>(parseEmail)
          .meta({ type: 'string', format: 'email' })
          .optional()
          .describe('Where praise reaches them. Used for nothing else.'),
      })
      .optional()
      .describe('Who handled it, as of now. Customers never see it.'),
    recordingUrl: link.optional().describe('Where it can be heard or read again.'),
    consent: z.boolean().optional().describe('Whether the customer agreed to be asked. Left out: as the law of the relationship has it.'),
    test: z
      .boolean()
      .optional()
      .describe(
        'A contact of your own, to try the survey out by mail: you are asked at once, colleagues too, nobody is called, and nothing of it counts.',
      ),
    customer: z
      .strictObject({
        id: externalId.optional().describe('Your own id of the customer, as text.'),
        name: plainText(120).optional(),
        email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }).optional(),
        phone: z
          .string('Send the number as text.')
          .max(60)
          .optional()
          .describe('Best as E.164: +14155550100. A number that we cannot read is left out, never guessed.'),
        zone: z.string().refine(isZone, 'This is not a time zone like Europe/Berlin.').optional(),
        consent: z
          .strictObject({ email: z.boolean().optional(), text: z.boolean().optional() })
          .optional()
          .describe('What they agreed to, by channel; kept with its source and time. Nobody is texted who did not agree to texts.'),
        locale: z.string().max(35).refine(isLocale, 'This is not a language tag like en-GB.').optional(),
      })
      .default({}),
  })
  .refine((it) => it.unanswered === undefined || it.outcome === 'unanswered', {
    path: ['unanswered'],
    message: 'Only an unanswered contact can have been a voicemail, missed or abandoned.',
  })
  .refine((it) => !it.test || it.outcome !== 'unanswered', {
    path: ['test'],
    message: 'A survey is tried out with a contact that somebody answered.',
  });

export type InteractionInput = z.output<typeof interactionInput>;

/** The contact in Ringback's own form. Numbers are read by their country code, or by the company's own country. */
export function arrivalOf(input: InteractionInput, defaultSource: string, readPhone: (text: string) => string | undefined): Arrival {
  const { customer, handledBy } = input;
  return {
    source: input.source ?? defaultSource,
    externalId: input.externalId,
    outcome: input.outcome,
    unanswered: input.outcome === 'unanswered' ? (input.unanswered ?? 'missed') : null,
    channel: input.channel,
    team: input.team,
    endedAt: input.endedAt,
    subject: input.subject ?? null,
    handledBy: handledBy ? { ref: handledBy.id ?? null, name: handledBy.name, email: handledBy.email?.folded ?? null } : null,
    recordingUrl: input.recordingUrl ?? null,
    consent: input.consent ?? null,
    ...(input.test ? { trial: 'survey' as const } : {}),
    customer: {
      ref: customer.id ?? null,
      name: customer.name ?? null,
      email: customer.email ?? null,
      phone: customer.phone === undefined ? null : (readPhone(customer.phone) ?? null),
      zone: customer.zone ?? null,
      locale: customer.locale ?? null,
      ...(customer.consent ? { consent: { email: customer.consent.email ?? null, text: customer.consent.text ?? null } } : {}),
    },
  };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Reads numbers as they are dialled in `region`. Loaded when the first contact comes: its tables are large, and most of the house never reads a number. */
export async function phoneReader(region: string): Promise<(text: string) => string | undefined> {
  const { parsePhone } = await import('../channels/phone.ts');
  return (text) => parsePhone(text, region);
}
