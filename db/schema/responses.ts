import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Shown } from '../../server/responses/rules-reading.ts';
import type { HeldState, Signal } from '../../server/responses/rules-suspect.ts';
import type { Answers } from '../../server/surveys/rules.ts';
import { flag, id, instant, json, word } from '../columns.ts';
import { customers } from './customers.ts';
import { teams } from './people.ts';
import { invitations } from './surveys.ts';

/** What the customer answered: the latest version; the earlier ones are in the ledger. */
export const responses = sqliteTable(
  'responses',
  {
    id: id(),
    /** These three are missing in an answer without a name. */
    invitationId: text('invitation_id').references(() => invitations.id),
    interactionId: text('interaction_id'),
    customerId: text('customer_id').references(() => customers.id),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    surveyId: text('survey_id').notNull(),
    surveyVersion: integer('survey_version').notNull(),
    score: integer('score').notNull(),
    answers: json<Answers>('answers').notNull(),
    /** Whether this answer asks for a supervisor, by the rule in force when it was given. */
    low: flag('low'),
    /** What the score means on its own scale, for the lists; a test is in none of them, and in no figure. */
    band: word<Shown>('band').notNull(),
    /** Whether anything was written beside what was ticked. */
    worded: flag('worded'),
    version: integer('version').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    /** The newest entry of its ledger, which it shares with what is held. */
    seq: integer('seq').notNull(),
    /** Whose it is to read: a colleague, from the moment on at which it was given. */
    readerId: text('reader_id'),
    /** Since when nobody has read what it says now; none once somebody has. */
    unreadSince: instant('unread_since'),
    /** Who read it last, when, and which version. */
    readBy: text('read_by'),
    readAt: instant('read_at'),
    readVersion: integer('read_version'),
    /** When its agent was thanked for it, and by whom. */
    thankedAt: instant('thanked_at'),
    thankedBy: text('thanked_by'),
  },
  (t) => [
    uniqueIndex('responses_invitation').on(t.invitationId),
    // For the database itself, too: it looks for responses of each customer that is inserted beside others (foreign keys).
    index('responses_customer').on(t.customerId),
    // What is unread is short; each of these holds nothing else.
    index('responses_reader_unread').on(t.readerId, t.unreadSince, t.id).where(sql`unread_since is not null`),
    index('responses_team_unread').on(t.teamId, t.unreadSince, t.id).where(sql`unread_since is not null`),
    index('responses_unread').on(t.unreadSince, t.id).where(sql`unread_since is not null`),
    // All of them, by what is filtered for, the newest last.
    index('responses_team_shown').on(t.teamId, t.band, t.worded, t.lastAt, t.id),
    index('responses_shown').on(t.band, t.worded, t.lastAt, t.id),
  ],
);

/**
 * An answer that may come from a machine, kept apart from those that count: nothing that counts, calls or reports looks here. Its id is
 * that of the response which it is to become, or to correct. It is gone when somebody says that it is real, or sends another.
 */
export const heldAnswers = sqliteTable(
  'held_answers',
  {
    id: id(),
    invitationId: text('invitation_id')
      .notNull()
      .references(() => invitations.id),
    interactionId: text('interaction_id').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    surveyId: text('survey_id').notNull(),
    surveyVersion: integer('survey_version').notNull(),
    score: integer('score').notNull(),
    answers: json<Answers>('answers').notNull(),
    /** Whether it would ask for a supervisor, if it were real. */
    low: flag('low'),
    signals: json<Signal[]>('signals').notNull(),
    /** `to_read` once a day has passed without contradiction and somebody may have been let down; `dismissed` by a supervisor. */
    state: word<HeldState>('state').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    seq: integer('seq').notNull(),
  },
  (t) => [
    uniqueIndex('held_answers_invitation').on(t.invitationId),
    index('held_answers_customer').on(t.customerId),
    index('held_answers_team').on(t.teamId, t.state, t.firstAt, t.id),
    index('held_answers_state').on(t.state, t.firstAt, t.id),
  ],
);
