import * as z from 'zod';
import { ALERT_KINDS } from './rules.ts';

const number = z.int('A whole number.').nonnegative('At least 0.');

export const read = z.union([
  z.strictObject({ alert: number.describe('This one is read.') }),
  z.strictObject({ upTo: number.describe('Everything up to this one is read.') }),
]);

const ways = z.strictObject({ mail: z.boolean().optional(), push: z.boolean().optional() });

export const choices = z
  .strictObject({
    ways: z
      .partialRecord(z.enum(ALERT_KINDS), ways)
      .optional()
      .describe('What reaches you by mail and push; the page tells of everything.'),
    digest: z.boolean().optional().describe('The mail of the morning.'),
    outside: z.boolean().optional().describe('Escalations reach you outside your working hours too.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Say what changes.');
