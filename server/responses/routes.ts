import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { countHeld, dismissHeld } from './actions-held.ts';
import { heldAnswers } from './reading.ts';
import * as input from './schema.ts';

/** Where supervisors read the answers that may come from a machine, and say what they are. */
export const responseRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/held', about('Answers that may come from a machine: held apart, and never counted'), query(input.heldQuery), async (c) =>
    c.json(await heldAnswers(acting(c), c.req.valid('query'))),
  )
  .post('/:id/count', about('It is real: it counts, and its customer is called if it asks for that'), body(input.counted), async (c) =>
    c.json(await countHeld(acting(c), c.req.param('id'))),
  )
  .post('/:id/dismiss', about('A machine sent it: it never counts'), body(input.dismissed), async (c) =>
    c.json(await dismissHeld(acting(c), c.req.param('id'), c.req.valid('json').reason)),
  );

const acting = (c: Context<Env>) => asPerson(c) as Ctx & { actor: PersonActor };

function about(summary: string) {
  return describeRoute({
    tags: ['Responses'],
    summary,
    security: [{ session: [] }],
    responses: { 200: { description: 'What is held, or what became of it.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
