import { type PersonActor, seesEveryTeam, seesTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { type Page, pageOf, readCursor } from '../core/page.ts';
import { refuse } from '../core/refusal.ts';
import { HOUR } from '../core/time.ts';
import type { Fresh, Json } from '../http/fresh.ts';
import { teamsSeenBy } from '../people/plans.ts';
import { type CallbackLine, keptLines, linesAsText, linesOf } from './reading-lines.ts';
import type { Tab } from './rules-order.ts';
import { termsOf } from './rules-words.ts';
import { type Counts, changedSince, countsOf, newestChange, placeIn, search, standingIn, type View } from './store-list.ts';

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
export async function list(ctx: PersonCtx, query: ListQuery, tags: readonly string[]): Promise<Fresh<Json<ListPage>>> {
  const view = viewOf(ctx.actor, query);
  const name = [query.tab, query.team, query.owner, query.urgent].join('|');
  const after = readCursor(query.cursor, name);
  const at = await newestChange(ctx);
  const tag = tagOf(ctx, at);
  if (tags.includes(tag)) return { tag, body: null };
  if (query.q !== undefined) {
    const { rows, tooMany } = await search(ctx, { ...view, teams: await teamsIn(ctx, view) }, termsOf(query.q), MOST_SHOWN);
    const order = query.tab === 'done' ? -1 : 1;
    const inOrder = rows.sort((a, b) => order * byPlace(placeIn(query.tab, a), placeIn(query.tab, b)));
    const page: ListPage = { items: await linesOf(ctx, inOrder), next: null, at, tooMany };
    return { tag, body: JSON.stringify(page) as Json<ListPage> };
  }
  const known = keptLines(ctx);
  const { items, next } = pageOf(await standingIn(ctx, view, after, query.limit, known.seen), query.limit, (one) => one, name);
  const lines = await linesAsText(ctx, items, known, at);
  return { tag, body: `{"items":[${lines.join()}],"next":${JSON.stringify(next)},"at":${at},"tooMany":false}` as Json<ListPage> };
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
