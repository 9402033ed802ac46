import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { type OpeningHours, problemsWith } from '../core/calendar.ts';
import { problemsWithQuiet } from '../core/quiet.ts';
import { plainText, readBy } from '../core/text.ts';
import type { Instant } from '../core/time.ts';
import type { Policy } from './policy.ts';
import { placeOf } from './rules-sign-in.ts';

/** Of what somebody saw before they changed it. */
export const WAS =
  'What you saw before you changed it. What you leave so stays as it is by now; what somebody else has changed since is refused with 409.';

const email = readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' });

const next = z
  .string('Send this as text.')
  .optional()
  .transform(placeOf)
  .describe('Where to go then: a path of ours. Whatever leads elsewhere is taken as the list of callbacks.');

export const askForLink = z.strictObject({ email, next });

export const signOnBegin = z.strictObject({ next });

export const signOnAnswer = z.strictObject({
  answer: z.string('Send this as text.').max(8_000, 'At most 8000 characters.').describe('The query with which the browser came back.'),
});

export const mayQuery = z.strictObject({
  power: plainText(60).describe('What has to be said yes to: refund, exception, …'),
  amount: z.coerce
    .number('A whole number.')
    .int('A whole number.')
    .nonnegative('At least 0.')
    .default(0)
    .describe('In minor units of your currency.'),
});

const whole = (least: number, most: number) => z.int('A whole number.').min(least, `At least ${least}.`).max(most, `At most ${most}.`);

const MINUTES_OF_30_DAYS = 30 * 24 * 60;

/** The rules of a team, each optional; see `Policy` for what they mean and what they are when nothing is said. */
export const policy = z.strictObject({
  threshold: whole(0, 100).optional(),
  anonymous: z.boolean('Yes or no.').optional(),
  callWords: z.array(plainText(60)).max(100).optional(),
  delayMinutes: whole(0, MINUTES_OF_30_DAYS).optional(),
  quiet: z
    .strictObject({ from: z.string(), to: z.string() })
    .nullable()
    .superRefine((quiet, ctx) => {
      for (const { field, problem } of quiet ? problemsWithQuiet(quiet) : [])
        ctx.addIssue({ code: 'custom', path: [field], message: problem });
    })
    .optional(),
  firstChannel: z.enum(['email', 'text'], 'Email or text.').optional(),
  capDays: whole(0, 365).optional(),
  samplePercent: whole(0, 100).optional(),
  reminderHours: whole(1, 24 * 60)
    .nullable()
    .optional(),
  expiryDays: whole(1, 365).optional(),
  tooOldDays: whole(1, 365).optional(),
  firstContactMinutes: whole(1, MINUTES_OF_30_DAYS).optional(),
  nextStepMinutes: whole(1, MINUTES_OF_30_DAYS).optional(),
  retryMinutes: whole(1, MINUTES_OF_30_DAYS).optional(),
  triesPerTactic: whole(1, 20).optional(),
  acceptMinutes: whole(1, MINUTES_OF_30_DAYS).optional(),
  warnMinutes: whole(0, MINUTES_OF_30_DAYS).optional(),
  escalateAgainMinutes: whole(15, MINUTES_OF_30_DAYS).optional(),
  fixDays: whole(1, 90).optional(),
  confirmDays: whole(1, 90).optional(),
});

const windows = z
  .array(z.strictObject({ from: z.string(), to: z.string() }))
  .max(10)
  .optional();

const holiday = z
  .union(
    [z.string(), z.strictObject({ date: z.string(), name: plainText(60) })],
    'Send a date like 2026-12-25, or a date with a name of at most 60 characters.',
  )
  .describe('A local date, alone or with what people call that day.');

export const hoursAsTold = {
  zone: z.string('Send this as text.'),
  week: z.strictObject({ mon: windows, tue: windows, wed: windows, thu: windows, fri: windows, sat: windows, sun: windows }),
  holidays: z.array(holiday).max(400).default([]),
};

/** Opening hours in their form alone: whether they can be used is for `problemsWith` to say. */
export const hours = z.strictObject(hoursAsTold).transform((hours) => withoutGaps(hours) as OpeningHours);

/** What a team can be set to: its opening hours as a whole, and any of its rules. Refuses hours in which nobody works from `now` on. */
export const teamSettings = (now: Instant) =>
  z.strictObject({
    hours: hours
      .superRefine((hours, ctx) => {
        for (const { field, problem } of problemsWith(hours, now)) ctx.addIssue({ code: 'custom', path: [field], message: problem });
      })
      .optional(),
    policy: policy.transform((rules) => withoutGaps(rules) as Partial<Policy>).optional(),
  });

/** Whatever was not said is not there, rather than there and undefined. */
export const withoutGaps = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A power as it is written on the command line: `refund:20000` up to an amount in minor units, or `exception` without limit. */
export const power = z
  .string()
  .regex(/^[a-z_]+(:\d{1,12})?$/, 'Write a power like refund:20000, in minor units, or exception.')
  .transform((text) => {
    const [name, upTo] = text.split(':');
    return { power: name!, upTo: upTo === undefined ? null : Number(upTo) };
  });

export const newPerson = z.strictObject({
  email,
  name: plainText(120),
  role: z.enum(['supervisor', 'manager', 'administrator'], 'The role is supervisor, manager or administrator.'),
  teams: z.array(plainText(120)),
  powers: z.array(power),
});
