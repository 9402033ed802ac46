import { systemClock } from '../core/clock.ts';
import type { Ctx } from '../core/context.ts';
import { isOver } from './rules-sign-in.ts';
import { personInSession, sessionsOf } from './store-sign-in.ts';

/** Where somebody is signed in now: the ids of their sessions. */
export const openSessions = async (ctx: Ctx, personId: string): Promise<string[]> =>
  (await sessionsOf(ctx, personId, systemClock.now())).map(({ id }) => id);

/** Who is signed in there; nobody when it has ended, or the account is closed. */
export async function signedInThere(ctx: Ctx, session: string): Promise<string | undefined> {
  const found = await personInSession(ctx, session);
  return found?.active && !isOver(found, systemClock.now()) ? found.personId : undefined;
}
