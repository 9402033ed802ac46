import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { messages, pauses } from '../../db/schema/core.ts';
import type { Delivery } from '../channels/channel.ts';
import { commit } from './commit.ts';
import { aside, type Ctx, type Step } from './context.ts';
import { lowerThan, type MessageState } from './ladder.ts';
import { later } from './later.ts';
import { type Message, TAKEN_BACK } from './outbox.ts';
import { afterQuiet } from './quiet.ts';
import { type Handler, holdOn, type Job, NotYet } from './runner.ts';
import { HOUR, type Instant, type Millis, SECOND } from './time.ts';

/** A definite "try later" is believed this often; then the message has failed. */
const MAX_TRIES = 6;

/** By so much a lot that somebody waits for seems older than it is: jobs are done oldest first. */
const HEAD_START: Millis = SECOND;

export const deliveryHandlers: Record<'outbox.send' | 'outbox.deliver', Handler> = {
  'outbox.send': { lot: gather },
  'outbox.deliver': { each: deliver, atOnce: 4 },
};

/** Makes lots of what may leave now. What is too old or no longer wanted ends here; what would arrive in quiet hours waits. */
async function gather(ctx: Ctx, jobs: readonly Job[]): Promise<void> {
  await waitForPause(ctx);
  const triesOf = new Map(jobs.map((job) => [job.data.message as string, job.data.tries as number]));
  const queued = await read(ctx, and(inArray(messages.id, [...triesOf.keys()]), eq(messages.state, 'queued')));
  const steps: Step[] = [];
  const leaving: Message[] = [];
  for (const one of queued) {
    const { message } = one;
    const outlook = outlookOf(one, ctx.now);
    if ('state' in outlook) steps.push(...end(ctx, message, outlook.state, outlook.reason));
    else if (outlook.at > ctx.now) steps.push(sendAt(ctx, message.id, outlook.at, triesOf.get(message.id) ?? 0));
    else leaving.push(message);
  }
  const urgentFirst = [...leaving.filter(isUrgent), ...leaving.filter((message) => !isUrgent(message))];
  await commit(ctx, [...steps, ...lots(urgentFirst, ctx.deps.email.lotSize).flatMap((members) => seal(ctx, members, triesOf))]);
}

/** What a customer waits for goes before what we want of them. */
const isUrgent = (message: Message): boolean => message.purpose !== 'survey';

/** Comes back when the pause is over, the less urgent a moment later. */
async function waitForPause(ctx: Ctx, patience: Millis = 0): Promise<void> {
  const [pause] = await ctx.deps.db.select().from(pauses).where(eq(pauses.channel, ctx.deps.email.name));
  if (pause && pause.until > ctx.now) throw new NotYet(pause.until + patience);
}

/** A message, and why its address must not be written to, if there is a reason. */
type Found = { message: Message; barred: string | null };

/** Messages, with what is known of their addresses now. Read as late as can be: people opt out after we decide. */
const read = (ctx: Ctx, which: SQL | undefined): Promise<Found[]> =>
  ctx.deps.db
    .select({
      message: messages,
      barred: sql<string | null>`(select s.reason from suppressions s where s.address = messages.address
        and s.purpose in ('all', messages.purpose) and messages.purpose <> 'account' limit 1)`,
    })
    .from(messages)
    .where(which)
    .orderBy(asc(messages.id));

/** When a message may leave, or how it ends because it never may. */
function outlookOf({ message, barred }: Found, now: Instant): { at: Instant } | { state: MessageState; reason: string } {
  if (barred) return { state: 'suppressed', reason: barred };
  const at = allowedAt(message, now);
  return message.notAfter !== null && at > message.notAfter ? { state: 'failed', reason: 'too_old' } : { at };
}

const allowedAt = ({ quiet }: Message, now: Instant): Instant => (quiet ? afterQuiet(quiet, quiet.zone, now) : now);

const sendAt = (ctx: Ctx, message: string, at: Instant, tries: number): Step => later(ctx, { kind: 'outbox.send', message, tries }, at);

const lots = (leaving: Message[], size: number): Message[][] =>
  Array.from({ length: Math.ceil(leaving.length / size) }, (_, n) => leaving.slice(n * size, (n + 1) * size));

/** From here on the members of the lot, their order and every byte stay as they are, so that the provider knows a repeat for what it is. */
function seal(ctx: Ctx, members: readonly Message[], triesOf: ReadonlyMap<string, number>): Step[] {
  const lot = ctx.deps.ids.next('lot', ctx.now);
  const ids = members.map((message) => message.id);
  const tries = Math.max(...ids.map((id) => triesOf.get(id) ?? 0));
  return [
    ctx.deps.db
      .update(messages)
      .set({ lot, state: 'sending' })
      // Not what was taken back in the meantime.
      .where(and(inArray(messages.id, ids), eq(messages.state, 'queued'))),
    later(ctx, { kind: 'outbox.deliver', lot, tries }, ctx.now - (members.some(isUrgent) ? HEAD_START : 0)),
  ];
}

