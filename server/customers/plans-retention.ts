import type { Ctx, Step } from '../core/context.ts';
import { later, laterUnlessWaiting } from '../core/later.ts';
import type { Instant } from '../core/time.ts';

/** How far a round of retention has come: of each kind, the newest that was looked at. */
export type Round = { answers?: string; cases?: [Instant, string]; messages?: string };

const KEY = 'customers.retain';

/** Sees to it that there are rounds of retention: the first begins now, one that waits is left alone. */
export const keepRetaining = (ctx: Ctx): Step => laterUnlessWaiting(ctx, { kind: KEY, round: {} }, ctx.now, KEY);

/** Goes on, or begins anew, at `at`: there is one round at a time. */
export const startRetention = (ctx: Ctx, round: Round = {}, at: Instant = ctx.now): Step => later(ctx, { kind: KEY, round }, at, KEY);
