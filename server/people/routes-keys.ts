import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { endKey, makeKey } from './actions.ts';
import { endOthers, endOwnSession, stillHere } from './actions-sessions.ts';
import { keyList, ownSessions } from './reading-settings.ts';
import * as input from './schema-settings.ts';

/** The keys of the machines that feed contacts in: managers look, administrators make and end them. */
export const keyRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Every API key, without its secret (managers)'), async (c) => c.json(await keyList(asPerson(c))))
  .post(
    '/',
    about('Make an API key; its secret is in this answer and nowhere else (administrators)', 201),
    body(input.newKey),
    async (c) => {
      const { name, scopes } = c.req.valid('json');
      return c.json(await makeKey(asPerson(c), name, scopes), 201);
    },
  )
  .post('/:prefix/end', about('End a key: from now on it opens nothing (administrators)'), body(input.nothing), async (c) =>
    c.json({ ended: await endKey(asPerson(c), c.req.param('prefix')) }),
  );

/** Where one is signed in. */
export const sessionRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Where you are signed in'), async (c) => c.json(await ownSessions(asPerson(c), c.var.session.id)))
  .post('/seen', about('Say that you are still here; a session that nobody uses ends after 14 days'), body(input.nothing), async (c) => {
    await stillHere(asPerson(c), c.var.session);
    return c.json({ seen: true as const });
  })
  .post('/end-others', about('Sign out everywhere but here'), body(input.nothing), async (c) =>
    c.json({ ended: await endOthers(asPerson(c), c.var.session.id) }),
  )
  .post('/:id/end', about('Sign out there'), body(input.nothing), async (c) => {
    await endOwnSession(asPerson(c), c.req.param('id'));
    return c.json({ ended: true as const });
  });

function about(summary: string, status = 200) {
  return describeRoute({
    tags: ['Keys and sessions'],
    summary,
    security: [{ session: [] }],
    responses: { [status]: { description: 'As it is now.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
