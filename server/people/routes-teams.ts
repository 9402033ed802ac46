import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { problems } from '../http/openapi.ts';
import { surveyChange, surveyQuestions } from '../surveys/schema.ts';
import {
  changeHours,
  changePolicy,
  changeSurvey,
  makeTeam,
  meaningOf,
  previewHours,
  previewPolicy,
  previewSurvey,
} from './actions-teams.ts';
import type { Policy } from './policy.ts';
import { teamList } from './reading-settings.ts';
import { withoutGaps } from './schema.ts';
import * as input from './schema-settings.ts';

/** How teams work: managers look, administrators change. A preview says what a change would move, and saves nothing. */
export const teamRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('Every team: opening hours, rules and questions (managers)'), async (c) => c.json(await teamList(asPerson(c))))
  .post('/', about('Make a team (administrators)', 201), body(input.newTeam), async (c) => {
    const { name, hours } = c.req.valid('json');
    return c.json({ id: await makeTeam(asPerson(c), name, hours) }, 201);
  })
  .post('/meaning', about('What hours and rules mean, in sentences (administrators)'), body(input.teamMeaning), async (c) => {
    const { hours, policy } = c.req.valid('json');
    return c.json(meaningOf(asPerson(c), hours, withoutGaps(policy) as Partial<Policy>));
  })
  .post('/:id/hours', about('Other opening hours (administrators)'), body(input.teamHours), async (c) =>
    c.json(await changeHours(asPerson(c), c.req.param('id'), ...wantedAndSeen(c.req.valid('json')))),
  )
  .post('/:id/hours/preview', about('What other opening hours would move (administrators)'), body(input.teamHours), async (c) =>
    c.json(await previewHours(asPerson(c), c.req.param('id'), ...wantedAndSeen(c.req.valid('json')))),
  )
  .post('/:id/policy', about('Other rules: those that are named (administrators)'), body(input.teamPolicy), async (c) =>
    c.json(await changePolicy(asPerson(c), c.req.param('id'), ...wantedAndSeen(c.req.valid('json')))),
  )
  .post('/:id/policy/preview', about('What other rules would move (administrators)'), body(input.teamPolicy), async (c) =>
    c.json(await previewPolicy(asPerson(c), c.req.param('id'), ...wantedAndSeen(c.req.valid('json')))),
  )
  .post('/:id/survey', about('Other questions, as a new version (administrators)'), body(surveyChange), async (c) => {
    const { questions, was } = c.req.valid('json');
    return c.json(await changeSurvey(asPerson(c), c.req.param('id'), questions, was));
  })
  .post(
    '/:id/survey/preview',
    about('The questions as customers would read them, in each language (administrators)'),
    body(surveyQuestions),
    async (c) => c.json(await previewSurvey(asPerson(c), c.req.param('id'), c.req.valid('json').questions)),
  );

/** What is wanted, and what was seen before it was changed. */
const wantedAndSeen = <T extends { was?: object }>({ was, ...wanted }: T) => [wanted, was] as [Omit<T, 'was'>, T['was']];

function about(summary: string, status = 200) {
  return describeRoute({
    tags: ['Teams'],
    summary,
    security: [{ session: [] }],
    responses: { [status]: { description: 'What came of it.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
