import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { EmailRequest, TextRequest } from '../../server/channels/channel.ts';
import type { MessageState } from '../../server/core/ladder.ts';
import { count, id, instant, json, word } from '../columns.ts';

/** The history of everything. Its key is also the lock: two who decide from the same `seq` cannot both write. */
export const ledger = sqliteTable(
  'ledger',
  {
    subject: text('subject').notNull(),
    seq: integer('seq').notNull(),
    id: text('id').notNull(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    actorKind: word<'person' | 'customer' | 'source' | 'clock'>('actor_kind').notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    data: json<Record<string, unknown>>('data').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.seq] })],
);

/** Everything that happens later. A finished job is gone; one that cannot be finished stays here, dead and visible. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: id().notNull(),
    kind: text('kind').notNull(),
    key: text('key'),
    dueAt: instant('due_at').notNull(),
    data: json<Record<string, unknown>>('data').notNull(),
    state: word<'due' | 'claimed' | 'dead'>('state').notNull().default('due'),
    attempts: count('attempts'),
    leaseUntil: instant('lease_until'),
    fence: text('fence'),
    error: text('error'),
  },
  (t) => [
    uniqueIndex('jobs_key').on(t.key),
    index('jobs_due').on(t.dueAt).where(sql`state = 'due'`),
    index('jobs_leased').on(t.leaseUntil).where(sql`state = 'claimed'`),
    index('jobs_dead').on(t.id).where(sql`state = 'dead'`),
  ],
);

/** Every message that leaves the house, kept as rendered until it is certain what became of it. */
export const messages = sqliteTable(
  'messages',
  {
    id: id(),
    kind: text('kind').notNull(),
    purpose: word<'survey' | 'case' | 'account'>('purpose').notNull(),
    about: text('about').notNull(),
    address: text('address').notNull(),
    channel: word<'email' | 'text'>('channel').notNull(),
    /** Of a mail its subject; of a text all of it. */
    subject: text('subject').notNull(),
    request: json<EmailRequest | TextRequest>('request').notNull(),
    state: word<MessageState>('state').notNull(),
    /** They may be disturbed until `freeUntil`: they have just written to us. */
    quiet: json<{ from: string; to: string; zone: string; freeUntil?: number }>('quiet'),
    /** The message that failed for a while, of which this is the second and last try. */
    retryOf: text('retry_of'),
    notAfter: instant('not_after'),
    lot: text('lot'),
    providerId: text('provider_id'),
    reason: text('reason'),
    createdAt: instant('created_at').notNull(),
    firstTriedAt: instant('first_tried_at'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    index('messages_lot').on(t.lot, t.id),
    index('messages_provider').on(t.providerId),
    index('messages_about').on(t.about),
    uniqueIndex('messages_retry').on(t.retryOf).where(sql`retry_of is not null`),
    index('messages_queued').on(t.address).where(sql`state = 'queued'`),
    index('messages_texts').on(t.createdAt).where(sql`channel = 'text'`),
    index('messages_texts_open').on(t.createdAt).where(sql`channel = 'text' and state in ('accepted', 'sent', 'unknown')`),
  ],
);

/**
 * Addresses, of mail and of telephones, that must not be written to: about surveys or cases (the person said so), about anything (the
 * address does not work), or, after a first bounce that may have been an accident, about nothing yet. Of somebody who was erased the
 * address is a keyed hash (see `Secrets.erased`), so that what they said still holds.
 */
export const suppressions = sqliteTable(
  'suppressions',
  {
    address: text('address').notNull(),
    purpose: word<'survey' | 'case' | 'all' | 'none'>('purpose').notNull(),
    reason: word<'opted_out' | 'bounced' | 'complained' | 'not_textable'>('reason').notNull(),
    source: text('source').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.address, t.purpose, t.reason] })],
);

/** A provider's events, by its own id, so that a repeat changes nothing. One without a message waits for it as an orphan. */
export const providerEvents = sqliteTable(
  'provider_events',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    messageId: text('message_id'),
    providerId: text('provider_id'),
    type: text('type').notNull(),
    detail: text('detail'),
    at: instant('at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.eventId] }), index('provider_events_message').on(t.messageId)],
);

/** A channel that its provider has told to wait. */
export const pauses = sqliteTable('pauses', {
  channel: text('channel').primaryKey(),
  until: instant('until').notNull(),
  reason: text('reason').notNull(),
});

/** What a caller's Idempotency-Key was first used for. */
export const requestKeys = sqliteTable(
  'request_keys',
  {
    apiKeyId: text('api_key_id').notNull(),
    key: text('key').notNull(),
    hash: text('hash').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.apiKeyId, t.key] }), index('request_keys_at').on(t.at)],
);

/** Small facts about this installation: its development secret, how far its development clock was put forward. */
export const facts = sqliteTable('facts', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
