import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Answers } from '../../server/surveys/rules.ts';
import { flag, id, instant, json } from '../columns.ts';
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
    version: integer('version').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  // The second is for the database itself: it looks for responses of each customer that is inserted beside others (foreign keys).
  (t) => [uniqueIndex('responses_invitation').on(t.invitationId), index('responses_customer').on(t.customerId)],
);
