import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type SQLiteColumn, unionAll } from 'drizzle-orm/sqlite-core';
import { asJson, oneOf, prepared } from '../../db/queries.ts';
import { callbacks, callbackWords } from '../../db/schema/callbacks.ts';
import type { Ctx } from '../core/context.ts';
import type { Cursor } from '../core/page.ts';
import type { Instant } from '../core/time.ts';
import type { Callback } from './rules.ts';
import { type Tab, URGENT_UNTIL } from './rules-order.ts';
import { after as afterAllWith } from './rules-words.ts';

/** A list as somebody looks at it. `teams` are those that they may see, or the one that they chose. */
export type View = { tab: Tab; me: string; teams: readonly string[] | 'all'; owner: string | undefined; urgent: boolean };

// Written out, not bound: SQLite only uses a partial index when it sees the same words.
const ours = sql`${callbacks.rank} is not null`;
const SHOWN: Record<Tab, { where: SQL; at: SQLiteColumn; newestFirst?: true }> = {
  mine: { where: ours, at: callbacks.rank },
  team: { where: ours, at: callbacks.rank },
  unowned: { where: sql`${callbacks.state} = 'open'`, at: callbacks.rank },
  waiting: { where: sql`${callbacks.state} = 'fixed'`, at: callbacks.dueAt },
  done: { where: sql`${callbacks.open} = 0`, at: callbacks.closedAt, newestFirst: true },
};

/** Where a callback stands in a list: what the cursor of the next page is made of. */
export const placeIn = (tab: Tab, it: Callback): Cursor => ({
  at: (tab === 'done' ? it.closedAt : tab === 'waiting' ? it.dueAt : it.rank) ?? 0,
  id: it.id,
});

/** One page of a list, from one index. Reads one row more than asked. */
export const listOf = async (ctx: Ctx, view: View, after: Cursor | undefined, limit: number): Promise<Callback[]> =>
  (await standingIn(ctx, view, after, limit, 0)).map(({ row }) => row!);

/** A callback in a list: its place, the number of its newest change, and its row, unless that has not changed since change number `seen`. */
export type Standing = Cursor & { change: number; row: Callback | null };

/** The same page without the rows that did not change since then: they are the most of what it costs. */
export async function standingIn(ctx: Ctx, view: View, after: Cursor | undefined, limit: number, seen: number): Promise<Standing[]> {
  const parts = partsOf(view);
  if (parts.length === 0) return [];
  const key = [view.tab, view.urgent, after !== undefined, ...parts.map(({ by }) => by)].join(' ');
  const query = lists.get(key) ?? prepared((db) => listQuery(db, view, after !== undefined, parts));
  lists.set(key, query);
  const values = Object.fromEntries(parts.map(({ value }, i) => [`part${i}`, value]));
  const [page] = await query(ctx.deps.db).all({
    ...values,
    teams: JSON.stringify(view.teams),
    at: after?.at,
    id: after?.id,
    limit: limit + 1,
    seen,
  });
  return (JSON.parse(page!.text) as [string, number, number, Callback | null][]).map(([id, at, change, row]) => ({ id, at, change, row }));
}

/** The same few lists are asked for again and again: each is prepared once. */
const lists = new Map<string, ReturnType<typeof prepared<ReturnType<typeof listQuery>>>>();

/** What a list is put together from: each part comes in order from its index, and SQLite merges them; `in (…)` would read and sort all. */
type Part = { by: 'all' | 'team' | 'owner' | 'owner in teams' | 'offered'; value: string };

function partsOf({ tab, me, teams, owner }: View): Part[] {
  if (tab === 'mine')
    return [
      { by: 'owner', value: me },
      { by: 'offered', value: me },
    ];
  if (owner !== undefined) return [{ by: teams === 'all' || owner === me ? 'owner' : 'owner in teams', value: owner }];
  return teams === 'all' ? [{ by: 'all', value: '' }] : teams.map((value) => ({ by: 'team', value }));
}

