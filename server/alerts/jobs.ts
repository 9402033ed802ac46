import type { Handler } from '../core/runner.ts';
import { morning } from './actions-morning.ts';
import { type PushJob, push } from './actions-push.ts';
import { spread, tell } from './actions-tell.ts';

export const alertHandlers: Record<'alerts.spread' | 'alerts.tell' | 'alerts.morning' | 'alerts.push', Handler> = {
  'alerts.spread': { each: (ctx, data: { receiver: string }) => spread(ctx, data.receiver) },
  'alerts.tell': { each: (ctx, data: { person: string }) => tell(ctx, data.person) },
  'alerts.push': { each: (ctx, data: PushJob) => push(ctx, data), atOnce: 8 },
  'alerts.morning': { each: (ctx, data: { person: string }) => morning(ctx, data.person) },
};
