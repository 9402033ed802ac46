import * as z from 'zod';
import { plainText } from '../core/text.ts';

export const unmatchedQuery = z.strictObject({
  after: z.string().max(60).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What a newcomer writes on the mailbox page, as the customer who got the text. */
export const practiceReply = z.strictObject({ from: plainText(40), to: plainText(40), body: plainText(1600) });

export const settled = z.strictObject({ note: plainText(5_000).describe('What you did about it.') });
