import { loadOf } from '../callbacks/plans-load.ts';
import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { type Instant, toRfc3339 } from '../core/time.ts';
import { everyTeam } from './plans.ts';
import { setupMarks } from './plans-setup.ts';
import { ownAbsence } from './reading-settings.ts';
import { awayAt } from './rules.ts';
import { endOfDay, presenceOf } from './rules-presence.ts';
import { stageOf } from './rules-setup.ts';
import { absenceOf, peopleOf, teamsOf, whoMay } from './store.ts';

/** Who is signed in, with the teams whose callbacks they see; and, for an administrator, how far the setup is. */
export async function me(ctx: Ctx & { actor: PersonActor }) {
  const { id, name, role } = ctx.actor;
  const [teams, absence] = await Promise.all([teamsOf(ctx, seesEveryTeam(ctx.actor) ? 'all' : ctx.actor.teams), ownAbsence(ctx)]);
  const setup = role === 'administrator' ? stageOf(await setupMarks(ctx), teams.length) : 'over';
  return { id, name, role, company: ctx.deps.settings.company, currency: ctx.deps.settings.currency, teams, absence, setup };
}

/**
 * Colleagues who may say yes to this, up to that amount in minor units, without the one who asks: those who are here first, then whoever has
 * least on their hands. `top`: those who may say yes to it without limit, to be asked when nobody else may.
 */
export async function colleaguesWhoMay(ctx: Ctx, power: string, amount: number) {
  const [rows, every] = await Promise.all([whoMay(ctx, power, amount), everyTeam(ctx)]);
  const people = rows
    .filter(({ id }) => ctx.actor.kind !== 'person' || id !== ctx.actor.id)
    .map(({ absentFrom, absentUntil, ...person }) => {
      const own = JSON.parse(person.teams) as string[];
      const hours = every.filter(({ id }) => own.length === 0 || own.includes(id)).map((team) => team.hours);
      const presence = presenceOf(hours, absenceOf({ absentFrom, absentUntil }), ctx.now);
      return { ...person, ...presence, today: endOfDay(hours[0]?.zone ?? ctx.deps.settings.zone, ctx.now) };
    });
  const loads = await loadOf(
    ctx,
    people.map(({ id, today }) => ({ id, today })),
  );
  const items = people.map(({ id, name, role, upTo, here, away, worksAgainAt }) => ({
    id,
    name,
    role,
    upTo,
    ...(loads.get(id) ?? { open: 0, dueToday: 0 }),
    here,
    away: away && { until: rfc3339(away.until) },
    worksAgainAt: rfc3339(worksAgainAt),
  }));
  return {
    // By name already: that stays among those who are alike.
    items: items.sort((a, b) => Number(b.here) - Number(a.here) || a.open - b.open),
    top: people.filter(({ upTo }) => upTo === null).map(({ id, name }) => ({ id, name })),
  };
}

const rfc3339 = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));

/** Those with whom this person shares the work: whoever may own a callback in one of their teams, and who of them is away now. */
export async function peopleAround(ctx: Ctx, person: PersonActor) {
  const people = await peopleOf(ctx, seesEveryTeam(person) ? 'all' : person.teams);
  return people.map(({ absentFrom, absentUntil, ...one }) => {
    const away = awayAt(absenceOf({ absentFrom, absentUntil }), ctx.now);
    return { ...one, away: away && { until: away.until === null ? null : toRfc3339(away.until) } };
  });
}

export { nobodyYet } from './store.ts';
