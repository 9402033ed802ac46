import type { Context } from 'hono';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal } from '../core/refusal.ts';
import type { Env } from '../http/context.ts';
import { addressOfCaller, mustNotFlood } from '../http/limits.ts';
import { follow } from './actions.ts';
import type { LinkPurpose } from './plans.ts';

/** Follows the link of this request. Only links that lead nowhere count against their caller, so guessing ends and honest people are never slowed. */
export const followFor = once(async (c: Context<Env>, purpose: LinkPurpose) => {
  const token = c.req.param('token') ?? '';
  try {
    return { token, ...(await follow(contextOf(c.var.deps, theClock), purpose, token)) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found')
      mustNotFlood(c.var.limits.guesses, addressOfCaller(c), c.var.deps.clock.now());
    throw error;
  }
});

/** What is asked of a request several times is found out once. */
export function once<T, Rest extends unknown[]>(
  find: (c: Context<Env>, ...rest: Rest) => Promise<T>,
): (c: Context<Env>, ...rest: Rest) => Promise<T> {
  const found = new WeakMap<Context<Env>, Promise<T>>();
  return (c, ...rest) => {
    const known = found.get(c) ?? find(c, ...rest);
    found.set(c, known);
    return known;
  };
}
