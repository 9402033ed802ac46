import * as z from 'zod';
import { fromRfc3339 } from './time.ts';

/**
 * Text as somebody typed it, at most `max` characters, with something in it. Refuses NUL and halves of characters (lone
 * surrogates), which no database, mail or screen agrees about; everything else is kept as typed and made safe where it is shown.
 */
export const plainText = (max: number, notText = 'Send this as text.') =>
  z
    .string(notText)
    .min(1, 'This is empty.')
    .max(max, `This is longer than ${max} characters.`)
    .refine((text) => text.trim() !== '', 'This is empty.')
    .refine(isWhole, 'This has a character that is not text.');

/** Whether every character is whole. */
export const isWhole = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** A moment as RFC 3339 with its offset; read, it is an instant. */
export const moment = z
  .string('Send the time as RFC 3339 with its offset, like 2026-11-21T09:30:00+01:00.')
  .transform((text, ctx) => {
    const at = fromRfc3339(text);
    if (at !== undefined) return at;
    ctx.addIssue({ code: 'custom', message: 'This is not a time as RFC 3339 with its offset, like 2026-11-21T09:30:00+01:00.' });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' });

/** What a reader makes of a text: the value, or the problem with it in a sentence. */
export const readBy = <T extends object>(read: (text: string) => T | { problem: string }) =>
  z.string('Send this as text.').transform((text, ctx) => {
    const value = read(text);
    if (!('problem' in value)) return value as T;
    ctx.addIssue({ code: 'custom', message: String(value.problem) });
    return z.NEVER;
  });
