import { sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import type { Ctx } from '../core/context.ts';
import type { Instant } from '../core/time.ts';

/** How many callbacks of each of these people wait for them, and how many of those are due before that moment. */
export async function ownedBy(ctx: Ctx, people: readonly { id: string; today: Instant }[]) {
  if (people.length === 0) return [];
  return counted(ctx.deps.db).all({ people: JSON.stringify(people) });
}

// Each person is looked up by their own part of the index: what others own costs nothing.
const counted = prepared((db) => {
  const theirs = sql`from callbacks where rank is not null and owner_id is not null and owner_id = value ->> 'id'`;
  return db
    .select({
      id: sql<string>`value ->> 'id'`,
      open: sql<number>`(select count(*) ${theirs})`,
      dueToday: sql<number>`(select count(*) ${theirs} and due_at < value ->> 'today')`,
    })
    .from(sql`json_each(${sql.placeholder('people')})`)
    .prepare();
});
