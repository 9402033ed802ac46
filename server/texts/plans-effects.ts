import { planCalls } from '../callbacks/plans.ts';
import { planMove, planNumberLost, planWrote } from '../callbacks/plans-move.ts';
import type { Callback } from '../callbacks/rules.ts';
import type { Ctx, Step } from '../core/context.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { DAY, type Instant } from '../core/time.ts';
import { planUnlinked } from '../customers/plans-ways.ts';
import { planRecord, situationOf } from '../responses/plans-answer.ts';
import { beginningOf, hasCallWord, readAnswers } from '../responses/rules.ts';
import { planWrongPerson } from '../surveys/plans.ts';
import { scoreQuestion } from '../surveys/rules.ts';
import { planSilence, planStart, planStop } from './plans-stop.ts';
import type { Talk } from './plans-talk.ts';
import type { Effect, Said, Why } from './rules-conversation.ts';
import { wishIn } from './rules-wish.ts';
import type { Text } from './store.ts';

/** What a text came to. */
export type Came = {
  steps: Step[];
  /** The callback that it opened or moved. */
  callback?: Callback | null | undefined;
  /** Why a person has to look. */
  why?: Why | undefined;
  /** What is answered, when it is not what was going to be. */
  say?: Said | undefined;
  /** The rules refused it: nothing of it was done, and nothing is answered. */
  refused?: true;
  /** What it was taken for, when that is not what was read. */
  as?: string | undefined;
};

type Doing = Exclude<Effect, { do: 'say' }>;

/** Everything that a text does, but for our answer, for one commit. What the rules refuse goes to a person instead: nothing of it is done. */
export async function planEffects(ctx: Ctx, talk: Talk, text: Text, effects: readonly Effect[]): Promise<Came> {
  const told = effects.some((effect) => effect.do === 'say');
  let came: Came = { steps: [] };
  try {
    for (const effect of effects) {
      // A score that opened a callback and a wish to be called in one text are one reason to call.
      if (effect.do === 'say' || (effect.do === 'call' && came.callback)) continue;
      const next = await planOne(ctx, talk, text, effect, told);
      came = { ...came, ...next, steps: [...came.steps, ...next.steps] };
    }
    return came;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { steps: [], why: 'unclear', refused: true };
  }
}

async function planOne(ctx: Ctx, talk: Talk, text: Text, effect: Doing, told: boolean): Promise<Came> {
  const { kase, invitation } = talk;
  switch (effect.do) {
    case 'record':
      return planAnswer(ctx, talk, effect, told);
    case 'correct_score':
      return planAnswer(ctx, talk, { score: effect.score, comment: '' }, told);
    case 'comment':
      return planComment(ctx, talk, effect.words, text.at);
    case 'call':
      return planCall(ctx, talk, effect.words, 'asked', told);
    case 'confirm':
      if (kase?.state === 'confirmed') return { steps: [] };
      return moved(await planMove(ctx, caseOf(kase), { move: 'confirm' }));
    case 'contest':
      return moved(await planMove(ctx, caseOf(kase), { move: 'contest', words: effect.words }));
    case 'correct':
      // Partly is not fixed: who says so of something that we called fixed must not be left to the silence that closes it.
      if (kase?.state === 'claimed') return moved(await planMove(ctx, kase, { move: 'correct', words: effect.words }));
      return { ...moved(await planMove(ctx, caseOf(kase), { move: 'contest', words: effect.words })), say: 'contested' };
    case 'no_call':
      return kase?.open ? moved(await planMove(ctx, kase, { move: 'withdraw', words: effect.words })) : { steps: [] };
    case 'another_time':
      return moved(await planWrote(ctx, openOf(kase), effect.words, wishOf(ctx, talk, effect.words)));
    case 'for_a_person':
      return planForPerson(ctx, talk, effect, told);
    case 'wrong_person':
      return {
        steps: [
          ...(invitation?.state === 'asked' ? await planWrongPerson(ctx, invitation) : []),
          ...(await planUnlinked(ctx, talk.customer.id, talk.number)),
          ...(await planSilence(ctx, talk.number)),
          ...(kase?.open ? (await planNumberLost(ctx, kase)).steps : []),
        ],
      };
    case 'opt_out':
      return { steps: await planStop(ctx, text, talk.customer.id), as: 'opted_out' };
    case 'opt_in':
      return planStart(ctx, text, talk.customer.id);
  }
}

