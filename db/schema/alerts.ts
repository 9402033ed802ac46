import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AlertKind, Choices } from '../../server/alerts/rules.ts';
import { count, instant, json, word } from '../columns.ts';
import { people, sessions } from './people.ts';

/** What somebody is told of. One row for a person, a team or a role: two hundred supervisors of a team read the same one. */
export const alerts = sqliteTable(
  'alerts',
  {
    /** Counts up, and is never used again: what somebody has seen is one number. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The callback, and the entry of its ledger that this tells of. */
    subject: text('subject').notNull(),
    seq: integer('seq').notNull(),
    /** Who is told: a person, a team, or those with a role. See `rules.ts`. */
    receiver: text('receiver').notNull(),
    kind: word<AlertKind>('kind').notNull(),
    teamId: text('team_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** Who did it: they are not told of it. */
    actorId: text('actor_id'),
    dueAt: instant('due_at').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('alerts_once').on(t.subject, t.seq, t.receiver),
    index('alerts_receiver').on(t.receiver, t.id),
    index('alerts_customer').on(t.customerId),
  ],
);

/** How far somebody has come with their alerts, and how they want to be told. */
export const alertPeople = sqliteTable('alert_people', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  /** Everything up to here is read. */
  readTo: count('read_to'),
  /** Everything up to here was told by mail and push, or did not have to be. */
  toldTo: count('told_to'),
  /** Up to here what was raised to them was told all the same, outside working hours. */
  toldAhead: count('told_ahead'),
  /** Counts the changes to what is read, so that one look tells whether the page is still right. */
  marks: count('marks'),
  /** What they chose themselves; the rest is as `rules.ts` has it. */
  choices: json<Choices>('choices').notNull().default({}),
});

/** Single alerts that were read, after `readTo`. */
export const alertReads = sqliteTable(
  'alert_reads',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    alertId: integer('alert_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.alertId] }), index('alert_reads_alert').on(t.alertId)],
);

/** A browser in which somebody has switched pushes on, as the browser gave it. It belongs to their session there, and ends with it. */
export const pushSubscriptions = sqliteTable(
  'push_subscriptions',
  {
    sessionId: text('session_id')
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('push_subscriptions_endpoint').on(t.endpoint)],
);
