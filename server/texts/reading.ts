import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { unmatchedAfter } from './store.ts';

/** The texts that wait for a person, oldest first; `next` is where the next page begins. */
export async function unmatched(ctx: Ctx, after: string, limit: number) {
  const rows = await unmatchedAfter(ctx, after, limit + 1);
  const items = rows.slice(0, limit).map(({ id, from, body, at }) => ({ id, from, body, at: toRfc3339(at) }));
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}
