import { type Command, decideMoment, opening, type Setting } from '../../server/callbacks/decide.ts';
import { begin, type CallbackEvent, evolve } from '../../server/callbacks/fold.ts';
import type { Callback, Move, State } from '../../server/callbacks/rules.ts';
import type { PersonActor } from '../../server/core/actor.ts';
import { DAY, HOUR } from '../../server/core/time.ts';
import { DEFAULT_POLICY, defaultHours } from '../../server/people/policy.ts';

/** A Monday morning in winter, 10:00 in Berlin. */
export const AT = Date.parse('2026-03-02T09:00:00Z');
export const TEAM = 'team_billing';

export const INES: PersonActor = { kind: 'person', id: 'per_ines', name: 'Ines Duarte', role: 'supervisor', teams: [TEAM] };
const TOM = { kind: 'person', id: 'per_tom2', name: 'Tom Becker', role: 'supervisor', teams: [TEAM], active: true } as const;
const SAMI = { id: 'per_sami', name: 'Sami Haddad', active: true, authorities: [{ power: 'refund', upTo: 20_000 }] };

export const SETTING: Setting = {
  now: AT,
  actor: INES,
  policy: DEFAULT_POLICY,
  hours: { ...defaultHours('Europe/Berlin'), name: 'Billing' },
  ways: { zone: 'Europe/Berlin', quiet: DEFAULT_POLICY.quiet, phone: true, text: true, mail: true },
};

/** A callback that was just opened. */
export const fresh = (setting: Setting = SETTING): Callback =>
  begin(
    'cbk_1',
    opening(
      { cause: 'low_score', about: 'rsp_1', score: 2, firstWords: 'Charged twice.', interactionId: 'int_1' },
      'cus_rosa',
      TEAM,
      setting,
    ),
    setting.now,
  );

/** One sound command for every move. */
export const COMMAND: Record<Move, Command> = {
  claim: { move: 'claim' },
  release: { move: 'release', reason: 'A holiday.' },
  attempt: { move: 'attempt', outcome: 'reached', note: null },
  choose_window: { move: 'choose_window', window: { from: AT + DAY, to: AT + DAY + 2 * HOUR }, phone: null },
  announce: { move: 'announce' },
  write: { move: 'write', channel: 'email' },
  note: { move: 'note', text: 'Likes to be called early.' },
  understand: { move: 'understand', words: 'Two charges for one order.', agreed: false },
  propose: { move: 'propose', text: 'A refund.' },
  promise: { move: 'promise', id: 'prm_2', text: 'A refund.', at: AT + DAY },
  keep: { move: 'keep', promise: 'prm_1' },
  remedy: {
    move: 'remedy',
    ...{ power: 'refund', amount: 500, what: 'Five euros back.', authorities: [{ power: 'refund', upTo: 1_000 }], currency: 'EUR' },
  },
  request: { move: 'request', id: 'req_2', department: 'Warehouse', what: 'Is it in stock?', at: AT + DAY },
  answer_request: { move: 'answer_request', request: 'req_1', answer: 'It is.' },
  withdraw_request: { move: 'withdraw_request', request: 'req_1', reason: 'Found out.' },
  rate: { move: 'rate', rating: 2, of: null },
  ask_no: { move: 'ask_no', reason: 'Not ours.', alternatives: ['A voucher.'] },
  hand_off: { move: 'hand_off', to: SAMI, power: 'refund', amount: 100, currency: 'EUR', why: 'He may say yes.' },
  accept: { move: 'accept' },
  decline: { move: 'decline', reason: 'Not mine.' },
  recall: { move: 'recall' },
  fix: { move: 'fix', cause: 'system', done: 'One was paid back.' },
  let_go: { move: 'let_go', reason: 'Not ours.', alternatives: ['A voucher.', 'Another shop.'] },
  dismiss: { move: 'dismiss', reason: 'They say that they need no lawyer.' },
  assign: { move: 'assign', to: TOM },
  agree: { move: 'agree' },
  correct: { move: 'correct', words: 'Three charges.' },
  judge: { move: 'judge', promise: 'prm_1', kept: false },
  confirm: { move: 'confirm' },
  contest: { move: 'contest', words: 'Still broken.' },
  withdraw: { move: 'withdraw', words: null },
  ask_call: { move: 'ask_call' },
};

