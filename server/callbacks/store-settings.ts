import { and, asc, eq, sql } from 'drizzle-orm';
import { callbacks } from '../../db/schema/callbacks.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Callback } from './rules.ts';

// Written out, not bound: SQLite only uses a partial index when it sees the same words.
const stillOpen = sql`${callbacks.open} = 1`;

/** The open callbacks of a team, by what is due next. */
export const openOfTeam = (ctx: Ctx, teamId: string): Promise<Callback[]> =>
  ctx.deps.db
    .select()
    .from(callbacks)
    .where(and(stillOpen, eq(callbacks.teamId, teamId)))
    .orderBy(asc(callbacks.dueAt), asc(callbacks.id));

/** The open callbacks that somebody owns, by what is due next. */
export const openOfOwner = (ctx: Ctx, ownerId: string): Promise<Callback[]> =>
  ctx.deps.db
    .select()
    .from(callbacks)
    .where(and(stillOpen, eq(callbacks.ownerId, ownerId)))
    .orderBy(asc(callbacks.dueAt), asc(callbacks.id));

/** Breaks the commit when this person still owns an open callback at its end. (Every callback has a reason, whose key cannot be there twice.) */
export const ownsNothingMore = (ctx: Ctx, ownerId: string): Step =>
  ctx.deps.db.run(sql`insert into callback_reasons (callback_id, about, at) select callback_id, about, at from callback_reasons
    where callback_id in (select id from callbacks where open = 1 and owner_id = ${ownerId})`);

export { keep } from './store.ts';
