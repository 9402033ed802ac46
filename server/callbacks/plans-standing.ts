import { and, eq, sql } from 'drizzle-orm';
import { oneOf, prepared } from '../../db/queries.ts';
import { callbacks } from '../../db/schema/callbacks.ts';
import type { Ctx } from '../core/context.ts';
import type { Instant } from '../core/time.ts';
import type { Callback } from './rules.ts';

/** These callbacks as they are now. */
export async function standingOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Callback>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds(ctx.deps.db).all({ ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

const byIds = prepared((db) => db.select().from(callbacks).where(oneOf(callbacks.id, 'ids')).prepare());

/** What waits for somebody: when each of theirs is due, how many are offered to them, and how many nobody owns in each of these teams. Of each at most a hundred. */
export async function workloadOf(ctx: Ctx, personId: string, teamIds: readonly string[]): Promise<Workload> {
  const { db } = ctx.deps;
  const [own, offered, ...nobodys] = await Promise.all([
    ownDues(db).all({ personId }),
    offeredTo(db).all({ personId }),
    ...teamIds.map((teamId) => unownedIn(db).all({ teamId })),
  ]);
  return {
    dues: own.map(({ dueAt }) => dueAt),
    offered: offered.length,
    unowned: teamIds.flatMap((teamId, i) => (nobodys[i]!.length ? [{ teamId, many: nobodys[i]!.length }] : [])),
  };
}

export type Workload = { dues: Instant[]; offered: number; unowned: { teamId: string; many: number }[] };

const MOST = 100;
const ours = sql`${callbacks.rank} is not null`;

const ownDues = prepared((db) =>
  db
    .select({ dueAt: callbacks.dueAt })
    .from(callbacks)
    .where(and(sql`${ours} and ${callbacks.ownerId} is not null`, eq(callbacks.ownerId, sql.placeholder('personId'))))
    .limit(MOST)
    .prepare(),
);

const offeredTo = prepared((db) =>
  db
    .select({ id: callbacks.id })
    .from(callbacks)
    .where(and(sql`${ours} and ${callbacks.offeredTo} is not null`, eq(callbacks.offeredTo, sql.placeholder('personId'))))
    .limit(MOST)
    .prepare(),
);

const unownedIn = prepared((db) =>
  db
    .select({ id: callbacks.id })
    .from(callbacks)
    .where(and(sql`${callbacks.state} = 'open'`, eq(callbacks.teamId, sql.placeholder('teamId'))))
    .limit(MOST)
    .prepare(),
);
