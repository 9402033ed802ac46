import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { plainText, readBy } from '../core/text.ts';
import { CONSENT_PURPOSES, ERASURE_REASONS, WRITTEN_CHANNELS } from './rules.ts';

/** How to find somebody: by one of what they are recognised by. */
export const findQuery = z
  .strictObject({
    email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }).optional(),
    phone: plainText(60).optional().describe('Best as E.164: +14155550100.'),
    ref: plainText(200).optional().describe('Your own id of the customer.'),
  })
  .refine(({ email, phone, ref }) => [email, phone, ref].filter((one) => one !== undefined).length === 1, {
    path: ['email'],
    message: 'Say one of email, phone or ref.',
  });

export const wish = z.strictObject({
  purpose: z
    .enum([...CONSENT_PURPOSES, 'all'], 'The purpose is survey, case or all.')
    .default('survey')
    .describe('What they do, or do not, want to be written to about.'),
  channel: z.enum(WRITTEN_CHANNELS, 'The channel is email or text.').optional().describe('Left out: every channel.'),
});

export const erasure = z.strictObject({
  reason: z
    .enum(ERASURE_REASONS, `The reason is one of ${ERASURE_REASONS.join(', ')}.`)
    .describe('Why. It is kept, so it is a word of this list and never a text.'),
});

export const holding = z.strictObject({ reason: plainText(500).describe('Why nothing of this person may be erased: a court, a number.') });

export const nothing = z.strictObject({});

/** What a list of erasures, kept outside the database, says of each: see `ringback erasures`. */
export const erasureLine = z.object({ customer: z.string().regex(/^cus_\w+$/, 'This is not the id of a customer.') });
