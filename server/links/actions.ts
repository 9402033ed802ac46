import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { hashOf } from '../core/secrets.ts';
import { refuseErased } from '../customers/plans.ts';
import type { LinkPurpose } from './plans.ts';
import { linkByHash } from './store.ts';

/** Where a customer's link leads, and whether its time is over. Refuses one that we did not give out, whatever is wrong with it, and one of somebody who was erased. */
export async function follow(ctx: Ctx, purpose: LinkPurpose, token: string): Promise<{ subject: string; expired: boolean }> {
  const link = await linkByHash(ctx, await hashOf(token));
  if (link?.purpose !== purpose)
    return refuse('not_found', 'This link does not lead anywhere.', {
      next: 'Check that it is complete, or open it from your message again.',
    });
  if (link.erased) return refuseErased();
  return { subject: link.subject, expired: link.expiresAt <= ctx.now };
}
