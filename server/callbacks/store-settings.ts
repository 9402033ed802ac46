import { and, eq, type SQL, sql } from 'drizzle-orm';
import { callbacks } from '../../db/schema/callbacks.ts';
import type { Ctx, Step } from '../core/context.ts';
import type { Callback } from './rules.ts';

// Written out, not bound: SQLite only uses a partial index when it sees the same words.
const ours = sql`${callbacks.rank} is not null`;
const waiting = sql`${callbacks.state} = 'fixed'`;

/** The callbacks of a team that wait for us, and not for their customer. */
export const waitingForTeam = (ctx: Ctx, teamId: string): Promise<Callback[]> =>
  ctx.deps.db
    .select()
    .from(callbacks)
    .where(and(ours, eq(callbacks.teamId, teamId)));

/** The open callbacks that somebody owns: those that wait for them, and those that wait for their customer. */
export async function openOfOwner(ctx: Ctx, ownerId: string): Promise<Callback[]> {
  const of = (which: SQL) =>
    ctx.deps.db
      .select()
      .from(callbacks)
      .where(and(which, eq(callbacks.ownerId, ownerId)));
  return (await Promise.all([of(sql`${ours} and ${callbacks.ownerId} is not null`), of(waiting)])).flat();
}

/** The callbacks that this person is asked to take over. */
export const offeredToThem = (ctx: Ctx, personId: string): Promise<Callback[]> =>
  ctx.deps.db
    .select()
    .from(callbacks)
    .where(and(sql`${ours} and ${callbacks.offeredTo} is not null`, eq(callbacks.offeredTo, personId)));

/**
 * Breaks the commit when this person still owns an open callback at its end, or is asked to take one over. (Every callback has a reason,
 * whose key cannot be there twice.)
 */
export const holdsNothingMore = (ctx: Ctx, personId: string): Step =>
  ctx.deps.db.run(sql`insert into callback_reasons (callback_id, about, at) select callback_id, about, at from callback_reasons
    where callback_id in (
      select id from callbacks where rank is not null and owner_id is not null and owner_id = ${personId}
      union all select id from callbacks where state = 'fixed' and owner_id = ${personId}
      union all select id from callbacks where rank is not null and offered_to is not null and offered_to = ${personId})`);

export { keep } from './store.ts';
