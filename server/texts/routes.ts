import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { seesEveryTeam } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { tickUntilIdle } from '../core/runner.ts';
import { mustBeOurPage, signedIn } from '../http/authenticate.ts';
import { checked, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { receiveText } from './actions.ts';
import { unmatched } from './reading.ts';
import { practiceReply, unmatchedQuery } from './schema.ts';

/** Texts that nobody could match. They may be of any team's customers, so only those see them who see every team. */
export const textRoutes = new Hono<Env>().get(
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
);

/** Development only: a text as a customer would send it, through the same verb as the provider's. */
export const practiceRoutes = new Hono<Env>().post('/', async (c) => {
  const { workshop, deps } = c.var;
  if (!workshop) return refuse('not_found', 'There is nothing here.');
  mustBeOurPage(c);
  const { from, to, body } = checked(practiceReply, await c.req.parseBody());
  const ctx = contextOf(deps, { kind: 'source', id: 'mailbox', name: 'Mailbox' });
  await receiveText(ctx, { sid: deps.ids.next('txt', ctx.now), from, to, body, optOutType: null, at: null }, 'told');
  await tickUntilIdle(deps, workshop.handlers);
  return c.redirect('/dev/mailbox', 303);
});
