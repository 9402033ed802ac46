import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { setupMarks } from './plans-setup.ts';
import { ownAbsence } from './reading-settings.ts';
import { awayAt } from './rules.ts';
import { stageOf } from './rules-setup.ts';
import { absenceOf, peopleOf, teamsOf } from './store.ts';

/** Who is signed in, with the teams whose callbacks they see; and, for an administrator, how far the setup is. */
export async function me(ctx: Ctx & { actor: PersonActor }) {
  const { id, name, role } = ctx.actor;
  const [teams, absence] = await Promise.all([teamsOf(ctx, seesEveryTeam(ctx.actor) ? 'all' : ctx.actor.teams), ownAbsence(ctx)]);
  const setup = role === 'administrator' ? stageOf(await setupMarks(ctx), teams.length) : 'over';
  return { id, name, role, company: ctx.deps.settings.company, currency: ctx.deps.settings.currency, teams, absence, setup };
}

/** Those with whom this person shares the work: whoever may own a callback in one of their teams, and who of them is away now. */
export async function peopleAround(ctx: Ctx, person: PersonActor) {
  const people = await peopleOf(ctx, seesEveryTeam(person) ? 'all' : person.teams);
  return people.map(({ absentFrom, absentUntil, ...one }) => {
    const away = awayAt(absenceOf({ absentFrom, absentUntil }), ctx.now);
    return { ...one, away: away && { until: away.until === null ? null : toRfc3339(away.until) } };
  });
}

export { nobodyYet } from './store.ts';
