import { type Actor, type PersonActor, seesTeam } from '../core/actor.ts';
import type { RefusalCode, RefusalDetail } from '../core/refusal.ts';
import type { Instant } from '../core/time.ts';
import type { Detail } from './rules-detail.ts';
import { inWords } from './rules-say.ts';

export const STATES = [
  'open',
  'claimed',
  'fixed',
  'confirmed',
  'unconfirmed',
  'withdrawn',
  'let_go',
  'dismissed',
  'joined',
  'erased',
] as const;
export type State = (typeof STATES)[number];

/** Why there is a callback; `supervisor`: a colleague who read an answer asked for it. */
export type Cause = 'low_score' | 'asked' | 'unsorted' | 'word_rule' | 'unanswered_contact' | 'supervisor';

/** What has to happen by the due time. */
export type DueKind = 'first_contact' | 'retry' | 'next_step' | 'promise' | 'request' | 'confirmation';
export type Due = { at: Instant; kind: DueKind; why: string };

/** What a try to reach the customer came to. */
export const OUTCOMES = ['reached', 'no_answer', 'voicemail', 'busy', 'wrong_number'] as const;
export type AttemptOutcome = (typeof OUTCOMES)[number];

/** What let the customer down, as its supervisor attributes it. */
export const FIX_CAUSES = ['person', 'process', 'policy', 'product', 'system', 'other_company'] as const;
export type FixCause = (typeof FIX_CAUSES)[number];

export type { CallbackPromise, CallWindow, Detail, Offer, Ours, Part, Tactic, Tries, Understanding } from './rules-detail.ts';

export type Callback = {
  id: string;
  customerId: string;
  teamId: string;
  interactionId: string;
  cause: Cause;
  state: State;
  open: boolean;
  ownerId: string | null;
  ownerName: string | null;
  level: number;
  round: number;
  secondFailure: boolean;
  score: number | null;
  firstWords: string | null;
  dueAt: Instant;
  dueKind: DueKind;
  dueWhy: string;
  openedAt: Instant;
  closedAt: Instant | null;
  /** Its place in the list, smallest first; none while nothing of it is ours to do. See `rules-order.ts`. */
  rank: number | null;
  /** The customer asked not to be called before. None once that time has come. */
  restsUntil: Instant | null;
  /** The colleague who is asked to take it over. */
  offeredTo: string | null;
  seq: number;
  detail: Detail;
};

type Rule = { from: readonly State[]; by: 'team' | 'owner' | 'receiver' | 'manager' | 'manager_or_top' | 'customer' | 'customer_or_owner' };
const table = <Name extends string>(moves: Record<Name, Rule>): Record<Name, Rule> => moves;

/**
 * Everything a person or a customer can do with a callback: from which states, and who. The same table guards the server and draws the
 * buttons. The clock's own moves are in `decide.ts`.
 */
const TABLE = table({
  claim: { from: ['open'], by: 'team' },
  release: { from: ['claimed'], by: 'owner' },
  attempt: { from: ['claimed'], by: 'owner' },
  choose_window: { from: ['open', 'claimed'], by: 'customer_or_owner' },
  announce: { from: ['claimed'], by: 'owner' },
  write: { from: ['claimed'], by: 'owner' },
  note: { from: ['open', 'claimed', 'fixed'], by: 'team' },
  understand: { from: ['claimed'], by: 'owner' },
  propose: { from: ['claimed'], by: 'owner' },
  promise: { from: ['claimed'], by: 'owner' },
  keep: { from: ['claimed'], by: 'owner' },
  remedy: { from: ['claimed'], by: 'owner' },
  request: { from: ['claimed'], by: 'owner' },
  answer_request: { from: ['claimed'], by: 'owner' },
  withdraw_request: { from: ['claimed'], by: 'owner' },
  rate: { from: ['open', 'claimed', 'fixed', 'confirmed', 'unconfirmed', 'let_go'], by: 'customer_or_owner' },
  hand_off: { from: ['claimed'], by: 'owner' },
  accept: { from: ['claimed'], by: 'receiver' },
  decline: { from: ['claimed'], by: 'receiver' },
  recall: { from: ['claimed'], by: 'owner' },
  fix: { from: ['claimed'], by: 'owner' },
  ask_no: { from: ['claimed'], by: 'owner' },
  // An owner who may say yes without limit may say no, too.
  let_go: { from: ['open', 'claimed'], by: 'manager_or_top' },
  // A word of the team's list stood in an answer, and that alone put it on the list.
  dismiss: { from: ['claimed'], by: 'owner' },
  assign: { from: ['open', 'claimed'], by: 'manager' },
  agree: { from: ['claimed'], by: 'customer' },
  correct: { from: ['claimed'], by: 'customer' },
  judge: { from: ['claimed', 'fixed'], by: 'customer' },
  confirm: { from: ['fixed', 'unconfirmed'], by: 'customer' },
  contest: { from: ['fixed', 'unconfirmed', 'confirmed', 'let_go'], by: 'customer' },
  withdraw: { from: ['open', 'claimed', 'fixed'], by: 'customer' },
  ask_call: { from: ['dismissed'], by: 'customer' },
});

export type Move = keyof typeof TABLE;
export const MOVES = Object.keys(TABLE) as Move[];

export type No = { code: RefusalCode; message: string; detail?: RefusalDetail };

/** Why this actor may not make this move now; nothing when they may. `top`: they may say yes to what is asked, without limit. */
export function whyNot(callback: Callback, move: Move, actor: Actor, top = false): No | undefined {
  return notAllowed(callback, move, actor, top) ?? notNow(callback, move, actor);
}

/** The moves this person may make now: the buttons of the page. */
export const movesFor = (callback: Callback, person: PersonActor, top = false): Move[] =>
  MOVES.filter((move) => !whyNot(callback, move, person, top));

