import type { Ctx } from '../core/context.ts';
import { departmentsAsked } from './store-departments.ts';

/** More than this nobody looks through. */
const MOST_SUGGESTED = 50;

/** The departments that were asked before, to be suggested where one is asked again. */
export const departmentsToAsk = (ctx: Ctx): Promise<{ name: string; email: string | null }[]> => departmentsAsked(ctx, MOST_SUGGESTED);