function listQuery(db: Ctx['deps']['db'], { tab, urgent }: View, goesOn: boolean, parts: Part[]) {
  const { where, at, newestFirst } = SHOWN[tab];
  const sign = newestFirst ? sql`<` : sql`>`;
  const beyond = goesOn ? sql`(${at}, ${callbacks.id}) ${sign} (${sql.placeholder('at')}, ${sql.placeholder('id')})` : undefined;
  const [first, second, ...others] = parts.map(({ by }, i) =>
    db
      .select()
      .from(callbacks)
      .where(and(where, scopeOf(by, `part${i}`), urgent ? lt(callbacks.rank, URGENT_UNTIL) : undefined, beyond)),
  );
  const order = newestFirst ? [desc(at), desc(callbacks.id)] : [asc(at), asc(callbacks.id)];
  const rows = (second ? unionAll(first!, second, ...others) : first!).orderBy(...order).limit(sql.placeholder('limit'));
  return db
    .select({ text: sql<string>`text` })
    .from(
      sql`(select json_group_array(json_array(id, ${sql.identifier(at.name)}, change,
        iif(change > ${sql.placeholder('seen')}, ${asJson(callbacks)}, null))) as text from (${rows.getSQL()}))`,
    )
    .prepare();
}

function scopeOf(by: Part['by'], name: string): SQL | undefined {
  const value = sql.placeholder(name);
  if (by === 'team') return eq(callbacks.teamId, value);
  if (by === 'owner') return eq(callbacks.ownerId, value);
  if (by === 'offered') return eq(callbacks.offeredTo, value);
  return by === 'all' ? undefined : and(eq(callbacks.ownerId, value), oneOf(sql`+${callbacks.teamId}`, 'teams'));
}

/** These callbacks, in no order. */
export const callbacksById = (ctx: Ctx, ids: readonly string[]): Promise<(Callback & { change: number })[]> =>
  byIds(ctx.deps.db).all({ ids: JSON.stringify(ids) });

const byIds = prepared((db) => db.select().from(callbacks).where(oneOf(callbacks.id, 'ids')).prepare());

/** So many callbacks with a word are looked through; more are too many to choose from. */
const MOST_FOUND = 2_000;

/** The callbacks of a list that have words with all these beginnings, in no order, at most `limit`; and whether there are too many. */
export async function search(ctx: Ctx, view: View & { teams: readonly string[] }, terms: readonly string[], limit: number) {
  const [rarest, ...others] = [...terms].sort((a, b) => b.length - a.length);
  if (rarest === undefined) return { rows: [], tooMany: false };
  const range = (term: string) => ({ from: term, to: afterAllWith(term) });
  const found = await withWord(ctx.deps.db).all({ teams: JSON.stringify(view.teams), ...range(rarest), limit: MOST_FOUND + 1 });
  const ids = JSON.stringify([...new Set(found.map((row) => row.id))]);
  const { where } = SHOWN[view.tab];
  const mine = sql`(${callbacks.ownerId} = ${view.me} or ${callbacks.offeredTo} = ${view.me})`;
  const rows = await ctx.deps.db
    .select()
    .from(callbacks)
    .where(
      and(
        sql`${callbacks.id} in (select value from json_each(${ids}))`,
        sql`+${where}`,
        view.tab === 'mine' ? mine : undefined,
        view.owner === undefined ? undefined : sql`+${callbacks.ownerId} = ${view.owner}`,
        view.urgent ? sql`+${callbacks.rank} < ${URGENT_UNTIL}` : undefined,
        ...others.map(
          (term) => sql`exists (select 1 from ${callbackWords} where ${callbackWords.callbackId} = ${callbacks.id}
            and ${callbackWords.word} >= ${term} and ${callbackWords.word} < ${afterAllWith(term)})`,
        ),
      ),
    )
    .limit(limit + 1);
  return { rows: rows.slice(0, limit), tooMany: rows.length > limit || found.length > MOST_FOUND };
}

const withWord = prepared((db) =>
  db
    .select({ id: callbackWords.callbackId })
    .from(callbackWords)
    .where(
      and(
        oneOf(callbackWords.teamId, 'teams'),
        sql`${callbackWords.word} >= ${sql.placeholder('from')} and ${callbackWords.word} < ${sql.placeholder('to')}`,
      ),
    )
    .limit(sql.placeholder('limit'))
    .prepare(),
);

