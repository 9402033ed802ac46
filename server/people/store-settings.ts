import { and, asc, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import { apiKeys, authorities, memberships, people, teams } from '../../db/schema/people.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Authority } from './rules.ts';
import type { Person } from './store.ts';

/** Everybody who works here or did, by name. */
export const everybody = (ctx: Ctx): Promise<Person[]> => ctx.deps.db.select().from(people).orderBy(asc(people.name), asc(people.id));

/** Who is in which team. */
export const everyMembership = (ctx: Ctx) =>
  ctx.deps.db
    .select({ personId: memberships.personId, id: teams.id, name: teams.name })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .orderBy(asc(teams.folded));

/** Who may say yes to what. */
export const everyAuthority = (ctx: Ctx) => ctx.deps.db.select().from(authorities).orderBy(asc(authorities.power));

/** The administrators who work here, without this person. */
export async function otherAdministrators(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await ctx.deps.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'administrator'), eq(people.active, true), ne(people.id, id)));
  return rows.map((row) => row.id);
}

export type PersonChange = Partial<Pick<Person, 'name' | 'role' | 'active' | 'absentFrom' | 'absentUntil'>>;

export const changeRow = (ctx: Ctx, id: string, change: PersonChange): Step =>
  ctx.deps.db
    .update(people)
    .set({ ...change, updatedAt: ctx.now })
    .where(eq(people.id, id));

/** Only these teams from now on. */
export const replaceTeams = (ctx: Ctx, personId: string, teamIds: readonly string[]): Step[] => [
  ctx.deps.db.delete(memberships).where(eq(memberships.personId, personId)),
  ...(teamIds.length ? [ctx.deps.db.insert(memberships).values(teamIds.map((teamId) => ({ personId, teamId })))] : []),
];

/** Only these powers from now on. */
export const replacePowers = (ctx: Ctx, personId: string, powers: readonly Authority[]): Step[] => [
  ctx.deps.db.delete(authorities).where(eq(authorities.personId, personId)),
  ...(powers.length ? [ctx.deps.db.insert(authorities).values(powers.map((authority) => ({ personId, ...authority })))] : []),
];

/** Another limit in place of one that is still so. */
export const moveLimit = (ctx: Ctx, { personId, power, upTo }: { personId: string; power: string; upTo: number }, next: number): Step =>
  ctx.deps.db
    .update(authorities)
    .set({ upTo: next })
    .where(and(eq(authorities.personId, personId), eq(authorities.power, power), eq(authorities.upTo, upTo)));

/** Every team with its settings, by name. */
export const everyTeam = (ctx: Ctx) => ctx.deps.db.select().from(teams).orderBy(asc(teams.folded));

/** Every key, the newest first. The hash stays here. */
export const everyKey = (ctx: Ctx) =>
  ctx.deps.db
    .select({
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));

/** The key that begins like this and still opens something. */
export async function liveKey(ctx: Ctx, prefix: string) {
  const [row] = await ctx.deps.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.prefix, prefix), isNull(apiKeys.revokedAt)));
  return row;
}

export const endKeyRow = (ctx: Ctx, id: string): Step =>
  ctx.deps.db.update(apiKeys).set({ revokedAt: ctx.now }).where(sql`${apiKeys.id} = ${id}`);
