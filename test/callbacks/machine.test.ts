import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, decide, joining, nextMoment, opening, type Setting } from '../../server/callbacks/decide.ts';
import { begin, type CallbackEvent, evolve, replay } from '../../server/callbacks/fold.ts';
import { type Callback, type Cause, FIX_CAUSES, MOVES, type Move, OUTCOMES, STATES, whyNot } from '../../server/callbacks/rules.ts';
import type { Actor, PersonActor } from '../../server/core/actor.ts';
import type { OpeningHours } from '../../server/core/calendar.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { DAY, HOUR, type Instant, MINUTE, type Millis } from '../../server/core/time.ts';
import { DEFAULT_POLICY, type Policy } from '../../server/people/policy.ts';
import { AT, heedClock, TEAM } from './samples.ts';

const person = (id: string, role: PersonActor['role'], teams: string[]): PersonActor => ({
  kind: 'person',
  id,
  name: `${id} B`,
  role,
  teams,
});
const PEOPLE = [
  person('per_ines', 'supervisor', [TEAM]),
  person('per_tom', 'supervisor', [TEAM]),
  person('per_priya', 'supervisor', ['team_other']),
  person('per_maya', 'manager', []),
];
const ROSA: Actor = { kind: 'customer', id: 'cus_rosa' };
const CLOCK: Actor = { kind: 'clock' };

const minutes = fc.integer({ min: 1, max: 4_000 });
const policy: fc.Arbitrary<Policy> = fc
  .record({ firstContactMinutes: minutes, nextStepMinutes: minutes, retryMinutes: minutes, acceptMinutes: minutes })
  .chain((some) =>
    fc
      .record({ warnMinutes: fc.integer({ min: 0, max: 600 }), confirmDays: fc.integer({ min: 1, max: 9 }) })
      .map((more) => ({ ...DEFAULT_POLICY, ...some, ...more })),
  );
const day = [{ from: '09:00', to: '17:00' }];
const hours: fc.Arbitrary<OpeningHours> = fc.constantFrom<OpeningHours>(
  { name: 'Billing', zone: 'Europe/Berlin', week: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: ['2026-03-03'] },
  {
    name: 'Night',
    zone: 'America/New_York',
    week: { sun: [{ from: '22:00', to: '06:00' }], wed: [{ from: '22:00', to: '06:00' }] },
    holidays: [],
  },
  { name: 'Nobody', zone: 'UTC', week: {}, holidays: [] },
);

