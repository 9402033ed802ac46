import type { Handler } from '../core/runner.ts';
import { handToReaders } from './actions-held.ts';
import { readersAway } from './actions-reading.ts';

export const responseHandlers: Record<'responses.review' | 'responses.readers', Handler> = {
  'responses.review': { each: (ctx, data: { response: string }) => handToReaders(ctx, data.response) },
  'responses.readers': { each: (ctx, data: { person: string }) => readersAway(ctx, data.person) },
};
