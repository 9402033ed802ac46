import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { moment, plainText, readBy } from '../core/text.ts';
import { FIX_CAUSES, LEAST_CONFIDENT, MOST_CONFIDENT, OUTCOMES, TABS } from './rules.ts';

const words = plainText(5_000);

/** What every move may carry: the state it was decided from, and why a manager acts in the owner's place. */
export const plain = z.strictObject({
  seq: z
    .int()
    .positive()
    .optional()
    .describe('The number of the newest ledger entry you saw. If it is no longer the newest, the move is refused with 409.'),
  reason: words.optional().describe('Why you act in the owner’s place, when you are not the owner.'),
  once: z
    .string('Send this as text.')
    .regex(/^[\w-]{16,64}$/, '16 to 64 letters, digits, - and _.')
    .optional()
    .describe('A name that you give to this move. Sent again under the same name, as after a lost answer, it is done once.'),
});

export const released = plain.extend({ reason: words });
export const attempted = plain.extend({
  outcome: z.enum(OUTCOMES),
  note: words.optional(),
  next: z
    .union([z.enum(['proposed', 'soon']), z.strictObject({ from: moment, to: moment })])
    .default('proposed')
    .describe('When to try again, if nobody answered: another part of their day as it is proposed, as soon as you can, or then.'),
});
export const written = plain.extend({ channel: z.enum(['email', 'text'], 'Email or text.') });
export const windowChosen = plain.extend({
  window: z
    .strictObject({ from: moment, to: moment })
    .nullable()
    .describe('When the customer wants to be called; null for as soon as you can.'),
  phone: z
    .string('Send this as text.')
    .regex(/^\+[1-9]\d{6,14}$/, 'Write the number with its country and nothing else, like +493012345.')
    .optional()
    .describe('Another number for this callback (E.164).'),
});
export const noted = plain.extend({ text: words });
export const understood = plain.extend({
  words,
  agreed: z.boolean().default(false).describe('Whether the customer agreed to it on the call.'),
});
export const proposed = plain.extend({ text: words });
export const promised = plain.extend({
  text: words,
  at: moment,
});
export const kept = plain.extend({ promise: plainText(60) });
const sum = {
  amount: z.int().nonnegative().max(Number.MAX_SAFE_INTEGER).default(0).describe('In minor units of your currency.'),
  currency: z
    .string('Send this as text.')
    .optional()
    .describe('In which currency you count (ISO 4217). If your company counts in another by now, the move is refused with 409.'),
};

export const granted = plain.extend({
  power: plainText(60).describe('What you say yes to: refund, waive_fee, replace, … It must be one of your own powers.'),
  ...sum,
  what: words.describe('What the customer gets, in words that they read.'),
});
export const requested = plain.extend({
  to: plainText(120).describe('The department that is asked, by its name.'),
  email: readBy<EmailAddress>(parseEmail)
    .meta({ type: 'string', format: 'email' })
    .optional()
    .describe('Their address: then they are asked by mail, and answer to whoever owns the callback.'),
  what: words,
  at: moment.describe('By when its answer is expected.'),
});
export const answered = plain.extend({ request: plainText(60), answer: words });
export const requestWithdrawn = plain.extend({
  request: plainText(60),
  because: words.describe('Why the answer is not needed any more.'),
});
export const rated = plain.extend({
  rating: z.int().min(LEAST_CONFIDENT).max(MOST_CONFIDENT).describe('What the customer said on the phone: from 1, not at all, to 5, very.'),
  of: z.enum(['before', 'after']).optional().describe('Before we sorted it out, or after; as the case stands, when it is not said.'),
});
export const noAsked = plain.extend({
  why: words.describe('Why it cannot be done.'),
  alternatives: z.array(words).max(10).default([]),
});
export const handedOff = plain.extend({
  to: plainText(60),
  power: plainText(60).describe('What has to be said yes to: refund, exception, …'),
  ...sum,
  why: words,
});
export const handOffPreview = z.strictObject({ to: plainText(60).describe('Whom it would be handed to.') });
export const declined = plain.extend({ reason: words });
export const fixed = plain.extend({ cause: z.enum(FIX_CAUSES), done: words });
export const letGo = plain.extend({
  reason: words,
  alternatives: z.array(words).max(10).default([]),
  power: plainText(60).optional().describe('What was asked for. Whoever may say yes to it without limit needs no alternatives.'),
});

/** So many at once: what one sees on a screen, several times over. */
const MOST_AT_ONCE = 100;

const ids = z
  .array(plainText(60))
  .min(1, 'Choose at least one.')
  .max(MOST_AT_ONCE, `At most ${MOST_AT_ONCE} at once.`)
  .refine((all) => new Set(all).size === all.length, 'One of them is there twice.');

export const nothing = z.strictObject({});
export const several = z.strictObject({ ids });
export const assigned = z.strictObject({
  ids,
  to: plainText(60).describe('Whose they become: somebody of the team.'),
  owners: z
    .record(plainText(60), plainText(60).nullable())
    .optional()
    .describe('Whose each was when you looked, by its id; null for nobody’s. One that is somebody else’s by now stays theirs.'),
});

export const listQuery = z
  .strictObject({
    tab: z
      .enum(TABS)
      .default('team')
      .describe('Yours, nobody’s, all of your teams, those that wait for the customer, those that have ended.'),
    team: plainText(60).optional(),
    owner: plainText(60).optional().describe('The id of a colleague, or `me`.'),
    urgent: z
      .enum(['yes', 'no'])
      .default('no')
      .transform((text) => text === 'yes')
      .describe('Only customers who were let down again and wait for our call.'),
    q: plainText(200).optional().describe('Beginnings of words: names, addresses, numbers, what was said. Finds at most 200.'),
    cursor: z.string().max(400).optional(),
    limit: z.coerce
      .number('A whole number from 1 to 200.')
      .int('A whole number from 1 to 200.')
      .min(1, 'At least 1.')
      .max(200, 'At most 200.')
      .default(50),
  })
  .refine(({ q, cursor }) => q === undefined || cursor === undefined, { path: ['cursor'], message: 'What is searched for has one page.' })
  .refine(({ tab, owner }) => tab !== 'unowned' || owner === undefined, { path: ['owner'], message: 'Nobody owns what is unowned.' })
  .refine(({ tab, urgent }) => !urgent || (tab !== 'waiting' && tab !== 'done'), {
    path: ['urgent'],
    message: 'Nothing there waits for our call.',
  });

export const changesQuery = z.strictObject({
  since: z.coerce
    .number('A whole number.')
    .int('A whole number.')
    .nonnegative('At least 0.')
    .optional()
    .describe('The `at` of the last answer: what has changed since comes along.'),
});
