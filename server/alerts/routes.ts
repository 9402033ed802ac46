import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { fresh, knownTags } from '../http/fresh.ts';
import { problems } from '../http/openapi.ts';
import { choose, markRead } from './actions.ts';
import { addBrowser, removeBrowser, testPush } from './actions-push.ts';
import { alertList, ownBrowsers, ownChoices } from './reading.ts';
import type { Choices } from './rules.ts';
import * as input from './schema.ts';

/** What everybody is told of, each for themselves. */
export const alertRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Your newest alerts, and how many of them are unread'), async (c) => fresh(c, await alertList(acting(c), knownTags(c))))
  .post('/read', about('You have read one, or all up to one'), body(input.read), async (c) => {
    await markRead(acting(c), c.req.valid('json'));
    return c.json({ read: true as const });
  })
  .get('/choices', about('How you want to be told, and of what'), async (c) => c.json(await ownChoices(acting(c))))
  .post('/choices', about('Choose how you want to be told: what is named changes'), body(input.choices), async (c) => {
    await choose(acting(c), c.req.valid('json') as Choices);
    return c.json(await ownChoices(acting(c)));
  })
  .get('/browsers', about('The key with which a browser is asked for pushes, and in how many of yours they are on'), async (c) =>
    c.json(await ownBrowsers(acting(c))),
  )
  .post('/browsers', about('Switch pushes on in this browser'), body(input.browser), async (c) => {
    const { person, ...target } = c.req.valid('json');
    await addBrowser(acting(c), target, person);
    return c.json(await ownBrowsers(acting(c)));
  })
  .post('/browsers/remove', about('Switch pushes off in this browser'), body(input.nothing), async (c) => {
    await removeBrowser(acting(c));
    return c.json(await ownBrowsers(acting(c)));
  })
  .post('/browsers/test', about('Push a test to each of your browsers'), body(input.nothing), async (c) =>
    c.json({ browsers: await testPush(acting(c)) }),
  );

const acting = (c: Context<Env>) => ({ ...asPerson(c), session: c.var.session.id });

function about(summary: string) {
  return describeRoute({
    tags: ['Alerts'],
    summary,
    security: [{ session: [] }],
    responses: { 200: { description: 'As it is now.' }, ...problems(401, 403, 415, 422) },
  });
}