/** One step of a story: time passes, then somebody does something, sensible or not, or the customer is let down again. */
const step = fc.record({
  wait: fc.oneof(fc.constantFrom<Millis>(0, 1, MINUTE, HOUR), fc.integer({ min: 0, max: 3 * DAY })),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant('sensible' as const) },
    { weight: 5, arbitrary: fc.constant('anything' as const) },
    { weight: 1, arbitrary: fc.constant('let down again' as const) },
    { weight: 2, arbitrary: fc.constant('nothing' as const) },
  ),
  actor: fc.constantFrom<Actor>(...PEOPLE, ROSA, ROSA),
  move: fc.constantFrom(...MOVES),
  nth: fc.nat(1_000),
  text: fc.constantFrom('One.', 'Two.', 'Three.'),
  outcome: fc.constantFrom(...OUTCOMES),
  cause: fc.constantFrom(...FIX_CAUSES),
  ahead: fc.integer({ min: -HOUR, max: 6 * DAY }),
  to: fc.constantFrom(...PEOPLE),
  alternatives: fc.constantFrom<string[]>([], ['A.'], ['A.', 'a.'], ['A.', 'B.'], ['A.', 'B.', 'C.']),
  yes: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function commandOf(move: Move, it: Callback, now: Instant, { text, outcome, cause, ahead, to, alternatives, yes, nth }: Step): Command {
  switch (move) {
    case 'release':
    case 'decline':
    case 'dismiss':
      return { move, reason: text };
    case 'attempt':
      // Some of these times nobody works at: they are refused.
      return {
        move,
        outcome,
        note: yes ? text : null,
        next: nth % 3 ? 'proposed' : yes ? 'soon' : { from: now + ahead, to: now + ahead + HOUR },
      };
    case 'write':
      return { move, channel: yes ? 'email' : 'text' };
    case 'choose_window':
      // Only some of these lie in the opening hours: the others are refused.
      return { move, window: yes ? { from: now + ahead, to: now + ahead + HOUR } : null, phone: nth % 2 ? '+4930123456' : null };
    case 'note':
    case 'propose':
      return { move, text };
    case 'understand':
      return { move, words: text, agreed: yes };
    case 'promise':
      return { move, id: `prm_${it.seq}`, text, at: now + ahead };
    case 'keep':
      return { move, promise: it.detail.promises[nth % (it.detail.promises.length + 1)]?.id ?? 'prm_none' };
    case 'hand_off': {
      const receiver = { id: to.id, name: to.name, active: true, authorities: [{ power: 'refund', upTo: 5_000 }] };
      return { move, to: receiver, power: 'refund', amount: nth * 6, currency: 'EUR', why: text };
    }
    case 'remedy':
      return { move, power: 'refund', amount: nth, what: text, authorities: [{ power: 'refund', upTo: 1_500 }], currency: 'EUR' };
    case 'request':
      return { move, id: `req_${it.seq}`, department: text, what: text, at: now + ahead };
    case 'answer_request':
    case 'withdraw_request': {
      const request = it.detail.requests[nth % (it.detail.requests.length + 1)]?.id ?? 'req_none';
      return move === 'answer_request' ? { move, request, answer: text } : { move, request, reason: text };
    }
    case 'rate':
      return { move, rating: 1 + (nth % 5), of: null };
    case 'ask_no':
      return { move, reason: text, alternatives };
    case 'assign':
      return { move, to: { ...to, active: yes } };
    case 'fix':
      return { move, cause, done: text };
    case 'let_go':
      return { move, reason: text, alternatives };
    case 'judge':
      return { move, promise: it.detail.promises[nth % (it.detail.promises.length + 1)]?.id ?? 'prm_none', kept: yes };
    case 'correct':
    case 'contest':
      return { move, words: text };
    case 'withdraw':
      return { move, words: yes ? text : null };
    default:
      return { move };
  }
}

/** Something that somebody may do now. What ends a story is chosen seldom, so that stories go on. */
function sensible(it: Callback, { nth, actor, move }: Step): { actor: Actor; move: Move } {
  const ways = [...PEOPLE, ROSA].flatMap((who) => MOVES.filter((one) => !whyNot(it, one, who)).map((one) => ({ actor: who, move: one })));
  const lasting = ways.filter((way) => nth % 10 === 0 || !['let_go', 'withdraw', 'dismiss'].includes(way.move));
  return lasting[nth % Math.max(1, lasting.length)] ?? { actor, move };
}

type Told = { at: Instant; event: CallbackEvent; by: Actor; before: Callback; after: Callback };

