import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { plainText, readBy } from '../core/text.ts';

export const agentChange = z
  .strictObject({
    name: plainText(120).optional(),
    email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }).nullable().optional(),
    praise: z.boolean().optional().describe('Whether they want to hear what customers praise.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Say what changes.');

export const nothing = z.strictObject({});
