import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { prepared, rowBy } from '../../db/queries.ts';
import { heldAnswers, responses } from '../../db/schema/responses.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Cursor } from '../core/page.ts';
import type { Instant } from '../core/time.ts';
import { BANDS, type Band } from './rules-reading.ts';
import type { Response } from './store.ts';

// Written out, not bound: SQLite only uses a partial index when it sees the same words.
const unread = sql`${responses.unreadSince} is not null`;

export const responseById = (ctx: Ctx, id: string): Promise<Response | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(responses, responses.id);

/** Notes something about a response, with the newest entry of its ledger, which it shares with what is held of it. */
export const note = (ctx: Ctx, id: string, seq: number, change: Partial<Omit<Response, 'id' | 'seq'>>): Step[] => [
  ctx.deps.db
    .update(responses)
    .set({ ...change, seq })
    .where(eq(responses.id, id)),
  ctx.deps.db.update(heldAnswers).set({ seq }).where(eq(heldAnswers.id, id)),
];

/** What is unread: somebody's own, or that of teams. */
export type UnreadScope = { reader: string } | { teams: readonly string[] | 'all' };

/** What a list is narrowed to. */
export type Narrowing = { team?: string | undefined; band?: Band | undefined; worded?: boolean | undefined };

/** One page of what is unread, the oldest first. Reads one row more than asked. */
export function unreadIn(ctx: Ctx, scope: UnreadScope, { band, worded, team }: Narrowing, after: Cursor | undefined, limit: number) {
  const beyond = sql`(${responses.unreadSince}, ${responses.id}) > (${after?.at ?? -1}, ${after?.id ?? ''})`;
  const narrow = [
    band === undefined ? undefined : sql`+${responses.band} = ${band}`,
    team === undefined ? undefined : sql`+${responses.teamId} = ${team}`,
    worded === undefined ? undefined : sql`+${responses.worded} = ${worded ? 1 : 0}`,
  ];
  const listOf = (whose: SQL | undefined) =>
    ctx.deps.db
      .select()
      .from(responses)
      .where(and(unread, whose, beyond, ...narrow));
  return merged(partsOf(scope).map(listOf), [asc(responses.unreadSince), asc(responses.id)], limit);
}

const partsOf = (scope: UnreadScope): (SQL | undefined)[] => {
  if ('reader' in scope) return [eq(responses.readerId, scope.reader)];
  return scope.teams === 'all' ? [undefined] : scope.teams.map((team) => eq(responses.teamId, team));
};

/** One page of everything that was answered, the newest first. Each part comes in order from its index, whatever it is narrowed to. */
export function answeredIn(ctx: Ctx, teams: readonly string[] | 'all', narrowing: Narrowing, after: Cursor | undefined, limit: number) {
  const beyond = after && sql`(${responses.lastAt}, ${responses.id}) < (${after.at}, ${after.id})`;
  const bands = narrowing.band === undefined ? BANDS : [narrowing.band];
  const worded = narrowing.worded === undefined ? [true, false] : [narrowing.worded];
  const scopes = teams === 'all' ? [undefined] : teams.map((team) => eq(responses.teamId, team));
  const parts = scopes.flatMap((scope) =>
    bands.flatMap((band) => worded.map((words) => and(scope, eq(responses.band, band), eq(responses.worded, words), beyond))),
  );
  const listOf = (where: SQL | undefined) => ctx.deps.db.select().from(responses).where(where);
  return merged(parts.map(listOf), [desc(responses.lastAt), desc(responses.id)], limit);
}

type List = ReturnType<typeof listQuery>;
const listQuery = (db: Ctx['deps']['db']) => db.select().from(responses).where(undefined);

/** SQLite merges parts that come in order. */
function merged([first, second, ...others]: List[], order: SQL[], limit: number): Promise<Response[]> {
  if (!first) return Promise.resolve([]);
  return (second ? unionAll(first, second, ...others) : first).orderBy(...order).limit(limit + 1);
}

