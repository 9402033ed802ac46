import { eq } from 'drizzle-orm';
import { links } from '../../db/schema/links.ts';
import type { Ctx, Step } from '../core/context.ts';

export type Link = typeof links.$inferSelect;

export async function linkByHash(ctx: Ctx, hash: string): Promise<Link | undefined> {
  const [row] = await ctx.deps.db.select().from(links).where(eq(links.hash, hash));
  return row;
}

/** Kept again, a link lives until its new end. */
export const keepLink = (ctx: Ctx, link: Link): Step =>
  ctx.deps.db
    .insert(links)
    .values(link)
    .onConflictDoUpdate({ target: links.hash, set: { expiresAt: link.expiresAt } });
