import { and, eq } from 'drizzle-orm';
import { customers, identities } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { type SuppressionReason, suppressedAmong } from '../core/suppression.ts';
import { addressOf, type Customer } from './plans.ts';
import { type Consents, consentsOf } from './plans-consent.ts';
import type { ConsentPurpose, Permission, WrittenChannel } from './rules.ts';

/** One way to reach a customer, and what stands in it. */
export type Way = {
  channel: WrittenChannel;
  to: string;
  /** The address or number as compared. */
  address: string;
  /** Whether they, and whoever spoke for them, allow it. */
  may: Permission;
  barred: SuppressionReason | null;
};

/**
 * The ways to each of these customers about this, the preferred channel first. Texts are among them only where there is a way out for
 * texts. `consents` is what holds, when the caller has just heard more than is written.
 */
export async function waysTo(
  ctx: Ctx,
  customers: readonly Customer[],
  purpose: ConsentPurpose,
  consents?: Consents,
): Promise<(customer: Customer, first?: WrittenChannel) => Way[]> {
  const addresses = [...new Set(customers.flatMap((customer) => addressesOf(ctx, customer).map(({ address }) => address)))];
  const ids = [...new Set(customers.map(({ id }) => id))];
  const [suppressed, held] = await Promise.all([suppressedAmong(ctx, addresses, purpose), consents ?? consentsOf(ctx, ids)]);
  return (customer, first = 'email') =>
    addressesOf(ctx, customer)
      .map((way) => ({ ...way, may: held.may(customer.id, way.channel, purpose), barred: suppressed.get(way.address) ?? null }))
      .sort((a, b) => Number(b.channel === first) - Number(a.channel === first));
}

const addressesOf = (ctx: Ctx, customer: Customer): Pick<Way, 'channel' | 'to' | 'address'>[] => {
  const mail = addressOf(customer);
  return [
    ...(mail ? [{ channel: 'email' as const, ...mail }] : []),
    ...(customer.phone !== null && ctx.deps.channels.text
      ? [{ channel: 'text' as const, to: customer.phone, address: customer.phone }]
      : []),
  ];
};

/** Somebody else has this number: it is taken from whoever we thought it was. */
export const planUnlinked = async (ctx: Ctx, customerId: string, number: string): Promise<Step[]> => [
  ctx.deps.db
    .delete(identities)
    .where(and(eq(identities.kind, 'phone'), eq(identities.value, number), eq(identities.customerId, customerId))),
  ctx.deps.db
    .update(customers)
    .set({ phone: null })
    .where(and(eq(customers.id, customerId), eq(customers.phone, number))),
  entry(ctx, customerId, await nextSeq(ctx, customerId), { kind: 'number_unlinked' }),
];

/** Whose number this is, if we know. */
export async function customerWithNumber(ctx: Ctx, number: string): Promise<string | undefined> {
  const [row] = await ctx.deps.db
    .select({ id: identities.customerId })
    .from(identities)
    .where(and(eq(identities.kind, 'phone'), eq(identities.value, number)));
  return row?.id;
}
