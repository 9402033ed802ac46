import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { phoneReader } from '../interactions/schema.ts';
import { optIn, optOut } from './actions.ts';
import { erase, hold, releaseHold } from './actions-erasure.ts';
import { exportCustomer, noteOpened } from './actions-looking.ts';
import { aboutCustomer, findCustomer, lookedAt } from './reading.ts';
import * as input from './schema.ts';

/** Who a customer is to us, what they want to be written to about, and the end of what we know of them. */
export const customerRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Find a customer by address, number or your own id'), query(input.findQuery), async (c) => {
    const { email, phone, ref } = c.req.valid('query');
    if (email) return c.json(await findCustomer(asPerson(c), 'email', email.folded));
    if (ref !== undefined) return c.json(await findCustomer(asPerson(c), 'ref', ref));
    const number = (await phoneReader(c.var.deps.settings.region))(phone ?? '');
    return c.json(
      await findCustomer(asPerson(c), 'phone', number ?? refuse('invalid', 'This is not a number that we can read.', { field: 'phone' })),
    );
  })
  .get('/:id', about('One customer: addresses, what may be sent to them and who said so, contacts, answers, callbacks'), async (c) =>
    shown(c),
  )
  .post('/:id/opt-out', about('They do not want to be written to any more'), body(input.wish), async (c) => {
    const { id } = await lookedAt(asPerson(c), c.req.param('id'));
    await optOut(asPerson(c), id, 'supervisor', c.req.valid('json'));
    return shown(c);
  })
  .post('/:id/opt-in', about('They want to be written to again'), body(input.wish), async (c) => {
    const { id } = await lookedAt(asPerson(c), c.req.param('id'));
    await optIn(asPerson(c), id, 'supervisor', c.req.valid('json'));
    return shown(c);
  })
  .post(
    '/:id/export',
    about('Everything about them, as JSON; who asked for it stays in their history (managers)'),
    body(input.nothing),
    async (c) => c.json(await exportCustomer(asPerson(c), c.req.param('id'))),
  )
  .post('/contacts/:id/recording', about('You open the recording or transcript of this contact'), body(input.nothing), async (c) => {
    await noteOpened(asPerson(c), c.req.param('id'));
    return c.json({ noted: true as const });
  })
  .post(
    '/:id/erase',
    about('Erase them: who they are and everybody’s words go, what was counted stays (managers)'),
    body(input.erasure),
    async (c) => {
      await erase(asPerson(c), c.req.param('id'), c.req.valid('json').reason);
      return shown(c);
    },
  )
  .post('/:id/hold', about('A legal hold: nothing of them is erased (managers)'), body(input.holding), async (c) => {
    await hold(asPerson(c), c.req.param('id'), c.req.valid('json').reason);
    return shown(c);
  })
  .post('/:id/release-hold', about('The legal hold is over (managers)'), body(input.nothing), async (c) => {
    await releaseHold(asPerson(c), c.req.param('id'));
    return shown(c);
  });

/** The customer as they are now. */
const shown = async (c: Context<Env>) => c.json(await aboutCustomer(asPerson(c) as Ctx & { actor: PersonActor }, c.req.param('id') ?? ''));

function about(summary: string) {
  return describeRoute({
    tags: ['Customers'],
    summary,
    security: [{ session: [] }],
    responses: { 200: { description: 'The customer, as they are now.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
