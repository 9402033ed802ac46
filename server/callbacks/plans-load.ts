import type { Ctx } from '../core/context.ts';
import type { Instant } from '../core/time.ts';
import { ownedBy } from './store-load.ts';

/** How much somebody has on their hands: the callbacks of theirs that wait for them, and those that are due before `today` ends. */
export type Load = { open: number; dueToday: number };

/** The load of each of these people; `today`: when the day of their team ends. */
export const loadOf = async (ctx: Ctx, people: readonly { id: string; today: Instant }[]): Promise<Map<string, Load>> =>
  new Map((await ownedBy(ctx, people)).map(({ id, ...load }) => [id, load]));
