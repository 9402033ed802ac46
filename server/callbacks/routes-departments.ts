import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { signedIn } from '../http/authenticate.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { departmentsToAsk } from './reading-departments.ts';

/** Whom one asks for what another department has to do. */
export const departmentRoutes = new Hono<Env>().use(signedIn).get(
  '/',
  describeRoute({
    tags: ['Callbacks'],
    summary: 'The departments that were asked before, the last one first',
    security: [{ session: [] }],
    responses: { 200: { description: 'Their names, and where they were asked by mail.' }, ...problems(401, 403) },
  }),
  async (c) => c.json({ items: await departmentsToAsk(asPerson(c)) }),
);
