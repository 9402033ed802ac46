import { and, eq, inArray, sql } from 'drizzle-orm';
import { messages, pauses } from '../../db/schema/core.ts';
import type { Delivery } from '../channels/channel.ts';
import { alarm } from './alarm.ts';
import { commit } from './commit.ts';
import { aside, type Ctx, type Step } from './context.ts';
import { lowerThan, type MessageState } from './ladder.ts';
import { later } from './later.ts';
import { type Message, sendAt } from './outbox.ts';
import { NotYet } from './runner.ts';
import { suppress } from './suppression.ts';
import { HOUR, type Instant, type Millis, SECOND } from './time.ts';

/** A definite "try later" is believed this often; then the message has failed. */
const MAX_TRIES = 6;

/** Writes down the verdicts of the channel with this name. `age` is the time since the lot was first tried. */
export async function settle(
  ctx: Ctx,
  channel: string,
  open: readonly Message[],
  deliveries: readonly Delivery[],
  { age, tries }: { age: Millis; tries: number },
): Promise<void> {
  const verdicts = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const of = (message: Message): Delivery => verdicts.get(message.id) ?? { id: message.id, verdict: 'unclear', reason: 'no verdict' };
  const unclear = open.map(of).find((delivery) => delivery.verdict === 'unclear');
  const steps = open.flatMap((message): Step[] => {
    const delivery = of(message);
    if (delivery.verdict === 'accepted') return [accepted(ctx, message, delivery.providerId)];
    if (delivery.verdict === 'refused') return refused(ctx, message, delivery);
    if (unclear) return [inDoubt(ctx, message, delivery.reason)];
    const counted = tries + (delivery.verdict === 'later' && delivery.counts ? 1 : 0);
    if (counted >= MAX_TRIES) return end(ctx, message, 'failed', delivery.reason);
    const after = delivery.verdict === 'later' ? delivery.after : 0;
    return backToQueue(ctx, message, ctx.now + after, counted, delivery.reason);
  });
  const pause = deliveries.find((delivery) => 'pausesChannel' in delivery && delivery.pausesChannel);
  if (pause && 'after' in pause && pause.after) steps.push(pauseUntil(ctx, channel, ctx.now + pause.after, pause.reason));
  if (!unclear) {
    await commit(ctx, steps);
    if (pause && 'alarm' in pause && pause.alarm) await alarm(ctx, channel, 'paused', pause.reason);
    return;
  }
  // Some may have left: the same lot goes again, as it is, until the provider says what it did with it, or forgets it.
  await commit(aside(ctx), steps);
  const rest = Math.min(HOUR, Math.max(5 * SECOND, age));
  throw new NotYet(ctx.now + Math.max(rest, unclear.after ?? 0));
}

/** What a provider says of the number outlives the message. */
const refused = (ctx: Ctx, message: Message, { reason, bars }: Extract<Delivery, { verdict: 'refused' }>): Step[] => [
  ...(bars ? [suppress(ctx, message.address, 'all', bars, 'provider')] : []),
  ...end(ctx, message, 'failed', reason),
];

const inDoubt = (ctx: Ctx, message: Message, reason: string): Step =>
  ctx.deps.db
    .update(messages)
    .set({ reason })
    .where(and(eq(messages.id, message.id), eq(messages.state, 'sending')));

/** A webhook may have been faster than we are: what it said stays. */
const accepted = (ctx: Ctx, message: Message, providerId: string): Step =>
  ctx.deps.db
    .update(messages)
    .set({
      providerId,
      settledAt: ctx.now,
      state: sql`case when state = 'sending' then 'accepted' else state end`,
      reason: sql`case when state = 'sending' then null else reason end`,
    })
    .where(eq(messages.id, message.id));

/** A bad end, told to the room that wrote the message. */
export const end = (ctx: Ctx, message: Message, state: MessageState, reason: string): Step[] => [
  raise(ctx, message, state, reason),
  ...(message.purpose === 'survey' ? [later(ctx, { kind: 'surveys.undelivered', message: message.id }, ctx.now)] : []),
  ...(message.purpose === 'case' && message.channel === 'text' && state !== 'unknown'
    ? [later(ctx, { kind: 'callbacks.untold', message: message.id }, ctx.now)]
    : []),
];

/** Up the ladder only, decided in the write: reports come in any order, and two at once. */
export const raise = (ctx: Ctx, message: Message, state: MessageState, reason: string | null): Step =>
  ctx.deps.db
    .update(messages)
    .set({ state, reason, settledAt: ctx.now })
    .where(and(eq(messages.id, message.id), inArray(messages.state, lowerThan(state))));

/** Nothing leaves by this channel until then. */
export const pauseUntil = (ctx: Ctx, channel: string, until: Instant, reason: string): Step =>
  ctx.deps.db
    .insert(pauses)
    .values({ channel, until, reason })
    .onConflictDoUpdate({ target: pauses.channel, set: { until: sql`max(until, excluded.until)`, reason } });

/** It has not left: it is tried again, in a lot that is made anew. */
export const backToQueue = (ctx: Ctx, message: Message, at: Instant, tries: number, reason: string | null): Step[] => [
  ctx.deps.db
    .update(messages)
    .set({ state: 'queued', lot: null, firstTriedAt: null, reason })
    // Not what was taken back in the meantime.
    .where(and(eq(messages.id, message.id), eq(messages.state, 'sending'))),
  sendAt(ctx, message, at, tries),
];
