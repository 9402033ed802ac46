import { loadOf } from '../callbacks/plans-load.ts';
import type { Ctx } from '../core/context.ts';
import { type Instant, toRfc3339 } from '../core/time.ts';
import { everyTeam } from './plans.ts';
import { mustManage } from './rules.ts';
import { endOfDay, presenceOf } from './rules-presence.ts';
import { absenceOf, administrators, peopleOf, topOf, whoMay } from './store.ts';

/**
 * Colleagues who may say yes to this, up to that amount in minor units, without the one who asks: those who are here first, then whoever has
 * least on their hands. While nobody of them is there to be asked: at the `top` stands whoever may say yes to most of it, and
 * `administrators` are those who say who may.
 */
export async function colleaguesWhoMay(ctx: Ctx, power: string, amount: number) {
  const items = await atWork(ctx, notMe(ctx, await whoMay(ctx, power, amount)));
  if (items.some(({ away }) => !away)) return { items, top: [], administrators: [] };
  const [top, changers] = await Promise.all([topOf(ctx, power), administrators(ctx)]);
  return { items, top: await atWork(ctx, notMe(ctx, top)), administrators: await atWork(ctx, notMe(ctx, changers)) };
}

/** Everybody to whom a manager can give callbacks, in the same order. */
export async function receivers(ctx: Ctx) {
  mustManage(ctx.actor);
  const people = await peopleOf(ctx, 'all');
  return { items: await atWork(ctx, people) };
}

type Someone = { id: string; absentFrom: Instant | null; absentUntil: Instant | null; teams: readonly string[] };

const notMe = <One extends Someone>({ actor }: Ctx, people: readonly One[]): One[] =>
  people.filter(({ id }) => actor.kind !== 'person' || id !== actor.id);

/** Each with whether they are at work and what is on their hands: two queries, however many they are. Whoever is here, and has least to do, stands first. */
async function atWork<One extends Someone>(ctx: Ctx, people: readonly One[]) {
  if (people.length === 0) return [];
  const every = await everyTeam(ctx);
  const present = people.map(({ absentFrom, absentUntil, teams: own, ...person }) => {
    const hours = every.filter(({ id }) => own.length === 0 || own.includes(id)).map((team) => team.hours);
    const presence = presenceOf(hours, absenceOf({ absentFrom, absentUntil }), ctx.now);
    return { ...person, ...presence, today: endOfDay(hours[0]?.zone ?? ctx.deps.settings.zone, ctx.now) };
  });
  const loads = await loadOf(ctx, present);
  const items = present.map(({ today: _, away, worksAgainAt, ...person }) => ({
    ...person,
    ...(loads.get(person.id) ?? { open: 0, dueToday: 0 }),
    away: away && { until: rfc3339(away.until) },
    worksAgainAt: rfc3339(worksAgainAt),
  }));
  // By name already: that stays among those who are alike.
  return items.sort((a, b) => Number(b.here) - Number(a.here) || a.open - b.open);
}

const rfc3339 = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));

export { powersKnown } from './store.ts';