const moved = ({ after, steps }: { after: Callback; steps: Step[] }): Came => ({ steps, callback: after });

const openOf = (kase: Callback | undefined): Callback => (kase?.open ? kase : refuse('wrong_state', 'This callback is closed.'));

const caseOf = (kase: Callback | undefined): Callback => kase ?? refuse('not_found', 'There is no such callback.');

/** A score, or another one, with what was said beside it: added to what they said before. */
async function planAnswer(
  ctx: Ctx,
  { invitation }: Talk,
  { score, comment }: { score?: number; comment: string },
  told: boolean,
): Promise<Came> {
  if (!invitation) return refuse('not_found', 'There is no such survey.');
  const it = await situationOf(ctx, invitation);
  const place = it.questions.find(({ kind }) => kind === 'text');
  const form = Object.fromEntries(Object.entries(it.before?.answers ?? {}).map(([id, said]) => [id, String(said)]));
  if (score !== undefined) form[scoreQuestion(it.questions).id] = String(score);
  if (place && comment !== '') form[place.id] = [form[place.id], comment].filter((words) => words !== undefined).join('\n');
  const answers = readAnswers(it.questions, form);
  if (Array.isArray(answers)) return refuse('invalid', 'That is no answer to this survey.');
  const { steps, callback } = await planRecord(ctx, it, answers, told);
  // Words that the survey has no place for are read by a person.
  return { steps, callback, why: !place && comment !== '' ? 'unclear' : undefined, say: callback?.open ? 'call_promised' : undefined };
}

/** Words belong to the answer of the last day, else to the open callback. */
async function planComment(ctx: Ctx, talk: Talk, words: string, at: Instant): Promise<Came> {
  const { scoredAt } = talk.state;
  if (scoredAt !== null && at - scoredAt <= DAY) return planAnswer(ctx, talk, { comment: words }, false);
  return moved(await planWrote(ctx, openOf(talk.kase), words));
}

/** They are called; whoever is going to call them already reads what they wrote. What we called fixed, and they want a call about, is not. */
async function planCall(ctx: Ctx, talk: Talk, words: string, cause: 'asked' | 'word_rule', told: boolean): Promise<Came> {
  const { kase, customer, team, invitation, contact } = talk;
  if (kase?.state === 'fixed') return moved(await planMove(ctx, kase, { move: 'contest', words }));
  const wish = wishOf(ctx, talk, words);
  if (kase?.state === 'dismissed' && cause === 'asked') {
    const again = await planMove(ctx, kase, { move: 'ask_call' });
    const { after, steps } = await planWrote(ctx, again.after, words, wish);
    return { steps: [...again.steps, ...steps], callback: after };
  }
  if (kase?.open) return moved(await planWrote(ctx, kase, words, wish, cause === 'asked'));
  const about = invitation?.id ?? kase?.id ?? contact.id;
  const interactionId = invitation?.interactionId ?? kase?.interactionId ?? contact.id;
  const firstWords = beginningOf(words);
  const calls = await planCalls(ctx, [{ customer, team, told, reason: { cause, about, score: null, firstWords, interactionId } }]);
  const opened = calls.callbacks[0]!;
  if (firstWords === words && !wish) return { steps: calls.steps, callback: opened };
  const { after, steps } = await planWrote(ctx, opened, words, wish);
  return { steps: [...calls.steps, ...steps], callback: after };
}

/** When they would rather be called, by the clock on their own wall. */
const wishOf = ({ now, deps }: Ctx, { customer, team }: Talk, words: string) =>
  wishIn(words, {
    ...{ language: customer.locale ?? deps.settings.language, zone: customer.zone ?? team.hours.zone },
    ...{ hours: team.hours, now },
  });

/** A person reads it; a word of the team's in it that asks for a call does not wait for that. */
async function planForPerson(ctx: Ctx, talk: Talk, { words, why }: { words: string; why: Why }, told: boolean): Promise<Came> {
  const awaited = talk.state.asked !== 'nothing';
  if (!awaited || talk.state.ended || !hasCallWord(words, talk.team.policy)) return { steps: [], why };
  return { ...(await planCall(ctx, talk, words, 'word_rule', told)), say: 'call_promised' };
}
