/** @jsxImportSource hono/jsx */
import { isAPIError } from 'better-auth/api';
import { type Context, Hono } from 'hono';
import { mustBeOurPage, signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { addressOfCaller, mustNotFlood } from '../http/limits.ts';
import { NoticePage } from '../http/notice.tsx';
import { spokenIn } from '../words/words.ts';
import { setupMarks } from './plans-setup.ts';
import { colleaguesWhoMay, peopleAround, teamsOfPerson } from './reading.ts';
import { ownAbsence } from './reading-settings.ts';
import { stageOf } from './rules-setup.ts';
import { askForLink, mayQuery } from './schema.ts';

/** Who is signed in, and who may say yes to what. */
export const peopleRoutes = new Hono<Env>()
  .post('/sign-in', body(askForLink), async (c) => {
    mustBeOurPage(c);
    const { email } = c.req.valid('json');
    for (const name of [addressOfCaller(c), email.folded]) mustNotFlood(c.var.limits.signIns, name, c.var.deps.clock.now());
    // The same answer for strangers, and for addresses that better-auth does not take: who works here is not told.
    await c.var
      .auth()
      .api.signInMagicLink({ body: { email: email.folded }, headers: c.req.raw.headers })
      .catch((error) => {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
      });
    return c.json({ sent: true as const }, 202);
  })
  .post('/sign-out', signedIn, async (c) => {
    const ended = await c.var.auth().api.signOut({ headers: c.req.raw.headers, asResponse: true });
    copyCookies(c, ended);
    return c.json({ signedOut: true as const });
  })
  .get('/me', signedIn, async (c) => {
    const { id, name, role } = c.var.person;
    const ctx = { ...asPerson(c), actor: c.var.person };
    const [teams, absence] = await Promise.all([teamsOfPerson(ctx, c.var.person), ownAbsence(ctx)]);
    const setup = role === 'administrator' ? stageOf(await setupMarks(ctx), teams.length) : 'over';
    return c.json({ id, name, role, company: c.var.deps.settings.company, teams, absence, setup });
  })
  .get('/people', signedIn, async (c) => c.json({ items: await peopleAround(asPerson(c), c.var.person) }))
  .get('/colleagues', signedIn, query(mayQuery), async (c) => {
    const { power, amount } = c.req.valid('query');
    return c.json(await colleaguesWhoMay(asPerson(c), power, amount));
  });

/** Where the link in the sign-in mail leads. Opening it does nothing, because programs open links too; the button signs in, once. */
export const signInPages = new Hono<Env>()
  .get('/:token', (c) => {
    const says = ['One tap and you are in. The link works once.'];
    return notice(c, 200, 'Sign in to Ringback', says, {
      action: `/sign-in/${encodeURIComponent(c.req.param('token'))}`,
      label: 'Sign in',
      fields: {},
    });
  })
  .post('/:token', async (c) => {
    mustBeOurPage(c);
    mustNotFlood(c.var.limits.signIns, addressOfCaller(c), c.var.deps.clock.now());
    const verified = await c.var
      .auth()
      .api.magicLinkVerify({ query: { token: c.req.param('token') }, headers: c.req.raw.headers, asResponse: true })
      .catch(() => undefined);
    if (!verified?.ok)
      return notice(c, 410, 'This link has been used, or is too old', ['Ask for a new one: it arrives within a minute.'], undefined);
    copyCookies(c, verified);
    return c.redirect('/', 303);
  });

const copyCookies = (c: Context<Env>, from: Response) => {
  for (const cookie of from.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
};

/** The language of the dashboard. */
const ENGLISH = spokenIn('en');

function notice(
  c: Context<Env>,
  status: 200 | 410,
  title: string,
  says: string[],
  form: { action: string; label: string; fields: Record<string, string> } | undefined,
) {
  pageSecurity(c);
  const { company } = c.var.deps.settings;
  return c.html(html(<NoticePage company={company} spoken={ENGLISH} title={title} says={says} {...(form ? { form } : {})} />), status);
}
