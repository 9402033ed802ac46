import type { Handler } from '../core/runner.ts';
import { retain } from './actions-retention.ts';
import type { Round } from './plans-retention.ts';

export const customerHandlers: Record<'customers.retain', Handler> = {
  'customers.retain': { each: (ctx, { round }: { round: Round }) => retain(ctx, round) },
};
