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
    /** Its place among those that we have to call; none while nothing is ours to do. See `rules-order.ts`. */
    rank: integer('rank'),
    restsUntil: instant('rests_until'),
    offeredTo: text('offered_to'),
    /** Counts up with every change to any callback, so that one look tells whether something is new. */
    change: integer('change').notNull(),
    /** The newest entry of its ledger. */
    seq: integer('seq').notNull(),
    detail: json<Detail>('detail').notNull(),
  },
  (t) => [
    uniqueIndex('callbacks_one_open').on(t.customerId).where(sql`open = 1`),
    index('callbacks_customer').on(t.customerId, t.openedAt),
    index('callbacks_change').on(t.change),
    index('callbacks_team_change').on(t.teamId, t.change),
    // Each list is read in order from an index that holds nothing else.
    index('callbacks_ours').on(t.rank, t.id).where(sql`rank is not null`),
    index('callbacks_team_ours').on(t.teamId, t.rank, t.id).where(sql`rank is not null`),
    index('callbacks_owner_ours').on(t.ownerId, t.rank, t.id).where(sql`rank is not null and owner_id is not null`),
    index('callbacks_offered').on(t.offeredTo, t.rank, t.id).where(sql`rank is not null and offered_to is not null`),
    index('callbacks_unowned').on(t.rank, t.id).where(sql`state = 'open'`),
    index('callbacks_team_unowned').on(t.teamId, t.rank, t.id).where(sql`state = 'open'`),
    index('callbacks_waiting').on(t.dueAt, t.id).where(sql`state = 'fixed'`),
    index('callbacks_team_waiting').on(t.teamId, t.dueAt, t.id).where(sql`state = 'fixed'`),
    index('callbacks_owner_waiting').on(t.ownerId, t.dueAt, t.id).where(sql`state = 'fixed'`),
    // Whom to call next: those of nobody whose time has come, and when the next one's comes.
    index('callbacks_next').on(t.teamId, t.rank, t.id).where(sql`state = 'open' and rests_until is null`),
    index('callbacks_resting').on(t.teamId, t.restsUntil).where(sql`state = 'open' and rests_until is not null`),
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

/** The words by which a callback is found: its customer's name, address and number, and what they said, as compared. */
export const callbackWords = sqliteTable(
  'callback_words',
  {
    teamId: text('team_id').notNull(),
    word: text('word').notNull(),
    callbackId: text('callback_id')
      .notNull()
      .references(() => callbacks.id),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.word, t.callbackId] }), index('callback_words_callback').on(t.callbackId)],
);

/** The departments that were asked for something, by their names as compared, with the address at which they were asked last. */
export const departments = sqliteTable(
  'departments',
  {
    folded: text('folded').primaryKey(),
    name: text('name').notNull(),
    email: text('email'),
    usedAt: instant('used_at').notNull(),
  },
  (t) => [index('departments_used').on(t.usedAt)],
);
