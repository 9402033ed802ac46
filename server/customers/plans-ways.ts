import { and, eq } from 'drizzle-orm';
import { oneOf, prepared } from '../../db/queries.ts';
import { consents, identities } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import { type SuppressionReason, suppressedAmong } from '../core/suppression.ts';
import { addressOf, type Customer } from './plans.ts';
import type { Agreed, WayChannel } from './rules-ways.ts';

/** One way to reach a customer, and what stands in it. */
export type Way = {
  channel: WayChannel;
  to: string;
  /** The address or number as compared. */
  address: string;
  /** Whether they agreed to be written to in this way; null when nobody ever said. */
  agreed: boolean | null;
  barred: SuppressionReason | null;
};

/** Whom, and what was said of them just now and is not written yet. */
export type Reached = { customer: Customer; said?: Agreed | null | undefined };

/** The ways to each of these customers, the preferred channel first. Texts are among them only where there is a way out for texts. */
export async function waysTo(ctx: Ctx, reached: readonly Reached[]): Promise<(one: Reached, first?: WayChannel) => Way[]> {
  const addresses = [...new Set(reached.flatMap(({ customer }) => addressesOf(ctx, customer).map(({ address }) => address)))];
  const ids = [...new Set(reached.map(({ customer }) => customer.id))];
  const [suppressed, rows] = await Promise.all([
    suppressedAmong(ctx, addresses),
    ids.length ? consentsAmong(ctx.deps.db).all({ ids: JSON.stringify(ids) }) : [],
  ]);
  const agreed = new Map(rows.map((row) => [`${row.channel} ${row.customerId}`, row.given]));
  return ({ customer, said }, first = 'email') =>
    addressesOf(ctx, customer)
      .map((way) => ({
        ...way,
        agreed: said?.[way.channel] ?? agreed.get(`${way.channel} ${customer.id}`) ?? null,
        barred: suppressed.get(way.address) ?? null,
      }))
      .sort((a, b) => Number(b.channel === first) - Number(a.channel === first));
}

const consentsAmong = prepared((db) => db.select().from(consents).where(oneOf(consents.customerId, 'ids')).prepare());

const addressesOf = (ctx: Ctx, customer: Customer): Pick<Way, 'channel' | 'to' | 'address'>[] => {
  const mail = addressOf(customer);
  return [
    ...(mail ? [{ channel: 'email' as const, ...mail }] : []),
    ...(customer.phone !== null && ctx.deps.channels.text
      ? [{ channel: 'text' as const, to: customer.phone, address: customer.phone }]
      : []),
  ];
};

/** Keeps what customers agreed to, with who said so and when. The newest telling stands. */
export function planConsents(ctx: Ctx, told: readonly { customerId: string; said: Agreed; source: string }[]): Step[] {
  const latest = new Map<string, typeof consents.$inferInsert>();
  for (const { customerId, said, source } of told)
    for (const channel of ['email', 'text'] as const) {
      const given = said[channel];
      if (given !== null) latest.set(`${customerId} ${channel}`, { customerId, channel, given, source, at: ctx.now });
    }
  return [...latest.values()].map((row) =>
    ctx.deps.db
      .insert(consents)
      .values(row)
      .onConflictDoUpdate({ target: [consents.customerId, consents.channel], set: { given: row.given, source: row.source, at: row.at } }),
  );
}

/** Whose number this is, if we know. */
export async function customerWithNumber(ctx: Ctx, number: string): Promise<string | undefined> {
  const [row] = await ctx.deps.db
    .select({ id: identities.customerId })
    .from(identities)
    .where(and(eq(identities.kind, 'phone'), eq(identities.value, number)));
  return row?.id;
}
