import * as z from 'zod';
import { plainText } from '../core/text.ts';
import { isLanguage, LANGUAGES } from '../words/languages.ts';
import type { Question } from './rules.ts';

const sentence = plainText(300);
const end = plainText(60);
const wording = z.strictObject({ text: sentence, low: end.optional(), high: end.optional() });

/** Names that the form of the survey has for itself. */
const TAKEN = ['proof', 'lang', 'hand', 'anonymous', 'agent', 'second'];

const worded = {
  id: z
    .string('Send this as text.')
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Write a short name in small letters, like score or comment_2.')
    .refine((id) => !TAKEN.includes(id), 'The form has this name for itself.'),
  text: sentence.optional().describe('In your own words. Without them it is asked in ours, in every language that we speak.'),
  in: z
    .record(z.string(), wording)
    .refine((all) => Object.keys(all).every(isLanguage), `The languages are ${Object.keys(LANGUAGES).join(', ')}.`)
    .optional(),
};
const scale = {
  min: z.int('A whole number.').min(0, 'At least 0.').max(1, 'At most 1.'),
  max: z.int('A whole number.').min(2, 'At least 2.').max(10, 'At most 10.'),
  low: end.optional(),
  high: end.optional(),
};

const question = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...worded, kind: z.literal('rating'), ...scale }),
    z.strictObject({ ...worded, kind: z.literal('effort'), about: z.enum(['expected', 'actual']), ...scale }),
    z.strictObject({ ...worded, kind: z.literal('yes_partly_no') }),
    z.strictObject({ ...worded, kind: z.literal('statement'), about: z.enum(['stop', 'start', 'continue']) }),
    z.strictObject({ ...worded, kind: z.literal('text') }),
    z.strictObject({ ...worded, kind: z.literal('call_me') }),
  ],
  'A question is a rating, effort, yes_partly_no, statement, text or call_me.',
);

/** The questions of a survey, in the order in which they are asked: a rating decides who is called, and no name is there twice. */
const questions = z
  .array(question)
  .min(1, 'Ask something.')
  .max(20, 'At most 20 questions: nobody answers more.')
  .superRefine((questions, ctx) => {
    const problem = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    if (!questions.some((one) => one.kind === 'rating')) problem([], 'A survey needs a rating: it decides who is called.');
    questions.forEach((one, i) => {
      if (questions.findIndex((other) => other.id === one.id) !== i) problem([i, 'id'], 'Another question has this name.');
    });
    if (questions.filter((one) => one.kind === 'call_me').length > 1) problem([], 'Ask only once whether we may call.');
  })
  .transform((questions) => JSON.parse(JSON.stringify(questions)) as Question[]);

export const surveyQuestions = z.strictObject({ questions });

/** The same, to be asked from now on. */
export const surveyChange = surveyQuestions.extend({
  was: z
    .strictObject({ survey: plainText(60), version: z.int('A whole number.') })
    .optional()
    .describe('The version that you saw before you changed it. When another was saved since, yours is refused with 409.'),
});

/** These questions, to be looked at in one language. */
export const surveyPage = z.strictObject({
  questions,
  language: z.string('Send this as text.').refine(isLanguage, `The languages are ${Object.keys(LANGUAGES).join(', ')}.`),
});
