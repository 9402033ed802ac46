import { z } from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { plainText, readBy } from '../core/text.ts';

export const askForLink = z.strictObject({ email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }) });

export const mayQuery = z.strictObject({
  power: plainText(60).describe('What has to be said yes to: refund, exception, …'),
  amount: z.coerce
    .number('A whole number.')
    .int('A whole number.')
    .nonnegative('At least 0.')
    .default(0)
    .describe('In minor units of your currency.'),
});
