import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Conversation } from '../../server/texts/rules-conversation.ts';
import { id, instant, json, word } from '../columns.ts';
import { customers } from './customers.ts';

/** Texts that came in, by the provider's own id, so that one told twice is one. Stored at once, read by a job. */
export const texts = sqliteTable(
  'texts',
  {
    id: id(),
    sid: text('sid').notNull(),
    from: text('from').notNull(),
    to: text('to').notNull(),
    body: text('body').notNull(),
    optOutType: word<'STOP' | 'START' | 'HELP'>('opt_out_type'),
    /** When it came, by the provider's clock where it says so. */
    at: instant('at').notNull(),
    /** When we learned of it, and how: told at once, or found later in the provider's list. */
    receivedAt: instant('received_at').notNull(),
    found: word<'told' | 'listed'>('found').notNull(),
    /** `unmatched` waits for a person. */
    state: word<'new' | 'done' | 'unmatched'>('state').notNull(),
    /** What it was taken for. */
    readAs: text('read_as'),
    /** Who wrote it, once it was read and we knew. */
    customerId: text('customer_id').references(() => customers.id),
  },
  (t) => [
    uniqueIndex('texts_sid').on(t.sid),
    index('texts_from').on(t.from, t.at),
    index('texts_customer').on(t.customerId),
    index('texts_unmatched').on(t.id).where(sql`state = 'unmatched'`),
  ],
);

/** What was said with one number so far, as far as the next text depends on it. */
export const textConversations = sqliteTable(
  'text_conversations',
  {
    id: id(),
    number: text('number').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** The survey that it is about, or was last. */
    invitationId: text('invitation_id'),
    state: json<Conversation>('state').notNull(),
    /** The last question of ours that was looked at. */
    seen: text('seen').notNull(),
    /** The newest entry of its ledger: of two texts read at once, the second is read again. */
    seq: integer('seq').notNull(),
  },
  (t) => [uniqueIndex('text_conversations_number').on(t.number), index('text_conversations_customer').on(t.customerId)],
);
