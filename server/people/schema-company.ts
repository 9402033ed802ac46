import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { isCurrency } from '../core/money.ts';
import { plainText, readBy } from '../core/text.ts';
import { isZone } from '../core/zone.ts';
import { isLanguage, LANGUAGES } from '../words/languages.ts';
import { WAS } from './schema.ts';

const address = readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' });
const sender = z.strictObject({ name: plainText(80), address });

const domain = z
  .string('Send this as text.')
  .transform((text) => text.trim().replace(/^@/, '').toLowerCase())
  .refine((text) => !('problem' in parseEmail(`somebody@${text}`)), 'This is not the name of a domain, like acme.example.');

/** What the company says of itself, each optional: what is not named stays as it is. */
const told = z.strictObject({
  company: plainText(80).optional().describe('The name, as customers know it.'),
  sender: sender.optional().describe('From whom mail comes.'),
  senders: z
    .array(z.strictObject({ team: plainText(60), sender }))
    .max(200)
    .optional()
    .describe('The teams whose mail comes from somebody else: all of them.'),
  replyTo: address.nullable().optional().describe('Where an answer to a mail goes; null is to its sender.'),
  zone: z
    .string('Send this as text.')
    .refine(isZone, 'This is not a time zone, like Europe/Berlin.')
    .optional()
    .describe('Of new teams, and of customers whose zone is not known.'),
  region: z
    .string('Send this as text.')
    .regex(/^[A-Z]{2}$/, 'Write a country as two capital letters, like US or DE.')
    .optional()
    .describe('The country whose numbers are written without their code.'),
  currency: z
    .string('Send this as text.')
    .refine(isCurrency, 'Write a currency as its three capital letters, like EUR or JPY.')
    .optional()
    .describe('In which sums are written and typed (ISO 4217). Limits keep their number; what was recorded keeps its currency.'),
  language: z
    .string('Send this as text.')
    .refine(isLanguage, `A language is one of ${Object.keys(LANGUAGES).join(', ')}.`)
    .optional()
    .describe('Of customers whose language is not known.'),
  internalDomains: z.array(domain).max(50).optional().describe('Mail domains of colleagues, who are never asked.'),
});

export const companyChange = told
  .extend({ was: told.optional().describe(WAS) })
  .refine(({ was: _, ...change }) => Object.values(change).some((value) => value !== undefined), 'Say what changes.');

export type CompanyChange = z.output<typeof companyChange>;
