import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { mustBeOurPage } from '../http/authenticate.ts';
import { body } from '../http/body.ts';
import type { Env } from '../http/context.ts';
import { giveCookie, readCookie, SESSION, takeCookie } from '../http/cookies.ts';
import { addressOfCaller, mustNotFlood, mustNotGuess } from '../http/limits.ts';
import { problems } from '../http/openapi.ts';
import { endBefore } from './actions-sessions.ts';
import { beginSignOn, finishSignOn } from './actions-sign-on.ts';
import { SESSION_LIFE, SIGN_ON_LIFE } from './rules-sign-in.ts';
import { signOnAnswer, signOnBegin } from './schema.ts';

/** What binds a sign-in at the company's sign-on to the browser that began it. */
const TIE = 'ringback-sign-on';

/**
 * The company's single sign-on. The provider sends the browser back to `/signed-on`, a page of the dashboard, which posts what it was
 * given: so no GET signs anybody in, and the request that does comes from our own page.
 */
export const signOnRoutes = new Hono<Env>()
  .post('/', about('Begin to sign in at the company’s sign-on: gives where the browser has to go'), body(signOnBegin), async (c) => {
    mustBeOurPage(c);
    const ctx = contextOf(c.var.deps, theClock);
    mustNotFlood(c.var.limits.signIns, addressOfCaller(c), ctx.now);
    const { to, tie } = await beginSignOn(ctx, c.req.valid('json').next);
    giveCookie(c, TIE, tie, SIGN_ON_LIFE);
    return c.json({ to });
  })
  .post('/finish', about('End it with what the browser came back with, once; gives where to go now'), body(signOnAnswer), async (c) => {
    mustBeOurPage(c);
    const [caller, ctx] = [addressOfCaller(c), contextOf(c.var.deps, theClock)];
    const from = { address: caller, agent: c.req.header('user-agent') };
    const finish = () => finishSignOn(ctx, readCookie(c, TIE), c.req.valid('json').answer, from);
    const { token, next } = await mustNotGuess(c.var.limits.wrongSignIns, caller, ctx.now, finish);
    await endBefore(ctx, readCookie(c, SESSION));
    takeCookie(c, TIE);
    giveCookie(c, SESSION, token, SESSION_LIFE);
    return c.json({ next });
  });

function about(summary: string) {
  return describeRoute({
    tags: ['Signing in'],
    summary,
    responses: { 200: { description: 'Done.' }, ...problems(403, 404, 410, 415, 422, 429, 503) },
  });
}
