import { act } from '../callbacks/actions.ts';
import type { Callback } from '../callbacks/rules.ts';
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
