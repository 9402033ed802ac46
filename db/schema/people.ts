import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../server/core/actor.ts';
import type { OpeningHours } from '../../server/core/calendar.ts';
import type { Policy } from '../../server/people/policy.ts';
import type { Way } from '../../server/people/rules-sign-in.ts';
import { count, id, instant, json, word } from '../columns.ts';

/** Those who sign in. */
export const people = sqliteTable(
  'people',
  {
    id: id(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    role: word<Role>('role').notNull().default('supervisor'),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
    /** When they are not at work; without an end, until they say that they are back. */
    absentFrom: instant('absent_from'),
    absentUntil: instant('absent_until'),
  },
  (t) => [uniqueIndex('people_email').on(t.email)],
);

/** Where somebody is signed in. The browser has the token, we have its hash. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: id(),
    hash: text('hash').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    way: word<Way>('way').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Written at most once an hour. */
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  (t) => [uniqueIndex('sessions_hash').on(t.hash), index('sessions_person').on(t.personId)],
);

/** Who somebody is at the company's sign-on: one there is one here. */
export const signOns = sqliteTable(
  'sign_ons',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), uniqueIndex('sign_ons_person').on(t.personId, t.issuer)],
);

/**
 * A sign-in that was begun and lets somebody in once: a link in a mail, or a way to the company's sign-on and back. A link of
 * nobody's is one that a stranger asked for, and lets nobody in.
 */
export const signIns = sqliteTable(
  'sign_ins',
  {
    hash: text('hash').primaryKey(),
    way: word<Way>('way').notNull(),
    personId: text('person_id').references(() => people.id, { onDelete: 'cascade' }),
    /** Where they wanted to go. */
    next: text('next').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('sign_ins_expires').on(t.expiresAt), index('sign_ins_person').on(t.personId)],
);

/** A team of customer service: where its contacts, its rules and its opening hours meet. */
export const teams = sqliteTable(
  'teams',
  {
    id: id(),
    name: text('name').notNull(),
    /** The name as compared: a team is found whatever the case. */
    folded: text('folded').notNull(),
    hours: json<OpeningHours>('hours').notNull(),
    policy: json<Partial<Policy>>('policy').notNull(),
    surveyId: text('survey_id').notNull(),
    surveyVersion: integer('survey_version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('teams_folded').on(t.folded)],
);

export const memberships = sqliteTable(
  'memberships',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.teamId] }), index('memberships_team').on(t.teamId)],
);

/** What a person may say yes to, and up to which amount (in minor units of the company's currency; none means without limit). */
export const authorities = sqliteTable(
  'authorities',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    power: text('power').notNull(),
    upTo: integer('up_to'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.power] }), index('authorities_power').on(t.power)],
);

/** Keys of the machines that feed interactions in. Only a hash is kept; the prefix lets a person recognise it. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: id(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull(),
    scopes: json<string[]>('scopes').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    uses: count('uses'),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash)],
);

/** Those who handle contacts, as the sources name them. They need no account: they are known so that praise reaches them. */
export const agents = sqliteTable(
  'agents',
  {
    id: id(),
    source: text('source').notNull(),
    /** What its source calls them: their id there, else their name. */
    ref: text('ref').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    /** The team for which they handled a contact last. */
    teamId: text('team_id').notNull(),
    /** Whether they want to hear what customers praise. */
    praise: integer('praise', { mode: 'boolean' }).notNull().default(true),
    /** Somebody has put name or address right: what the source says later changes neither. */
    edited: integer('edited', { mode: 'boolean' }).notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** From then on the name is a pseudonym, and nothing is learned of them any more. */
    removedAt: instant('removed_at'),
  },
  (t) => [uniqueIndex('agents_ref').on(t.source, t.ref)],
);
