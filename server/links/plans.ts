import type { Ctx, Step } from '../core/context.ts';
import { hashOf } from '../core/secrets.ts';
import type { Instant } from '../core/time.ts';
import { keepLink } from './store.ts';

export type LinkPurpose = 'survey' | 'case';

/** A way in for a customer: its address, and the step that makes it work. Made again it is the same address, living longer. */
export async function planLink(ctx: Ctx, purpose: LinkPurpose, subject: string, expiresAt: Instant): Promise<{ url: string; step: Step }> {
  const token = await ctx.deps.secrets.token(purpose, subject);
  const step = keepLink(ctx, { hash: await hashOf(token), purpose, subject, expiresAt });
  return { url: ctx.deps.settings.baseUrl + pathOf(purpose, token), step };
}

export const pathOf = (purpose: LinkPurpose, token: string): string => `/${purpose === 'survey' ? 's' : 'c'}/${token}`;
