import { standingOf } from '../callbacks/plans-standing.ts';
import { commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { soonest } from '../core/later.ts';
import { MINUTE } from '../core/time.ts';
import { teamNames } from '../people/plans.ts';
import { dutyOf, type OnDuty, workingPeople } from '../people/plans-duty.ts';
import { pushesFor } from './actions-push.ts';
import { alertMail } from './messages.tsx';
import { keyOf, planMornings, TELL } from './plans-people.ts';
import { receiversFor, WAYS, wants } from './rules.ts';
import { worksAgain } from './rules-hours.ts';
import { stillTrue, tellNow } from './rules-told.ts';
import { type Alert, type AlertPerson, alertPerson, alertsAfter, newestAlerts, singleReads } from './store.ts';
import { choicesOf, toldAhead, toldUpTo } from './store-people.ts';

/** More than so many of a team or a role are never looked through for one mail. */
const MOST = 100;
/** The mail of the morning comes first, and says it all. */
const AFTER_MORNING = MINUTE;

/** What is told to a team or a role goes to each of its people who wants such a thing by mail or push. */
export async function spread(ctx: Ctx, receiver: string): Promise<void> {
  const people = (await workingPeople(ctx)).filter((person) => receiversFor(person).includes(receiver));
  const [alerts, choices] = await Promise.all([
    newestAlerts(ctx, [receiver], MOST),
    choicesOf(
      ctx,
      people.map(({ id }) => id),
    ),
  ]);
  const kinds = [...new Set(alerts.map(({ kind }) => kind))];
  const wanting = people.filter(({ id }) => kinds.some((kind) => WAYS.some((way) => wants(choices.get(id) ?? {}, kind, way))));
  await commit(ctx, [
    ...planMornings(ctx, people),
    ...wanting.map(({ id }) => soonest(ctx, { kind: TELL, person: id }, ctx.now, keyOf(TELL, id))),
  ]);
}

/** Tells one person by mail and push what they have not been told and have not read; outside their working hours it waits for the next. */
export async function tell(ctx: Ctx, personId: string): Promise<void> {
  const person = await dutyOf(ctx, personId);
  if (!person) return;
  const { alerts, upTo, known } = await untold(ctx, person);
  const { told, rest } = tellNow(alerts, known?.choices ?? {}, person, ctx.now);
  const ahead = Math.max(0, ...[...told.mail, ...told.push].map(({ id }) => id));
  const again = rest ? worksAgain(person, ctx.now) : undefined;
  await commit(ctx, [
    ...planMornings(ctx, [person]),
    ...(await mailOf(ctx, person, told.mail)),
    ...(await pushesFor(ctx, personId, told.push)),
    rest ? toldAhead(ctx, personId, ahead) : toldUpTo(ctx, personId, upTo),
    ...(again === undefined ? [] : [soonest(ctx, { kind: TELL, person: personId }, again + AFTER_MORNING, keyOf(TELL, personId))]),
  ]);
}

/** What somebody was not told yet by mail or push, has not read on the page, and is still so. */
export async function untold(ctx: Ctx, person: OnDuty): Promise<{ alerts: Alert[]; upTo: number; known: AlertPerson | undefined }> {
  const [known, reads] = await Promise.all([alertPerson(ctx, person.id), singleReads(ctx, person.id)]);
  const from = Math.max(known?.toldTo ?? 0, known?.readTo ?? 0);
  const all = await alertsAfter(ctx, person.id, receiversFor(person), from, MOST);
  const isTold = ({ id, kind }: Alert): boolean => kind === 'escalated' && id <= (known?.toldAhead ?? 0);
  const fresh = all.filter((alert) => alert.actorId !== person.id && !reads.has(alert.id) && !isTold(alert));
  const standing = await standingOf(ctx, [...new Set(fresh.map(({ subject }) => subject))]);
  const alerts = fresh.filter((alert) => stillTrue(alert, person.id, standing.get(alert.subject)));
  return { alerts, upTo: all[0]?.id ?? from, known };
}

async function mailOf(ctx: Ctx, person: OnDuty, alerts: readonly Alert[]): Promise<Step[]> {
  if (alerts.length === 0) return [];
  const teams = await teamNames(ctx, [...new Set(alerts.map(({ teamId }) => teamId))]);
  const standing = await standingOf(
    ctx,
    alerts.slice(0, 1).map(({ subject }) => subject),
  );
  return alertMail(ctx, person, alerts, { teams, dueAt: standing.get(alerts[0]!.subject)?.dueAt });
}
