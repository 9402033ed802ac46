import { and, eq } from 'drizzle-orm';
import { identities } from '../../db/schema/customers.ts';
import type { Ctx } from '../core/context.ts';

/** Whose reference, address (as compared) or number this is. */
export async function identityOf(ctx: Ctx, kind: 'ref' | 'email' | 'phone', value: string): Promise<string | undefined> {
  const [row] = await ctx.deps.db
    .select({ customerId: identities.customerId })
    .from(identities)
    .where(and(eq(identities.kind, kind), eq(identities.value, value)));
  return row?.customerId;
}
