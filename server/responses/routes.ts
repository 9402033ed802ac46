import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { fresh, knownTags } from '../http/fresh.ts';
import { problems } from '../http/openapi.ts';
import { countHeld, dismissHeld } from './actions-held.ts';
import { callAbout, markRead } from './actions-reading.ts';
import { previewThanks, thank } from './actions-thanks.ts';
import { heldAnswers } from './reading.ts';
import { coverage, responseList, unreadNow } from './reading-list.ts';
import { readResponse } from './reading-one.ts';
import * as input from './schema.ts';

/** Where supervisors read what customers answer, and say of what may come from a machine what it is. */
export const responseRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('What customers answered: yours to read, unread in your teams, or all of it'), query(input.listQuery), async (c) =>
    c.json(await responseList(acting(c), c.req.valid('query'))),
  )
  .get('/unread', about('How many answers are yours to read, and how many are unread in your teams'), async (c) =>
    fresh(c, await unreadNow(acting(c), knownTags(c))),
  )
  .get('/coverage', about('How much of what customers answered somebody has read, by team'), query(input.coverageQuery), async (c) =>
    c.json(await coverage(acting(c), c.req.valid('query'))),
  )
  .get('/held', about('Answers that may come from a machine: held apart, and never counted'), query(input.heldQuery), async (c) =>
    c.json(await heldAnswers(acting(c), c.req.valid('query'))),
  )
  .get('/:id', about('One answer with its contact, what was answered before, and what came of it'), async (c) =>
    c.json(await readResponse(acting(c), c.req.param('id'))),
  )
  .post('/:id/read', about('You have read it. Who was first is said; said again, it changes nothing'), body(input.read), async (c) => {
    const { at, ...mark } = await markRead(acting(c), c.req.param('id'), c.req.valid('json').version);
    return c.json({ ...mark, at: toRfc3339(at) });
  })
  .post('/:id/callback', about('Have its customer called, whatever the score'), body(input.callAsked), async (c) =>
    c.json(await callAbout(acting(c), c.req.param('id'), c.req.valid('json').reason)),
  )
  .post('/:id/thanks/preview', about('What its agent would read'), body(input.thanksPreview), async (c) =>
    c.json(await previewThanks(acting(c), c.req.param('id'), c.req.valid('json').line)),
  )
  .post('/:id/thanks', about('Send its agent what the customer said, with a line of yours: once'), body(input.thanks), async (c) => {
    const { line, email } = c.req.valid('json');
    return c.json(await thank(acting(c), c.req.param('id'), line, email?.folded));
  })
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
    responses: { 200: { description: 'What was asked for, or what became of it.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
