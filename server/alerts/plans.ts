import type { Ctx, Step } from '../core/context.ts';
import { alertsOf, type Happened } from './rules-who.ts';
import { keepAlerts } from './store.ts';

/** Tells whoever is concerned of what happened to these callbacks, in the commit in which it happens. However many there are, it is one write. */
export function planAlerts(ctx: Ctx, happened: readonly Happened[]): Step[] {
  const told = happened.flatMap((one) => alertsOf(one, ctx.actor).map((alert) => ({ ...alert, about: one.after })));
  return keepAlerts(ctx, told);
}
