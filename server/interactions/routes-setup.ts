import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import * as z from 'zod';
import { plainText } from '../core/text.ts';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { mustNotFlood } from '../http/limits.ts';
import { problems } from '../http/openapi.ts';
import { SETUP_MARKS } from '../people/rules-setup.ts';
import { askMyself, markSetup } from './actions-setup.ts';
import { setupShown } from './reading-setup.ts';

const marking = z.strictObject({ mark: z.enum(SETUP_MARKS, `One of ${SETUP_MARKS.join(', ')}.`) });
const asking = z.strictObject({ team: plainText(60).optional().describe('The id of the team that asks; without it, the first one.') });

/** The first hour of a new installation: the steps of its setup, and a survey for the administrator to answer. */
export const setupRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('How far the setup is'), async (c) => c.json(await setupShown(asPerson(c))))
  .post('/marks', about('A step of the setup is done or passed over'), body(marking), async (c) =>
    c.json({ marks: await markSetup(asPerson(c), c.req.valid('json').mark) }),
  )
  .post('/survey', about('Send me a survey, as to a customer', 201), body(asking), async (c) => {
    mustNotFlood(c.var.limits.signIns, `setup ${c.var.person.id}`, c.var.deps.clock.now());
    await askMyself(asPerson(c), c.req.valid('json').team);
    return c.json(await setupShown(asPerson(c)), 201);
  });

function about(summary: string, status = 200) {
  return describeRoute({
    tags: ['Setup'],
    summary: `${summary} (administrators)`,
    security: [{ session: [] }],
    responses: { [status]: { description: 'As it is now.' }, ...problems(401, 403, 415, 422, 429) },
  });
}
