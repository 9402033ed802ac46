import type { Context, MiddlewareHandler } from 'hono';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { holderOf } from '../people/actions.ts';
import { personOfSession } from '../people/actions-sessions.ts';
import type { Scope } from '../people/rules.ts';
import type { Env } from './context.ts';
import { readCookie, SESSION } from './cookies.ts';

/** Lets in the holder of an API key that has this scope. Keys come in the Authorization header only. */
export const withKey =
  (scope: Scope): MiddlewareHandler<Env> =>
  async (c, next) => {
    const secret = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!secret) return refuse('no_credentials', 'Send your API key.', { field: 'Authorization', next: 'Authorization: Bearer rb_live_…' });
    const holder = await holderOf(contextOf(c.var.deps, theClock), secret);
    if (!holder) return refuse('bad_credentials', 'This key is not known, or was revoked.', { field: 'Authorization' });
    if (!holder.scopes.includes(scope)) refuse('forbidden', `This key lacks the scope ${scope}.`, { also: { scope } });
    c.set('source', { kind: 'source', id: holder.id, name: holder.name });
    await next();
  };

/** Lets in a colleague who is signed in, and checks that a request that changes something comes from our own pages. */
export const signedIn: MiddlewareHandler<Env> = async (c, next) => {
  mustBeOurPage(c);
  const found = await sessionOf(c);
  if (!found) return refuse('no_credentials', 'Please sign in.');
  if (found === 'closed') return refuse('no_credentials', 'This account is closed.');
  c.set('person', found.person);
  c.set('session', found.session);
  await next();
};

/** Who is signed in where this request comes from; nothing when nobody is. */
export async function sessionOf(c: Context<Env>) {
  const token = readCookie(c, SESSION);
  return token === undefined ? undefined : personOfSession(contextOf(c.var.deps, theClock), token);
}

/**
 * A request that rides on a cookie must come from a page of ours. Browsers say where it comes from in Sec-Fetch-Site and
 * Origin; the stock check would let a foreign page send JSON. Our pages send no referrer, and so their forms come with the
 * origin `null` (Fetch, "append a request Origin header"): then Sec-Fetch-Site alone tells.
 */
export function mustBeOurPage(c: Context<Env>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const ours = [undefined, new URL(c.var.deps.settings.baseUrl).origin, ...(site === 'same-origin' ? ['null'] : [])];
  if ((site !== undefined && site !== 'same-origin') || !ours.includes(origin))
    refuse('forbidden', 'This request comes from another site.');
}
