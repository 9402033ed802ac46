import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { seesEveryTeam } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { tickUntilIdle } from '../core/runner.ts';
import { mustBeOurPage, signedIn } from '../http/authenticate.ts';
import { body, checked, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { receiveText, settleText } from './actions.ts';
import { unmatched } from './reading.ts';
import { practiceReply, settled, unmatchedQuery } from './schema.ts';

/** Texts that nobody could match. They may be of any team's customers, so only those see them who see every team. */
export const textRoutes = new Hono<Env>()
  .get(
    '/unmatched',
    describeRoute({
      tags: ['Texts'],
      summary: 'Texts that wait for a person',
      responses: { 200: { description: 'The oldest first.' }, ...problems(401, 403, 422) },
    }),
    signedIn,
    query(unmatchedQuery),
    async (c) => {
      if (!seesEveryTeam(c.var.person)) refuse('forbidden', 'Only managers and administrators read texts that belong to no case.');
      const { after, limit } = c.req.valid('query');
      return c.json(await unmatched(asPerson(c), after, limit));
    },
  )
  .post(
    '/:id/settle',
    describeRoute({
      tags: ['Texts'],
      summary: 'A person has dealt with a text',
      security: [{ session: [] }],
      responses: { 200: { description: 'It does not wait any more.' }, ...problems(401, 403, 404, 409, 415, 422) },
    }),
    signedIn,
    body(settled),
    async (c) => {
      await settleText(asPerson(c), c.req.param('id'), c.req.valid('json').note);
      return c.json({ id: c.req.param('id') });
    },
  );

/** Development only: a text as a customer would send it, through the same verb as the provider's. */
export const practiceRoutes = new Hono<Env>().post('/', async (c) => {
  const { workshop, deps } = c.var;
  if (!workshop) return refuse('not_found', 'There is nothing here.');
  mustBeOurPage(c);
  const { from, to, body: said } = checked(practiceReply, await c.req.parseBody());
  const ctx = contextOf(deps, { kind: 'source', id: 'mailbox', name: 'Mailbox' });
  await receiveText(ctx, { sid: deps.ids.next('txt', ctx.now), from, to, body: said, optOutType: null, at: null }, 'told');
  await tickUntilIdle(deps, workshop.handlers);
  return c.redirect('/dev/mailbox', 303);
});
