import { and, eq, inArray, ne } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { alerts, pushSubscriptions } from '../../db/schema/alerts.ts';
import type { PushTarget } from '../channels/push-crypto.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Alert } from './store.ts';

export type Subscription = typeof pushSubscriptions.$inferSelect;

/** The browser of this session, if pushes are on there. */
export const subscriptionIn = (ctx: Ctx, session: string): Promise<Subscription | undefined> => bySession(ctx.deps.db, session);

const bySession = rowBy(pushSubscriptions, pushSubscriptions.sessionId);

/** The browsers of these sessions in which pushes are on. */
export const subscriptionsIn = (ctx: Ctx, sessions: readonly string[]): Promise<Subscription[]> =>
  bySessions(ctx.deps.db).all({ sessions: JSON.stringify(sessions) });

const bySessions = prepared((db) => db.select().from(pushSubscriptions).where(oneOf(pushSubscriptions.sessionId, 'sessions')).prepare());

/** A session is one browser, and a browser belongs to the session in which pushes were switched on last. */
export function keepSubscription(ctx: Ctx, session: string, target: PushTarget): Step[] {
  const row = { ...target, createdAt: ctx.now };
  return [
    ctx.deps.db
      .delete(pushSubscriptions)
      .where(and(eq(pushSubscriptions.endpoint, target.endpoint), ne(pushSubscriptions.sessionId, session))),
    ctx.deps.db
      .insert(pushSubscriptions)
      .values({ sessionId: session, ...row })
      .onConflictDoUpdate({ target: pushSubscriptions.sessionId, set: row }),
  ];
}

export const dropSubscription = (ctx: Ctx, session: string): Step =>
  ctx.deps.db.delete(pushSubscriptions).where(eq(pushSubscriptions.sessionId, session));

/** The browser of this session has gone, unless it has been given another address meanwhile. */
export const dropEndpoint = (ctx: Ctx, { sessionId, endpoint }: Subscription): Step =>
  ctx.deps.db.delete(pushSubscriptions).where(and(eq(pushSubscriptions.sessionId, sessionId), eq(pushSubscriptions.endpoint, endpoint)));

export const alertsById = (ctx: Ctx, ids: readonly number[]): Promise<Alert[]> =>
  ids.length
    ? ctx.deps.db
        .select()
        .from(alerts)
        .where(inArray(alerts.id, [...ids]))
    : Promise.resolve([]);
