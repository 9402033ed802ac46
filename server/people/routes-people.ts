import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { refuse } from '../core/refusal.ts';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { type Change, changePerson, closePerson, invite, inviteAgain, reopenPerson, setAbsence } from './actions-people.ts';
import { onePerson, peopleList } from './reading-settings.ts';
import { withoutGaps } from './schema.ts';
import * as input from './schema-settings.ts';

/** Who works here: managers look, administrators change, and everybody says when they are away. */
export const personRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/accounts', about('Everybody who works here or did (managers)'), async (c) => c.json(await peopleList(asPerson(c))))
  .post('/', about('Invite somebody by a mail whose link signs them in (administrators)', 201), body(input.invitation), async (c) => {
    const { email, ...person } = c.req.valid('json');
    return c.json(await one(c, await invite(asPerson(c), { ...person, email: email.folded })), 201);
  })
  .post('/:id/invite', about('Send the invitation once more (administrators)'), body(input.nothing), async (c) => {
    await inviteAgain(asPerson(c), c.req.param('id'));
    return c.json(await one(c, c.req.param('id')));
  })
  .post('/:id/change', about('Another name, role, teams or powers (administrators)'), body(input.personChange), async (c) => {
    const { was, ...change } = withoutGaps(c.req.valid('json')) as Change & { was?: Change };
    await changePerson(asPerson(c), c.req.param('id'), change, was);
    return c.json(await one(c, c.req.param('id')));
  })
  .post(
    '/:id/close',
    about('Close their account; their open callbacks go to somebody (administrators)'),
    body(input.closing),
    async (c) => {
      await closePerson(asPerson(c), c.req.param('id'), c.req.valid('json').to);
      return c.json(await one(c, c.req.param('id')));
    },
  )
  .post('/:id/reopen', about('Open a closed account again (administrators)'), body(input.nothing), async (c) => {
    await reopenPerson(asPerson(c), c.req.param('id'));
    return c.json(await one(c, c.req.param('id')));
  })
  .post('/:id/absence', about('When they are not at work: their own, or anybody’s (administrators)'), body(input.absence), async (c) => {
    const { absence, was } = c.req.valid('json');
    await setAbsence(asPerson(c), c.req.param('id'), absence, was);
    return c.json(await one(c, c.req.param('id')));
  });

const one = async (c: Context<Env>, id: string) => (await onePerson(asPerson(c), id)) ?? refuse('not_found', 'There is no such person.');

function about(summary: string, status = 200) {
  return describeRoute({
    tags: ['People'],
    summary,
    security: [{ session: [] }],
    responses: { [status]: { description: 'As it is now.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
