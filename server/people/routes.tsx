/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal } from '../core/refusal.ts';
import { mustBeOurPage, sessionOf, signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { giveCookie, readCookie, SESSION, takeCookie } from '../http/cookies.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { addressOfCaller, mustNotFlood, mustNotGuess } from '../http/limits.ts';
import { NoticePage } from '../http/notice.tsx';
import { statusOf } from '../http/problem.ts';
import { spokenIn } from '../words/words.ts';
import { endBefore, signOut } from './actions-sessions.ts';
import { askForLink as ask, openLink } from './actions-sign-in.ts';
import { me, peopleAround } from './reading.ts';
import { colleaguesWhoMay, powersKnown, receivers } from './reading-colleagues.ts';
import { SESSION_LIFE } from './rules-sign-in.ts';
import { askForLink, mayQuery } from './schema.ts';

/** Who is signed in, if somebody is, and who may say yes to what. */
export const peopleRoutes = new Hono<Env>()
  .post('/sign-in', body(askForLink), async (c) => {
    mustBeOurPage(c);
    const { email, next } = c.req.valid('json');
    for (const name of [addressOfCaller(c), email.folded]) mustNotFlood(c.var.limits.signIns, name, c.var.deps.clock.now());
    await ask(contextOf(c.var.deps, theClock), email.folded, next);
    return c.json({ sent: true as const }, 202);
  })
  .post('/sign-out', signedIn, async (c) => {
    await signOut(asPerson(c), c.var.session.id);
    takeCookie(c, SESSION);
    return c.json({ signedOut: true as const });
  })
  .get('/session', async (c) => {
    const found = await sessionOf(c);
    const person = found && found !== 'closed' ? await me({ ...contextOf(c.var.deps, found.person), actor: found.person }) : null;
    return c.json({ person, signOn: c.var.deps.channels.signOn?.name ?? null });
  })
  .get('/me', signedIn, async (c) => c.json(await me(asPerson(c))))
  .get('/people', signedIn, async (c) => c.json({ items: await peopleAround(asPerson(c), c.var.person) }))
  .get('/powers', signedIn, async (c) => c.json({ items: await powersKnown(asPerson(c)) }))
  .get('/receivers', signedIn, async (c) => c.json(await receivers(asPerson(c))))
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
    const [caller, ctx] = [addressOfCaller(c), contextOf(c.var.deps, theClock)];
    const from = { address: caller, agent: c.req.header('user-agent') };
    try {
      const { token, next } = await mustNotGuess(c.var.limits.wrongSignIns, caller, ctx.now, () =>
        openLink(ctx, c.req.param('token'), from),
      );
      await endBefore(ctx, readCookie(c, SESSION));
      giveCookie(c, SESSION, token, SESSION_LIFE);
      return c.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(c, error);
    }
  });

/** A refusal as a page: whoever opened a link in a mail reads it. */
function refused(c: Context<Env>, { code, message, detail: { retryAfter } }: Refusal) {
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  if (code === 'link_expired')
    return notice(c, 410, 'This link has been used, or is too old', ['Ask for a new one: it arrives within a minute.'], undefined);
  const says = [`${message} Nothing was changed, and your link is as good as before.`, 'Wait a minute, then open it again.'];
  return notice(c, statusOf(code), 'You are not signed in yet', says, undefined);
}

/** The language of the dashboard. */
const ENGLISH = spokenIn('en');

function notice(
  c: Context<Env>,
  status: ContentfulStatusCode,
  title: string,
  says: string[],
  form: { action: string; label: string; fields: Record<string, string> } | undefined,
) {
  pageSecurity(c);
  const { company } = c.var.deps.settings;
  return c.html(html(<NoticePage company={company} spoken={ENGLISH} title={title} says={says} {...(form ? { form } : {})} />), status);
}
