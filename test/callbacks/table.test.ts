import { describe, expect, it } from 'vitest';
import { decide } from '../../server/callbacks/decide.ts';
import { type Callback, MOVES, type Move, movesFor, STATES, type State, whyNot } from '../../server/callbacks/rules.ts';
import { type Actor, type PersonActor, theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { erase } from '../../server/customers/actions-erasure.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, type Case, falseAlarm, missedCall, type Shown, says } from './cases.ts';
import { COMMAND, inState, readyFor, SETTING, TEAM } from './samples.ts';

/** Those who might try. The callback is Ines's, of a team that is Tom's too; it is offered to Sami, who is of another one. */
const WHO = {
  owner: person('per_ines', 'supervisor', [TEAM]),
  colleague: person('per_tom', 'supervisor', [TEAM]),
  stranger: person('per_priya', 'supervisor', ['team_other']),
  receiver: person('per_sami', 'supervisor', ['team_other']),
  manager: person('per_maya', 'manager', []),
  administrator: person('per_ada', 'administrator', []),
  customer: { kind: 'customer', id: 'cus_rosa' },
  'another customer': { kind: 'customer', id: 'cus_kenji' },
  'the helpdesk': { kind: 'source', id: 'key_1', name: 'helpdesk' },
  'the clock': { kind: 'clock' },
} satisfies Record<string, Actor>;
type Who = keyof typeof WHO;

const TEAM_AND_ABOVE: Who[] = ['owner', 'colleague', 'manager', 'administrator'];
const OWNER_AND_ABOVE: Who[] = ['owner', 'manager', 'administrator'];
const MANAGERS: Who[] = ['manager', 'administrator'];

/** Written by hand from product.md, not from the code: who may make a move in which state. Whatever is not here may nobody. */
const MAY: Record<Move, Partial<Record<State, Who[]>>> = {
  claim: { open: ['colleague', 'owner', 'manager', 'administrator'] },
  release: { claimed: OWNER_AND_ABOVE },
  attempt: { claimed: OWNER_AND_ABOVE },
  choose_window: { open: ['customer'], claimed: ['customer', ...OWNER_AND_ABOVE] },
  announce: { claimed: OWNER_AND_ABOVE },
  write: { claimed: OWNER_AND_ABOVE },
  note: { open: TEAM_AND_ABOVE, claimed: TEAM_AND_ABOVE, fixed: TEAM_AND_ABOVE },
  understand: { claimed: OWNER_AND_ABOVE },
  propose: { claimed: OWNER_AND_ABOVE },
  promise: { claimed: OWNER_AND_ABOVE },
  keep: { claimed: OWNER_AND_ABOVE },
  remedy: { claimed: OWNER_AND_ABOVE },
  request: { claimed: OWNER_AND_ABOVE },
  answer_request: { claimed: OWNER_AND_ABOVE },
  withdraw_request: { claimed: OWNER_AND_ABOVE },
  ask_no: { claimed: OWNER_AND_ABOVE },
  rate: {
    ...{ open: ['customer'], claimed: ['customer', ...OWNER_AND_ABOVE], fixed: ['customer'] },
    ...{ confirmed: ['customer'], unconfirmed: ['customer'], let_go: ['customer'] },
  },
  hand_off: { claimed: OWNER_AND_ABOVE },
  accept: { claimed: ['receiver'] },
  decline: { claimed: ['receiver'] },
  recall: { claimed: OWNER_AND_ABOVE },
  fix: { claimed: OWNER_AND_ABOVE },
  let_go: { open: MANAGERS, claimed: MANAGERS },
  dismiss: { claimed: OWNER_AND_ABOVE },
  assign: { open: MANAGERS, claimed: MANAGERS },
  agree: { claimed: ['customer'] },
  correct: { claimed: ['customer'] },
  judge: { claimed: ['customer'], fixed: ['customer'] },
  confirm: { fixed: ['customer'], unconfirmed: ['customer'] },
  contest: { fixed: ['customer'], unconfirmed: ['customer'], confirmed: ['customer'], let_go: ['customer'] },
  withdraw: { open: ['customer'], claimed: ['customer'], fixed: ['customer'] },
  ask_call: { dismissed: ['customer'] },
};

function person(id: string, role: PersonActor['role'], teams: string[]): PersonActor {
  return { kind: 'person', id, name: id.slice(4), role, teams };
}

const refusalOf = (it: Callback, move: Move, actor: Actor): Refusal | undefined => {
  try {
    decide(it, COMMAND[move], { ...SETTING, actor });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

describe.each(MOVES)('H01 the move “%s”', (move) => {
  it.each(STATES)('in the state “%s”', (state) => {
    const it = readyFor(move, inState(state));
    for (const [who, actor] of Object.entries(WHO) as [Who, Actor][]) {
      const may = MAY[move][state]?.includes(who) ?? false;
      const refusal = refusalOf(it, move, actor);
      expect([who, refusal === undefined]).toEqual([who, may]);
      expect([who, whyNot(it, move, actor) === undefined]).toEqual([who, may]);
      if (actor.kind === 'person') expect(movesFor(it, actor).includes(move)).toBe(may);
      if (refusal) expect([who, ...sound(refusal, it, move, actor)]).toEqual([who]);
    }
  });
});

/** What is wrong with a refusal: it is by name, in a sentence, and tells those who may know how things stand. */
function sound({ code, message, detail }: Refusal, it: Callback, move: Move, actor: Actor): string[] {
  const allowed = Object.entries(MAY[move]).some(([, who]) => who.some((one) => WHO[one] === actor));
  const expected = allowed ? ['wrong_state', 'conflict'] : ['forbidden', 'not_found', 'wrong_state'];
  return [
    ...(expected.includes(code) ? [] : [`${code} is not one of ${expected.join(', ')}`]),
    ...(/^[A-Z“].*[.”]$/.test(message) ? [] : [`“${message}” is not a sentence`]),
    ...(detail.also?.state === it.state && detail.also.seq === it.seq ? [] : ['the state and seq are missing']),
    ...(actor.kind !== 'person' || JSON.stringify(detail.also?.moves) === JSON.stringify(movesFor(it, actor))
      ? []
      : ['the moves are missing']),
  ];
}

describe('H01 through the API', () => {
  /** How each state comes about. */
  const WAYS: Record<Exclude<State, 'joined'>, (world: Awaited<ReturnType<typeof makeWorld>>, kase: Case) => Promise<unknown>> = {
    open: async () => undefined,
    claimed: async (world, { path }) => (await world.signIn('ines')).post(`${path}/claim`),
    fixed: async (world, kase) => bringToFix(await world.signIn('ines'), kase),
    confirmed: async (world, kase) => {
      await bringToFix(await world.signIn('ines'), kase);
      await says(world, kase, 'confirm');
    },
    unconfirmed: async (world, kase) => {
      await bringToFix(await world.signIn('ines'), kase);
      await world.pass(6 * 24 * 3_600_000);
    },
    withdrawn: (world, kase) => says(world, kase, 'withdraw'),
    erased: async (world) => {
      const [customer] = await rowsOf<{ id: string }>(world.client, 'select id from customers');
      await erase(contextOf(world.deps, theClock), customer!.id, 'asked_by_customer');
    },
    dismissed: async (world, { path }) => {
      const ines = await world.signIn('ines');
      await ines.post(`${path}/claim`);
      await ines.post(`${path}/dismiss`, { reason: 'No lawyer.' });
    },
    let_go: async (world, { path }) =>
      (await world.signIn('maya')).post(`${path}/let-go`, { reason: 'Sold in 2009.', alternatives: ['A new one.', 'A repair.'] }),
  };
  const CAST = { ines: 'owner', tom: 'colleague', maya: 'manager', ada: 'administrator' } as const;
  const BODY: Partial<Record<Move, [path: string, body: Record<string, unknown>]>> = {
    claim: ['claim', {}],
    release: ['release', { reason: 'A holiday.' }],
    attempt: ['attempts', { outcome: 'busy' }],
    choose_window: ['window', { window: null }],
    announce: ['announce', {}],
    write: ['letter', { channel: 'email' }],
    note: ['notes', { text: 'Hello.' }],
    understand: ['understanding', { words: 'Two charges.' }],
    propose: ['proposals', { text: 'A refund.' }],
    promise: ['promises', { text: 'A refund.', at: '2026-04-01T09:00:00Z' }],
    keep: ['keep', { promise: 'prm_1' }],
    remedy: ['remedies', { power: 'refund', amount: 1, what: 'A cent.' }],
    request: ['requests', { to: 'Warehouse', what: 'Is it there?', at: '2026-04-01T09:00:00Z' }],
    answer_request: ['answer-request', { request: 'req_1', answer: 'Yes.' }],
    withdraw_request: ['withdraw-request', { request: 'req_1', because: 'Found out.' }],
    ask_no: ['ask-no', { why: 'Not ours.' }],
    rate: ['confidence', { rating: 3 }],
    hand_off: ['hand-off', { power: 'refund', amount: 1, why: 'He may.' }],
    accept: ['accept', {}],
    decline: ['decline', { reason: 'Not mine.' }],
    recall: ['recall', {}],
    fix: ['fix', { cause: 'system', done: 'Paid back.' }],
    let_go: ['let-go', { reason: 'No.', alternatives: ['A.', 'B.'] }],
    dismiss: ['dismiss', { reason: 'No lawyer.' }],
  };

  it.each(Object.entries(WAYS))(
    'a callback that is %s shows each of them their moves, and refuses the others without a trace',
    async (state, bring) => {
      const world = await makeWorld();
      const kase = await (state === 'dismissed' ? falseAlarm : missedCall)(world);
      await bring(world, kase);
      for (const [name, who] of Object.entries(CAST) as [keyof typeof CAST, Who][]) {
        const visitor = await world.signIn(name);
        const shown = await visitor.get<Shown>(kase.path);
        expect(shown.state).toBe(state);
        // Some of the moves that a state allows need more: an offer, a promise, an understanding.
        const allowed = MOVES.filter((move) => MAY[move][state as State]?.includes(who));
        expect(allowed).toEqual(expect.arrayContaining(shown.moves));
        for (const [move, [path, body]] of Object.entries(BODY)) {
          if (shown.moves.includes(move)) continue;
          const problem = await withoutChange(world.client, () =>
            visitor.refused(`${kase.path}/${path}`, {
              reason: 'Ines is away.',
              ...body,
              ...(move === 'hand_off' ? { to: world.people.tom } : {}),
            }),
          );
          expect([403, 409]).toContain(problem.status);
          expect(problem).toMatchObject({ state, seq: shown.seq, moves: shown.moves });
        }
      }
    },
  );
});

describe('a refusal explains itself', () => {
  const claimed = inState('claimed');
  it.each([
    ['claim', claimed, 'owner', 'You own this callback already.'],
    ['claim', claimed, 'colleague', 'Ines Duarte took it a moment ago.'],
    ['claim', inState('confirmed'), 'colleague', 'This callback is confirmed as fixed by the customer.'],
    ['claim', inState('joined'), 'colleague', 'This callback is part of another callback of this customer now.'],
    ['claim', inState('withdrawn'), 'colleague', 'This callback is withdrawn by the customer.'],
    ['attempt', claimed, 'colleague', 'Ines Duarte owns this callback.'],
    ['attempt', inState('open'), 'colleague', 'This callback is waiting for an owner.'],
    ['attempt', inState('fixed'), 'owner', 'This callback is waiting for the customer to say whether it is fixed.'],
    ['fix', inState('confirmed'), 'owner', 'This callback is confirmed as fixed by the customer.'],
    ['let_go', claimed, 'owner', 'Only a manager can let a callback go.'],
    ['dismiss', claimed, 'owner', 'More than a word asks for this call.'],
    ['claim', inState('dismissed'), 'colleague', 'This callback is closed: no call was needed.'],
    ['accept', claimed, 'colleague', 'It is not offered to anybody now; Ines Duarte owns it.'],
    ['accept', readyFor('accept', claimed), 'colleague', 'This is offered to Sami Haddad.'],
    ['hand_off', readyFor('accept', claimed), 'owner', 'It is offered to Sami Haddad already.'],
    ['confirm', inState('fixed'), 'owner', 'Only the customer can say that.'],
    ['confirm', inState('fixed'), 'another customer', 'Only the customer can say that.'],
    ['attempt', claimed, 'the helpdesk', 'Only somebody of the team can do that.'],
    ['attempt', claimed, 'stranger', 'There is no such callback.'],
    ['agree', claimed, 'customer', 'Nobody has written down the problem yet.'],
    ['keep', claimed, 'owner', 'There is no open promise.'],
  ] as [Move, Callback, Who, string][])('%s', (move, it, who, sentence) => {
    expect(refusalOf(it, move, WHO[who])?.message).toBe(sentence);
  });
});
