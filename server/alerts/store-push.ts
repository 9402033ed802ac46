import { and, eq, inArray } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { alerts, pushSubscriptions } from '../../db/schema/alerts.ts';
import type { PushTarget } from '../channels/push-crypto.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Alert } from './store.ts';

export type Subscription = typeof pushSubscriptions.$inferSelect;

export const subscriptionById = (ctx: Ctx, id: string): Promise<Subscription | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(pushSubscriptions, pushSubscriptions.id);

/** The browsers in which somebody has switched pushes on. */
export const subscriptionsOf = (ctx: Ctx, personId: string): Promise<Subscription[]> =>
  ctx.deps.db.select().from(pushSubscriptions).where(eq(pushSubscriptions.personId, personId));

/** A browser belongs to whoever switched it on last. */
export function keepSubscription(ctx: Ctx, personId: string, target: PushTarget, agent: string | null): Step {
  const row = { ...target, personId, agent, createdAt: ctx.now };
  return ctx.deps.db
    .insert(pushSubscriptions)
    .values({ id: ctx.deps.ids.next('psh', ctx.now), ...row })
    .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: row });
}

export const dropSubscription = (ctx: Ctx, id: string): Step => ctx.deps.db.delete(pushSubscriptions).where(eq(pushSubscriptions.id, id));

export const dropEndpoint = (ctx: Ctx, personId: string, endpoint: string): Step =>
  ctx.deps.db.delete(pushSubscriptions).where(and(eq(pushSubscriptions.endpoint, endpoint), eq(pushSubscriptions.personId, personId)));

export const dropSubscriptionsOf = (ctx: Ctx, personId: string): Step =>
  ctx.deps.db.delete(pushSubscriptions).where(eq(pushSubscriptions.personId, personId));

export const alertsById = (ctx: Ctx, ids: readonly number[]): Promise<Alert[]> =>
  ids.length
    ? ctx.deps.db
        .select()
        .from(alerts)
        .where(inArray(alerts.id, [...ids]))
    : Promise.resolve([]);
