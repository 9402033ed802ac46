import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { type AgentChange, editAgent, forgetAgent } from './actions-agents.ts';
import { agentList } from './reading-agents.ts';
import * as input from './schema-agents.ts';

/** Those who handle contacts: learned from the contacts themselves, put right by managers. */
export const agentRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Everybody who handles contacts, as the sources name them (managers)'), async (c) => c.json(await agentList(asPerson(c))))
  .post('/:id/change', about('Another name or address, or no more praise (managers)'), body(input.agentChange), async (c) => {
    const { was, ...change } = c.req.valid('json');
    await editAgent(asPerson(c), c.req.param('id'), changeOf(change), was && changeOf(was));
    return c.json({ changed: true as const });
  })
  .post('/:id/remove', about('Forget their name and address; what they handled stays (managers)'), body(input.nothing), async (c) => {
    await forgetAgent(asPerson(c), c.req.param('id'));
    return c.json({ removed: true as const });
  });

const changeOf = ({ name, email, praise }: input.AgentTold): AgentChange => ({
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email: email?.folded ?? null }),
  ...(praise === undefined ? {} : { praise }),
});

function about(summary: string) {
  return describeRoute({
    tags: ['Agents'],
    summary,
    security: [{ session: [] }],
    responses: { 200: { description: 'Who they are, or that it is done.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
