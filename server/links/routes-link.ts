import type { Context } from 'hono';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal } from '../core/refusal.ts';
import type { Env } from '../http/context.ts';
import { addressOfCaller, mustNotFlood } from '../http/limits.ts';
import { follow } from './actions.ts';
import type { LinkPurpose } from './plans.ts';

/** Follows the link of this request. Only links that lead nowhere count against their caller, so guessing ends and honest people are never slowed. */
export async function followFor(c: Context<Env>, purpose: LinkPurpose): Promise<{ token: string; subject: string; expired: boolean }> {
  const token = c.req.param('token') ?? '';
  try {
    return { token, ...(await follow(contextOf(c.var.deps, theClock), purpose, token)) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found')
      mustNotFlood(c.var.limits.guesses, addressOfCaller(c), c.var.deps.clock.now());
    throw error;
  }
}
