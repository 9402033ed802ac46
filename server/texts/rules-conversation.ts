import { DAY, type Instant, MINUTE } from '../core/time.ts';
import type { Asked, Reading } from './rules.ts';

/** Why a person has to look: no survey or case that it answers, not sure what it says, said after a STOP, or fixed before we called. */
export type Why = 'unmatched' | 'unclear' | 'stopped' | 'says_fixed';

/** What we may answer. `call_promised` is "Sorry. A supervisor will call you {when}…". */
export type Said =
  | 'clarify'
  | 'page_link'
  | 'thanks'
  | 'call_promised'
  | 'no_call_noted'
  | 'time_noted'
  | 'glad'
  | 'contested'
  | 'corrected'
  | 'help'
  | 'stopped'
  | 'started';

export type Effect =
  | { do: 'record'; score: number; comment: string }
  | { do: 'correct_score'; score: number }
  | { do: 'comment' | 'call' | 'contest' | 'correct' | 'no_call' | 'another_time' | 'opt_out'; words: string }
  | { do: 'confirm' | 'opt_in' | 'wrong_person' }
  | { do: 'for_a_person'; why: Why; words: string }
  /** Until then it answers their own text, and may go in quiet hours too; later it has to wait for them to end. */
  | { do: 'say'; what: Said; until: Instant };

/** The conversation with one number. Plain data: it can be stored, and what comes next depends on nothing else. */
export type Conversation = {
  asked: Asked;
  /** A survey waits for its score, whatever was asked since. */
  open: boolean;
  /** A score below it is followed by a call. */
  threshold: number;
  score: number | null;
  scoredAt: Instant | null;
  /** When they last said something that was kept. */
  keptAt: Instant | null;
  /** How often we said that we did not understand. */
  unclear: number;
  /** When we last answered by ourselves, within a day. */
  said: readonly Instant[];
  ended: 'stopped' | 'wrong_person' | null;
};

/** A text in several parts arrives within this time. */
export const PARTS_ARRIVE = 2 * MINUTE;
/** An answer to their own text is one for this long, in quiet hours too. */
export const ANSWER_WITHIN = 10 * MINUTE;
/** Machines that answer machines stop here. */
export const MOST_SAID_A_DAY = 3;

/** A conversation in which a survey asks for a score; what was said today still counts. */
export const surveyAsked = (before: Pick<Conversation, 'said' | 'ended'>, threshold: number): Conversation => ({
  ...{ asked: 'score', open: true, threshold, score: null, scoredAt: null, keptAt: null, unclear: 0 },
  ...{ said: before.said, ended: before.ended },
});

/** The same conversation when a case asks whether it is fixed, or tells when we call. */
export const caseAsked = (it: Conversation, asked: 'fixed' | 'when'): Conversation => ({ ...it, asked, unclear: 0 });

type Turn = { state: Conversation; effects: Effect[] };

/**
 * What a text that was read does to the conversation, and what follows from it. A score is recorded once; only a bare one, within a day,
 * corrects it. We say at most three things a day, ask once for a clearer answer, and after a STOP say nothing but to START and HELP.
 */
export function converse(it: Conversation, reading: Reading, at: Instant): Turn {
  return limited(moved(it, reading, at), at);
}

function moved(it: Conversation, reading: Reading, at: Instant): Turn {
  const { words } = reading;
  switch (reading.kind) {
    case 'auto_reply':
    case 'ack':
      return { state: it, effects: [] };
    case 'stop': {
      const fresh = it.ended !== 'stopped' && !reading.answered;
      return {
        state: { ...it, asked: 'nothing', open: false, ended: 'stopped' },
        effects: [{ do: 'opt_out', words }, ...(fresh ? say('stopped', at) : [])],
      };
    }
    case 'start':
      return {
        state: { ...it, ended: it.ended === 'stopped' ? null : it.ended },
        effects: [{ do: 'opt_in' }, ...(reading.answered ? [] : say('started', at))],
      };
    case 'help':
      return { state: it, effects: reading.answered ? [] : say('help', at) };
  }
  if (it.ended) return afterTheEnd(it, reading);
  switch (reading.kind) {
    case 'wrong_person':
      // Not a word to whoever has the number now: any would tell them about somebody else.
      return { state: { ...it, asked: 'nothing', open: false, ended: 'wrong_person' }, effects: [{ do: 'wrong_person' }] };
    case 'score':
      return scored(it, reading, at);
    case 'call_me':
      return { state: { ...it, asked: 'when', keptAt: at }, effects: [{ do: 'call', words }, ...say('call_promised', at)] };
    case 'no_call':
      return {
        state: { ...it, asked: it.asked !== 'when' ? it.asked : it.open ? 'score' : 'nothing', keptAt: at },
        effects: [{ do: 'no_call', words }, ...say('no_call_noted', at)],
      };
    case 'another_time':
      return { state: { ...it, keptAt: at }, effects: [{ do: 'another_time', words }, ...say('time_noted', at)] };
    case 'fixed':
    case 'still_broken':
    case 'not_quite':
      return aboutTheCase(it, reading, at);
    case 'words':
    case 'unclear':
      return inWords(it, words, at);
  }
}

