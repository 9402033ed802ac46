import type { Ctx } from '../core/context.ts';
import { type Customer, customerById } from '../customers/plans.ts';
import { waysTo } from '../customers/plans-ways.ts';
import { type Team, teamById } from '../people/plans.ts';
import type { Setting } from './decide.ts';
import type { Callback } from './rules.ts';
import type { Ways } from './rules-tactics.ts';

/** When, by whom, and under which rules and opening hours something is decided about this callback. */
export async function settingOf(ctx: Ctx, callback: Callback): Promise<Setting> {
  const team = await teamById(ctx, callback.teamId);
  return { now: ctx.now, actor: ctx.actor, policy: team.policy, hours: team.hours };
}

/** The same, with the ways in which its customer can be reached. */
export async function settingWithWays(ctx: Ctx, callback: Callback): Promise<Setting> {
  const [team, customer] = await Promise.all([teamById(ctx, callback.teamId), customerById(ctx, callback.customerId)]);
  const setting = { now: ctx.now, actor: ctx.actor, policy: team.policy, hours: team.hours };
  return customer ? { ...setting, ways: await waysOf(ctx, callback, team, customer) } : setting;
}

async function waysOf(ctx: Ctx, { detail }: Callback, { hours, policy }: Team, customer: Customer): Promise<Ways> {
  const open = (await waysTo(ctx, [customer], 'case'))(customer).filter(({ may, barred }) => may.may && barred === null);
  return {
    zone: customer.zone ?? hours.zone,
    quiet: policy.quiet,
    phone: (detail.phone ?? customer.phone) !== null,
    text: open.some(({ channel }) => channel === 'text'),
    mail: open.some(({ channel }) => channel === 'email'),
  };
}
