import type { OpeningHours } from '../core/calendar.ts';
import type { Instant } from '../core/time.ts';
import type { AnswerProblem } from '../responses/rules.ts';
import type { CallWindow } from './rules.ts';
import { isCallable, windowIn, windowOn } from './rules-windows.ts';

/** When and where a customer wants to be called; `undefined` for what they did not touch. */
export type CallWish = { window: CallWindow | null | undefined; phone: string | null };

/** Where and when a wish is read: the opening hours, and the calendar on the customer's own wall. */
export type WishSetting = { hours: OpeningHours; zone: string; now: Instant };

/** Takes the wish out of a form. Refuses a time at which nobody works, and what is no number. A day that was chosen goes before a time. */
export async function readCallWish(
  fields: Record<string, string>,
  setting: WishSetting,
): Promise<CallWish & { problems: AnswerProblem[]; answers: Record<string, string> }> {
  const { call_when: when, call_day: day = '', call_number: number = '', call_country: country = '', ...answers } = fields;
  const problems: AnswerProblem[] = [];
  const wished = day.trim() === '' ? timeIn(when, setting) : dayIn(day.trim(), setting);
  if (wished && 'wrong' in wished) problems.push(wished);
  const window = wished && 'wrong' in wished ? undefined : wished;
  const { parsePhone } = await import('../channels/phone.ts');
  const phone = number.trim() === '' ? null : (parsePhone(number, country || undefined) ?? undefined);
  if (phone === undefined) problems.push({ field: 'call_number', wrong: 'notANumber' });
  return { window, phone: phone ?? null, problems, answers };
}

function timeIn(when: string | undefined, { hours, now }: WishSetting): CallWindow | null | undefined | AnswerProblem {
  if (when === undefined) return undefined;
  const window = windowIn(when);
  const gone = window === undefined || (window && !isCallable(hours, window, now));
  return gone ? { field: 'call_when', wrong: 'windowGone' } : window;
}

function dayIn(day: string, { hours, zone, now }: WishSetting): CallWindow | AnswerProblem {
  const window = windowOn(day, hours, zone, now);
  return typeof window === 'string' ? { field: 'call_day', wrong: DAY_WRONG[window] } : window;
}

const DAY_WRONG = { over: 'windowGone', tooFar: 'tooFarAhead', closed: 'closedThen' } as const;
