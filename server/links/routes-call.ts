import { act } from '../callbacks/actions.ts';
import type { Callback } from '../callbacks/rules.ts';
import { confidenceTime } from '../callbacks/rules-help.ts';
import type { CallWish } from '../callbacks/schema-wish.ts';
import type { Ctx } from '../core/context.ts';
import { Refusal } from '../core/refusal.ts';
import type { AnswerProblem } from '../responses/rules.ts';

/** Tells the open callback of the wish. Gives back the callback as it is then, or the problem when that time is gone meanwhile. */
export async function tellWish(ctx: Ctx, callback: Callback, { window, phone }: CallWish): Promise<Callback | AnswerProblem> {
  const { detail } = callback;
  // A time that is over cannot be chosen again.
  const wished = window === undefined ? (detail.window && detail.window.to > ctx.now ? detail.window : null) : window;
  const same = wished?.from === detail.window?.from && wished?.to === detail.window?.to && (phone ?? detail.phone) === detail.phone;
  if (same || !callback.open || callback.state === 'fixed') return callback;
  try {
    return await act(ctx, callback.id, { move: 'choose_window', window: wished, phone });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid') return { field: 'call_when', wrong: 'windowGone' };
    throw error;
  }
}

/** Whether somebody whom we let down is asked how confident they are that we sort it out. */
export const asksConfidence = (callback: Callback): boolean => callback.open && confidenceTime(callback) === 'before';

/** Tells the open callback how confident its customer is, when they say it and it is new. Gives back the callback as it is then. */
export async function tellConfidence(ctx: Ctx, callback: Callback, said: string | undefined): Promise<Callback> {
  const rating = Number(said);
  const news = [1, 2, 3, 4, 5].includes(rating) && callback.detail.confidence.before !== rating;
  return news && asksConfidence(callback) ? act(ctx, callback.id, { move: 'rate', rating, of: 'before' }) : callback;
}
