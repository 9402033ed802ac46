import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { peopleOf, teamsOf, whoMay } from './store.ts';

/** The teams whose callbacks this person sees. */
export const teamsOfPerson = (ctx: Ctx, person: PersonActor) => teamsOf(ctx, seesEveryTeam(person) ? 'all' : person.teams);

/** Colleagues who may say yes to this, up to that amount in minor units, without the one who asks. */
export async function colleaguesWhoMay(ctx: Ctx, power: string, amount: number) {
  const people = await whoMay(ctx, power, amount);
  return people.filter((person) => ctx.actor.kind !== 'person' || person.id !== ctx.actor.id);
}

/** Those with whom this person shares the work: whoever may own a callback in one of their teams. */
export const peopleAround = (ctx: Ctx, person: PersonActor) => peopleOf(ctx, seesEveryTeam(person) ? 'all' : person.teams);

export { nobodyYet } from './store.ts';
