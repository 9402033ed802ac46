import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { prepared, rowBy } from '../../db/queries.ts';
import { alertPeople, alertReads, alerts } from '../../db/schema/alerts.ts';
import type { Callback } from '../callbacks/rules.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { AlertKind } from './rules.ts';

export type Alert = typeof alerts.$inferSelect;
export type AlertPerson = typeof alertPeople.$inferSelect;

/** Writes alerts down, each once for its receiver and event. */
export function keepAlerts(ctx: Ctx, told: readonly { kind: AlertKind; receiver: string; about: Callback }[]): Step[] {
  if (told.length === 0) return [];
  const actorId = ctx.actor.kind === 'person' ? ctx.actor.id : null;
  const rows = told.map(({ kind, receiver, about: { id, seq, teamId, customerId, dueAt } }) => ({
    ...{ subject: id, seq, receiver, kind, teamId, customerId, actorId, dueAt },
    at: ctx.now,
  }));
  return [ctx.deps.db.insert(alerts).values(rows).onConflictDoNothing()];
}

/** What the newest alert under these names is, and how often this person has marked theirs: unchanged, nothing is new. */
export async function newestOf(ctx: Ctx, personId: string, receivers: readonly string[]): Promise<{ newest: number; marks: number }> {
  const [row] = await newest(ctx.deps.db).all({ receivers: JSON.stringify(receivers), personId });
  return { newest: row?.newest ?? 0, marks: row?.marks ?? 0 };
}

const newest = prepared((db) =>
  db
    .select({
      newest: sql<
        number | null
      >`(select max((select max(a.id) from alerts a where a.receiver = value)) from json_each(${sql.placeholder('receivers')}))`,
      marks: sql<number | null>`(select marks from alert_people where person_id = ${sql.placeholder('personId')})`,
    })
    .from(sql`(select 1)`)
    .prepare(),
);

/** The newest alerts under each of these names, the newest first; of one event each is told once. */
export async function newestAlerts(ctx: Ctx, receivers: readonly string[], limit: number): Promise<Alert[]> {
  return onceEach(await Promise.all(receivers.map((receiver) => newestUnder(ctx, receiver, 0, limit)))).slice(0, limit);
}

/**
 * What was told after `from`, the newest first: of teams and roles the newest `limit` each, of the person all. What is theirs alone is never
 * crowded out by a busy team.
 */
export const alertsAfter = async (
  ctx: Ctx,
  personId: string,
  receivers: readonly string[],
  from: number,
  limit: number,
): Promise<Alert[]> =>
  onceEach(await Promise.all(receivers.map((receiver) => newestUnder(ctx, receiver, from, receiver === personId ? EVERY : limit))));

/** To SQLite: no limit. */
const EVERY = -1;

function onceEach(found: readonly Alert[][]): Alert[] {
  const all = found.flat().sort((a, b) => b.id - a.id);
  const firsts = new Map(all.map((alert) => [`${alert.subject} ${alert.seq}`, alert]));
  return [...firsts.values()].sort((a, b) => b.id - a.id);
}

const newestUnder = (ctx: Ctx, receiver: string, from: number, limit: number): Promise<Alert[]> =>
  newestFor(ctx.deps.db).all({ receiver, from, limit });

const newestFor = prepared((db) =>
  db
    .select()
    .from(alerts)
    .where(and(eq(alerts.receiver, sql.placeholder('receiver')), gt(alerts.id, sql.placeholder('from'))))
    .orderBy(desc(alerts.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);

/** The alerts that came first. */
export const oldestAlerts = (ctx: Ctx, limit: number): Promise<Pick<Alert, 'id' | 'at'>[]> => oldest(ctx.deps.db).all({ limit });

const oldest = prepared((db) =>
  db
    .select({ id: alerts.id, at: alerts.at })
    .from(alerts)
    .where(gt(alerts.id, 0))
    .orderBy(asc(alerts.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);

/** Everything up to this one is forgotten, and who has read it. */
export const forgetAlerts = (ctx: Ctx, upTo: number): Step[] => [
  ctx.deps.db.delete(alerts).where(lte(alerts.id, upTo)),
  ctx.deps.db.delete(alertReads).where(lte(alertReads.alertId, upTo)),
];

/** How far this person has come with their alerts, and what they chose; nothing while they have done neither. */
export const alertPerson = (ctx: Ctx, personId: string): Promise<AlertPerson | undefined> => byPerson(ctx.deps.db, personId);

const byPerson = rowBy(alertPeople, alertPeople.personId);

/** Those that somebody has read one by one. */
export async function singleReads(ctx: Ctx, personId: string): Promise<ReadonlySet<number>> {
  const rows = await readsOf(ctx.deps.db).all({ personId });
  return new Set(rows.map((row) => row.alertId));
}

const readsOf = prepared((db) =>
  db
    .select({ alertId: alertReads.alertId })
    .from(alertReads)
    .where(eq(alertReads.personId, sql.placeholder('personId')))
    .prepare(),
);

/** Everything up to this one is read. */
export const markAll = (ctx: Ctx, personId: string, upTo: number): Step[] => [
  ctx.deps.db
    .insert(alertPeople)
    .values({ personId, readTo: upTo, marks: 1 })
    .onConflictDoUpdate({ target: alertPeople.personId, set: { readTo: sql`max(read_to, excluded.read_to)`, marks: sql`marks + 1` } }),
  ctx.deps.db.delete(alertReads).where(and(eq(alertReads.personId, personId), lte(alertReads.alertId, upTo))),
];

/** These are read. */
export const markOne = (ctx: Ctx, personId: string, alertId: number): Step[] => [
  ctx.deps.db.insert(alertReads).values({ personId, alertId }).onConflictDoNothing(),
  ctx.deps.db
    .insert(alertPeople)
    .values({ personId, marks: 1 })
    .onConflictDoUpdate({ target: alertPeople.personId, set: { marks: sql`marks + 1` } }),
];
