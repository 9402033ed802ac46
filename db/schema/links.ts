import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, instant, word } from '../columns.ts';

/** A customer's way in. The token itself is never stored; its hash is. */
export const links = sqliteTable(
  'links',
  {
    hash: text('hash').primaryKey(),
    purpose: word<'survey' | 'case'>('purpose').notNull(),
    subject: text('subject').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Its customer was erased: it says so, and leads nowhere. */
    erased: flag('erased'),
  },
  (t) => [index('links_subject').on(t.subject)],
);
