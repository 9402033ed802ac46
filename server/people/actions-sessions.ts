import type { PersonActor } from '../core/actor.ts';
import { systemClock } from '../core/clock.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { hashOf } from '../core/secrets.ts';
import type { Instant } from '../core/time.ts';
import { isOver, SEEN_EVERY } from './rules-sign-in.ts';
import { endOtherSessions, endSession, keepSeen, sessionByHash, sessionsOf } from './store-sign-in.ts';

/** The session that a request comes with. */
export type Session = { id: string; seenAt: Instant };

type Own = Ctx & { actor: PersonActor };

/**
 * Whose session this is, as one who acts; nothing for one that is unknown or has ended, `closed` when the account is. Read anew on
 * every request, so that a change of role or team counts at once.
 */
export async function personOfSession(ctx: Ctx, token: string): Promise<{ person: PersonActor; session: Session } | 'closed' | undefined> {
  const found = await sessionByHash(ctx, await hashOf(token));
  if (!found || isOver(found, systemClock.now())) return undefined;
  if (!found.active) return 'closed';
  const { id, name, role, teams, seenAt } = found;
  return { person: { kind: 'person', id, name, role, teams }, session: { id: found.session, seenAt } };
}

/** Writes down that a session is in use, once an hour at most. A session that nobody says this of ends after two weeks. */
export async function stillHere(ctx: Ctx, session: Session): Promise<void> {
  const now = systemClock.now();
  if (now - session.seenAt >= SEEN_EVERY) await commit(ctx, [keepSeen(ctx, session.id, now)]);
}

/** Ends the session that asks. */
export const signOut = (ctx: Own, session: string): Promise<void> =>
  again(async () => {
    const said = { kind: 'signed_out', session };
    await commit(ctx, [entry(ctx, ctx.actor.id, await nextSeq(ctx, ctx.actor.id), said), endSession(ctx, ctx.actor.id, session)]);
  });

/** Whoever was signed in with this token in a browser in which somebody signs in anew is signed out: it was one desk, and two people. */
export async function endBefore(ctx: Ctx, token: string | undefined): Promise<void> {
  const found = token === undefined ? undefined : await personOfSession(ctx, token);
  if (found && found !== 'closed') await signOut({ ...ctx, actor: found.person }, found.session.id);
}

/** Ends one of one's own sessions. Refuses one that is somebody else's as if it were not there. */
export const endOwnSession = (ctx: Own, id: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, ctx.actor.id);
    const own = await sessionsOf(ctx, ctx.actor.id, systemClock.now());
    if (!own.some((session) => session.id === id)) refuse('not_found', 'There is no such session.');
    await commit(ctx, [entry(ctx, ctx.actor.id, seq, { kind: 'session_ended', session: id }), endSession(ctx, ctx.actor.id, id)]);
  });

/** Ends all of one's own sessions but the one that asks. Says how many there were. */
export const endOthers = (ctx: Own, session: string): Promise<number> =>
  again(async () => {
    const seq = await nextSeq(ctx, ctx.actor.id);
    const others = (await sessionsOf(ctx, ctx.actor.id, systemClock.now())).filter(({ id }) => id !== session);
    if (others.length === 0) return 0;
    const said = { kind: 'sessions_ended', sessions: others.map(({ id }) => id) };
    await commit(ctx, [entry(ctx, ctx.actor.id, seq, said), endOtherSessions(ctx, ctx.actor.id, session)]);
    return others.length;
  });
