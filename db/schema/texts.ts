import { sql } from 'drizzle-orm';
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { id, instant, word } from '../columns.ts';

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
  },
  (t) => [
    uniqueIndex('texts_sid').on(t.sid),
    index('texts_from').on(t.from, t.at),
    index('texts_unmatched').on(t.id).where(sql`state = 'unmatched'`),
  ],
);
