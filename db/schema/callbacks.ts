import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Cause, Detail, DueKind, State } from '../../server/callbacks/rules.ts';
import { flag, id, instant, json, word } from '../columns.ts';
import { customers } from './customers.ts';
import { teams } from './people.ts';

/** The supervisor's task. The row is what the ledger adds up to, kept so that a list can be read from an index. */
export const callbacks = sqliteTable(
  'callbacks',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    interactionId: text('interaction_id').notNull(),
    cause: word<Cause>('cause').notNull(),
    state: word<State>('state').notNull(),
    /** Until the customer, or an ending, closes it. */
    open: flag('open'),
    ownerId: text('owner_id'),
    ownerName: text('owner_name'),
    level: integer('level').notNull(),
    round: integer('round').notNull(),
    secondFailure: flag('second_failure'),
    score: integer('score'),
    firstWords: text('first_words'),
    dueAt: instant('due_at').notNull(),
    dueKind: word<DueKind>('due_kind').notNull(),
    dueWhy: text('due_why').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    /** The newest entry of its ledger. */
    seq: integer('seq').notNull(),
    detail: json<Detail>('detail').notNull(),
  },
  (t) => [
    uniqueIndex('callbacks_one_open').on(t.customerId).where(sql`open = 1`),
    index('callbacks_customer').on(t.customerId, t.openedAt),
    index('callbacks_due').on(t.dueAt, t.id).where(sql`open = 1`),
    index('callbacks_team_due').on(t.teamId, t.dueAt, t.id).where(sql`open = 1`),
    index('callbacks_owner_due').on(t.ownerId, t.dueAt, t.id).where(sql`open = 1`),
    index('callbacks_owner_closed').on(t.ownerId, t.closedAt, t.id).where(sql`open = 0`),
    index('callbacks_team_closed').on(t.teamId, t.closedAt, t.id).where(sql`open = 0`),
    index('callbacks_closed').on(t.closedAt, t.id).where(sql`open = 0`),
  ],
);

/** The answers and contacts behind a callback: the one that opened it and those that joined it. */
export const callbackReasons = sqliteTable(
  'callback_reasons',
  {
    callbackId: text('callback_id')
      .notNull()
      .references(() => callbacks.id),
    about: text('about').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.callbackId, t.about] }), index('callback_reasons_about').on(t.about)],
);
