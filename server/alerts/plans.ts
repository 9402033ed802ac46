import type { Ctx, Step } from '../core/context.ts';
import { soonest } from '../core/later.ts';
import { MINUTE } from '../core/time.ts';
import { keyOf, SPREAD, TELL } from './plans-people.ts';
import type { AlertKind } from './rules.ts';
import { alertsOf, type Happened } from './rules-who.ts';
import { keepAlerts } from './store.ts';

/** For so long what happens in a team is gathered, so that an hour of many calls is not an hour of many mails. */
const GATHERING = 3 * MINUTE;

/** Tells whoever is concerned of what happened to these callbacks, in the commit in which it happens. However many there are, it is one write. */
export function planAlerts(ctx: Ctx, happened: readonly Happened[]): Step[] {
  const told = happened.flatMap((one) => alertsOf(one, ctx.actor).map((alert) => ({ ...alert, about: one.after })));
  const kinds = new Map<string, AlertKind>(told.map(({ receiver, kind }) => [receiver, kind]));
  return [...keepAlerts(ctx, told), ...[...kinds].map(([receiver, kind]) => passOn(ctx, receiver, kind))];
}

/** To a person at once; to several after a while, and then to each of them. */
const passOn = (ctx: Ctx, receiver: string, kind: AlertKind): Step =>
  receiver.startsWith('per_')
    ? soonest(ctx, { kind: TELL, person: receiver }, ctx.now, keyOf(TELL, receiver))
    : soonest(ctx, { kind: SPREAD, receiver }, ctx.now + (kind === 'escalated' ? 0 : GATHERING), keyOf(SPREAD, receiver));
