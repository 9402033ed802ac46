/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { windowsFor } from '../callbacks/rules-windows.ts';
import { DAY } from '../core/time.ts';
import { signedIn } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { html } from '../http/html.tsx';
import { problems } from '../http/openapi.ts';
import { previewSurvey } from '../people/actions-teams.ts';
import { teamById } from '../people/plans.ts';
import { surveyPage } from '../surveys/schema.ts';
import { spokenIn } from '../words/words.ts';
import { SurveyPage, ThanksPage } from './pages.ts';

/** The two pages of a survey as its customers would see them, for whoever writes its questions. Nothing is saved, and nothing on them does anything. */
export const previewRoutes = new Hono<Env>().post(
  '/:id/survey/pages',
  describeRoute({
    tags: ['Teams'],
    summary: 'The pages of these questions as customers would see them, in one language (administrators)',
    security: [{ session: [] }],
    responses: { 200: { description: 'Two documents of HTML.' }, ...problems(401, 403, 404, 415, 422) },
  }),
  signedIn,
  body(surveyPage),
  async (c) => {
    const { questions, language } = c.req.valid('json');
    const ctx = asPerson(c);
    await previewSurvey(ctx, c.req.param('id'), questions);
    const team = await teamById(ctx, c.req.param('id'));
    const { company, region } = ctx.deps.settings;
    const spoken = spokenIn(language);
    const shared = {
      frame: { company, spoken, also: '?', chosenLanguage: null },
      action: '',
      proof: '',
      questions,
      values: {},
      problems: [],
    };
    const calling = { windows: windowsFor(team.hours, ctx.now, null), zone: team.hours.zone, country: region, numberKnown: false };
    return c.json({
      first: still(html(<SurveyPage {...shared} about={null} anonymous={team.policy.anonymous} />)),
      rest: still(
        html(
          <ThanksPage
            {...shared}
            outcome="recorded"
            happens={null}
            confidence={null}
            calling={calling}
            caseUrl={null}
            closes={ctx.now + team.policy.expiryDays * DAY}
          />,
        ),
      ),
    });
  },
);

/** Without its script: it is only looked at. */
const still = (page: string): string => page.replaceAll(/<script\b[^>]*>.*?<\/script>/gs, '');
