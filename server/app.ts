import { Hono } from 'hono';
import { alertRoutes } from './alerts/routes.ts';
import { callbackRoutes } from './callbacks/routes.ts';
import { departmentRoutes } from './callbacks/routes-departments.ts';
import { Refusal } from './core/refusal.ts';
import { withSavedSettings } from './core/saved-settings.ts';
import { customerRoutes } from './customers/routes.ts';
import { developmentRoutes } from './development/routes.tsx';
import type { Env } from './http/context.ts';
import { healthRoutes } from './http/health.ts';
import { hookRoutes } from './http/hooks.ts';
import { twilioHooks } from './http/hooks-twilio.ts';
import { describeApi } from './http/openapi.ts';
import { answerProblem } from './http/problem.ts';
import { interactionRoutes } from './interactions/routes.ts';
import { setupRoutes } from './interactions/routes-setup.ts';
import { casePages } from './links/routes-case.tsx';
import { answerNotice } from './links/routes-notice.tsx';
import { previewRoutes } from './links/routes-preview.tsx';
import { stopPages } from './links/routes-stop.tsx';
import { surveyPages } from './links/routes-survey.tsx';
import { peopleRoutes, signInPages } from './people/routes.tsx';
import { agentRoutes } from './people/routes-agents.ts';
import { companyRoutes } from './people/routes-company.ts';
import { keyRoutes, sessionRoutes } from './people/routes-keys.ts';
import { personRoutes } from './people/routes-people.ts';
import { signOnRoutes } from './people/routes-sign-on.ts';
import { teamRoutes } from './people/routes-teams.ts';
import { responseRoutes } from './responses/routes.ts';
import { practiceRoutes, textRoutes } from './texts/routes.ts';

/** The whole of Ringback behind one `fetch`: the same in Node and in a Worker. Each request brings the door it came through. */
export function createApp() {
  const app = new Hono<Env>();
  app.onError((error, c) => (/^\/[sc]\//.test(c.req.path) ? answerNotice(error, c) : answerProblem(error, c, c.env.door.report)));
  app.notFound((c) => answerProblem(new Refusal('not_found', 'There is nothing here.'), c, c.env.door.report));
  app.use(async (c, next) => {
    const { deps, limits, webhookSecrets, report, workshop } = c.env.door;
    c.set('deps', deps);
    c.set('limits', limits);
    c.set('webhookSecrets', webhookSecrets);
    c.set('report', report);
    c.set('workshop', workshop);
    // Before there is an answer: to change the headers of one that is made already costs as much as making it.
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cache-Control', 'no-store');
    await next();
  });
  // It only says that the process lives, whatever the database does.
  const watched = app.route('/', healthRoutes);
  app.use(async (c, next) => {
    c.set('deps', await withSavedSettings(c.var.deps));
    await next();
  });
  const routes = watched
    .route('/api/interactions', interactionRoutes)
    .route('/api/callbacks', callbackRoutes)
    .route('/api/departments', departmentRoutes)
    .route('/api/alerts', alertRoutes)
    .route('/api/responses', responseRoutes)
    .route('/api/customers', customerRoutes)
    .route('/api/people', personRoutes)
    .route('/api/teams', teamRoutes)
    .route('/api/agents', agentRoutes)
    .route('/api/teams', previewRoutes)
    .route('/api/company', companyRoutes)
    .route('/api/setup', setupRoutes)
    .route('/api/keys', keyRoutes)
    .route('/api/me/sessions', sessionRoutes)
    .route('/api/sign-on', signOnRoutes)
    .route('/api', peopleRoutes)
    .route('/api/texts', textRoutes)
    .route('/hooks', hookRoutes)
    .route('/hooks/twilio', twilioHooks)
    .route('/s', surveyPages)
    .route('/s', stopPages)
    .route('/c', casePages)
    .route('/sign-in', signInPages);
  app.get('/openapi.json', async (c) => c.json(await describeApi(app, c)));
  app.route('/dev/texts', practiceRoutes);
  app.route('/dev', developmentRoutes);
  return routes;
}

/** The type from which the web client is made. */
export type AppType = ReturnType<typeof createApp>;
