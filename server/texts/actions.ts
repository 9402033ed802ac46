import type { ArrivedText } from '../channels/channel.ts';
import { seesEveryTeam } from '../core/actor.ts';
import { again, Conflict, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { later } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { post } from '../core/outbox.ts';
import { refuse } from '../core/refusal.ts';
import { DAY } from '../core/time.ts';
import { customerById, mustNotBeErased } from '../customers/plans.ts';
import { customerWithNumber } from '../customers/plans-ways.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { helpText, planReply } from './messages.ts';
import { quietFor } from './plans.ts';
import { type Came, planEffects } from './plans-effects.ts';
import { planStart, planStop } from './plans-stop.ts';
import { NO_SCALE, talkWith } from './plans-talk.ts';
import { type Reading, readText } from './rules.ts';
import { converse, MOST_SAID_A_DAY } from './rules-conversation.ts';
import { withoutOurs } from './rules-quote.ts';
import { keepText, moveText, readSince, type Text, textById } from './store.ts';
import { dropConversation, keepConversation } from './store-conversations.ts';

/**
 * Takes in one text: it is stored, and read by a job. The provider waits 15 seconds for us and does not come again, so nothing
 * else happens here. One that is known already, told twice or found in a list, changes nothing.
 */
export async function receiveText(ctx: Ctx, arrived: ArrivedText, found: Text['found']): Promise<'stored' | 'repeated'> {
  const { sid, from, to, body, optOutType } = arrived;
  const id = ctx.deps.ids.next('txt', ctx.now);
  const at = Math.min(arrived.at ?? ctx.now, ctx.now);
  const text: Text = { id, sid, from, to, body, optOutType, at, receivedAt: ctx.now, found, state: 'new', readAs: null, customerId: null };
  try {
    await commit(ctx, [
      keepText(ctx, text),
      entry(ctx, id, 1, { kind: 'text_arrived', found }),
      later(ctx, { kind: 'texts.read', text: id }, ctx.now),
    ]);
    return 'stored';
  } catch (error) {
    if (error instanceof Conflict && error.columns.includes('texts.sid')) return 'repeated';
    throw error;
  }
}

/** What the clock does with a text that has arrived: it is read once. */
export async function readLater(ctx: Ctx, id: string): Promise<void> {
  const text = await textById(ctx, id);
  if (text?.state === 'new') await readInbound(ctx, text);
}

/**
 * Reads one text and does what it asks for, all of it in one commit: a score becomes an answer, a low one a callback, and what a
 * customer says of their case moves it. What is not understood, or not allowed, waits for a person.
 */
export const readInbound = (ctx: Ctx, text: Text): Promise<void> =>
  again(async () => {
    const id = await customerWithNumber(ctx, text.from);
    const customer = id === undefined ? undefined : await customerById(ctx, id);
    const talk = customer && (await talkWith(ctx, text.from, customer));
    if (!talk) return fromStranger(ctx, text);
    const theirs: Ctx = { ...ctx, actor: { kind: 'customer', id: talk.customer.id } };
    const { state, scale } = talk;
    const reading = readText(withoutOurs(text.body, talk.ours), {
      language: talk.customer.locale ?? ctx.deps.settings.language,
      scale,
      asked: state.asked,
      optOutType: text.optOutType ?? undefined,
    });
    const turn = converse(state, reading, text.at);
    const came = await planEffects(theirs, talk, text, turn.effects);
    const answers = came.refused ? [] : turn.effects.flatMap((effect) => (effect.do === 'say' ? [effect.what] : []));
    const replies = await Promise.all(answers.map((what) => planReply(theirs, talk, text, came.say ?? what, came.callback ?? undefined)));
    const gone = !came.refused && turn.effects.some((effect) => effect.do === 'wrong_person');
    const row = talk.row ?? { id: ctx.deps.ids.next('cnv', ctx.now), seq: 0 };
    const kept = {
      ...row,
      number: text.from,
      customerId: talk.customer.id,
      state: came.refused ? state : turn.state,
      seen: talk.seen,
      seq: row.seq + 1,
    };
    await commit(theirs, [
      mustNotBeErased(ctx, [talk.customer.id]),
      ...settled(theirs, text, await nextSeq(ctx, text.id), came, reading.kind, gone ? null : talk.customer.id),
      entry(theirs, row.id, row.seq + 1, { kind: 'text_read', text: text.id }),
      gone ? dropConversation(ctx, text.from) : keepConversation(ctx, { ...kept, invitationId: talk.invitation?.id ?? null }),
      ...came.steps,
      ...replies.flat(),
    ]);
  });

/** The text is done with, or waits for a person; either way it is written what it was taken for. */
function settled(ctx: Ctx, { id }: Text, seq: number, { why, as }: Came, kind: Reading['kind'], customerId: string | null): Step[] {
  const readAs = why ? (why === 'unmatched' ? null : why) : (as ?? kind);
  return [
    moveText(ctx, id, { state: why ? 'unmatched' : 'done', readAs, customerId }),
    entry(ctx, id, seq, { kind: 'text_read', as: readAs }),
  ];
}

/** Of a number that we do not know, only STOP, START and HELP are understood; the rest waits for a person, unanswered. */
async function fromStranger(ctx: Ctx, text: Text): Promise<void> {
  const spoken = spokenIn(ctx.deps.settings.language);
  const optOutType = text.optOutType ?? undefined;
  const { kind } = readText(text.body, { language: spoken.language, scale: NO_SCALE, asked: 'nothing', optOutType });
  const came: Came =
    kind === 'stop'
      ? { as: 'opted_out', steps: await planStop(ctx, text, undefined) }
      : kind === 'start'
        ? await planStart(ctx, text, undefined)
        : kind === 'help'
          ? { steps: await help(ctx, text, spoken) }
          : { steps: [], why: 'unmatched' };
  await commit(ctx, [...settled(ctx, text, await nextSeq(ctx, text.id), came, kind, null), ...came.steps]);
}

async function help(ctx: Ctx, { id, from, optOutType, at }: Text, spoken: Spoken): Promise<Step[]> {
  const { channels, settings } = ctx.deps;
  if (optOutType || !channels.text || (await readSince(ctx, from, 'help', at - DAY)) >= MOST_SAID_A_DAY) return [];
  const quiet = await quietFor(ctx, from, HELP_QUIET, settings.zone);
  const text = { to: from, ...helpText(settings.company, spoken) };
  return post(ctx, { kind: 'help', purpose: 'case', about: id, address: from, quiet: quiet ?? null, notAfter: ctx.now + DAY, text });
}

/** Of somebody who may be nobody's customer no other hours are known. */
const HELP_QUIET = { from: '21:00', to: '08:00' };

/** A person has dealt with a text that waited for one. Refuses one that does not wait, and those who do not see every team. */
export const settleText = (ctx: Ctx, id: string, note: string): Promise<void> =>
  again(async () => {
    if (ctx.actor.kind !== 'person' || !seesEveryTeam(ctx.actor))
      refuse('forbidden', 'Only managers and administrators read texts that belong to no case.');
    const text = await textById(ctx, id);
    if (!text) return refuse('not_found', 'There is no such text.');
    const seq = await nextSeq(ctx, id);
    if (text.state !== 'unmatched') refuse('wrong_state', 'This text does not wait for anybody.');
    await commit(ctx, [moveText(ctx, id, { state: 'done' }), entry(ctx, id, seq, { kind: 'text_settled', note })]);
  });
