import { rowBy } from '../../db/queries.ts';
import { links } from '../../db/schema/links.ts';
import type { Ctx, Step } from '../core/context.ts';

export type Link = typeof links.$inferSelect;

export const linkByHash = (ctx: Ctx, hash: string): Promise<Link | undefined> => byHash(ctx.deps.db, hash);

const byHash = rowBy(links, links.hash);

/** Kept again, a link lives until its new end. */
export const keepLink = (ctx: Ctx, link: Omit<Link, 'erased'>): Step =>
  ctx.deps.db
    .insert(links)
    .values(link)
    .onConflictDoUpdate({ target: links.hash, set: { expiresAt: link.expiresAt } });
