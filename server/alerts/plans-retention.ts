import type { Ctx, Step } from '../core/context.ts';
import { DAY } from '../core/time.ts';
import { forgetAlerts, oldestAlerts } from './store.ts';

/** For so long alerts are kept: what is still open is in the lists. */
const KEPT = 90 * DAY;

/** The end of at most `limit` of the alerts that are too old, with who has read them; and whether there may be more. */
export async function planOldAlerts(ctx: Ctx, limit: number): Promise<{ steps: Step[]; more: boolean }> {
  const oldest = await oldestAlerts(ctx, limit);
  // They were numbered as they came.
  const young = oldest.findIndex(({ at }) => at >= ctx.now - KEPT);
  const last = (young === -1 ? oldest : oldest.slice(0, young)).at(-1);
  return { steps: last ? forgetAlerts(ctx, last.id) : [], more: last !== undefined && young === -1 && oldest.length === limit };
}
