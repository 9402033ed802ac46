import { inArray, sql } from 'drizzle-orm';
import { suppressions } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';

export type SuppressionReason = 'opted_out' | 'bounced' | 'complained';

/** Stops mail to an address: surveys only (the person said so), or everything (it does not work). Said again, it stays as it was. */
export const suppress = (ctx: Ctx, address: string, purpose: 'survey' | 'all', reason: SuppressionReason, source: string): Step =>
  ctx.deps.db.insert(suppressions).values({ address, purpose, reason, source, at: ctx.now }).onConflictDoNothing();

/** Which of these addresses must not be asked, and why. */
export async function suppressedAmong(ctx: Ctx, addresses: readonly string[]): Promise<Map<string, SuppressionReason>> {
  if (addresses.length === 0) return new Map();
  const rows = await ctx.deps.db
    .select()
    .from(suppressions)
    .where(inArray(suppressions.address, [...addresses]))
    .orderBy(sql`purpose`);
  return new Map(rows.map((row) => [row.address, row.reason]));
}
