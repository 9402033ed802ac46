import { and, eq, ne, sql } from 'drizzle-orm';
import { oneOf, prepared } from '../../db/queries.ts';
import { suppressions } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';
import type { Instant } from './time.ts';

export type SuppressionReason = 'opted_out' | 'bounced' | 'complained' | 'not_textable';

/** Stops messages to an address or a number: surveys only (the person said so), or everything (it does not work). Said again, it stays as it was. */
export const suppress = (ctx: Ctx, address: string, purpose: 'survey' | 'all' | 'none', reason: SuppressionReason, source: string): Step =>
  ctx.deps.db.insert(suppressions).values({ address, purpose, reason, source, at: ctx.now }).onConflictDoNothing();

/** Somebody takes back their own no; what was learned otherwise of their address stays. */
export const liftOptOut = (ctx: Ctx, address: string): Step =>
  ctx.deps.db.delete(suppressions).where(and(eq(suppressions.address, address), eq(suppressions.reason, 'opted_out')));

/**
 * A bounce of which nobody knows the cause may be an accident: it is remembered, and stops nothing yet. A second one, of another
 * message, stops everything. Decided in the write: two may be reported at once.
 */
export const suppressIfAgain = (ctx: Ctx, address: string, message: string): Step[] => [
  ctx.deps.db.run(sql`insert into suppressions (address, purpose, reason, source, at)
    select address, 'all', 'bounced', 'provider', ${ctx.now} from suppressions
    where address = ${address} and purpose = 'none' and source <> ${message} on conflict do nothing`),
  suppress(ctx, address, 'none', 'bounced', message),
];

/** Since when nothing goes to this address for this reason. */
export async function suppressedSince(ctx: Ctx, address: string, reason: SuppressionReason): Promise<Instant | undefined> {
  const rows = await ctx.deps.db.select().from(suppressions).where(eq(suppressions.address, address));
  return rows.find((row) => row.reason === reason)?.at;
}

/** Which of these addresses must not be asked, and why. */
export async function suppressedAmong(ctx: Ctx, addresses: readonly string[]): Promise<Map<string, SuppressionReason>> {
  if (addresses.length === 0) return new Map();
  const rows = await among(ctx.deps.db).all({ addresses: JSON.stringify(addresses) });
  return new Map(rows.map((row) => [row.address, row.reason]));
}

const among = prepared((db) =>
  db
    .select()
    .from(suppressions)
    .where(and(oneOf(suppressions.address, 'addresses'), ne(suppressions.purpose, 'none')))
    .orderBy(sql`purpose`)
    .prepare(),
);
