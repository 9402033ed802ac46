import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { withSavedSettings } from '../core/saved-settings.ts';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { mustNotFlood } from '../http/limits.ts';
import { problems } from '../http/openapi.ts';
import { changeCompany, previewCompany, sendTestMail } from './actions-company.ts';
import { companyShown } from './reading-company.ts';
import { companyChange } from './schema-company.ts';
import { nothing } from './schema-settings.ts';

/** What the company says of itself: managers look, administrators change. */
export const companyRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('The company’s name, senders and defaults (managers)'), async (c) => c.json(await companyShown(asPerson(c))))
  .post('/', about('Another name, sender or default (administrators)'), body(companyChange), async (c) => {
    await changeCompany(asPerson(c), c.req.valid('json'));
    c.set('deps', await withSavedSettings(c.var.deps));
    return c.json(await companyShown(asPerson(c)));
  })
  .post('/preview', about('How mail would go out, and sums be written, then (administrators)'), body(companyChange), async (c) =>
    c.json(await previewCompany(asPerson(c), c.req.valid('json'))),
  )
  .post('/test-mail', about('A mail to oneself from the sender as it is now (administrators)', 202), body(nothing), async (c) => {
    mustNotFlood(c.var.limits.signIns, `test-mail ${c.var.person.id}`, c.var.deps.clock.now());
    return c.json({ to: await sendTestMail(asPerson(c)) }, 202);
  });

function about(summary: string, status = 200) {
  return describeRoute({
    tags: ['Company'],
    summary,
    security: [{ session: [] }],
    responses: { [status]: { description: 'As it is now.' }, ...problems(401, 403, 409, 415, 422, 429) },
  });
}
