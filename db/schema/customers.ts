import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, id, instant, word } from '../columns.ts';

/** A person who had contact with customer service. Has no account; is known by what the company knows of them. */
export const customers = sqliteTable('customers', {
  id: id(),
  /** The company's own name for this person. Two references are two people, even behind one address. */
  ref: text('ref'),
  name: text('name'),
  email: text('email'),
  phone: text('phone'),
  zone: text('zone'),
  locale: text('locale'),
  createdAt: instant('created_at').notNull(),
});

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

/** What a customer has agreed to, by channel, in the words of whoever said so last. Nobody is texted without one. */
export const consents = sqliteTable(
  'consents',
  {
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    channel: word<'email' | 'text'>('channel').notNull(),
    given: flag('given'),
    source: text('source').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.channel] })],
);
