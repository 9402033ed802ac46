import { desc, sql } from 'drizzle-orm';
import { departments } from '../../db/schema/callbacks.ts';
import type { Ctx, Step } from '../core/context.ts';
import { foldName } from '../people/rules.ts';
import type { Request } from './rules-help.ts';

/** Keeps that it was asked, and where. Without an address the one from before stays. */
export const rememberDepartment = (ctx: Ctx, { department, email = '' }: Pick<Request, 'department' | 'email'>): Step =>
  ctx.deps.db
    .insert(departments)
    .values({ folded: foldName(department), name: department.trim(), email: email || null, usedAt: ctx.now })
    .onConflictDoUpdate({
      target: departments.folded,
      set: { name: sql`excluded.name`, email: sql`coalesce(excluded.email, email)`, usedAt: ctx.now },
    });

/** Those that were asked last, the newest first. */
export const departmentsAsked = (ctx: Ctx, limit: number) =>
  ctx.deps.db.select({ name: departments.name, email: departments.email }).from(departments).orderBy(desc(departments.usedAt)).limit(limit);
