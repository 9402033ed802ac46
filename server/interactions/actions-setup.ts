import { parseEmail } from '../channels/addresses.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { teamNames } from '../people/plans.ts';
import { addressee, planMarks, setupMarks } from '../people/plans-setup.ts';
import { mustAdminister } from '../people/rules.ts';
import type { SetupMark } from '../people/rules-setup.ts';
import { mustBeTaken, receive, type Taken } from './actions.ts';
import { SETUP_SOURCE } from './rules-setup.ts';
import { contactsFrom } from './store.ts';

/** The team of a company that has not named one. */
const FIRST_TEAM = 'Customer service';

/**
 * Asks the administrator as if they were a customer who has just been served: a contact marked as a trial, from which all the rest follows
 * as for anybody, and of which nothing counts. Pressed twice at once it is one contact. Refuses a team that is not there.
 */
export async function askMyself(ctx: Ctx, teamId: string | undefined): Promise<Taken> {
  mustAdminister(ctx.actor);
  const me = ctx.actor.kind === 'person' ? await addressee(ctx, ctx.actor.id) : undefined;
  const email = me && parseEmail(me.email);
  if (!me || !email || 'problem' in email) return refuse('forbidden', 'A survey of one’s own goes to whoever is signed in.');
  const [names, before] = await Promise.all([teamNames(ctx, teamId ? [teamId] : []), contactsFrom(ctx, SETUP_SOURCE)]);
  if (teamId && !names.has(teamId)) refuse('invalid', 'There is no such team.', { field: 'team' });
  const [verdict] = await receive(ctx, [
    {
      source: SETUP_SOURCE,
      externalId: String(before.length + 1),
      outcome: 'handled',
      unanswered: null,
      channel: 'web',
      team: names.get(teamId ?? '') ?? FIRST_TEAM,
      endedAt: ctx.now,
      subject: null,
      handledBy: null,
      recordingUrl: null,
      consent: null,
      trial: 'loop',
      customer: { ref: null, name: me.name, email, phone: null, zone: null, locale: null },
    },
  ]);
  return mustBeTaken(verdict!);
}

/** Notes that a step of the setup was done or passed over; said again, it stays noted. */
export const markSetup = (ctx: Ctx, mark: SetupMark): Promise<SetupMark[]> =>
  again(async () => {
    mustAdminister(ctx.actor);
    const seq = await nextSeq(ctx, 'setup');
    const before = await setupMarks(ctx);
    if (before.includes(mark)) return before;
    const marks = [...before, mark];
    await commit(ctx, [entry(ctx, 'setup', seq, { kind: 'setup', mark }), planMarks(ctx, marks)]);
    return marks;
  });
