import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { messages, pauses, suppressions } from '../../db/schema/core.ts';
import type { Delivery } from '../channels/channel.ts';
import { commit } from './commit.ts';
import { aside, type Ctx, type Step } from './context.ts';
import { lowerThan, type MessageState } from './ladder.ts';
import { later } from './later.ts';
import type { Message } from './outbox.ts';
import { afterQuiet } from './quiet.ts';
import { type Handler, holdOn, type Job, MAX_ATTEMPTS, NotYet } from './runner.ts';
import type { Instant } from './time.ts';

/** A definite "try later" is believed this often; then the message has failed. */
const MAX_TRIES = 6;

export const deliveryHandlers: Record<'outbox.send' | 'outbox.deliver', Handler> = {
  'outbox.send': { lot: gather },
  'outbox.deliver': { each: deliver },
};

/** Makes lots of what may leave now. What is too old or no longer wanted ends here; what would arrive in quiet hours waits. */
async function gather(ctx: Ctx, jobs: readonly Job[]): Promise<void> {
  await waitForPause(ctx);
  const triesOf = new Map(jobs.map((job) => [job.data.message as string, job.data.tries as number]));
  const queued = await waiting(ctx, [...triesOf.keys()]);
  const steps: Step[] = [];
  const leaving: Message[] = [];
  for (const { message, suppressed } of queued) {
    const at = allowedAt(message, ctx.now);
    if (suppressed) steps.push(...end(ctx, message, 'suppressed', suppressed));
    else if (message.notAfter !== null && at > message.notAfter) steps.push(...end(ctx, message, 'failed', 'too_old'));
    else if (at > ctx.now) steps.push(sendAt(ctx, message.id, at, triesOf.get(message.id) ?? 0));
    else leaving.push(message);
  }
  await commit(ctx, [...steps, ...lots(leaving, ctx.deps.email.lotSize).flatMap((members) => seal(ctx, members, triesOf))]);
}

async function waitForPause(ctx: Ctx): Promise<void> {
  const [pause] = await ctx.deps.db.select().from(pauses).where(eq(pauses.channel, ctx.deps.email.name));
  if (pause && pause.until > ctx.now) throw new NotYet(pause.until);
}

/** The messages that still wait, each with the reason why its address must not be written to, if there is one. Read as late as can be: people opt out after we decide. */
const waiting = (ctx: Ctx, ids: string[]) =>
  ctx.deps.db
    .select({ message: messages, suppressed: suppressions.reason })
    .from(messages)
    .leftJoin(
      suppressions,
      and(
        eq(suppressions.address, messages.address),
        sql`(${suppressions.purpose} = 'all' or ${suppressions.purpose} = ${messages.purpose})`,
        sql`${messages.purpose} <> 'account'`,
      ),
    )
    .where(and(inArray(messages.id, ids), eq(messages.state, 'queued')))
    .orderBy(asc(messages.id));

const allowedAt = ({ quiet }: Message, now: Instant): Instant => (quiet ? afterQuiet(quiet, quiet.zone, now) : now);

const sendAt = (ctx: Ctx, message: string, at: Instant, tries: number): Step => later(ctx, { kind: 'outbox.send', message, tries }, at);

function lots(leaving: Message[], size: number): Message[][] {
  const unique = [...new Map(leaving.map((message) => [message.id, message])).values()];
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, n) => unique.slice(n * size, (n + 1) * size));
}

/** From here on the members of the lot, their order and every byte stay as they are, so that the provider knows a repeat for what it is. */
function seal(ctx: Ctx, members: readonly Message[], triesOf: ReadonlyMap<string, number>): Step[] {
  const lot = ctx.deps.ids.next('lot', ctx.now);
  const ids = members.map((message) => message.id);
  const tries = Math.max(...ids.map((id) => triesOf.get(id) ?? 0));
  return [
    ctx.deps.db.update(messages).set({ lot, state: 'sending' }).where(inArray(messages.id, ids)),
    later(ctx, { kind: 'outbox.deliver', lot, tries }, ctx.now),
  ];
}