const FIXED: CallbackEvent[] = [
  { kind: 'claimed', ownerId: INES.id, ownerName: INES.name },
  { kind: 'understood', words: 'Two charges for one order.', state: 'agreed' },
  {
    kind: 'fixed',
    cause: 'system',
    done: 'One was paid back.',
    late: false,
    due: { at: AT + 5 * DAY, kind: 'confirmation', why: 'five days', warnAt: null },
  },
];

const WAY: Record<State, CallbackEvent[]> = {
  open: [],
  claimed: FIXED.slice(0, 1),
  fixed: FIXED,
  confirmed: [...FIXED, { kind: 'confirmed' }],
  unconfirmed: [...FIXED, { kind: 'unconfirmed' }],
  withdrawn: [{ kind: 'withdrawn', words: null }],
  let_go: [{ kind: 'let_go', reason: 'Not ours.', alternatives: ['A voucher.', 'Another shop.'], byName: 'Maya' }],
  dismissed: [...FIXED.slice(0, 1), { kind: 'dismissed', reason: 'They say that they need no lawyer.' }],
  erased: [{ kind: 'erased', because: 'asked_by_customer' }],
  joined: [...FIXED, { kind: 'confirmed' }, { kind: 'joined_another', words: 'Still broken.', other: 'cbk_2' }],
};

/** A callback of Ines's in this state, as its story made it. */
export const inState = (state: State): Callback => WAY[state].reduce((it, event) => evolve(it, event, AT), fresh());

/** The same callback with whatever this move needs besides its state. */
export function readyFor(move: Move, it: Callback): Callback {
  const with_ = (change: Partial<Callback['detail']>): Callback => ({ ...it, detail: { ...it.detail, ...change } });
  const offer = {
    to: SAMI.id,
    toName: SAMI.name,
    by: INES.id,
    byName: INES.name,
    power: 'refund',
    amount: 100,
    currency: 'EUR',
    why: '',
    until: AT + HOUR,
    untilWhy: '',
  };
  if (move === 'accept' || move === 'decline' || move === 'recall') return with_({ offer });
  if (move === 'propose') return with_({ understanding: { words: 'Two.', state: 'agreed' } });
  if (move === 'agree' || move === 'correct' || move === 'fix') return with_({ understanding: { words: 'Two.', state: 'unconfirmed' } });
  if (move === 'answer_request' || move === 'withdraw_request') {
    const asked = { department: 'Warehouse', what: 'Is it in stock?', state: 'open' as const, missed: false, answer: null };
    return with_({ requests: [{ id: 'req_1', at: AT + DAY, ...asked }] });
  }
  if (move === 'dismiss') return { ...it, cause: 'word_rule' };
  if (move === 'judge') return with_({ promises: [{ id: 'prm_1', text: 'A call.', at: AT, state: 'kept' }] });
  if (move === 'keep') return with_({ promises: [{ id: 'prm_1', text: 'A call.', at: AT + DAY, state: 'open' }] });
  return it;
}

/** Lets the clock say everything it has to say; gives back what it said. Says so when it never ends. */
export function heedClock(it: Callback, setting: Setting): { after: Callback; said: CallbackEvent[] } {
  const said: CallbackEvent[] = [];
  let after = it;
  for (let event = decideMoment(after, setting); event; event = decideMoment(after, setting)) {
    if (said.push(event) > 20) throw new Error(`The clock never stops: ${said.map((one) => one.kind).join(', ')}`);
    after = evolve(after, event, setting.now);
  }
  return { after, said };
}
