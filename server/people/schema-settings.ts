import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import type { OpeningHours } from '../core/calendar.ts';
import { moment, plainText, readBy } from '../core/text.ts';
import type { Policy } from './policy.ts';
import { SCOPES } from './rules.ts';
import { hours, hoursAsTold, policy, WAS, withoutGaps } from './schema.ts';

const role = z.enum(['supervisor', 'manager', 'administrator'], 'The role is supervisor, manager or administrator.');
const name = plainText(120);
const teams = z.array(plainText(60)).max(200).describe('The ids of their teams. Managers and administrators see every team.');

const powers = z
  .array(
    z.strictObject({
      power: z.string('Send this as text.').regex(/^[a-z][a-z_]{0,39}$/, 'Write a power in small letters, like refund or waive_fee.'),
      upTo: z
        .int('A whole number, or nothing for no limit.')
        .nonnegative('At least 0.')
        .nullable()
        .describe('In minor units of your currency; null means without limit.'),
    }),
  )
  .max(50);

export const invitation = z.strictObject({
  email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }),
  name,
  role,
  teams: teams.default([]),
  powers: powers.default([]),
});

const person = z.strictObject({ name: name.optional(), role: role.optional(), teams: teams.optional(), powers: powers.optional() });

export const personChange = person
  .extend({ was: person.optional().describe(WAS) })
  .refine(({ was: _, ...change }) => Object.values(change).some((value) => value !== undefined), 'Say what changes.');

export const closing = z.strictObject({
  to: plainText(60).optional().describe('The id of whoever takes over the open callbacks of this person.'),
});

const away = z.strictObject({ from: moment, until: moment.nullable().describe('null when nobody knows until when.') }).nullable();

export const absence = z.strictObject({ absence: away.describe('null when they are back.'), was: away.optional().describe(WAS) });

export const nothing = z.strictObject({});

export const newTeam = z.strictObject({ name, hours: hours.optional() });

/** Opening hours, and rules if any, of which somebody wants to know what they mean. */
export const teamMeaning = z.strictObject({ hours, policy: policy.default({}) });

/** Other opening hours, as a whole. */
export const teamHours = z
  .strictObject({ ...hoursAsTold, was: z.strictObject(hoursAsTold).optional().describe(WAS) })
  .transform((told) => withoutGaps(told) as OpeningHours & { was?: OpeningHours });

/** Some of the rules of a team, at least one. */
export const teamPolicy = policy
  .extend({ was: policy.optional().describe(WAS) })
  .transform((told) => withoutGaps(told) as Partial<Policy> & { was?: Partial<Policy> })
  .refine(({ was: _, ...rules }) => Object.keys(rules).length > 0, 'Say which rule changes.');

export const newKey = z.strictObject({
  name: plainText(60).describe('What will use it, like helpdesk: contacts are told apart by it.'),
  scopes: z
    .array(z.enum(SCOPES, `A scope is one of ${SCOPES.join(', ')}.`))
    .min(1, 'Say what it may do.')
    .max(SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'One of these is there twice.'),
});