/** A call is no text: who asks for one after a STOP gets it. Everything else that is said then is read by a person, and not answered. */
function afterTheEnd(it: Conversation, reading: Reading): Turn {
  const { words } = reading;
  const wantsCall = reading.kind === 'call_me' || (reading.kind === 'score' && reading.call);
  if (wantsCall && it.ended === 'stopped') return { state: it, effects: [{ do: 'call', words }] };
  if (words === '' || reading.kind === 'wrong_person')
    return { state: it, effects: reading.kind === 'wrong_person' ? [{ do: 'wrong_person' }] : [] };
  return { state: it, effects: [{ do: 'for_a_person', why: it.ended === 'stopped' ? 'stopped' : 'unmatched', words }] };
}

function scored(it: Conversation, { score, comment, call, words }: Extract<Reading, { kind: 'score' }>, at: Instant): Turn {
  const wanted: Effect[] = call ? [{ do: 'call', words }] : [];
  const low = score < it.threshold || call;
  const next = { ...it, asked: low ? 'when' : 'nothing', open: false, score, scoredAt: at, keptAt: at } as const;
  const answer = say(low ? 'call_promised' : 'thanks', at);
  if (it.open && it.asked !== 'fixed') return { state: next, effects: [{ do: 'record', score, comment }, ...wanted, ...answer] };
  if (recently(it.scoredAt, at, DAY) && comment === '' && it.asked !== 'fixed') {
    if (score === it.score) return { state: it, effects: wanted };
    const turned = score < it.threshold !== it.score! < it.threshold;
    return { state: { ...next, scoredAt: it.scoredAt }, effects: [{ do: 'correct_score', score }, ...wanted, ...(turned ? answer : [])] };
  }
  if (call) return { state: { ...it, asked: 'when', keptAt: at }, effects: [...wanted, ...say('call_promised', at)] };
  if (belongs(it, at)) return kept(it, words, at);
  return { state: it, effects: [{ do: 'for_a_person', why: 'unmatched', words }] };
}

function aboutTheCase(
  it: Conversation,
  { kind, words }: Extract<Reading, { kind: 'fixed' | 'still_broken' | 'not_quite' }>,
  at: Instant,
): Turn {
  if (it.asked !== 'fixed')
    return { state: { ...it, keptAt: at }, effects: [{ do: 'for_a_person', why: kind === 'fixed' ? 'says_fixed' : 'unclear', words }] };
  const state = { ...it, asked: 'nothing', keptAt: at } as const;
  if (kind === 'fixed') return { state, effects: [{ do: 'confirm' }, ...say('glad', at)] };
  if (kind === 'still_broken') return { state, effects: [{ do: 'contest', words }, ...say('contested', at)] };
  return { state, effects: [{ do: 'correct', words }, ...say('corrected', at)] };
}

/** Words after an answer belong to it. Words instead of one go to a person, and we ask once, then send the page, then leave it to the person. */
function inWords(it: Conversation, words: string, at: Instant): Turn {
  const awaited = it.asked === 'score' || it.asked === 'fixed';
  if (!awaited && words === '') return { state: it, effects: [] };
  if (recently(it.keptAt, at, PARTS_ARRIVE) || (!awaited && belongs(it, at)))
    return words === '' ? { state: it, effects: [] } : kept(it, words, at);
  if (!awaited) return { state: it, effects: [{ do: 'for_a_person', why: 'unmatched', words }] };
  const help: readonly Effect[] = it.unclear === 0 ? say('clarify', at) : it.unclear === 1 ? say('page_link', at) : [];
  const seen = words !== '' || help.length === 0;
  return {
    state: { ...it, unclear: it.unclear + 1 },
    effects: [...(seen ? [{ do: 'for_a_person', why: 'unclear', words } as const] : []), ...help],
  };
}

const kept = (it: Conversation, words: string, at: Instant): Turn => ({
  state: { ...it, keptAt: at },
  effects: [{ do: 'comment', words }],
});

/** Whether what is said now still belongs to what was said before: to a score of today, to the call we promised, or as its next part. */
const belongs = (it: Conversation, at: Instant): boolean =>
  it.asked === 'when' || recently(it.scoredAt, at, DAY) || recently(it.keptAt, at, PARTS_ARRIVE);

const recently = (then: Instant | null, at: Instant, within: number): boolean => then !== null && at - then <= within;

const say = (what: Said, at: Instant): Effect[] => [{ do: 'say', what, until: at + ANSWER_WITHIN }];

/** Without what would be one thing too many for a day (E20). */
function limited({ state, effects }: Turn, at: Instant): Turn {
  const today = state.said.filter((then) => at - then < DAY);
  const left = MOST_SAID_A_DAY - today.length;
  const said = effects.filter((effect) => effect.do === 'say').slice(0, Math.max(0, left));
  return {
    state: { ...state, said: [...today, ...said.map(() => at)] },
    effects: effects.filter((effect) => effect.do !== 'say' || said.includes(effect)),
  };
}
