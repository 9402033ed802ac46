import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { messages, pauses } from '../../db/schema/core.ts';
import type { Delivery, EmailRequest, Lot, TextRequest } from '../channels/channel.ts';
import { commit } from './commit.ts';
import { aside, type Ctx, type Step } from './context.ts';
import type { MessageState } from './ladder.ts';
import { later } from './later.ts';
import { type Message, sendAt, TAKEN_BACK } from './outbox.ts';
import { afterQuiet, quietFrom } from './quiet.ts';
import { type Handler, holdOn, type Job, NotYet } from './runner.ts';
import { backToQueue, end, settle } from './settling.ts';
import { HOUR, type Instant, type Millis, SECOND } from './time.ts';

/** By its own choice a provider would hold a text for ten hours, and then wake somebody with it. */
const LONGEST_HELD: Millis = 4 * HOUR;

type ChannelName = Message['channel'];

/** By so much a lot that somebody waits for seems older than it is: jobs are done oldest first. */
const HEAD_START: Millis = SECOND;

export const deliveryHandlers: Record<'outbox.send' | 'outbox.send_text' | 'outbox.deliver', Handler> = {
  'outbox.send': { lot: (ctx, jobs) => gather(ctx, 'email', jobs) },
  'outbox.send_text': { lot: (ctx, jobs) => gather(ctx, 'text', jobs) },
  'outbox.deliver': { each: deliver, atOnce: 4 },
};

/** Makes lots of what may leave now. What is too old or no longer wanted ends here; what would arrive in quiet hours waits. */
async function gather(ctx: Ctx, name: ChannelName, jobs: readonly Job[]): Promise<void> {
  const channel = ctx.deps.channels[name];
  if (channel) await waitForPause(ctx, channel.name);
  const triesOf = new Map(jobs.map((job) => [job.data.message as string, job.data.tries as number]));
  const queued = await read(ctx, and(inArray(messages.id, [...triesOf.keys()]), eq(messages.state, 'queued')));
  const steps: Step[] = [];
  const leaving: Message[] = [];
  for (const one of queued) {
    const { message } = one;
    const outlook = outlookOf(one, ctx.now);
    if (!channel) steps.push(...end(ctx, message, 'failed', `no way to send: ${name}`));
    else if ('state' in outlook) steps.push(...end(ctx, message, outlook.state, outlook.reason));
    else if (outlook.at > ctx.now) steps.push(sendAt(ctx, message, outlook.at, triesOf.get(message.id) ?? 0));
    else leaving.push(message);
  }
  const urgentFirst = [...leaving.filter(isUrgent), ...leaving.filter((message) => !isUrgent(message))];
  await commit(ctx, [...steps, ...lots(urgentFirst, channel?.lotSize ?? 1).flatMap((members) => seal(ctx, members, triesOf))]);
}

/** What a customer waits for goes before what we want of them. */
const isUrgent = (message: Message): boolean => message.purpose !== 'survey';

/** Comes back when the pause is over, the less urgent a moment later. */
async function waitForPause(ctx: Ctx, channel: string, patience: Millis = 0): Promise<void> {
  const [pause] = await ctx.deps.db.select().from(pauses).where(eq(pauses.channel, channel));
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

const allowedAt = ({ quiet }: Message, now: Instant): Instant =>
  quiet && now > (quiet.freeUntil ?? 0) ? afterQuiet(quiet, quiet.zone, now) : now;

/** For so long the provider may hold a text back: never into quiet hours, never until nobody wants it any more. */
function goodFor({ quiet, notAfter }: Message, now: Instant): Millis {
  const quietAt = quiet ? Math.max(quietFrom(quiet, quiet.zone, now), quiet.freeUntil ?? 0) : Number.POSITIVE_INFINITY;
  return Math.max(SECOND, Math.min(LONGEST_HELD, quietAt - now, (notAfter ?? Number.POSITIVE_INFINITY) - now));
}

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
  const { db, channels } = ctx.deps;
  const found = await read(ctx, eq(messages.lot, lot));
  const members = found.map(({ message }) => message);
  const open = members.filter((message) => message.state === 'sending');
  if (open.length === 0) return;
  const { firstTriedAt, channel: name } = members[0]!;
  const channel = channels[name];
  if (firstTriedAt === null && !(channel && found.every((one) => mayLeave(one, ctx.now)))) {
    // Much may have happened since the lot was made, and nothing of it has left: it is made anew.
    return commit(
      ctx,
      open.flatMap((message) => backToQueue(ctx, message, ctx.now, tries, null)),
    );
  }
  const doubt = firstTriedAt === null ? undefined : doubtAbout(found, ctx.now - firstTriedAt, channel?.recognisesRepeatsFor ?? 0);
  if (doubt || !channel) {
    return commit(
      ctx,
      open.flatMap((message) => end(ctx, message, 'unknown', message.reason ? `${doubt} (${message.reason})` : (doubt ?? ''))),
    );
  }
  await waitForPause(ctx, channel.name, members.some(isUrgent) ? 0 : 1);
  const at = Math.max(...open.map((message) => allowedAt(message, ctx.now)));
  if (at > ctx.now) throw new NotYet(at);

  await commit(aside(ctx), [
    ...holdOn(ctx, job),
    db
      .update(messages)
      .set({ firstTriedAt: sql`coalesce(first_tried_at, ${ctx.now})` })
      .where(eq(messages.lot, lot)),
  ]);
  const deliveries = await handOver(ctx, members, { key: lot, firstTriedAt });
  await settle(ctx, channel.name, open, deliveries, { age: ctx.now - (firstTriedAt ?? ctx.now), tries });
}

/** Which kind of request a message holds, its channel says. */
function handOver(ctx: Ctx, members: readonly Message[], lot: Pick<Lot, 'key' | 'firstTriedAt'>): Promise<Delivery[]> {
  const { email, text } = ctx.deps.channels;
  const mails = members.map(({ id, request }) => ({ id, request: request as EmailRequest }));
  if (members[0]!.channel === 'email' || !text) return email.send({ ...lot, messages: mails });
  const texts = members.map((message) => ({ id: message.id, request: message.request as TextRequest, goodFor: goodFor(message, ctx.now) }));
  return text.send({ ...lot, messages: texts });
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
