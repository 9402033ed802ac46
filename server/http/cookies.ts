import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Millis, SECOND } from '../core/time.ts';
import type { Env } from './context.ts';

/** The cookie in which a browser keeps its session. */
export const SESSION = 'ringback';

/**
 * The name under which a browser keeps a cookie of ours. `__Host-` makes it sure that we set it ourselves, over https, for this
 * host alone (RFC 6265bis, section 4.1.3.2; ASVS 5 V3.3.1); a development installation on plain http cannot have that.
 */
export const nameOfCookie = (name: string, baseUrl: string): string => (isSecure(baseUrl) ? `__Host-${name}` : name);

export const readCookie = (c: Context<Env>, name: string): string | undefined =>
  getCookie(c, nameOfCookie(name, c.var.deps.settings.baseUrl)) || undefined;

/** Gives the browser a cookie that no script reads and that other sites do not send with what they post. */
export const giveCookie = (c: Context<Env>, name: string, value: string, life: Millis): void =>
  setCookie(c, nameOfCookie(name, c.var.deps.settings.baseUrl), value, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(c.var.deps.settings.baseUrl),
    maxAge: life / SECOND,
  });

/** Lets the browser forget a cookie. */
export const takeCookie = (c: Context<Env>, name: string): void => giveCookie(c, name, '', 0);

const isSecure = (baseUrl: string): boolean => baseUrl.startsWith('https:');
