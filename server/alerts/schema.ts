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

const bytes = (length: number) =>
  z
    .string('Send this as text.')
    .regex(/^[\w-]+={0,2}$/, 'Write it in base64url.')
    .min(length)
    .max(length + 2);

/** What a browser gives for its pushes (Push API, `PushSubscription`). */
export const browser = z.strictObject({
  endpoint: z.url('An address.').max(1_000),
  p256dh: bytes(87).describe('Its public key: a point on P-256, uncompressed.'),
  auth: bytes(22).describe('16 bytes.'),
  person: z.string('Send this as text.').max(40).optional().describe('Whose pushes a browser renews by itself.'),
});

export const nothing = z.strictObject({});
