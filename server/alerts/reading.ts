import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { type Customer, customersById } from '../customers/plans.ts';
import type { Fresh } from '../http/fresh.ts';
import { teamNames } from '../people/plans.ts';
import { pushKey, subscriptionsOf } from './actions-push.ts';
import { ALERT_KINDS, type AlertKind, receiversFor, type Way, wants } from './rules.ts';
import { type Alert, alertPerson, newestAlerts, newestOf, singleReads } from './store.ts';

/** So many of the newest are shown, and counted. */
const SHOWN = 50;

/** The newest alerts of whoever asks, and how many of them are unread. For somebody who has them already it is one glance at an index. */
export async function alertList(ctx: Ctx & { actor: PersonActor }, known: readonly string[]): Promise<Fresh<AlertList>> {
  const { actor } = ctx;
  const receivers = receiversFor(actor);
  const { newest, marks } = await newestOf(ctx, actor.id, receivers);
  const tag = `"${newest}-${marks}"`;
  if (known.includes(tag)) return { tag, body: null };
  const [all, person, reads] = await Promise.all([
    newestAlerts(ctx, receivers, SHOWN),
    alertPerson(ctx, actor.id),
    singleReads(ctx, actor.id),
  ]);
  const alerts = all.filter(({ actorId }) => actorId !== actor.id);
  const isUnread = ({ id }: Alert): boolean => id > (person?.readTo ?? 0) && !reads.has(id);
  const [customers, teams] = await Promise.all([
    customersById(ctx, [...new Set(alerts.map((alert) => alert.customerId))]),
    teamNames(ctx, [...new Set(alerts.map((alert) => alert.teamId))]),
  ]);
  const items = alerts.map((alert) => ({
    id: alert.id,
    kind: alert.kind,
    callback: alert.subject,
    customer: calledIn(customers.get(alert.customerId)),
    team: teams.get(alert.teamId) ?? '',
    at: toRfc3339(alert.at),
    unread: isUnread(alert),
  }));
  return { tag, body: { items, unread: items.filter(({ unread }) => unread).length, newest } };
}

export type AlertList = {
  items: { id: number; kind: Alert['kind']; callback: string; customer: string; team: string; at: string; unread: boolean }[];
  unread: number;
  /** Up to here everything is in this list, or older than it. */
  newest: number;
};

const calledIn = (customer: Customer | undefined): string => {
  if (customer?.erasedAt) return 'Somebody whose data was erased';
  return customer?.name ?? customer?.email ?? customer?.phone ?? 'Somebody without a name';
};

/** How whoever asks is told, and of what: everything said, whether they chose it or not. */
export async function ownChoices(ctx: Ctx & { actor: PersonActor }) {
  const choices = (await alertPerson(ctx, ctx.actor.id))?.choices ?? {};
  const ways = ALERT_KINDS.map((kind) => [kind, { mail: wants(choices, kind, 'mail'), push: wants(choices, kind, 'push') }]);
  return {
    ways: Object.fromEntries(ways) as Record<AlertKind, Record<Way, boolean>>,
    digest: choices.digest !== false,
    outside: choices.outside === true,
  };
}

/** With which key this browser can be asked for pushes, whether they are on here, and in how many browsers of whoever asks they are. */
export async function ownBrowsers(ctx: Ctx & { actor: PersonActor; session: string }) {
  const [key, browsers] = await Promise.all([pushKey(ctx), subscriptionsOf(ctx, ctx.actor.id)]);
  return { key: key.public, here: browsers.some(({ sessionId }) => sessionId === ctx.session), browsers: browsers.length };
}
