import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { people, teams } from '../../db/schema/people.ts';
import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import type { OpeningHours } from '../core/calendar.ts';
import type { Ctx, Step } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { DEFAULT_POLICY, defaultHours, type Policy } from './policy.ts';
import { type Authority, type Away, awayAt, foldName } from './rules.ts';
import { absenceOf, authoritiesOf, personById, teamIdsOf, teamsOf } from './store.ts';

/** A team with every rule filled in. */
export type Team = {
  id: string;
  name: string;
  hours: OpeningHours;
  policy: Policy;
  /** The rules that were set for this team; the others are the defaults. */
  ownPolicy: Partial<Policy>;
  surveyId: string;
  surveyVersion: number;
};

type Row = typeof teams.$inferSelect;

/** A row as a team: every rule filled in. */
export const teamOf = ({ id, name, hours, policy, surveyId, surveyVersion }: Row): Team => ({
  id,
  name,
  hours: { ...hours, name },
  policy: { ...DEFAULT_POLICY, ...policy },
  ownPolicy: policy,
  surveyId,
  surveyVersion,
});

/**
 * The teams with these names. A name that is new makes a team with the default rules, so that no contact is lost to a
 * setup that somebody has yet to do; two who make the same one at once break its key, and decide again.
 */
export async function teamsNamed(
  ctx: Ctx,
  names: readonly string[],
  survey: { id: string; version: number },
): Promise<{ teams: Map<string, Team>; steps: Step[] }> {
  const wanted = new Map(names.map((name) => [foldName(name), name.trim()]));
  const rows = await ctx.deps.db
    .select()
    .from(teams)
    .where(inArray(teams.folded, [...wanted.keys()]));
  const known = new Map(rows.map((row) => [row.folded, row]));
  const fresh = [...wanted].filter(([folded]) => !known.has(folded)).map(([folded, name]) => newTeam(ctx, folded, name, survey));
  for (const row of fresh) known.set(row.folded, row);
  return {
    teams: new Map([...known].map(([folded, row]) => [folded, teamOf(row)])),
    // One by one: several rows in one statement would have SQLite look through everything that belongs to a team (foreign keys).
    steps: fresh.map((row) => ctx.deps.db.insert(teams).values(row)),
  };
}

const newTeam = (ctx: Ctx, folded: string, name: string, survey: { id: string; version: number }): Row => ({
  id: ctx.deps.ids.next('team', ctx.now),
  name,
  folded,
  hours: defaultHours(ctx.deps.settings.zone),
  policy: {},
  surveyId: survey.id,
  surveyVersion: survey.version,
  createdAt: ctx.now,
});

/** One team by id. */
export async function teamById(ctx: Ctx, id: string): Promise<Team> {
  const row = await byId(ctx.deps.db, id);
  if (!row) throw new Error(`There is no team ${id}.`);
  return teamOf(row);
}

/** Every team, by its name. */
export const everyTeam = async (ctx: Ctx): Promise<Team[]> => (await ctx.deps.db.select().from(teams).orderBy(teams.folded)).map(teamOf);

const byId = rowBy(teams, teams.id);

/** Another set of rules and hours for a team. */
export const changeTeam = (ctx: Ctx, id: string, change: { policy: Partial<Policy>; hours: OpeningHours }): Step =>
  ctx.deps.db.update(teams).set(change).where(eq(teams.id, id));

/** From now on the team asks this version of these questions. */
export const moveSurvey = (ctx: Ctx, id: string, survey: { id: string; version: number }): Step =>
  ctx.deps.db.update(teams).set({ surveyId: survey.id, surveyVersion: survey.version }).where(eq(teams.id, id));

/** What these teams are called. */
export async function teamNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await names(ctx.deps.db).all({ ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.id, row.name]));
}

const names = prepared((db) => db.select({ id: teams.id, name: teams.name }).from(teams).where(oneOf(teams.id, 'ids')).prepare());

/** Somebody whom a callback can be handed to, with what they may say yes to. Refuses an id that is nobody's. */
export async function receiverOf(ctx: Ctx, id: string) {
  const [person, authorities] = await Promise.all([personById(ctx, id), authoritiesOf(ctx, id)]);
  if (!person) return refuse('invalid', 'There is nobody with this id.', { field: 'to' });
  return { id, name: person.name, active: person.active, away: awayAt(absenceOf(person), ctx.now), authorities };
}

/** Where a colleague reads their mail. */
export const addressOfPerson = async (ctx: Ctx, id: string): Promise<string | undefined> => (await personById(ctx, id))?.email;

/** What whoever acts may say yes to. */
export const ownAuthorities = async (ctx: Ctx): Promise<Authority[]> =>
  ctx.actor.kind === 'person' ? authoritiesOf(ctx, ctx.actor.id) : [];

/** The teams whose callbacks this person sees, by id. */
export const teamsSeenBy = async (ctx: Ctx, person: PersonActor): Promise<readonly string[]> =>
  seesEveryTeam(person) ? (await teamsOf(ctx, 'all')).map((team) => team.id) : person.teams;

/** A colleague as one who may be given work. Refuses an id that is nobody's. */
export async function colleague(ctx: Ctx, id: string): Promise<PersonActor & { active: boolean; away: Away | null }> {
  const [person, teams] = await Promise.all([personById(ctx, id), teamIdsOf(ctx, id)]);
  if (!person) return refuse('invalid', 'There is nobody with this id.', { field: 'to' });
  return {
    kind: 'person',
    id,
    name: person.name,
    role: person.role,
    teams,
    active: person.active,
    away: awayAt(absenceOf(person), ctx.now),
  };
}

/** Breaks the commit when this person was closed since they were read: whoever has left takes nothing on. */
export const mustWorkHere = (ctx: Ctx, id: string): Step => breaksWhen(ctx, id, sql`active = 0`);

/** The same, and when they have gone away since: whoever is away is given nothing. */
export const mustBeHere = (ctx: Ctx, id: string): Step =>
  breaksWhen(ctx, id, sql`(active = 0 or (absent_from <= ${ctx.now} and (absent_until is null or absent_until > ${ctx.now})))`);

/** A row that is there already cannot be written: of two things at once, this one decides again. */
const breaksWhen = (ctx: Ctx, id: string, so: SQL): Step =>
  ctx.deps.db.run(sql`insert into people (id, name, email, created_at, updated_at)
    select id, name, email, created_at, updated_at from people where id = ${id} and ${so}`);

/** Whoever may read what a team's customers answer: those who work in it, and those who see every team. Without those who have left. */
export async function readersFor(ctx: Ctx, teamId: string) {
  const rows = await whoReads(ctx.deps.db).all({ teamId });
  return rows.map(({ id, role, ...person }) => ({ id, role, absence: absenceOf(person) }));
}

const whoReads = prepared((db) =>
  db
    .select({ id: people.id, role: people.role, absentFrom: people.absentFrom, absentUntil: people.absentUntil })
    .from(people)
    .where(
      sql`active = 1 and (role <> 'supervisor'
        or exists (select 1 from memberships where person_id = people.id and team_id = ${sql.placeholder('teamId')}))`,
    )
    .prepare(),
);

/** What these colleagues are called, whether they still work here or not. */
export async function namesOfPeople(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await called(ctx.deps.db).all({ ids: JSON.stringify(wanted) });
  return new Map(rows.map((row) => [row.id, row.name]));
}

const called = prepared((db) => db.select({ id: people.id, name: people.name }).from(people).where(oneOf(people.id, 'ids')).prepare());
