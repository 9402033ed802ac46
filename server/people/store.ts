import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { rowBy } from '../../db/queries.ts';
import { apiKeys, authorities, memberships, people, teams } from '../../db/schema/people.ts';
import type { Role } from '../core/actor.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Authority, Away, Scope } from './rules.ts';

export type Person = typeof people.$inferSelect;

/** When they are not at work, if they said so. */
export const absenceOf = (person: Pick<Person, 'absentFrom' | 'absentUntil'>): Away | null =>
  person.absentFrom === null ? null : { from: person.absentFrom, until: person.absentUntil };

export const personByEmail = (ctx: Ctx, email: string): Promise<Person | undefined> => byEmail(ctx.deps.db, email.toLowerCase());

const byEmail = rowBy(people, people.email);

export const personById = (ctx: Ctx, id: string): Promise<Person | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(people, people.id);

/** Whether nobody works here yet. */
export async function nobodyYet(ctx: Ctx): Promise<boolean> {
  const rows = await ctx.deps.db.select({ id: people.id }).from(people).limit(1);
  return rows.length === 0;
}

export function keepPerson(ctx: Ctx, person: { id: string; name: string; email: string; role: Role }): Step {
  return ctx.deps.db
    .insert(people)
    .values({ ...person, email: person.email.toLowerCase(), active: true, createdAt: ctx.now, updatedAt: ctx.now });
}

export const joinTeams = (ctx: Ctx, personId: string, teamIds: readonly string[]): Step[] =>
  teamIds.length
    ? [
        ctx.deps.db
          .insert(memberships)
          .values(teamIds.map((teamId) => ({ personId, teamId })))
          .onConflictDoNothing(),
      ]
    : [];

export const grant = (ctx: Ctx, personId: string, powers: readonly Authority[]): Step[] =>
  powers.length ? [ctx.deps.db.insert(authorities).values(powers.map((authority) => ({ personId, ...authority })))] : [];

export async function teamIdsOf(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await ctx.deps.db.select({ teamId: memberships.teamId }).from(memberships).where(eq(memberships.personId, personId));
  return rows.map((row) => row.teamId);
}

export const authoritiesOf = (ctx: Ctx, personId: string): Promise<Authority[]> =>
  ctx.deps.db.select({ power: authorities.power, upTo: authorities.upTo }).from(authorities).where(eq(authorities.personId, personId));

/** Who may say yes to this, up to that amount. */
export const whoMay = (ctx: Ctx, power: string, amount: number) =>
  havingPower(ctx, power, sql`(${authorities.upTo} is null or ${authorities.upTo} >= ${amount})`);

/** Who may say yes to most of this: those without limit, else those with the highest. */
export const topOf = (ctx: Ctx, power: string) =>
  havingPower(
    ctx,
    power,
    sql`coalesce(${authorities.upTo}, 9e18) = (select max(coalesce(up_to, 9e18)) from authorities
      where power = ${power} and person_id in (select id from people where active = 1))`,
  );

async function havingPower(ctx: Ctx, power: string, so: SQL) {
  const rows = await ctx.deps.db
    .select({ ...WORKING, upTo: authorities.upTo })
    .from(authorities)
    .innerJoin(people, eq(people.id, authorities.personId))
    .where(and(eq(authorities.power, power), eq(people.active, true), so))
    .orderBy(asc(people.name));
  return rows.map(withTeams);
}

/** Those who say who may say yes to what. */
export async function administrators(ctx: Ctx) {
  const where = and(eq(people.active, true), eq(people.role, 'administrator'));
  return (await ctx.deps.db.select(WORKING).from(people).where(where).orderBy(asc(people.name))).map(withTeams);
}

/** Everything that somebody here may say yes to. */
export async function powersKnown(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.deps.db.selectDistinct({ power: authorities.power }).from(authorities).orderBy(asc(authorities.power));
  return rows.map(({ power }) => power);
}

/** Those who work in these teams, and those who manage all of them, by name; each with the teams they belong to. */
export async function peopleOf(ctx: Ctx, teamIds: readonly string[] | 'all') {
  const rows = await ctx.deps.db.select(WORKING).from(people).where(eq(people.active, true)).orderBy(asc(people.name));
  const all = rows.map(withTeams);
  return teamIds === 'all' ? all : all.filter(({ role, teams }) => role !== 'supervisor' || teams.some((team) => teamIds.includes(team)));
}

/** Somebody who works here, with the teams they belong to. */
const WORKING = {
  id: people.id,
  name: people.name,
  role: people.role,
  absentFrom: people.absentFrom,
  absentUntil: people.absentUntil,
  teams: sql<string>`(select json_group_array(team_id) from memberships where person_id = ${people.id})`,
};

const withTeams = <Row extends { teams: string }>(row: Row) => ({ ...row, teams: JSON.parse(row.teams) as string[] });

/** The teams with these ids, or all of them, by name. */
export const teamsOf = (ctx: Ctx, ids: readonly string[] | 'all') =>
  ctx.deps.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(ids === 'all' ? undefined : inArray(teams.id, [...ids]))
    .orderBy(asc(teams.folded));

export type ApiKey = typeof apiKeys.$inferSelect;

export async function keyByHash(ctx: Ctx, hash: string): Promise<ApiKey | undefined> {
  const [row] = await ctx.deps.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return row;
}

export const keepKey = (ctx: Ctx, key: { id: string; name: string; prefix: string; hash: string; scopes: readonly Scope[] }): Step =>
  ctx.deps.db.insert(apiKeys).values({ ...key, scopes: [...key.scopes], createdAt: ctx.now });
