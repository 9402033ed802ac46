import { sql } from 'drizzle-orm';
import type { Ctx, Step } from '../core/context.ts';
import { earliestId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';
import type { Round } from './plans-retention.ts';

/** Something that is old enough, and whose it is. */
export type Old = { id: string; customerId: string | null; held: number };

/** Answers that were first given before `before`, the oldest first. */
export const oldAnswers = (ctx: Ctx, before: Instant, after: Round['answers'], limit: number): Promise<Old[]> =>
  ctx.deps.db.all<Old>(sql`select r.id as id, c.id as customerId, c.held_at is not null as held
    from responses r left join customers c on c.id = r.customer_id
    where r.id > ${after ?? ''} and r.id < ${earliestId('rsp', before)} order by r.id limit ${limit}`);

/** Messages that were written before `before` and wait for nothing any more, the oldest first. */
export const oldMessages = (ctx: Ctx, before: Instant, after: Round['messages'], limit: number): Promise<Old[]> =>
  ctx.deps.db.all<Old>(sql`select m.id as id, p.id as customerId, p.held_at is not null as held from messages m
    left join invitations i on i.id = m.about left join callbacks c on c.id = m.about
    left join responses r on r.id = m.about left join customers p on p.id = coalesce(i.customer_id, c.customer_id, r.customer_id)
    where m.id > ${after ?? ''} and m.id < ${earliestId('msg', before)} and m.state not in ('queued', 'sending') order by m.id limit ${limit}`);

/** When the oldest requests came that are remembered though they came before `before`. */
export const oldRequests = (ctx: Ctx, before: Instant, limit: number): Promise<{ at: number }[]> =>
  ctx.deps.db.all<{ at: number }>(sql`select at from request_keys where at < ${before} order by at limit ${limit}`);

/** Forgets the requests that came until then. */
export const forgetRequests = (ctx: Ctx, until: Instant): Step => ctx.deps.db.run(sql`delete from request_keys where at <= ${until}`);
