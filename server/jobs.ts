import { alertHandlers } from './alerts/jobs.ts';
import { callbackHandlers } from './callbacks/jobs.ts';
import { deliveryHandlers } from './core/delivery.ts';
import type { Handlers } from './core/runner.ts';
import { customerHandlers } from './customers/jobs.ts';
import { responseHandlers } from './responses/jobs.ts';
import { surveyHandlers } from './surveys/jobs.ts';
import { textHandlers } from './texts/jobs.ts';

/** Everything the clock can do, by kind of job. A kind that is missing here ends as a dead job that says so. */
export const handlers: Handlers = {
  ...deliveryHandlers,
  ...surveyHandlers,
  ...callbackHandlers,
  ...alertHandlers,
  ...responseHandlers,
  ...customerHandlers,
  ...textHandlers,
};
