import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { type Page, pageOf, readCursor } from '../core/page.ts';
import { toRfc3339 } from '../core/time.ts';
import { type Customer, customersById } from '../customers/plans.ts';
import { teamNames } from '../people/plans.ts';
import { questionsOf } from '../surveys/plans.ts';
import type { Question } from '../surveys/rules.ts';
import { saidIn } from './plans.ts';
import { type HeldState, signalInWords } from './rules-suspect.ts';
import { type HeldAnswer, heldIn } from './store-held.ts';

export type HeldQuery = { state: HeldState; cursor?: string | undefined; limit: number };

/** One page of the answers that may come from a machine, as this person may see them, those that wait longest first. */
export async function heldAnswers(ctx: Ctx & { actor: PersonActor }, query: HeldQuery): Promise<Page<HeldLine>> {
  const teams = seesEveryTeam(ctx.actor) ? ('all' as const) : ctx.actor.teams;
  const rows = await heldIn(ctx, { teams, state: query.state }, readCursor(query.cursor), query.limit);
  const page = pageOf(rows, query.limit, (row) => ({ at: row.firstAt, id: row.id }));
  const [people, names, questions] = await Promise.all([
    customersById(
      ctx,
      page.items.map((row) => row.customerId),
    ),
    teamNames(
      ctx,
      page.items.map((row) => row.teamId),
    ),
    Promise.all(page.items.map((row) => questionsOf(ctx, row))),
  ]);
  return {
    ...page,
    items: page.items.map((row, i) => lineOf(row, people.get(row.customerId), names.get(row.teamId) ?? '', questions[i]!)),
  };
}

export type HeldLine = ReturnType<typeof lineOf>;

const lineOf = (row: HeldAnswer, customer: Customer | undefined, team: string, questions: readonly Question[]) => ({
  id: row.id,
  customer: customer?.name ?? customer?.email ?? customer?.phone ?? 'Somebody without a name',
  team,
  state: row.state,
  score: row.score,
  /** Whether somebody is called if it counts. */
  low: row.low,
  answers: saidIn(questions, row.answers),
  signals: row.signals.map((signal) => ({ name: signal.name, says: signalInWords(signal) })),
  since: toRfc3339(row.firstAt),
});
