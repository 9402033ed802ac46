import { theClock } from '../../server/core/actor.ts';
import { contextOf, type Deps } from '../../server/core/context.ts';
import { addPerson, setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { type CastName, COLLEAGUES, TEAMS } from './cast.ts';

/** Sets up Acme with its teams and its people, through the same verbs that a person would use. Gives back everybody's id. */
export async function setUpCompany(deps: Deps): Promise<Record<CastName, string>> {
  const ctx = contextOf(deps, theClock);
  const teamIds = new Map<string, string>();
  for (const [name, change] of Object.entries(TEAMS)) teamIds.set(name, (await setUpTeam(ctx, name, DEFAULT_SURVEY, change)).id);
  const ids: [string, string][] = [];
  for (const [key, colleague] of Object.entries(COLLEAGUES)) {
    const teams = colleague.teams.map((team) => teamIds.get(team)!);
    ids.push([key, await addPerson(ctx, { ...colleague, teams })]);
  }
  return Object.fromEntries(ids) as Record<CastName, string>;
}
