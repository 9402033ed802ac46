import { and, eq } from 'drizzle-orm';
import { requestKeys } from '../../db/schema/core.ts';
import type { Ctx, Step } from './context.ts';
import { refuse } from './refusal.ts';

/** What a caller's Idempotency-Key stands for: whose it is, and a hash of the request it first came with. */
export type RequestKey = { apiKeyId: string; key: string; hash: string };

/** The step that remembers a key, once; nothing when it is known already. Refuses a key that came with another request before. */
export async function rememberKey(ctx: Ctx, { apiKeyId, key, hash }: RequestKey): Promise<Step[]> {
  const [row] = await ctx.deps.db
    .select({ hash: requestKeys.hash })
    .from(requestKeys)
    .where(and(eq(requestKeys.apiKeyId, apiKeyId), eq(requestKeys.key, key)));
  if (!row) return [ctx.deps.db.insert(requestKeys).values({ apiKeyId, key, hash, at: ctx.now })];
  if (row.hash === hash) return [];
  return refuse('idempotency_mismatch', 'This Idempotency-Key came with another request before.', {
    field: 'Idempotency-Key',
    next: 'Give every request a key of its own; repeat one only with the same body.',
  });
}
