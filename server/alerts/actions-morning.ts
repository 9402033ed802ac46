import { type Workload, workloadOf } from '../callbacks/plans-standing.ts';
import { commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { teamNames } from '../people/plans.ts';
import { dutyOf, type OnDuty } from '../people/plans-duty.ts';
import { awayAt } from '../people/rules.ts';
import { untold } from './actions-tell.ts';
import { morningMail } from './messages.tsx';
import { planMornings } from './plans-people.ts';
import { WAYS, wants } from './rules.ts';
import { dateOf, morningOf } from './rules-hours.ts';
import { gathered } from './rules-told.ts';
import { toldUpTo } from './store-people.ts';

/**
 * The mail of somebody’s morning. While there is anything to say, or anything is theirs, there is a next one; what happens later plans one again. The hours may
 * have been changed since it was planned.
 */
export async function morning(ctx: Ctx, personId: string): Promise<void> {
  const person = await dutyOf(ctx, personId);
  if (!person) return;
  const next = planMornings(ctx, [person]);
  const [first] = person.hours;
  const begun = first && morningOf(first, ctx.now);
  const { alerts, upTo, known } = await untold(ctx, person);
  if (known?.choices.digest === false) return;
  if (begun === undefined || begun > ctx.now || awayAt(person.away, ctx.now)) return commit(ctx, next);
  const held = alerts.filter(({ kind }) => WAYS.some((way) => wants(known?.choices ?? {}, kind, way)));
  const work = await workloadOf(ctx, personId, person.teams);
  const ids = [...work.unowned, ...held].map(({ teamId }) => teamId);
  const teams = await teamNames(ctx, [...new Set(ids)]);
  const lines = [...workInWords(ctx, person, work, teams), ...since(gathered(held, teams))];
  // What is theirs is due some day: that morning says so, though this one has nothing to say.
  if (lines.length === 0 && work.dues.length) return commit(ctx, next);
  if (lines.length) await commit(ctx, [...next, toldUpTo(ctx, personId, upTo), ...morningMail(ctx, person, lines)]);
}

function workInWords(
  ctx: Ctx,
  { hours: [first] }: OnDuty,
  { dues, offered, unowned }: Workload,
  teams: ReadonlyMap<string, string>,
): string[] {
  const late = dues.filter((at) => at <= ctx.now).length;
  const today = dues.filter((at) => at > ctx.now && dateOf(first!, at) === dateOf(first!, ctx.now)).length;
  return [
    ...(late ? [`${callbacks(late)} of yours ${are(late)} overdue.`] : []),
    ...(today ? [`${callbacks(today)} of yours ${are(today)} due today.`] : []),
    ...(offered ? [`${callbacks(offered)} ${are(offered)} offered to you and ${offered === 1 ? 'waits' : 'wait'} for your answer.`] : []),
    ...unowned.map(({ teamId, many }) => `${callbacks(many)} in ${teams.get(teamId) ?? 'a team'} ${are(many)} nobody’s yet.`),
  ];
}

const since = (words: readonly string[]): string[] => (words.length ? [`Since you were last here: ${words.join('; ')}.`] : []);
const callbacks = (many: number): string => (many === 1 ? '1 callback' : many < 100 ? `${many} callbacks` : '100 callbacks or more');
const are = (many: number): string => (many === 1 ? 'is' : 'are');
