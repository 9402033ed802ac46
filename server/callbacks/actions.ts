import { type PersonActor, seesEveryTeam, seesTeam } from '../core/actor.ts';
import { again, againInLine, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { historyOf } from '../core/ledger.ts';
import { messageById, wasRetried } from '../core/outbox.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { customerById } from '../customers/plans.ts';
import { teamById } from '../people/plans.ts';
import { type Command, decideMoment, standing } from './decide.ts';
import { mailInstead } from './messages-instead.ts';
import { openCallbackFor, planCalls } from './plans.ts';
import { planEvent, planMove } from './plans-move.ts';
import { settingOf } from './plans-reach.ts';
import type { Callback } from './rules.ts';
import { callbackById } from './store.ts';

/** What the actor brings along: the state they decided from, why a manager acts in the owner's place, and a name to do it once under. */
export type Terms = { seq?: number | undefined; reason?: string | undefined; once?: string | undefined };

/** A move, or how to find it out: what it needs to know of others is then read anew for each try. */
export type Wanted = Command | (() => Promise<Command>);

/**
 * Does one move with a callback: find or refuse, may they, decide, commit. Of two at once one wins; the other decides again
 * on what is then true, and is told who was first. With `seq` the actor insists on the state they saw; what has the name of a move that was
 * made already is that move, sent again because its answer was lost.
 */
export const act = (ctx: Ctx, id: string, wanted: Wanted, terms: Terms = {}): Promise<Callback> => {
  let seen: number | undefined;
  return againInLine(ctx, id, async () => {
    const before = await find(ctx, id);
    seen ??= before.seq;
    if (terms.once !== undefined && (await wasMade(ctx, id, terms.once))) return before;
    if (terms.seq !== undefined && terms.seq !== before.seq) {
      refuse('conflict', 'This callback has changed since you looked.', {
        next: 'Look at what happened, then decide again.',
        also: standing(before, ctx.actor),
      });
    }
    const overtaken = seen < before.seq;
    const command = typeof wanted === 'function' ? await wanted() : wanted;
    const { after, steps } = await planMove(ctx, before, command, terms).catch((no) => Promise.reject(overtaken ? inTheMeantime(no) : no));
    await commit(ctx, steps);
    return after;
  });
};

/** What still fitted when it was asked for was used up by somebody else a moment ago: that is no fault of whoever asks. */
function inTheMeantime(no: unknown): unknown {
  if (!(no instanceof Refusal) || no.code !== 'beyond_limit') return no;
  const { field: _, ...detail } = no.detail;
  return new Refusal('conflict', `Something was granted a moment ago. ${no.message}`, detail);
}

/** Whether this person has made the move of that name: then it stands in the ledger. */
async function wasMade(ctx: Ctx, id: string, once: string): Promise<boolean> {
  const { actor } = ctx;
  return actor.kind === 'person' && (await historyOf(ctx, id)).some(({ actorId, data }) => actorId === actor.id && data.once === once);
}

/** A text about a case did not arrive: its customer is told by mail, once. The outbox keeps both; the case itself has not moved. */
export async function tellOtherwise(ctx: Ctx, messageId: string): Promise<void> {
  const message = await messageById(ctx, messageId);
  const callback = message && (await callbackById(ctx, message.about));
  if (!callback || (await wasRetried(ctx, messageId))) return;
  const customer = await customerById(ctx, callback.customerId);
  if (customer) await commit(ctx, await mailInstead(ctx, message, callback, customer));
}

/** What the clock has to say about a callback: a warning, an escalation, a promise missed, a hand-off lapsed, silence. */
export const lookAt = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const callback = await callbackById(ctx, id);
    const event = callback && decideMoment(callback, await settingOf(ctx, callback));
    if (event) await commit(ctx, (await planEvent(ctx, callback, event)).steps);
  });

/** The callback, if this actor may know of it; existence is not told to others. */
export async function find(ctx: Ctx, id: string): Promise<Callback> {
  const callback = await callbackById(ctx, id);
  const { actor } = ctx;
  const hidden =
    callback &&
    ((actor.kind === 'person' && !mayLookAt(actor, callback)) || (actor.kind === 'customer' && actor.id !== callback.customerId));
  if (!callback || hidden) return refuse('not_found', 'There is no such callback.');
  return callback;
}

/** Supervisors look at their teams' callbacks, and at one that is offered to them from another team. */
const mayLookAt = (person: PersonActor, callback: Callback): boolean =>
  seesEveryTeam(person) || seesTeam(person, callback.teamId) || callback.detail.offer?.to === person.id || callback.ownerId === person.id;

/** A customer whose case is closed asks for a supervisor again: the call that we thought needless, a new callback, or the one that is open. */
export const callAgain = (ctx: Ctx, id: string): Promise<Callback> =>
  again(async () => {
    const before = await find(ctx, id);
    const open = await openCallbackFor(ctx, before.customerId);
    if (open) return open;
    if (before.state === 'dismissed') {
      const { after, steps } = await planMove(ctx, before, { move: 'ask_call' });
      await commit(ctx, steps);
      return after;
    }
    const [team, customer] = await Promise.all([teamById(ctx, before.teamId), customerById(ctx, before.customerId)]);
    if (!customer) return refuse('not_found', 'There is no such callback.');
    const { score, firstWords, interactionId } = before;
    const calls = await planCalls(ctx, [{ customer, team, reason: { cause: 'asked', about: id, score, firstWords, interactionId } }]);
    await commit(ctx, calls.steps);
    return calls.callbacks[0]!;
  });
