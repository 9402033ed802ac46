import { Hono } from 'hono';
import { refuse } from '../core/refusal.ts';
import { deadJobs } from '../core/runner.ts';
import type { Env } from './context.ts';

/** For those who watch over the service: is it there, and can it do its work? */
export const healthRoutes = new Hono<Env>()
  .get('/healthz', (c) => c.json({ status: 'alive' as const }))
  .get('/readyz', async (c) => {
    try {
      return c.json({ status: 'ready' as const, deadJobs: await deadJobs(c.var.deps) });
    } catch (error) {
      c.var.report(error);
      return refuse('busy', 'The database does not answer.', { retryAfter: 5 });
    }
  });
