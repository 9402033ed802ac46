import { and, desc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import { ledger } from '../../db/schema/core.ts';
import { people, sessions, signIns, signOns } from '../../db/schema/people.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Instant } from '../core/time.ts';
import { KNOWN_AFTER, SESSION_IDLE } from './rules-sign-in.ts';

/** A session with the person behind it and their teams, in one read. */
export async function sessionByHash(ctx: Ctx, hash: string) {
  const [row] = await withPerson(ctx.deps.db).all({ hash });
  return row && { ...row, teams: JSON.parse(row.teams) as string[] };
}

const withPerson = prepared((db) =>
  db
    .select({
      session: sessions.id,
      seenAt: sessions.seenAt,
      expiresAt: sessions.expiresAt,
      id: people.id,
      name: people.name,
      role: people.role,
      active: people.active,
      teams: sql<string>`(select json_group_array(team_id) from memberships where person_id = ${people.id})`,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(sessions.hash, sql.placeholder('hash')))
    .prepare(),
);

/** Whose session this is, whether it is over or not. */
export async function personInSession(ctx: Ctx, id: string) {
  const [row] = await holder(ctx.deps.db).all({ id });
  return row;
}

const holder = prepared((db) =>
  db
    .select({ personId: people.id, active: people.active, seenAt: sessions.seenAt, expiresAt: sessions.expiresAt })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare(),
);

export const keepSession = (ctx: Ctx, session: typeof sessions.$inferInsert): Step => ctx.deps.db.insert(sessions).values(session);

export const keepSeen = (ctx: Ctx, id: string, now: Instant): Step =>
  ctx.deps.db.update(sessions).set({ seenAt: now }).where(eq(sessions.id, id));

/** The sessions of somebody that are not over, the newest first. */
export const sessionsOf = (ctx: Ctx, personId: string, now: Instant) =>
  ctx.deps.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, now), gt(sessions.seenAt, now - SESSION_IDLE)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));

export const endSession = (ctx: Ctx, personId: string, id: string): Step =>
  ctx.deps.db.delete(sessions).where(and(eq(sessions.personId, personId), eq(sessions.id, id)));

/** Signs somebody out everywhere but in this session. */
export const endOtherSessions = (ctx: Ctx, personId: string, id: string): Step =>
  ctx.deps.db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, id)));

/** Signs somebody out everywhere. */
export const endSessionsOf = (ctx: Ctx, personId: string): Step => ctx.deps.db.delete(sessions).where(eq(sessions.personId, personId));

/** Takes away the sessions of somebody that ended by themselves. */
export const forgetOver = (ctx: Ctx, personId: string, now: Instant): Step =>
  ctx.deps.db
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), or(lte(sessions.expiresAt, now), lte(sessions.seenAt, now - SESSION_IDLE))));

/** A sign-in that was begun, and what was begun so long ago that nobody asks for it any more is forgotten. */
export const keepBegun = (ctx: Ctx, begun: typeof signIns.$inferInsert, now: Instant): Step[] => [
  ctx.deps.db.delete(signIns).where(lte(signIns.expiresAt, now - KNOWN_AFTER)),
  ctx.deps.db.insert(signIns).values(begun),
];

export const keepUsed = (ctx: Ctx, hash: string, now: Instant): Step =>
  ctx.deps.db.update(signIns).set({ usedAt: now }).where(eq(signIns.hash, hash));

/**
 * A sign-in that was begun, with its person and the last number in their ledger. One statement, so that whoever writes the next
 * number knows that the sign-in has not been used in between.
 */
export async function begunByHash(ctx: Ctx, hash: string) {
  const [row] = await begun(ctx.deps.db).all({ hash });
  return row;
}

const begun = prepared((db) =>
  db
    .select({
      begun: signIns,
      person: people,
      last: sql<number | null>`(select max(${ledger.seq}) from ${ledger} where ${ledger.subject} = ${people.id})`,
    })
    .from(signIns)
    .leftJoin(people, eq(people.id, signIns.personId))
    .where(eq(signIns.hash, sql.placeholder('hash')))
    .prepare(),
);

/** Uses up a sign-in at the company's sign-on, and gives it; nothing for one that is used, over or unknown. Of two at once one has it. */
export async function claimBegun(ctx: Ctx, hash: string, now: Instant) {
  const [row] = await ctx.deps.db
    .update(signIns)
    .set({ usedAt: now })
    .where(and(eq(signIns.hash, hash), eq(signIns.way, 'sso'), isNull(signIns.usedAt), gt(signIns.expiresAt, now)))
    .returning();
  return row;
}

type Identity = typeof signOns.$inferSelect;

/** Who this is here; or who somebody is there. */
export async function identityOf(
  ctx: Ctx,
  { issuer, ...who }: Pick<Identity, 'issuer'> & ({ subject: string } | { personId: string }),
): Promise<Identity | undefined> {
  const is = 'subject' in who ? eq(signOns.subject, who.subject) : eq(signOns.personId, who.personId);
  const [row] = await ctx.deps.db
    .select()
    .from(signOns)
    .where(and(eq(signOns.issuer, issuer), is));
  return row;
}

export const keepIdentity = (ctx: Ctx, identity: Omit<Identity, 'createdAt'>): Step =>
  ctx.deps.db.insert(signOns).values({ ...identity, createdAt: ctx.now });

/** Whoever has their address next is taken as new. */
export const forgetIdentities = (ctx: Ctx, personId: string): Step => ctx.deps.db.delete(signOns).where(eq(signOns.personId, personId));