/** Hands one lot to the channel and writes down what became of each message. */
async function deliver(ctx: Ctx, { lot, tries = 0 }: { lot: string; tries?: number }, job: Job): Promise<void> {
  const { db, email } = ctx.deps;
  const members = await db.select().from(messages).where(eq(messages.lot, lot)).orderBy(asc(messages.id));
  const open = members.filter((message) => message.state === 'sending');
  if (open.length === 0) return;
  const firstTriedAt = members[0]!.firstTriedAt;
  if (firstTriedAt !== null && ctx.now - firstTriedAt >= email.recognisesRepeatsFor) {
    return commit(
      ctx,
      open.flatMap((message) => end(ctx, message, 'unknown', 'no answer, and a repeat might arrive twice')),
    );
  }
  await waitForPause(ctx);
  const at = Math.max(...open.map((message) => allowedAt(message, ctx.now)));
  if (at > ctx.now) throw new NotYet(at);

  await commit(aside(ctx), [
    ...holdOn(ctx, job),
    db
      .update(messages)
      .set({ firstTriedAt: sql`coalesce(first_tried_at, ${ctx.now})` })
      .where(eq(messages.lot, lot)),
  ]);
  const request = members.map(({ id, request }) => ({ id, request }));
  const deliveries = await email.send({ key: lot, messages: request, firstTriedAt });
  await settle(ctx, open, deliveries, job, tries);
}

async function settle(ctx: Ctx, open: readonly Message[], deliveries: readonly Delivery[], job: Job, tries: number): Promise<void> {
  const verdicts = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const of = (message: Message): Delivery => verdicts.get(message.id) ?? { id: message.id, verdict: 'unclear', reason: 'no verdict' };
  const unclear = open.some((message) => of(message).verdict === 'unclear');
  const lastTry = job.attempts >= MAX_ATTEMPTS;
  const steps = open.flatMap((message): Step[] => {
    const delivery = of(message);
    if (delivery.verdict === 'accepted') return [accepted(ctx, message, delivery.providerId)];
    if (delivery.verdict === 'refused') return end(ctx, message, 'failed', delivery.reason);
    if (unclear) return lastTry ? end(ctx, message, 'unknown', delivery.reason) : [];
    const counted = tries + (delivery.verdict === 'later' && delivery.counts ? 1 : 0);
    if (counted >= MAX_TRIES) return end(ctx, message, 'failed', delivery.reason);
    const after = delivery.verdict === 'later' ? delivery.after : 0;
    const backToQueue = { state: 'queued' as const, lot: null, firstTriedAt: null, reason: delivery.reason };
    return [
      ctx.deps.db.update(messages).set(backToQueue).where(eq(messages.id, message.id)),
      sendAt(ctx, message.id, ctx.now + after, counted),
    ];
  });
  const pause = deliveries.find((delivery) => 'pausesChannel' in delivery && delivery.pausesChannel);
  if (pause && 'after' in pause && pause.after) steps.push(pauseUntil(ctx, ctx.now + pause.after, pause.reason));
  if (!unclear || lastTry) return commit(ctx, steps);
  // Some may have left: the same lot goes again, as it is, until the provider says what it did with it.
  await commit(aside(ctx), steps);
  const doubt = deliveries.find((delivery) => delivery.verdict === 'unclear');
  if (doubt?.verdict === 'unclear' && doubt.after !== undefined) throw new NotYet(ctx.now + doubt.after);
  throw new Error(doubt?.reason ?? 'no verdict');
}

/** A webhook may have been faster than we are: what it said stays. */
const accepted = (ctx: Ctx, message: Message, providerId: string): Step =>
  ctx.deps.db
    .update(messages)
    .set({ providerId, settledAt: ctx.now, reason: null, state: sql`case when state = 'sending' then 'accepted' else state end` })
    .where(eq(messages.id, message.id));

/** A bad end, told to the room that wrote the message. */
export const end = (ctx: Ctx, message: Message, state: MessageState, reason: string): Step[] => [
  raise(ctx, message, state, reason),
  ...(message.purpose === 'survey' ? [later(ctx, { kind: 'surveys.undelivered', message: message.id }, ctx.now)] : []),
];

/** Up the ladder only, decided in the write: reports come in any order, and two at once. */
export const raise = (ctx: Ctx, message: Message, state: MessageState, reason: string | null): Step =>
  ctx.deps.db
    .update(messages)
    .set({ state, reason, settledAt: ctx.now })
    .where(and(eq(messages.id, message.id), inArray(messages.state, lowerThan(state))));

const pauseUntil = (ctx: Ctx, until: Instant, reason: string): Step =>
  ctx.deps.db
    .insert(pauses)
    .values({ channel: ctx.deps.email.name, until, reason })
    .onConflictDoUpdate({ target: pauses.channel, set: { until: sql`max(until, excluded.until)`, reason } });