/** The number of the newest change to any callback: one look at the end of an index. */
export async function newestChange(ctx: Ctx): Promise<number> {
  const [row] = await lastChange(ctx.deps.db).all();
  return row?.last ?? 0;
}

const lastChange = prepared((db) =>
  db
    .select({ last: sql<number | null>`max(${callbacks.change})` })
    .from(callbacks)
    .prepare(),
);

/** What has changed in these teams since, oldest change first. Reads one row more than asked. */
export async function changedSince(ctx: Ctx, teams: readonly string[] | 'all', since: number, limit: number): Promise<Callback[]> {
  const changedIn = (scope: SQL | undefined) =>
    ctx.deps.db
      .select()
      .from(callbacks)
      .where(and(scope, sql`${callbacks.change} > ${since}`));
  const [first, second, ...others] = teams === 'all' ? [changedIn(undefined)] : teams.map((team) => changedIn(eq(callbacks.teamId, team)));
  if (!first) return [];
  return (second ? unionAll(first, second, ...others) : first).orderBy(asc(callbacks.change)).limit(limit + 1);
}

/** Tabs show no more than this and a plus. */
export const MOST_COUNTED = 99;

export type Counts = Record<Exclude<Tab, 'done'>, number>;

/** How many stand in each list, counted up to one more than is shown; what has ended is not counted. */
export async function countsOf(ctx: Ctx, { me, teams }: { me: string; teams: readonly string[] }): Promise<Counts> {
  const [row] = await counted(ctx.deps.db).all({ me, teams: JSON.stringify(teams), most: MOST_COUNTED + 1 });
  return row!;
}

const counted = prepared((db) => {
  const me = sql.placeholder('me');
  const most = sql.placeholder('most');
  const upTo = (rows: SQL) => sql<number>`(select count(*) from (${rows} limit ${most}))`;
  const inTeams = (where: string) =>
    upTo(sql`select 1 from callbacks where team_id in (select value from json_each(${sql.placeholder('teams')})) and ${sql.raw(where)}`);
  const own = (column: string) => sql`select 1 from callbacks where ${sql.raw(column)} = ${me} and rank is not null`;
  return db
    .select({
      mine: upTo(sql`${own('owner_id')} union all ${own('offered_to')}`),
      unowned: inTeams(`state = 'open'`),
      team: inTeams('rank is not null'),
      waiting: inTeams(`state = 'fixed'`),
    })
    .from(sql`(select 1)`)
    .prepare();
});

/** Those of nobody who do not rest, the most pressing first, after the one that was looked at last. */
export async function restlessIn(ctx: Ctx, teams: readonly string[], after: Cursor | undefined, limit: number): Promise<Callback[]> {
  const { at, id } = after ?? { at: -1, id: '' };
  const inTeam = (team: string) =>
    ctx.deps.db
      .select()
      .from(callbacks)
      .where(
        and(
          sql`${callbacks.state} = 'open' and ${callbacks.restsUntil} is null`,
          eq(callbacks.teamId, team),
          sql`(${callbacks.rank}, ${callbacks.id}) > (${at}, ${id})`,
        ),
      );
  const [first, second, ...others] = teams.map(inTeam);
  if (!first) return [];
  return (second ? unionAll(first, second, ...others) : first).orderBy(asc(callbacks.rank), asc(callbacks.id)).limit(limit);
}

/** When the next of those whom nobody owns may be called, who asked to be called later. */
export async function nextToWake(ctx: Ctx, teams: readonly string[]): Promise<Instant | undefined> {
  const [row] = await waking(ctx.deps.db).all({ teams: JSON.stringify(teams) });
  return row?.at ?? undefined;
}

const waking = prepared((db) =>
  db
    .select({
      at: sql<number | null>`min((select min(rests_until) from callbacks
        where team_id = value and state = 'open' and rests_until is not null))`,
    })
    .from(sql`json_each(${sql.placeholder('teams')})`)
    .prepare(),
);
