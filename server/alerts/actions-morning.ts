import { type Workload, workloadOf } from '../callbacks/plans-standing.ts';
import { commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { DAY, type Instant } from '../core/time.ts';
import { teamNames } from '../people/plans.ts';
import { dutyOf, type OnDuty } from '../people/plans-duty.ts';
import { awayAt } from '../people/rules.ts';
import { MOST_COUNTED, waitingFor } from '../responses/plans-readers.ts';
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
  const [work, unread] = await Promise.all([workloadOf(ctx, personId, person.teams), waitingFor(ctx, personId)]);
  const ids = [...work.unowned, ...held].map(({ teamId }) => teamId);
  const teams = await teamNames(ctx, [...new Set(ids)]);
  const lines = [...workInWords(ctx, person, work, teams), ...readingInWords(ctx, unread), ...since(gathered(held, teams))];
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

/** "5 answers are yours to read, the oldest for 2 days." */
function readingInWords({ now }: Ctx, { many, oldest }: { many: number; oldest: Instant | null }): string[] {
  if (oldest === null) return [];
  const days = Math.floor((now - oldest) / DAY);
  const waits = days === 0 ? '' : `, ${many === 1 ? '' : 'the oldest '}for ${days === 1 ? '1 day' : `${days} days`}`;
  const answers = many === 1 ? '1 answer' : many <= MOST_COUNTED ? `${many} answers` : `More than ${MOST_COUNTED} answers`;
  return [`${answers} ${are(many)} yours to read${waits}.`];
}

const since = (words: readonly string[]): string[] => (words.length ? [`Since you were last here: ${words.join('; ')}.`] : []);
const callbacks = (many: number): string => (many === 1 ? '1 callback' : many < 100 ? `${many} callbacks` : '100 callbacks or more');
const are = (many: number): string => (many === 1 ? 'is' : 'are');
