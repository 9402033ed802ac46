import type { Db } from '../../db/client.ts';
import type { Ctx } from '../core/context.ts';
import { HOUR, toRfc3339 } from '../core/time.ts';
import { customerNames } from '../customers/plans.ts';
import { teamNames } from '../people/plans.ts';
import { beginningOf } from '../responses/rules.ts';
import { firstPromise } from './decide-due.ts';
import type { Callback } from './rules.ts';
import { isAtRisk } from './rules-order.ts';
import { callbacksById, type Standing } from './store-list.ts';

type Kept = { hour: number; seen: number; lines: Map<string, { change: number; text: string }> };

/** A line is two kilobytes at the most. */
const MOST_KEPT = 5_000;

const kept = new WeakMap<Db, Kept>();

/**
 * The lines that were written since the hour began, as JSON: a callback's line says the same until the callback changes. Not for longer:
 * no callback's ledger tells of the new name of a customer or a team. A Worker, whose connection lasts for one request, has none.
 */
export function keptLines({ now, deps }: Ctx): Kept {
  const hour = Math.floor(now / HOUR);
  const before = kept.get(deps.db);
  if (before?.hour === hour && before.lines.size < MOST_KEPT) return before;
  const none: Kept = { hour, seen: 0, lines: new Map() };
  kept.set(deps.db, none);
  return none;
}

/** The lines of a page as JSON: those that are new or have changed are written anew. `at`: the change up to which all were looked at. */
export async function linesAsText(ctx: Ctx, page: readonly Standing[], known: Kept, at: number): Promise<string[]> {
  const gone = page.filter(({ id, change, row }) => row === null && known.lines.get(id)?.change !== change).map(({ id }) => id);
  const rows = [...page.flatMap(({ row }) => row ?? []), ...(gone.length ? await callbacksById(ctx, gone) : [])] as (Callback & {
    change: number;
  })[];
  for (const [i, line] of (await linesOf(ctx, rows)).entries())
    known.lines.set(line.id, { change: rows[i]!.change, text: JSON.stringify(line) });
  // Where nothing is kept, rows come along with their places: one read instead of two.
  if (known.lines.size) known.seen = Math.max(known.seen, at);
  return page.map(({ id }) => known.lines.get(id)!.text);
}

/** Callbacks as lines, in the same order. Names of customers and teams are read by their keys. */
export async function linesOf(ctx: Ctx, rows: readonly Callback[]): Promise<CallbackLine[]> {
  const [people, teams] = await Promise.all([
    customerNames(
      ctx,
      rows.map((row) => row.customerId),
    ),
    teamNames(
      ctx,
      rows.map((row) => row.teamId),
    ),
  ]);
  return rows.map((row) => lineOf(row, people.get(row.customerId), teams.get(row.teamId) ?? ''));
}

export type CallbackLine = ReturnType<typeof lineOf>;

/** A callback as a list shows it. */
export function lineOf(row: Callback, customer: string | null | undefined, team: string) {
  const { window, wish, plan, tries, offer, attempts, escalations } = row.detail;
  return {
    id: row.id,
    customer: customer ?? 'Somebody without a name',
    team,
    teamId: row.teamId,
    cause: row.cause,
    state: row.state,
    score: row.score,
    firstWords: row.firstWords,
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    level: row.level,
    round: row.round,
    secondFailure: row.secondFailure,
    escalated: escalations > 0,
    atRisk: isAtRisk(row),
    attempts,
    /** How often they were tried in vain since they were spoken with, and how to try next. */
    triedInVain: tries.failed,
    tactic: tries.tactic,
    /** When we planned to try next: it rests until then. */
    plan: plan && { from: toRfc3339(plan.from), to: toRfc3339(plan.to) },
    due: row.open ? { at: toRfc3339(row.dueAt), kind: row.dueKind, why: row.dueWhy } : null,
    /** By when it is to be fixed, while that is ours to do. */
    fixBy: row.rank !== null && row.detail.ours ? { at: toRfc3339(row.detail.ours.by), why: row.detail.ours.why } : null,
    /** What was promised, when that is what is due. */
    promise: row.dueKind === 'promise' ? (firstPromise(row)?.text ?? null) : null,
    window: window && { from: toRfc3339(window.from), to: toRfc3339(window.to) },
    /** When they asked by text to be called instead, in their words; and what those surely mean, for somebody to agree to. */
    wish: wish && {
      words: beginningOf(wish.words),
      window: wish.window && { from: toRfc3339(wish.window.from), to: toRfc3339(wish.window.to) },
    },
    offer: offer && { ...offer, until: toRfc3339(offer.until) },
    /** Its place among those that we have to call, the smallest first. */
    rank: row.rank,
    openedAt: toRfc3339(row.openedAt),
    closedAt: row.closedAt === null ? null : toRfc3339(row.closedAt),
  };
}
