import type { Handler } from '../core/runner.ts';
import { lookAt } from './actions.ts';

export const callbackHandlers: Record<'callbacks.clock', Handler> = {
  'callbacks.clock': { each: (ctx, data: { callback: string }) => lookAt(ctx, data.callback) },
};