/** Nobody needs to know of more. */
export const MOST_COUNTED = 999;

/** How many this person has to read, and how many their teams have, counted up to one more than is shown. */
export async function unreadCounts(ctx: Ctx, reader: string, teams: readonly string[]): Promise<{ mine: number; team: number }> {
  const [row] = await counted(ctx.deps.db).all({ reader, teams: JSON.stringify(teams), most: MOST_COUNTED + 1 });
  return row!;
}

const counted = prepared((db) => {
  const upTo = (where: SQL) =>
    sql<number>`(select count(*) from (select 1 from responses where unread_since is not null and ${where} limit ${sql.placeholder('most')}))`;
  return db
    .select({
      mine: upTo(sql`reader_id = ${sql.placeholder('reader')}`),
      team: upTo(sql`team_id in (select value from json_each(${sql.placeholder('teams')}))`),
    })
    .from(sql`(select 1)`)
    .prepare();
});

/** How much somebody has to read, counted like that, and since when the oldest of it waits. */
export async function waitingFor(ctx: Ctx, reader: string): Promise<{ many: number; oldest: Instant | null }> {
  const [row] = await waiting(ctx.deps.db).all({ reader, most: MOST_COUNTED + 1 });
  return row!;
}

const waiting = prepared((db) =>
  db
    .select({ many: sql<number>`count(*)`, oldest: sql<number | null>`min(unread_since)` })
    .from(
      sql`(select unread_since from responses where unread_since is not null and reader_id = ${sql.placeholder('reader')}
        order by unread_since limit ${sql.placeholder('most')})`,
    )
    .prepare(),
);

/** Of what was answered or changed in a team since a moment: how many there are, and how many of them nobody has read. */
export async function coverageSince(ctx: Ctx, teamId: string, since: Instant): Promise<{ answered: number; unread: number }> {
  const [row] = await covered(ctx.deps.db).all({ teamId, since });
  return row!;
}

const covered = prepared((db) => {
  const [team, since] = [sql`team_id = ${sql.placeholder('teamId')}`, sql`last_at >= ${sql.placeholder('since')}`];
  return db
    .select({
      answered: sql<number>`(select count(*) from responses where ${team}
        and band in (${sql.raw(BANDS.map((band) => `'${band}'`).join(', '))}) and worded in (0, 1) and ${since})`,
      unread: sql<number>`(select count(*) from responses where unread_since is not null and ${team} and ${since})`,
    })
    .from(sql`(select 1)`)
    .prepare();
});

/** What somebody has to read and has not: by id, with its team. */
export const unreadOf = (ctx: Ctx, reader: string): Promise<{ id: string; teamId: string }[]> =>
  ctx.deps.db
    .select({ id: responses.id, teamId: responses.teamId })
    .from(responses)
    .where(and(unread, eq(responses.readerId, reader)));

/** Gives what one colleague has to read to another; nobody, where there is nobody. */
export const giveTo = (ctx: Ctx, from: string, to: string | null, ids: readonly string[]): Step =>
  ctx.deps.db
    .update(responses)
    .set({ readerId: to })
    .where(and(sql`${responses.id} in (select value from json_each(${JSON.stringify(ids)}))`, sql`+${responses.readerId} = ${from}`));

/** Breaks the commit when this person still has something to read at its end, in these teams. (No id can be there twice.) */
export const readsNothingMore = (ctx: Ctx, reader: string): Step =>
  ctx.deps.db.run(sql`insert into responses select * from responses where unread_since is not null and reader_id = ${reader}`);

/** What was answered before anybody worked here is the first one's to read. */
export const readWhatIsNobodys = (ctx: Ctx, reader: string): Step =>
  ctx.deps.db
    .update(responses)
    .set({ readerId: reader })
    .where(and(unread, sql`${responses.readerId} is null`));