/** Plays a story; gives back everything that happened, in order. The clock looks after every step, unless it stands still. */
function play(
  steps: readonly Step[],
  rules: Pick<Setting, 'policy' | 'hours'>,
  clockRuns: boolean,
  began: { cause: Cause; score: number },
): { first: CallbackEvent; told: Told[]; last: Instant } {
  const ways = { zone: 'America/New_York', quiet: DEFAULT_POLICY.quiet, phone: true, text: false, mail: true };
  const setting = (now: Instant, actor: Actor): Setting => ({ now, actor, ways, ...rules });
  const reason = { cause: 'low_score' as const, about: 'rsp_1', score: 1, firstWords: 'Charged twice.', interactionId: 'int_1' };
  const first = opening({ ...reason, ...began }, 'cus_rosa', TEAM, setting(AT, ROSA));
  let it = begin('cbk_1', first, AT);
  let now = AT;
  const told: Told[] = [];
  const happen = (event: CallbackEvent, by: Actor) => {
    const before = it;
    it = evolve(it, event, now);
    told.push({ at: now, event, by, before, after: it });
  };
  for (const each of steps) {
    now += each.wait;
    if (clockRuns) for (const event of heedClock(it, setting(now, CLOCK)).said) happen(event, CLOCK);
    if (each.what === 'nothing') continue;
    if (each.what === 'let down again') {
      if (it.open) happen(joining(it, { ...reason, about: `rsp_${it.seq}` }, setting(now, ROSA)), ROSA);
      continue;
    }
    const { actor, move } = each.what === 'sensible' ? sensible(it, each) : each;
    try {
      happen(decide(it, commandOf(move, it, now, each), setting(now, actor)), actor);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  for (const event of heedClock(it, setting(now, CLOCK)).said) happen(event, CLOCK);
  return { first, told, last: now };
}

const began = fc.constantFrom({ cause: 'low_score' as const, score: 1 }, { cause: 'word_rule' as const, score: 5 });
const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
const story = fc.record({ steps, policy, hours, clockRuns: fc.boolean(), began });
const stories = (check: (played: ReturnType<typeof play>) => void, numRuns = 400) =>
  fc.assert(
    fc.property(story, ({ steps, clockRuns, began, ...rules }) => check(play(steps, rules, clockRuns, began))),
    { numRuns },
  );

const OPEN = ['open', 'claimed', 'fixed'];

describe('whatever anybody does, and whenever', () => {
  it('a callback is open in its open states, has a time while it is, and is owned once it was taken', () => {
    stories(({ told }) => {
      for (const { after, before, event } of told) {
        expect(STATES).toContain(after.state);
        expect(after.open).toBe(OPEN.includes(after.state));
        expect(after.closedAt === null).toBe(after.open);
        if (after.state === 'claimed' || after.state === 'fixed') expect([after.ownerId, after.ownerName]).not.toContain(null);
        if (after.state === 'open') expect(after.ownerId).toBeNull();
        if (before.ownerId !== null && after.ownerId === null) expect(event.kind).toBe('released');
        if (after.open) {
          expect(after.dueAt).toBeGreaterThan(0);
          expect(after.dueWhy).not.toBe('');
        }
      }
    });
  });

  it('counts its entries one by one, its rounds by what was contested, and never becomes less urgent', () => {
    stories(({ told }) => {
      for (const { before, after } of told) {
        expect(after.seq).toBe(before.seq + 1);
        expect(after.level).toBeGreaterThanOrEqual(before.level);
        expect(after.detail.handOffs).toBeGreaterThanOrEqual(before.detail.handOffs);
        expect(after.detail.late).toBeGreaterThanOrEqual(before.detail.late);
      }
      const last = told.at(-1)?.after;
      if (!last) return;
      const many = (kind: CallbackEvent['kind']) => told.filter(({ event }) => event.kind === kind).length;
      expect(last.round).toBe(1 + many('contested'));
      expect(last.detail.handOffs).toBe(many('accepted'));
      const alarms = told.filter(({ event }) => event.kind === 'contested' && event.alarm).length;
      expect(alarms).toBe(Math.max(0, many('contested') - 2));
      expect(last.detail.escalations).toBe(many('escalated') + alarms);
      const raised = told.filter(({ event }) => event.kind === 'escalated' && event.step <= (event.clock ? 1 : 2)).length;
      const broken = told.filter(({ event }) => event.kind === 'promise_judged' && event.was === 'kept' && !event.kept).length;
      expect(last.level).toBe(many('contested') + many('joined') + raised + many('promise_missed') + broken);
    });
  });

  it('is nothing but its history: told again, it is the same, and nothing is lost on the way through JSON', () => {
    stories(({ first, told }) => {
      const history = [{ at: AT, event: first }, ...told.map(({ at, event }) => ({ at, event }))];
      const last = told.at(-1)?.after ?? begin('cbk_1', first as Extract<CallbackEvent, { kind: 'opened' }>, AT);
      expect(replay('cbk_1', JSON.parse(JSON.stringify(history)))).toEqual(last);
    });
  });

  it('is closed as fixed by its customer alone, and let go by a manager alone', () => {
    stories(({ told }) => {
      for (const { event, by, before, after } of told) {
        if (after.state === 'confirmed' && before.state !== 'confirmed') expect([event.kind, by]).toEqual(['confirmed', ROSA]);
        if (event.kind === 'let_go') expect(by).toMatchObject({ role: 'manager' });
        if (event.kind === 'claimed') expect(after.ownerId).toBe((by as PersonActor).id);
      }
    });
  });

  it('lets the clock say everything once, and tells it when to look again', () => {
    stories(({ told, last }) => {
      const raised = told.flatMap(({ event }) =>
        event.kind === 'escalated' ? [`${event.clock ?? ''} ${event.of} step ${event.step}`] : [],
      );
      expect(new Set(raised).size).toBe(raised.length);
      const missed = told.filter(({ event }) => event.kind === 'promise_missed').map(({ event }) => (event as { promise: string }).promise);
      expect(new Set(missed).size).toBe(missed.length);
      for (const { after, event } of told) {
        if (!after.open) expect(nextMoment(after)).toBeUndefined();
        // Whatever is open is looked at again, however often it was raised.
        else expect(nextMoment(after)).toBeDefined();
        if (event.kind === 'warned') expect((event.clock ? after.detail.ours : after.detail)?.warnAt).toBeNull();
      }
      const end = told.at(-1)?.after;
      const next = end && nextMoment(end);
      if (next !== undefined) expect(next).toBeGreaterThan(last);
    });
  });

  it('has no open promise that the clock has forgotten', () => {
    stories(({ told }) => {
      for (const { after } of told.filter(({ after }) => after.open)) {
        for (const promise of after.detail.promises.filter((one) => one.state === 'open'))
          expect(nextMoment(after)).toBeLessThanOrEqual(promise.at);
      }
    });
  });

  it('is offered to one colleague at a time, to nobody once it is closed or fixed, and a second time by a manager only', () => {
    stories(({ told }) => {
      for (const { before, after, event, by } of told) {
        if (after.detail.offer) expect(after.state).toBe('claimed');
        if (event.kind === 'offered') {
          expect(before.detail.offer).toBeNull();
          if (before.detail.handOffs > 0) expect((by as PersonActor).role).toBe('manager');
        }
        if (event.kind === 'accepted')
          expect([after.ownerId, (by as PersonActor).id]).toEqual([before.detail.offer!.to, before.detail.offer!.to]);
      }
    });
  });

  it('H18 never grants more of one power than its limit, and is never said to be fixed while another department is asked', () => {
    stories(({ told }) => {
      for (const { after, event } of told) {
        expect(after.detail.remedies.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(1_500);
        if (event.kind === 'fixed') expect(after.detail.requests.filter(({ state }) => state === 'open')).toEqual([]);
      }
      const missed = told
        .filter(({ event }) => event.kind === 'request_overdue')
        .map(({ event }) => (event as { request: string }).request);
      expect(new Set(missed).size).toBe(missed.length);
    });
  });

  it('is understood before anything is proposed, and the customer has said so or had their time to', () => {
    stories(({ told }) => {
      for (const { before, event } of told.filter(({ event }) => event.kind === 'proposed')) {
        expect([event.kind, before.detail.understanding?.state]).toEqual([
          'proposed',
          expect.stringMatching(/^(agreed|corrected|unconfirmed)$/),
        ]);
      }
    });
  });

  it('a second failure never puts off what was due', () => {
    stories(({ told }) => {
      for (const { before, after, event } of told.filter(({ event }) => event.kind === 'joined')) {
        expect(event.kind).toBe('joined');
        expect(after.secondFailure).toBe(true);
        if (before.state !== 'fixed') expect(after.dueAt).toBeLessThanOrEqual(before.dueAt);
        else expect(after.state).toBe('claimed');
      }
    });
  });

  it('reaches every state and every event, or these tests prove nothing', () => {
    const seen = new Set<string>();
    stories(({ told }) => {
      for (const { event, after } of told) seen.add(event.kind).add(`state ${after.state}`);
    }, 500);
    const kinds: CallbackEvent['kind'][] = [
      ...([
        'joined',
        'claimed',
        'released',
        'attempted',
        'written',
        'noted',
        'understood',
        'understanding_agreed',
        'understanding_corrected',
        'understanding_unanswered',
      ] as const),
      ...([
        'proposed',
        'promised',
        'promise_kept',
        'promise_missed',
        'promise_judged',
        'offered',
        'accepted',
        'declined',
        'recalled',
        'offer_lapsed',
      ] as const),
      ...([
        'fixed',
        'confirmed',
        'contested',
        'unconfirmed',
        'withdrawn',
        'let_go',
        'dismissed',
        'called_for',
        'warned',
        'escalated',
      ] as const),
    ];
    const expected = [...kinds, ...STATES.filter((state) => state !== 'joined' && state !== 'erased').map((state) => `state ${state}`)];
    expect(expected.filter((one) => !seen.has(one))).toEqual([]);
  });
});
