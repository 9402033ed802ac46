import type { Handler } from '../core/runner.ts';
import { handToReaders } from './actions-held.ts';

export const responseHandlers: Record<'responses.review', Handler> = {
  'responses.review': { each: (ctx, data: { response: string }) => handToReaders(ctx, data.response) },
};
