import * as z from 'zod';
import { plainText } from '../core/text.ts';
import { HELD_STATES } from './rules-suspect.ts';

export const heldQuery = z.strictObject({
  state: z
    .enum(HELD_STATES)
    .default('to_read')
    .describe('`to_read`: for a supervisor to judge. `waiting`: held less than a day, or good. `dismissed`: judged to be a machine’s.'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce
    .number('A whole number from 1 to 200.')
    .int('A whole number from 1 to 200.')
    .min(1, 'At least 1.')
    .max(200, 'At most 200.')
    .default(50),
});

export const counted = z.strictObject({});
export const dismissed = z.strictObject({ reason: plainText(5_000).describe('Why you think that a machine sent it.') });