/** Whether a manager makes the owner's move in their place; it needs a reason. */
export const standsIn = (callback: Callback, move: Move, actor: Actor): boolean =>
  (TABLE[move].by === 'owner' || TABLE[move].by === 'customer_or_owner') && actor.kind === 'person' && actor.id !== callback.ownerId;

function notAllowed(callback: Callback, move: Move, actor: Actor, top: boolean): No | undefined {
  const by = TABLE[move].by === 'customer_or_owner' ? (actor.kind === 'customer' ? 'customer' : 'owner') : TABLE[move].by;
  if (by === 'customer') {
    return actor.kind === 'customer' && actor.id === callback.customerId
      ? undefined
      : { code: 'forbidden', message: 'Only the customer can say that.' };
  }
  if (actor.kind !== 'person') return { code: 'forbidden', message: 'Only somebody of the team can do that.' };
  const { offer } = callback.detail;
  if (by === 'receiver') {
    return !offer || offer.to === actor.id ? undefined : { code: 'forbidden', message: `This is offered to ${offer.toName}.` };
  }
  if (!seesTeam(actor, callback.teamId) && actor.id !== callback.ownerId)
    return { code: 'not_found', message: 'There is no such callback.' };
  const manages = actor.role !== 'supervisor';
  if ((by === 'manager' || (by === 'manager_or_top' && !(top && actor.id === callback.ownerId))) && !manages) {
    return { code: 'forbidden', message: `Only a manager can ${move === 'assign' ? 'assign a callback' : 'let a callback go'}.` };
  }
  if (by === 'owner' && callback.ownerId !== null && actor.id !== callback.ownerId && !manages) {
    return {
      code: 'forbidden',
      message: `${callback.ownerName} owns this callback.`,
      detail: { next: `Ask ${callback.ownerName}, or a manager.` },
    };
  }
  return undefined;
}

function notNow(callback: Callback, move: Move, actor: Actor): No | undefined {
  const { state, detail, ownerName } = callback;
  if (move === 'claim' && state === 'claimed') {
    const mine = actor.kind === 'person' && actor.id === callback.ownerId;
    return { code: 'conflict', message: mine ? 'You own this callback already.' : `${ownerName} took it a moment ago.` };
  }
  if (!TABLE[move].from.includes(state)) return { code: 'wrong_state', message: `This callback is ${inWords(state)}.` };
  if ((move === 'accept' || move === 'decline' || move === 'recall') && !detail.offer) {
    return { code: 'wrong_state', message: `It is not offered to anybody now; ${ownerName} owns it.` };
  }
  // On their page a customer can still say it; a colleague logs what was said on a call.
  if (move === 'rate' && actor.kind === 'person' && state !== 'claimed' && state !== 'open') {
    return { code: 'wrong_state', message: `This callback is ${inWords(state)}.` };
  }
  if ((move === 'choose_window' || move === 'rate') && ownerName === null && actor.kind === 'person') {
    return { code: 'wrong_state', message: 'Nobody owns it yet.', detail: { next: 'Claim it first.' } };
  }
  if (move === 'dismiss' && !isOnlyAWord(callback)) {
    return { code: 'wrong_state', message: 'More than a word asks for this call.' };
  }
  if (move === 'hand_off' && detail.offer) return { code: 'wrong_state', message: `It is offered to ${detail.offer.toName} already.` };
  if (move === 'hand_off' && detail.handOffs > 0 && !(actor.kind === 'person' && actor.role !== 'supervisor')) {
    return {
      code: 'needs_manager',
      message: 'It was handed over once already.',
      detail: { next: 'Ask a manager: only they can hand it over again.' },
    };
  }
  if ((move === 'release' || (move === 'assign' && state === 'claimed')) && detail.reached) {
    return {
      code: 'wrong_state',
      message: move === 'release' ? 'The customer has spoken to you.' : `The customer has spoken to ${ownerName}.`,
      detail: { next: 'Hand it over instead: it must stay owned.' },
    };
  }
  if ((move === 'agree' || move === 'correct') && detail.understanding === null) {
    return { code: 'wrong_state', message: 'Nobody has written down the problem yet.' };
  }
  if (move === 'agree' && detail.understanding?.state !== 'asked' && detail.understanding?.state !== 'unconfirmed') {
    return { code: 'wrong_state', message: 'You have said so already.' };
  }
  if (move === 'keep' && !detail.promises.some((promise) => promise.state === 'open')) {
    return { code: 'wrong_state', message: 'There is no open promise.' };
  }
  if (move === 'judge' && detail.promises.every((promise) => promise.state === 'open')) {
    return { code: 'wrong_state', message: 'No promise was kept or missed yet.' };
  }
  if ((move === 'answer_request' || move === 'withdraw_request') && !detail.requests.some((request) => request.state === 'open')) {
    return { code: 'wrong_state', message: 'Nothing is asked of another department now.' };
  }
  return undefined;
}

/** Whether nothing but a word in an answer asks for the call, and nothing came of it yet: then it may be a false alarm. */
const isOnlyAWord = ({ cause, round, secondFailure, detail }: Callback): boolean =>
  cause === 'word_rule' &&
  round === 1 &&
  !secondFailure &&
  !detail.wanted &&
  detail.understanding === null &&
  detail.promises.length + detail.requests.length + detail.remedies.length === 0;

export { minorUnits, moneyIn, sumsLike, typedSum } from '../core/money.ts';
export { LEAST_CONFIDENT, MOST_CONFIDENT } from './rules-help.ts';
export { belongs, TABS, type Tab } from './rules-order.ts';
export { DUE_WORDS, firstName, inWords } from './rules-say.ts';
export { whyNow } from './rules-why.ts';
