import type { Role } from '../core/actor.ts';
import type { OpeningHours } from '../core/calendar.ts';
import type { Ctx } from '../core/context.ts';
import { defaultHours } from './policy.ts';
import type { Away } from './rules.ts';
import { absenceOf, peopleOf, personById, teamIdsOf } from './store.ts';
import { everyTeam } from './store-settings.ts';

/** Somebody who works here, and when: by the hours of their teams, or of all teams for whoever has none in particular. */
export type OnDuty = { id: string; name: string; email: string; role: Role; teams: string[]; hours: OpeningHours[]; away: Away | null };

/** This person with their working hours; nothing for somebody whose account is closed. */
export async function dutyOf(ctx: Ctx, personId: string): Promise<OnDuty | undefined> {
  const [person, own, teams] = await Promise.all([personById(ctx, personId), teamIdsOf(ctx, personId), everyTeam(ctx)]);
  if (!person?.active) return undefined;
  const { id, name, email, role } = person;
  return { id, name, email, role, teams: own, hours: hoursIn(ctx, teams, own), away: absenceOf(person) };
}

/** Everybody who works here, with their role, their teams and their working hours. */
export async function workingPeople(ctx: Ctx) {
  const [people, teams] = await Promise.all([peopleOf(ctx, 'all'), everyTeam(ctx)]);
  return people.map((person) => ({ ...person, hours: hoursIn(ctx, teams, person.teams) }));
}

type Teams = Awaited<ReturnType<typeof everyTeam>>;

/** When these teams work, by their names; when all do, for somebody who has none. */
function hoursIn(ctx: Ctx, teams: Teams, teamIds: readonly string[]): OpeningHours[] {
  const own = teams.filter(({ id }) => teamIds.includes(id));
  const found = (own.length ? own : teams).map(({ hours }) => hours);
  return found.length ? found : [defaultHours(ctx.deps.settings.zone)];
}
