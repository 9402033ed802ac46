import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { moment, plainText, readBy } from '../core/text.ts';
import { BANDS } from './rules-reading.ts';
import { HELD_STATES } from './rules-suspect.ts';

const limit = z.coerce
  .number('A whole number from 1 to 200.')
  .int('A whole number from 1 to 200.')
  .min(1, 'At least 1.')
  .max(200, 'At most 200.')
  .default(50);

export const heldQuery = z.strictObject({
  state: z
    .enum(HELD_STATES)
    .default('to_read')
    .describe('`to_read`: for a supervisor to judge. `waiting`: held less than a day, or good. `dismissed`: judged to be a machine’s.'),
  cursor: z.string().max(200).optional(),
  limit,
});

export const counted = z.strictObject({});
export const dismissed = z.strictObject({ reason: plainText(5_000).describe('Why you think that a machine sent it.') });

const team = plainText(60).optional();

export const listQuery = z.strictObject({
  tab: z
    .enum(['mine', 'team', 'all'])
    .default('mine')
    .describe('`mine`: yours to read. `team`: unread in your teams. Both the oldest first. `all`: read or not, the newest first.'),
  team,
  score: z.enum(BANDS).optional().describe('`low` asks for a supervisor; `satisfied` is from three quarters of the scale on.'),
  words: z.enum(['with', 'without']).optional().describe('Whether anything was written beside what was ticked.'),
  cursor: z.string().max(200).optional(),
  limit,
});

export const coverageQuery = z.strictObject({
  team,
  since: moment.optional().describe('From then on; left out: the last seven days. At most 92 days back.'),
});

export const read = z.strictObject({
  version: z.int().positive().optional().describe('The version you saw. If its customer has changed it since, it is refused with 409.'),
});

export const callAsked = z.strictObject({ reason: plainText(5_000).describe('Why this customer should be called.') });

const line = plainText(2_000).describe('Your own line to the agent. It stands below the customer’s words.');

export const thanksPreview = z.strictObject({ line });

export const thanks = z.strictObject({
  line,
  email: readBy<EmailAddress>(parseEmail)
    .meta({ type: 'string', format: 'email' })
    .optional()
    .describe('Where they can be reached, when we do not know. It is kept.'),
});
