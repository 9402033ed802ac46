import { eq, type SQL, sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import { messages } from '../../db/schema/core.ts';
import type { EmailRequest } from '../channels/channel.ts';

import type { Ctx, Step } from './context.ts';
import { later } from './later.ts';
import type { QuietHours } from './quiet.ts';
import type { Instant } from './time.ts';

/** Why a message is sent. A survey may be refused by its receiver; a case is about something they asked for; an account mail lets a colleague in. */
export type Purpose = 'survey' | 'case' | 'account';

/** What a mail says, whoever gets it. */
export type EmailContent = Pick<EmailRequest, 'subject' | 'html' | 'text' | 'headers'>;

export type NewMessage = {
  kind: string;
  purpose: Purpose;
  /** The id of what the message is about. */
  about: string;
  /** The address as compared: suppression goes by it. */
  address: string;
  email: EmailContent & { to: string };
  /** Hours in which the receiver is left in peace, in their zone. */
  quiet?: (QuietHours & { zone: string }) | null;
  /** After this moment the message is of no use and is not sent. */
  notAfter?: Instant;
};

/** Puts a message in the outbox, rendered and final, to leave at once. It is written in the same commit as what it tells of. */
export function post(ctx: Ctx, message: NewMessage): Step[] {
  const id = ctx.deps.ids.next('msg', ctx.now);
  const { kind, purpose, about, address, email, quiet, notAfter } = message;
  const request: EmailRequest = { ...email, from: ctx.deps.settings.sender, tags: [{ name: 'message_id', value: id }] };
  const row = {
    id,
    kind,
    purpose,
    about,
    address,
    subject: email.subject,
    request,
    state: 'queued' as const,
    quiet: quiet ?? null,
    notAfter: notAfter ?? null,
    createdAt: ctx.now,
  };
  return [ctx.deps.db.insert(messages).values(row), later(ctx, { kind: 'outbox.send', message: id, tries: 0 }, ctx.now)];
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
