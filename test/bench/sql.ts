import { listOf } from '../../server/callbacks/store-list.ts';
import type { Ctx } from '../../server/core/context.ts';

const TIMES = 400;

/** How long the first page of a team's list takes to be read, in milliseconds: the median of many times. */
export async function firstPage(ctx: Ctx, team: string): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now();
    const rows = await listOf(ctx, { tab: 'team', me: '', teams: [team], owner: undefined, urgent: false }, undefined, 50);
    took.push(performance.now() - began);
    if (rows.length !== 51) throw new Error(`${rows.length} rows`);
  }
  return took.toSorted((a, b) => a - b)[TIMES / 2]!;
}
