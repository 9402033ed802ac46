import { standingOf } from '../callbacks/plans-standing.ts';
import { firstName } from '../callbacks/rules.ts';
import { makePushKey, type PushKey, type PushTarget } from '../channels/push-crypto.ts';
import type { PersonActor } from '../core/actor.ts';
import { commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { factOf, factOrElse } from '../core/facts.ts';
import { later } from '../core/later.ts';
import { refuse } from '../core/refusal.ts';
import { NotYet } from '../core/runner.ts';
import { HOUR, type Instant } from '../core/time.ts';
import { customerById } from '../customers/plans.ts';
import { teamNames } from '../people/plans.ts';
import { openSessions, signedInThere } from '../people/plans-sessions.ts';
import { isPushService, isUrgent, type Shown, shownAs } from './rules-push.ts';
import { gathered, stillTrue } from './rules-told.ts';
import type { Alert } from './store.ts';
import {
  alertsById,
  dropEndpoint,
  dropSubscription,
  keepSubscription,
  type Subscription,
  subscriptionIn,
  subscriptionsIn,
} from './store-push.ts';

const KEY_FACT = 'push_key';
/** After so long nobody needs to be disturbed by it any more. */
const GOOD_FOR = 4 * HOUR;
const MOST_BROWSERS = 10;
export const PUSH = 'alerts.push';

/** The key by which push services know this installation: made when it is first asked for, and kept. */
export async function pushKey(ctx: Ctx): Promise<PushKey> {
  const known = await factOf(ctx.deps.db, KEY_FACT);
  if (known) return JSON.parse(known) as PushKey;
  const made = JSON.stringify(await makePushKey());
  return JSON.parse(await factOrElse(ctx.deps.db, KEY_FACT, () => made)) as PushKey;
}

/** A person in one of their sessions, which is one browser. */
type Here = Ctx & { actor: PersonActor; session: string };

/**
 * Somebody switches pushes on in this browser, or it renews its address by itself. Refuses an address that is not one of a push service; and a
 * browser that renews what somebody else than `person` would get by now.
 */
export async function addBrowser(ctx: Here, target: PushTarget, person: string = ctx.actor.id): Promise<void> {
  if (person !== ctx.actor.id) refuse('forbidden', 'Somebody else is signed in here now.');
  if (!isPushService(target.endpoint, ctx.deps.channels.push?.onLoopback ?? false))
    refuse('invalid', 'This is not the address of a push service that we know.', { field: 'endpoint' });
  const known = await subscriptionsOf(ctx, ctx.actor.id);
  const isKnown = known.some(({ sessionId, endpoint }) => sessionId === ctx.session || endpoint === target.endpoint);
  if (known.length >= MOST_BROWSERS && !isKnown)
    refuse('invalid', `Pushes are on in ${MOST_BROWSERS} browsers already.`, { next: 'Switch them off in one of them.' });
  await commit(ctx, keepSubscription(ctx, ctx.session, target));
}

/** Somebody switches pushes off in this browser. */
export const removeBrowser = (ctx: Here): Promise<void> => commit(ctx, [dropSubscription(ctx, ctx.session)]);

/** A push to each browser of somebody, so that they see that it works. Says to how many. */
export async function testPush(ctx: Ctx & { actor: PersonActor }): Promise<number> {
  const browsers = await subscriptionsOf(ctx, ctx.actor.id);
  await commit(
    ctx,
    browsers.map(({ sessionId }) =>
      later(ctx, { kind: PUSH, session: sessionId, alerts: [], asked: ctx.now }, ctx.now, `${PUSH}:${sessionId}:test`),
    ),
  );
  return browsers.length;
}

/** A push for these alerts to every browser of theirs. */
export async function pushesFor(ctx: Ctx, personId: string, alerts: readonly Alert[]): Promise<Step[]> {
  if (alerts.length === 0) return [];
  const ids = alerts.map(({ id }) => id);
  return (await subscriptionsOf(ctx, personId)).map(({ sessionId }) =>
    later(ctx, { kind: PUSH, session: sessionId, alerts: ids }, ctx.now),
  );
}

/** Whose a push is says its session, which is one person’s in one browser for ever. `asked`: when somebody asked for a test. */
export type PushJob = { session: string; alerts: number[]; asked?: Instant };

/**
 * Sends one push. What it tells of is read now: what was seen to in the meantime is not told. Whoever is signed out there gets nothing. A browser
 * that has gone is forgotten.
 */
export async function push(ctx: Ctx, { session, alerts: ids, asked = ctx.now }: PushJob): Promise<void> {
  const channel = ctx.deps.channels.push;
  const [browser, personId] = await Promise.all([subscriptionIn(ctx, session), signedInThere(ctx, session)]);
  if (!channel || !browser || personId === undefined || ctx.now - asked >= GOOD_FOR) return;
  const all = await alertsById(ctx, ids);
  const standing = await standingOf(
    ctx,
    all.map(({ subject }) => subject),
  );
  const alerts = all.filter((alert) => stillTrue(alert, personId, standing.get(alert.subject)) && ctx.now - alert.at < GOOD_FOR * 4);
  if (ids.length > 0 && alerts.length === 0) return;
  const shown = ids.length === 0 ? TEST : await words(ctx, alerts);
  const urgency = alerts.some(({ kind }) => isUrgent(kind)) ? 'high' : 'normal';
  const sent = await channel.send(browser, JSON.stringify(shown), {
    key: await pushKey(ctx),
    ttl: GOOD_FOR,
    urgency,
    topic: topicOf(shown),
  });
  if (sent.verdict === 'later') throw new NotYet(ctx.now + sent.after);
  if (sent.verdict === 'refused') ctx.deps.log('push_refused', { reason: sent.reason });
  if (sent.verdict === 'gone') await commit(ctx, [dropEndpoint(ctx, browser)]);
}

/** The browsers in which somebody has switched pushes on, and is still signed in. */
export const subscriptionsOf = async (ctx: Ctx, personId: string): Promise<Subscription[]> =>
  subscriptionsIn(ctx, await openSessions(ctx, personId));

const TEST: Shown = { title: 'Ringback reaches you here', body: 'This is the test that you asked for.', url: '/settings/own', tag: 'test' };

/** At most 32 letters of base64url (RFC 8030, section 5.4): our ids are such. */
const topicOf = ({ tag }: Shown): string => tag.slice(0, 32);

async function words(ctx: Ctx, alerts: readonly Alert[]): Promise<Shown> {
  const teams = await teamNames(ctx, [...new Set(alerts.map(({ teamId }) => teamId))]);
  const [only] = alerts;
  const customer = alerts.length === 1 ? await customerById(ctx, only!.customerId) : undefined;
  return shownAs(alerts, gathered(alerts, teams), firstName(customer?.name ?? null), teams.get(only!.teamId) ?? 'a team');
}
