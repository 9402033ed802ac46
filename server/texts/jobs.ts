import type { Handler } from '../core/runner.ts';
import { readLater } from './actions.ts';
import { reconcile } from './actions-reconcile.ts';

export const textHandlers: Record<'texts.read' | 'texts.reconcile', Handler> = {
  'texts.read': { each: (ctx, data: { text: string }) => readLater(ctx, data.text) },
  'texts.reconcile': { each: (ctx) => reconcile(ctx) },
};
