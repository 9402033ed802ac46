import type { Handler } from '../core/runner.ts';
import { lookAt, tellOtherwise } from './actions.ts';
import { replanAll } from './actions-zones.ts';

export const callbackHandlers: Record<'callbacks.clock' | 'callbacks.untold' | 'callbacks.replan', Handler> = {
  'callbacks.clock': { each: (ctx, data: { callback: string }) => lookAt(ctx, data.callback) },
  'callbacks.untold': { each: (ctx, data: { message: string }) => tellOtherwise(ctx, data.message) },
  'callbacks.replan': { each: (ctx) => replanAll(ctx) },
};
