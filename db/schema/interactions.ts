import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { InteractionChannel, Outcome, Unanswered } from '../../server/interactions/rules.ts';
import type { Trial } from '../../server/interactions/rules-setup.ts';
import { id, instant, word } from '../columns.ts';
import { customers } from './customers.ts';
import { teams } from './people.ts';

/** One contact between a customer and customer service, with who handled it as it was when it happened. */
export const interactions = sqliteTable(
  'interactions',
  {
    id: id(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    /** Everything the source said, so that a repeat is told from a contradiction. */
    said: text('said').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    outcome: word<Outcome>('outcome').notNull(),
    unanswered: word<Unanswered>('unanswered'),
    channel: word<InteractionChannel>('channel').notNull(),
    subject: text('subject'),
    agentRef: text('agent_ref'),
    agentName: text('agent_name'),
    recordingUrl: text('recording_url'),
    endedAt: instant('ended_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** A contact of one's own, to try Ringback out: nothing of it counts. */
    trial: word<Trial>('trial'),
  },
  (t) => [uniqueIndex('interactions_external').on(t.source, t.externalId), index('interactions_customer').on(t.customerId, t.endedAt)],
);
