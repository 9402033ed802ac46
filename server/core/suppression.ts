import { and, eq, inArray, sql } from 'drizzle-orm';
import { oneOf, prepared } from '../../db/queries.ts';
import { suppressions } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';
import type { Instant } from './time.ts';

export type SuppressionReason = 'opted_out' | 'bounced' | 'complained' | 'not_textable';
export type Suppression = typeof suppressions.$inferSelect;

/** Stops messages to an address or a number: about surveys or cases (the person said so), or all (it does not work). Said again, it stays as it was. */
export const suppress = (
  ctx: Ctx,
  address: string,
  purpose: 'survey' | 'case' | 'all' | 'none',
  reason: SuppressionReason,
  source: string,
): Step => ctx.deps.db.insert(suppressions).values({ address, purpose, reason, source, at: ctx.now }).onConflictDoNothing();

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
  const rows = await suppressionsOf(ctx, [address]);
  return rows.find((row) => row.reason === reason)?.at;
}

/** Which of these addresses must not be written to about this, and why. What somebody said before they were erased counts too. */
export async function suppressedAmong(
  ctx: Ctx,
  addresses: readonly string[],
  purpose: 'survey' | 'case' = 'survey',
): Promise<Map<string, SuppressionReason>> {
  const rows = await suppressionsOf(ctx, addresses);
  return new Map(rows.filter((row) => row.purpose === purpose || row.purpose === 'all').map((row) => [row.address, row.reason]));
}

/** Everything that was said of these addresses, by themselves or by the hash that outlived an erasure. What people said comes last. */
export async function suppressionsOf(ctx: Ctx, addresses: readonly string[]): Promise<Suppression[]> {
  if (addresses.length === 0) return [];
  const hashes = await Promise.all(addresses.map((address) => ctx.deps.secrets.erased(address)));
  const plain = new Map(addresses.map((address, i) => [hashes[i]!, address]));
  const rows = await among(ctx.deps.db).all({ addresses: JSON.stringify([...addresses, ...hashes]) });
  return rows.map((row) => ({ ...row, address: plain.get(row.address) ?? row.address }));
}

const among = prepared((db) =>
  db.select().from(suppressions).where(oneOf(suppressions.address, 'addresses')).orderBy(sql`purpose, reason`).prepare(),
);

/** Lifts what a person said of an address, for these purposes. An address that does not work still does not. */
export const lift = (ctx: Ctx, address: string, purposes: readonly ('survey' | 'case')[]): Step[] => [
  // No to everything, lifted for one purpose, is still a no to the other.
  ...(['survey', 'case'] as const)
    .filter((other) => !purposes.includes(other))
    .map((other) =>
      ctx.deps.db.run(sql`insert into suppressions (address, purpose, reason, source, at)
        select address, ${other}, reason, source, at from suppressions
        where address = ${address} and purpose = 'all' and reason in ('opted_out', 'complained') on conflict do nothing`),
    ),
  ctx.deps.db
    .delete(suppressions)
    .where(
      and(
        eq(suppressions.address, address),
        inArray(suppressions.purpose, [...purposes, 'all']),
        inArray(suppressions.reason, ['opted_out', 'complained']),
      ),
    ),
];

/** Puts a keyed hash in the place of an address: what was said of it holds, and nobody can read it any more. */
export const forget = async (ctx: Ctx, address: string): Promise<Step[]> => renamed(ctx, address, await ctx.deps.secrets.erased(address));

/** Somebody has, or has again, these addresses: what was said of one before it was erased is said of it again. */
export async function recall(ctx: Ctx, addresses: readonly string[]): Promise<Step[]> {
  if (addresses.length === 0) return [];
  const hashes = await Promise.all(addresses.map((address) => ctx.deps.secrets.erased(address)));
  const rows = await among(ctx.deps.db).all({ addresses: JSON.stringify(hashes) });
  const known = new Set(rows.map((row) => row.address));
  return hashes.flatMap((hash, i) => (known.has(hash) ? renamed(ctx, hash, addresses[i]!) : []));
}

const renamed = (ctx: Ctx, from: string, to: string): Step[] => [
  ctx.deps.db.run(sql`insert into suppressions (address, purpose, reason, source, at)
    select ${to}, purpose, reason, source, at from suppressions where address = ${from} on conflict do nothing`),
  ctx.deps.db.delete(suppressions).where(eq(suppressions.address, from)),
];
