import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Trial } from '../../server/interactions/rules-setup.ts';
import type { InvitationState, NotAsked, Question } from '../../server/surveys/rules.ts';
import { id, instant, json, word } from '../columns.ts';
import { customers } from './customers.ts';
import { interactions } from './interactions.ts';
import { teams } from './people.ts';

/** The questions a team asks. A version is never changed, so an answer always knows what was asked. */
export const surveys = sqliteTable(
  'surveys',
  {
    id: text('id').notNull(),
    version: integer('version').notNull(),
    questions: json<Question[]>('questions').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
);

/** One survey sent, or deliberately not sent, for one interaction. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: id(),
    interactionId: text('interaction_id')
      .notNull()
      .references(() => interactions.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    state: word<InvitationState>('state').notNull(),
    notAsked: word<NotAsked>('not_asked'),
    detail: text('detail'),
    channel: word<'email' | 'text'>('channel'),
    /** The channel by which it was tried first, when that failed. */
    insteadOf: word<'email' | 'text'>('instead_of'),
    address: text('address'),
    askAt: instant('ask_at'),
    expiresAt: instant('expires_at'),
    surveyId: text('survey_id').notNull(),
    surveyVersion: integer('survey_version').notNull(),
    /** Which of the person's surveys it is, counted from 1 over those asked: the guard of the frequency cap. */
    nth: integer('nth'),
    /** Whether it is one’s own, to try it out, and how far. */
    trial: word<Trial>('trial'),
  },
  (t) => [
    uniqueIndex('invitations_interaction').on(t.interactionId),
    uniqueIndex('invitations_nth').on(t.customerId, t.nth),
    index('invitations_address').on(t.address, t.askAt),
    // An answer by text says nothing but its words: it must be clear which survey it answers.
    uniqueIndex('invitations_one_text').on(t.address).where(sql`channel = 'text' and state = 'asked'`),
  ],
);
