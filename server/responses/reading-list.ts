import { type PersonActor, seesEveryTeam, seesTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { type Page, pageOf, readCursor } from '../core/page.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, type Instant, toRfc3339 } from '../core/time.ts';
import { type Customer, customersById } from '../customers/plans.ts';
import { namesOfPeople, teamNames, teamsSeenBy } from '../people/plans.ts';
import { questionsOf } from '../surveys/plans.ts';
import type { Question } from '../surveys/rules.ts';
import { firstWordsOf } from './rules.ts';
import { type Band, worthThanks } from './rules-reading.ts';
import type { Response } from './store.ts';
import { answeredIn, coverageSince, unreadCounts, unreadIn } from './store-reading.ts';

type PersonCtx = Ctx & { actor: PersonActor };

export type ListQuery = {
  tab: 'mine' | 'team' | 'all';
  team?: string | undefined;
  score?: Band | undefined;
  words?: 'with' | 'without' | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** One page of answers: what this person has to read or their teams have, the oldest first, or everything, the newest first. */
export async function responseList(ctx: PersonCtx, query: ListQuery): Promise<Page<ResponseLine>> {
  const { tab, team, score: band, limit } = query;
  if (team !== undefined && !seesTeam(ctx.actor, team)) refuse('invalid', 'You see no such team.', { field: 'team' });
  const teams = team === undefined ? (seesEveryTeam(ctx.actor) ? ('all' as const) : ctx.actor.teams) : [team];
  const worded = query.words === undefined ? undefined : query.words === 'with';
  const after = readCursor(query.cursor, tab);
  const rows =
    tab === 'all'
      ? await answeredIn(ctx, teams, { band, worded }, after, limit)
      : await unreadIn(ctx, tab === 'mine' ? { reader: ctx.actor.id } : { teams }, { band, worded, team }, after, limit);
  const page = pageOf(rows, limit, (row) => ({ at: (tab === 'all' ? row.lastAt : row.unreadSince) ?? 0, id: row.id }), tab);
  return { ...page, items: await linesOf(ctx, page.items) };
}

async function linesOf(ctx: Ctx, rows: readonly Response[]): Promise<ResponseLine[]> {
  const [people, teams, colleagues, questions] = await Promise.all([
    customersById(
      ctx,
      rows.flatMap((row) => row.customerId ?? []),
    ),
    teamNames(
      ctx,
      rows.map((row) => row.teamId),
    ),
    namesOfPeople(
      ctx,
      rows.flatMap((row) => [row.readerId, row.readBy]),
    ),
    Promise.all(rows.map((row) => questionsOf(ctx, row))),
  ]);
  return rows.map((row, i) => lineOf(row, people.get(row.customerId ?? ''), teams.get(row.teamId) ?? '', colleagues, questions[i]!));
}

export type ResponseLine = ReturnType<typeof lineOf>;

/** An answer as a list shows it. */
export function lineOf(
  row: Response,
  customer: Customer | undefined,
  team: string,
  colleagues: ReadonlyMap<string, string>,
  questions: readonly Question[],
) {
  const named = (id: string | null) => (id === null ? null : { id, name: colleagues.get(id) ?? 'somebody' });
  const readBy = named(row.readBy);
  return {
    id: row.id,
    customer: customerName(row, customer),
    team,
    teamId: row.teamId,
    score: row.score,
    band: row.band,
    version: row.version,
    firstWords: firstWordsOf(questions, row.answers),
    at: toRfc3339(row.lastAt),
    /** Whose it is to read. */
    reader: named(row.readerId),
    unreadSince: row.unreadSince === null ? null : toRfc3339(row.unreadSince),
    /** Who read it last; it may have changed since. */
    read: readBy && row.readAt !== null ? { by: readBy, at: toRfc3339(row.readAt) } : null,
    changedSince: row.readVersion !== null && row.readVersion < row.version,
    worthThanks: row.thankedAt === null ? (worthThanks(questions, row.answers, row.low) ?? null) : null,
  };
}

const customerName = ({ customerId }: Response, customer: Customer | undefined): string =>
  customerId === null ? 'Answered without a name' : (customer?.name ?? customer?.email ?? customer?.phone ?? 'Somebody without a name');

/** How many this person has to read, and how many their teams have; with a tag that changes when they do. */
export async function unreadNow(ctx: PersonCtx, known: readonly string[]) {
  const counts = await unreadCounts(ctx, ctx.actor.id, await teamsSeenBy(ctx, ctx.actor));
  const tag = `W/"${ctx.actor.id}.${counts.mine}.${counts.team}"`;
  return { tag, body: known.includes(tag) ? null : counts };
}

/** As far back as it is counted. */
const LONGEST = 92 * DAY;

/** Of what customers answered since a moment, team by team: how much of it somebody has read. */
export async function coverage(ctx: PersonCtx, { team, since }: { team?: string | undefined; since?: Instant | undefined }) {
  if (team !== undefined && !seesTeam(ctx.actor, team)) refuse('invalid', 'You see no such team.', { field: 'team' });
  const from = since ?? ctx.now - 7 * DAY;
  if (from < ctx.now - LONGEST) refuse('invalid', `At most ${LONGEST / DAY} days back.`, { field: 'since' });
  const teams = team === undefined ? await teamsSeenBy(ctx, ctx.actor) : [team];
  const names = await teamNames(ctx, teams);
  const items = await Promise.all(
    teams.map(async (id) => {
      const { answered, unread } = await coverageSince(ctx, id, from);
      const read = answered - unread;
      return { team: names.get(id) ?? '', teamId: id, answered, read, says: `${read} of ${answered} read` };
    }),
  );
  return { since: toRfc3339(from), items };
}
