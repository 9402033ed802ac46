import type { OpeningHours } from '../core/calendar.ts';
import type { Instant } from '../core/time.ts';
import type { AnswerProblem } from '../responses/rules.ts';
import type { CallWindow } from './rules.ts';
import { isCallable, windowIn } from './rules-windows.ts';

/** When and where a customer wants to be called; `undefined` for what they did not touch. */
export type CallWish = { window: CallWindow | null | undefined; phone: string | null };

/** Takes the wish out of a form. Refuses a time at which nobody works, and what is no number. */
export async function readCallWish(
  fields: Record<string, string>,
  hours: OpeningHours,
  now: Instant,
): Promise<CallWish & { problems: AnswerProblem[]; answers: Record<string, string> }> {
  const { call_when: when, call_number: number = '', call_country: country = '', ...answers } = fields;
  const problems: AnswerProblem[] = [];
  const window = when === undefined ? undefined : windowIn(when);
  if (when !== undefined && (window === undefined || (window && !isCallable(hours, window, now))))
    problems.push({ field: 'call_when', wrong: 'windowGone' });
  const { parsePhone } = await import('../channels/phone.ts');
  const phone = number.trim() === '' ? null : (parsePhone(number, country || undefined) ?? undefined);
  if (phone === undefined) problems.push({ field: 'call_number', wrong: 'notANumber' });
  return { window, phone: phone ?? null, problems, answers };
}