/** Hands one lot to the channel and writes down what became of each message. */
async function deliver(ctx: Ctx, { lot, tries = 0 }: { lot: string; tries?: number }, job: Job): Promise<void> {
  const { db, email } = ctx.deps;
  const found = await read(ctx, eq(messages.lot, lot));
  const members = found.map(({ message }) => message);
  const open = members.filter((message) => message.state === 'sending');
  if (open.length === 0) return;
  const firstTriedAt = members[0]!.firstTriedAt;
  if (firstTriedAt === null && !found.every((one) => mayLeave(one, ctx.now))) {
    // Much may have happened since the lot was made, and nothing of it has left: it is made anew.
    return commit(
      ctx,
      open.flatMap((message) => backToQueue(ctx, message, ctx.now, tries, null)),
    );
  }
  const doubt = firstTriedAt === null ? undefined : doubtAbout(found, ctx.now - firstTriedAt, email.recognisesRepeatsFor);
  if (doubt) {
    return commit(
      ctx,
      open.flatMap((message) => end(ctx, message, 'unknown', message.reason ? `${doubt} (${message.reason})` : doubt)),
    );
  }
  await waitForPause(ctx, members.some(isUrgent) ? 0 : 1);
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
  await settle(ctx, open, deliveries, ctx.now - (firstTriedAt ?? ctx.now), tries);
}

function mayLeave(one: Found, now: Instant): boolean {
  const outlook = outlookOf(one, now);
  return 'at' in outlook && outlook.at <= now;
}

/** Why a lot that may have left is not sent again, as it must be: whole. Of several receivers, one who is barred since does not keep it from the others. */
function doubtAbout(found: readonly Found[], age: Millis, recognised: Millis): string | undefined {
  if (age >= recognised) return 'no answer, and a repeat might arrive twice';
  // Its words are gone, so the lot is not what the provider would recognise.
  if (found.some(({ message }) => message.reason === TAKEN_BACK)) return 'no answer, and one of its receivers was erased';
  return found.every(({ message, barred }) => barred || message.state !== 'sending') ? 'no answer, and not wanted any more' : undefined;
}

const backToQueue = (ctx: Ctx, message: Message, at: Instant, tries: number, reason: string | null): Step[] => [
  ctx.deps.db
    .update(messages)
    .set({ state: 'queued', lot: null, firstTriedAt: null, reason })
    // Not what was taken back in the meantime.
    .where(and(eq(messages.id, message.id), eq(messages.state, 'sending'))),
  sendAt(ctx, message.id, at, tries),
];

/** Writes down the verdicts. `age` is the time since the lot was first tried. */
async function settle(ctx: Ctx, open: readonly Message[], deliveries: readonly Delivery[], age: Millis, tries: number): Promise<void> {
  const verdicts = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const of = (message: Message): Delivery => verdicts.get(message.id) ?? { id: message.id, verdict: 'unclear', reason: 'no verdict' };
  const unclear = open.map(of).find((delivery) => delivery.verdict === 'unclear');
  const steps = open.flatMap((message): Step[] => {
    const delivery = of(message);
    if (delivery.verdict === 'accepted') return [accepted(ctx, message, delivery.providerId)];
    if (delivery.verdict === 'refused') return end(ctx, message, 'failed', delivery.reason);
    if (unclear) return [inDoubt(ctx, message, delivery.reason)];
    const counted = tries + (delivery.verdict === 'later' && delivery.counts ? 1 : 0);
    if (counted >= MAX_TRIES) return end(ctx, message, 'failed', delivery.reason);
    const after = delivery.verdict === 'later' ? delivery.after : 0;
    return backToQueue(ctx, message, ctx.now + after, counted, delivery.reason);
  });
  const pause = deliveries.find((delivery) => 'pausesChannel' in delivery && delivery.pausesChannel);
  if (pause && 'after' in pause && pause.after) steps.push(pauseUntil(ctx, ctx.now + pause.after, pause.reason));
  if (!unclear) return commit(ctx, steps);
  // Some may have left: the same lot goes again, as it is, until the provider says what it did with it, or forgets it.
  await commit(aside(ctx), steps);
  const rest = Math.min(HOUR, Math.max(5 * SECOND, age));
  throw new NotYet(ctx.now + Math.max(rest, unclear.after ?? 0));
}

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
