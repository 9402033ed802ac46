import { sql } from 'drizzle-orm';
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ConsentPurpose, ConsentSource, WrittenChannel } from '../../server/customers/rules.ts';
import { flag, id, instant, word } from '../columns.ts';

/** A person who had contact with customer service. Has no account; is known by what the company knows of them. */
export const customers = sqliteTable(
  'customers',
  {
    id: id(),
    /** The company's own name for this person. Two references are two people, even behind one address. */
    ref: text('ref'),
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    zone: text('zone'),
    locale: text('locale'),
    createdAt: instant('created_at').notNull(),
    /** A legal hold: nothing of this person is erased before it is released. */
    heldAt: instant('held_at'),
    heldBecause: text('held_because'),
    /** From then on this row, and its id everywhere, is a pseudonym. */
    erasedAt: instant('erased_at'),
  },
  (t) => [index('customers_erased').on(t.erasedAt).where(sql`erased_at is not null`)],
);

/** What a customer is recognised by: the company's own reference, an email address, a number. Each belongs to one person. */
export const identities = sqliteTable(
  'identities',
  {
    kind: word<'ref' | 'email' | 'phone'>('kind').notNull(),
    value: text('value').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
  },
  (t) => [primaryKey({ columns: [t.kind, t.value] }), index('identities_customer').on(t.customerId)],
);

/**
 * What was said of writing to a customer: by which channel, what for, yes or no, by whom and when. Rows are only added, so that for
 * every message it can be shown what held when it left.
 */
export const consents = sqliteTable(
  'consents',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    channel: word<WrittenChannel>('channel').notNull(),
    purpose: word<ConsentPurpose>('purpose').notNull(),
    given: flag('given'),
    source: word<ConsentSource>('source').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('consents_customer').on(t.customerId, t.id)],
);
