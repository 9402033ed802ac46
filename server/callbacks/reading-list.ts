import { type PersonActor, seesEveryTeam, seesTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { type Page, pageOf, readCursor } from '../core/page.ts';
import { refuse } from '../core/refusal.ts';
import { HOUR, toRfc3339 } from '../core/time.ts';
import { customerNames } from '../customers/plans.ts';
import { teamNames, teamsSeenBy } from '../people/plans.ts';
import { beginningOf } from '../responses/rules.ts';
import { firstPromise } from './decide-due.ts';
import type { Callback } from './rules.ts';
import { isAtRisk, type Tab } from './rules-order.ts';
import { termsOf } from './rules-words.ts';
import { type Counts, changedSince, countsOf, listOf, newestChange, placeIn, search, type View } from './store-list.ts';

type PersonCtx = Ctx & { actor: PersonActor };

export type ListQuery = {
  tab: Tab;
  team?: string | undefined;
  owner?: string | undefined;
  urgent: boolean;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** A page of a list, as it was after change number `at`; `tooMany` when a search found more than it shows. */
export type ListPage = Page<CallbackLine> & { at: number; tooMany: boolean };

/** Somebody looks for words: more than this is no answer. */
const MOST_SHOWN = 200;

/** One page of a list, as this person may see it. Without a body when the caller knows it already: that costs one look at an index. */
export async function list(ctx: PersonCtx, query: ListQuery, known: readonly string[]): Promise<{ tag: string; body: ListPage | null }> {
  const view = viewOf(ctx.actor, query);
  const name = [query.tab, query.team, query.owner, query.urgent].join('|');
  const after = readCursor(query.cursor, name);
  const at = await newestChange(ctx);
  const tag = tagOf(ctx, at);
  if (known.includes(tag)) return { tag, body: null };
  if (query.q !== undefined) {
    const { rows, tooMany } = await search(ctx, { ...view, teams: await teamsIn(ctx, view) }, termsOf(query.q), MOST_SHOWN);
    const order = query.tab === 'done' ? -1 : 1;
    const inOrder = rows.sort((a, b) => order * byPlace(placeIn(query.tab, a), placeIn(query.tab, b)));
    return { tag, body: { items: await linesOf(ctx, inOrder), next: null, at, tooMany } };
  }
  const rows = await listOf(ctx, view, after, query.limit);
  const page = pageOf(rows, query.limit, (row) => placeIn(query.tab, row), name);
  return { tag, body: { ...page, items: await linesOf(ctx, page.items), at, tooMany: false } };
}

/** What has changed: its lines when it is said since when, and how many stand in each list. `more`: read the list anew. */
export type Changes = { at: number; counts: Counts; items: CallbackLine[]; more: boolean };

const MOST_CHANGES = 100;

/** What is new for this person since change number `since`. Without a body when nothing is. */
export async function changes(
  ctx: PersonCtx,
  since: number | undefined,
  known: readonly string[],
): Promise<{ tag: string; body: Changes | null }> {
  const at = await newestChange(ctx);
  const tag = tagOf(ctx, at);
  if (known.includes(tag)) return { tag, body: null };
  const { actor } = ctx;
  const rows = since === undefined ? [] : await changedSince(ctx, seesEveryTeam(actor) ? 'all' : actor.teams, since, MOST_CHANGES);
  const counts = await countsOf(ctx, { me: actor.id, teams: await teamsSeenBy(ctx, actor) });
  return { tag, body: { at, counts, items: await linesOf(ctx, rows.slice(0, MOST_CHANGES)), more: rows.length > MOST_CHANGES } };
}

/** Weak, as no byte is promised. With the hour, so that a customer's new name, which no callback's ledger tells of, comes within it. */
const tagOf = ({ actor, now }: PersonCtx, at: number): string =>
  `W/"${[at, Math.floor(now / HOUR), actor.id, actor.role, ...actor.teams].join('.')}"`;

function viewOf(me: PersonActor, { tab, team, owner, urgent }: ListQuery): View {
  if (team !== undefined && !seesTeam(me, team)) refuse('invalid', 'You see no such team.', { field: 'team' });
  const teams = team === undefined ? (seesEveryTeam(me) ? 'all' : me.teams) : [team];
  return { tab, me: me.id, teams, owner: owner === 'me' ? me.id : owner, urgent };
}

const teamsIn = async (ctx: PersonCtx, { teams }: View): Promise<readonly string[]> =>
  teams === 'all' ? teamsSeenBy(ctx, ctx.actor) : teams;

const byPlace = (a: { at: number; id: string }, b: { at: number; id: string }): number => a.at - b.at || (a.id < b.id ? -1 : 1);

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
