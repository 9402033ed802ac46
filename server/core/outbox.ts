import { eq, type SQL, sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import { messages } from '../../db/schema/core.ts';
import type { EmailRequest, TextRequest } from '../channels/channel.ts';
import type { Ctx, Step } from './context.ts';
import { later } from './later.ts';
import type { QuietHours } from './quiet.ts';
import type { Instant } from './time.ts';

/** Why a message is sent. A survey may be refused by its receiver; a case is about something they asked for; an account mail lets a colleague in. */
export type Purpose = 'survey' | 'case' | 'account';

/** What a mail says, whoever gets it. */
export type EmailContent = Pick<EmailRequest, 'subject' | 'html' | 'text' | 'headers'>;

/** What a text says. */
export type TextContent = Pick<TextRequest, 'body'>;

export type NewMessage = {
  kind: string;
  purpose: Purpose;
  /** The id of what the message is about. */
  about: string;
  /** The address or number as compared: suppression goes by it. */
  address: string;
  /** Who reads the answer, when it is not the company. */
  replyTo?: string;
  /** The team that writes, which may have a sender of its own. */
  team?: string;
  /** Hours in which the receiver is left in peace, in their zone; `freeUntil` when they have just written to us. */
  quiet?: (QuietHours & { zone: string; freeUntil?: Instant }) | null;
  /** After this moment the message is of no use and is not sent. */
  notAfter?: Instant;
  /** The message that failed, in whose place this one is sent: once. */
  insteadOf?: string;
} & ({ email: EmailContent & { to: string } } | { text: TextContent & { to: string } });

/** Puts a message in the outbox, rendered and final, to leave at once. It is written in the same commit as what it tells of. */
export function post(ctx: Ctx, message: NewMessage): Step[] {
  const id = ctx.deps.ids.next('msg', ctx.now);
  const { kind, purpose, about, address, quiet, notAfter, insteadOf } = message;
  const row = {
    id,
    kind,
    purpose,
    about,
    address,
    ...('email' in message
      ? { channel: 'email' as const, subject: message.email.subject, request: emailRequest(ctx, id, message) }
      : { channel: 'text' as const, subject: message.text.body, request: textRequest(ctx, message.text) }),
    state: 'queued' as const,
    quiet: quiet ?? null,
    notAfter: notAfter ?? null,
    retryOf: insteadOf ?? null,
    createdAt: ctx.now,
  };
  return [ctx.deps.db.insert(messages).values(row), sendAt(ctx, row, ctx.now)];
}

/** The reason on a message that was taken back because its receiver was erased. */
export const TAKEN_BACK = 'erased';

/**
 * Takes back what has not left yet of the messages about these subjects (ids as a subquery). What was handed to a provider, of which we
 * do not know whether it took it, is `unknown` from now on: without its words it can never be tried again.
 */
export const takeBack = (ctx: Ctx, abouts: SQL): Step =>
  ctx.deps.db.run(sql`update messages set settled_at = ${ctx.now}, reason = ${TAKEN_BACK},
    state = case when first_tried_at is null then 'cancelled' else 'unknown' end,
    lot = case when first_tried_at is null then null else lot end
    where about in (${abouts}) and state in ('queued', 'sending')`);

type Mailed = Pick<NewMessage, 'team' | 'replyTo'> & { email: EmailContent & { to: string } };

function emailRequest({ deps: { settings } }: Ctx, id: string, { email, team, replyTo = settings.replyTo ?? undefined }: Mailed) {
  const from = (team && settings.senders[team]) || settings.sender;
  return {
    ...email,
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
    tags: [{ name: 'message_id', value: id }],
  } satisfies EmailRequest;
}

function textRequest(ctx: Ctx, text: TextContent & { to: string }): TextRequest {
  const channel = ctx.deps.channels.text;
  if (!channel) throw new Error('There is no way to send texts.');
  return { from: channel.from, to: text.to, body: text.body };
}

/** Each channel has its own kind of job: one that is paused does not hold up the other. */
export const sendAt = (ctx: Ctx, { id, channel }: Pick<Message, 'id' | 'channel'>, at: Instant, tries = 0): Step =>
  later(ctx, { kind: channel === 'text' ? 'outbox.send_text' : 'outbox.send', message: id, tries }, at);

/** The same message once more, as a new one, after the first failed for a while. Of two who see it fail, one breaks the key and looks again. */
export function postAgain(ctx: Ctx, message: Message, at: Instant): Step[] {
  const { kind, purpose, about, address, channel, subject, request, quiet, notAfter } = message;
  const same = { kind, purpose, about, address, channel, subject, request, quiet, notAfter };
  const row = { ...same, id: ctx.deps.ids.next('msg', ctx.now), state: 'queued' as const, retryOf: message.id, createdAt: ctx.now };
  return [ctx.deps.db.insert(messages).values(row), sendAt(ctx, row, at)];
}

/** A message of which we did not know whether it left turns out to have. */
export const foundAgain = (ctx: Ctx, message: Message, providerId: string): Step[] => [
  ctx.deps.db
    .update(messages)
    .set({ providerId, reason: null, state: sql`case when state = 'unknown' then 'accepted' else state end` })
    .where(eq(messages.id, message.id)),
];

export type Message = typeof messages.$inferSelect;

export async function messageById(ctx: Ctx, id: string): Promise<Message | undefined> {
  const [row] = await ctx.deps.db.select().from(messages).where(eq(messages.id, id));
  return row;
}

/** When the messages about this left: taken by the provider, or, while its answer is not known, handed to it. */
export async function leftAt(ctx: Ctx, about: string): Promise<Instant[]> {
  const rows = await timesAbout(ctx.deps.db).all({ about });
  return rows.flatMap(({ settledAt, firstTriedAt }) => settledAt ?? firstTriedAt ?? []);
}

const timesAbout = prepared((db) =>
  db
    .select({ settledAt: messages.settledAt, firstTriedAt: messages.firstTriedAt })
    .from(messages)
    .where(eq(messages.about, sql.placeholder('about')))
    .prepare(),
);

/** Whether another message was sent in the place of this one. */
export async function wasRetried(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.deps.db.select({ id: messages.id }).from(messages).where(eq(messages.retryOf, id));
  return rows.length > 0;
}
