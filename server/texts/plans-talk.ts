import { callbacksOf } from '../callbacks/plans.ts';
import type { Callback } from '../callbacks/rules.ts';
import type { Ctx } from '../core/context.ts';
import { suppressedAmong } from '../core/suppression.ts';
import type { Customer } from '../customers/plans.ts';
import { type Interaction, interactionsOf } from '../interactions/plans.ts';
import { type Team, teamById } from '../people/plans.ts';
import { type Invitation, invitationById, openTextTo, questionsOf } from '../surveys/plans.ts';
import { scoreQuestion } from '../surveys/rules.ts';
import { type Conversation, caseAsked, surveyAsked } from './rules-conversation.ts';
import type { Scale } from './rules-score.ts';
import { type ConversationRow, conversationWith, type Question, questionsTo } from './store-conversations.ts';

/** A conversation with a customer we know, as it stands before their next text. */
export type Talk = {
  number: string;
  customer: Customer;
  team: Team;
  /** The contact that somebody is called about who asks for it without a survey or a case. */
  contact: Interaction;
  /** The survey that was asked by text: the one that waits for its score, or the last. */
  invitation: Invitation | undefined;
  scale: Scale;
  /** Their open callback, else their last one. */
  kase: Callback | undefined;
  state: Conversation;
  row: ConversationRow | undefined;
  seen: string;
  /** What we texted them about these, word for word. */
  ours: string[];
};

/** No question is open, so no number in a text is a score. */
export const NO_SCALE: Scale = { min: 0, max: 0 };

const NOTHING_SAID: Conversation = {
  ...{ asked: 'nothing', open: false, threshold: 0, score: null, scoredAt: null, keptAt: null, unclear: 0, said: [], ended: null },
};

/** The conversation with this number; nothing when its customer never had contact with us. */
export async function talkWith(ctx: Ctx, number: string, customer: Customer): Promise<Talk | undefined> {
  const [found, open, callbacks, [contact], stopped] = await Promise.all([
    conversationWith(ctx, number),
    openTextTo(ctx, number),
    callbacksOf(ctx, customer.id),
    interactionsOf(ctx, customer.id, 1),
    suppressedAmong(ctx, [number], 'case'),
  ]);
  if (!contact) return undefined;
  const row = found?.customerId === customer.id ? found : undefined;
  const waiting = open?.customerId === customer.id ? open : undefined;
  const invitation = waiting ?? (row?.invitationId ? await invitationById(ctx, row.invitationId) : undefined);
  const kase = callbacks.find((one) => one.open) ?? callbacks[0];
  const abouts = [invitation?.id, kase?.id].filter((id) => id !== undefined);
  const [team, told, questions] = await Promise.all([
    teamById(ctx, invitation?.teamId ?? kase?.teamId ?? contact.teamId),
    questionsTo(ctx, number, abouts),
    invitation && questionsOf(ctx, invitation),
  ]);
  const { threshold } = team.policy;
  const asked = told.filter(({ id }) => id > (row?.seen ?? ''));
  const before = row?.state ?? NOTHING_SAID;
  const begun = waiting && waiting.id !== row?.invitationId ? surveyAsked(before, threshold) : before;
  const now = asked.reduce((it, question) => heard(it, question, waiting, kase), begun);
  const ended = stopped.get(number) === 'opted_out' ? ('stopped' as const) : null;
  return {
    ...{ number, customer, team, contact, invitation, kase, row: found },
    scale: questions ? scoreQuestion(questions) : NO_SCALE,
    state: standing({ ...now, threshold, ended }, waiting, kase),
    seen: asked.at(-1)?.id ?? row?.seen ?? '',
    ours: told.flatMap(({ body }) => body ?? []),
  };
}

/** The conversation after a question of ours. */
function heard(it: Conversation, { kind, about }: Question, waiting: Invitation | undefined, kase: Callback | undefined): Conversation {
  if (about === waiting?.id) return { ...it, asked: 'score' };
  if (about !== kase?.id) return it;
  // What they say now answers this question: it is no further part of what they said before.
  if (kind === 'is_it_fixed') return { ...caseAsked(it, 'fixed'), keptAt: null };
  return kind === 'callback_opened' || kind === 'before_call' ? caseAsked(it, 'when') : it;
}

/** What was answered or ended elsewhere, on a page or on the phone, is no question any more. */
function standing(it: Conversation, waiting: Invitation | undefined, kase: Callback | undefined): Conversation {
  const open = it.open && waiting !== undefined;
  const stands = {
    score: open,
    fixed: kase !== undefined && ['fixed', 'unconfirmed', 'confirmed'].includes(kase.state),
    when: kase?.open === true && kase.state !== 'fixed',
    nothing: true,
  }[it.asked];
  return { ...it, open, asked: stands ? it.asked : open ? 'score' : 'nothing' };
}
