import { openCallbackFor, planCalls, reasonsBehind } from '../callbacks/plans.ts';
import { type PersonActor, seesTeam } from '../core/actor.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import type { Instant } from '../core/time.ts';
import { customerById } from '../customers/plans.ts';
import { colleague, namesOfPeople, teamById } from '../people/plans.ts';
import { questionsOf } from '../surveys/plans.ts';
import { planWhileAway } from './plans-readers.ts';
import { firstWordsOf } from './rules.ts';
import type { Response } from './store.ts';
import { note, responseById } from './store-reading.ts';

type PersonCtx = Ctx & { actor: PersonActor };

/** `first`: whether it was this who read it; else somebody was before. */
export type ReadMark = { first: boolean; by: { id: string; name: string }; at: Instant };

/**
 * Says that somebody has read an answer. Said again it changes nothing; of two at once one is first, and the other is told who. Refuses
 * when the customer has changed it since: `version` is what was on the screen.
 */
export const markRead = (ctx: PersonCtx, id: string, version?: number): Promise<ReadMark> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const row = await findResponse(ctx, id);
    if (version !== undefined && version !== row.version)
      refuse('conflict', 'Its customer has just changed this answer.', { next: 'Read it once more: it says something else now.' });
    if (row.unreadSince === null) return markOf(ctx, row);
    const { actor, now } = ctx;
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'read', version: row.version }),
      ...note(ctx, id, seq, { unreadSince: null, readBy: actor.id, readAt: now, readVersion: row.version }),
    ]);
    return { first: true, by: { id: actor.id, name: actor.name }, at: now };
  });

async function markOf(ctx: Ctx, { readBy, readAt }: Response): Promise<ReadMark> {
  const names = await namesOfPeople(ctx, [readBy]);
  return { first: false, by: { id: readBy ?? '', name: names.get(readBy ?? '') ?? 'somebody' }, at: readAt ?? 0 };
}

/**
 * Has a customer called because of an answer, whatever its score: opens a callback with the reader's reason, or joins the one that is open.
 * Refuses an answer without a name, one about which a callback is open already, and one whose customer was erased.
 */
export const callAbout = (ctx: PersonCtx, id: string, words: string): Promise<{ callback: string; joined: boolean }> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const row = await findResponse(ctx, id);
    const { customerId, interactionId, score } = row;
    if (customerId === null || interactionId === null)
      return refuse('wrong_state', 'Nobody knows who wrote this: it was answered without a name, so there is nobody to call.');
    if (row.band === 'test') return refuse('wrong_state', 'This answer is a test: nobody is called because of it.');
    const [customer, team, open, questions] = await Promise.all([
      customerById(ctx, customerId),
      teamById(ctx, row.teamId),
      openCallbackFor(ctx, customerId),
      questionsOf(ctx, row),
    ]);
    if (!customer || customer.erasedAt !== null)
      return refuse('link_erased', 'What we knew of this customer was erased: there is nobody to call.');
    if (open && (await reasonsBehind(ctx, open.id)).includes(id)) {
      const whose = open.ownerName === null ? 'Nobody has taken it yet' : `${open.ownerName} owns it`;
      return refuse('wrong_state', `There is a callback about this answer already. ${whose}.`, { also: { callback: open.id } });
    }
    const reason = {
      cause: 'supervisor' as const,
      about: id,
      score,
      firstWords: firstWordsOf(questions, row.answers),
      words,
      interactionId,
    };
    const calls = await planCalls(ctx, [{ customer, team, reason }]);
    const callback = calls.callbacks[0]!.id;
    await commit(ctx, [...calls.steps, entry(ctx, id, seq, { kind: 'call_asked', callback, words }), ...note(ctx, id, seq, {})]);
    return { callback, joined: open !== null };
  });

/** The absence of somebody begins: what they had to read goes to those who are here. */
export const readersAway = (ctx: Ctx, person: string): Promise<void> =>
  again(async () => {
    const { active, away } = await colleague(ctx, person);
    if (active && away) await commit(ctx, await planWhileAway(ctx, person, away));
  });

/** The response, if this person may know of it. */
export async function findResponse(ctx: PersonCtx, id: string): Promise<Response> {
  const row = await responseById(ctx, id);
  return row && seesTeam(ctx.actor, row.teamId) ? row : refuse('not_found', 'There is no such answer.');
}
