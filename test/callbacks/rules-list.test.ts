import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongs, TABS, whyNow } from '../../server/callbacks/rules.ts';
import { rankOf } from '../../server/callbacks/rules-order.ts';
import type { Situation } from '../../server/callbacks/rules-why.ts';
import { termsOf, wordsOf } from '../../server/callbacks/rules-words.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { AT, fresh, inState } from './samples.ts';

const time = (at: number) => new Date(at).toISOString().slice(11, 16);
const telling = { now: AT, time, day: (at: number) => `${at < AT + 12 * HOUR ? 'today' : 'tomorrow'} ${time(at)}` };
const situation: Situation = {
  customer: 'Rosa',
  state: 'open',
  due: { at: AT + 4 * HOUR, kind: 'first_contact' },
  window: null,
  wish: null,
  secondFailure: false,
  round: 1,
  triedInVain: 0,
  tactic: 'call',
  plan: null,
  promise: null,
  fixBy: null,
  offer: null,
};

describe('why now', () => {
  it.each<[string, Partial<Situation>]>([
    ['Promised a call by today 13:00.', {}],
    ['Rosa asked by text for: “tomorrow after 3”, promised a call by today 13:00.', { wish: 'tomorrow after 3' }],
    ['Overdue by 20 min: promised a call by today 08:40.', { due: { at: AT - 20 * MINUTE, kind: 'first_contact' } }],
    ['Rosa asked to be called today 08:00–10:00: that is now.', { window: { from: AT - HOUR, to: AT + HOUR } }],
    ['Rosa asked to be called tomorrow 09:00–11:00.', { window: { from: AT + DAY, to: AT + DAY + 2 * HOUR } }],
    ['Second failure, promised a call by today 13:00.', { secondFailure: true }],
    ['Second failure, still broken, promised a call by today 13:00.', { secondFailure: true, round: 2 }],
    ['Not reached at the first try, the next is due by today 13:00.', { due: { at: AT + 4 * HOUR, kind: 'retry' }, triedInVain: 1 }],
    [
      'Overdue by 2 h: not reached in 3 tries, the next is due by today 07:00.',
      { due: { at: AT - 2 * HOUR, kind: 'retry' }, triedInVain: 3 },
    ],
    [
      'Not reached in 2 tries, the next is planned today 12:00–13:00.',
      { due: { at: AT + 4 * HOUR, kind: 'retry' }, triedInVain: 2, plan: { from: AT + 3 * HOUR, to: AT + 4 * HOUR } },
    ],
    [
      'Not reached in 4 tries, a text and then a call is planned today 08:00–10:00: that is now.',
      { due: { at: AT + HOUR, kind: 'retry' }, triedInVain: 4, tactic: 'text_first', plan: { from: AT - HOUR, to: AT + HOUR } },
    ],
    [
      'Not reached in 6 tries, a letter is due by today 13:00.',
      { due: { at: AT + 4 * HOUR, kind: 'retry' }, triedInVain: 6, tactic: 'write' },
    ],
    ['Promised “the refund” by today 13:00.', { due: { at: AT + 4 * HOUR, kind: 'promise' }, promise: 'the refund' }],
    [
      'Was to be fixed by today 07:00, the next step is due by tomorrow 09:00.',
      { due: { at: AT + DAY, kind: 'next_step' }, fixBy: AT - 2 * HOUR },
    ],
    ['The next step is due by tomorrow 09:00.', { due: { at: AT + DAY, kind: 'next_step' }, fixBy: AT + HOUR }],
    ['The next step is due by tomorrow 09:00.', { due: { at: AT + DAY, kind: 'next_step' } }],
    [
      'Tom asks you to take it over until today 10:00, promised a call by today 13:00.',
      { offer: { byName: 'Tom', until: AT + HOUR, toMe: true } },
    ],
    ['We said that it is fixed. Rosa can answer until tomorrow 09:00.', { state: 'fixed', due: { at: AT + DAY, kind: 'confirmation' } }],
    ['', { due: null, state: 'confirmed' }],
  ])('%s', (line, change) => expect(whyNow({ ...situation, ...change }, telling)).toBe(line));
});

describe('the order', () => {
  it('goes by what is due within each class, and no due time ever outweighs a class', () => {
    const instant = fc.integer({ min: 0, max: Date.parse('2200-01-01') });
    const row = fc.record({ dueAt: instant, level: fc.nat(5), urgent: fc.boolean(), window: fc.boolean(), rests: fc.boolean() });
    const classOf = (it: { level: number; urgent: boolean; window: boolean; rests: boolean }) =>
      it.window && it.rests ? 3 : it.urgent ? (it.level > 1 ? 0 : 1) : it.window ? 2 : 3;
    fc.assert(
      fc.property(row, row, (a, b) => {
        const [first, second] = [a, b].map((it) =>
          rankOf({
            state: 'open',
            level: it.level,
            dueAt: it.dueAt,
            restsUntil: it.window && it.rests ? it.dueAt - 1 : null,
            detail: { ...fresh().detail, urgent: it.urgent, window: it.window ? { from: it.dueAt - 1, to: it.dueAt } : null },
          }),
        ) as [number, number];
        expect(Number.isSafeInteger(first)).toBe(true);
        expect(Math.sign(first - second)).toBe(Math.sign(classOf(a) - classOf(b)) || Math.sign(a.dueAt - b.dueAt));
      }),
    );
  });

  it('has a place for what is ours to do, and none for what waits for the customer or has ended', () => {
    expect(inState('open').rank).not.toBeNull();
    expect(inState('claimed').rank).not.toBeNull();
    for (const state of ['fixed', 'confirmed', 'unconfirmed', 'withdrawn', 'let_go', 'joined'] as const)
      expect([state, inState(state).rank]).toEqual([state, null]);
  });

  it('puts each callback into one of: nobody’s, owned, waiting, done', () => {
    for (const state of ['open', 'claimed', 'fixed', 'confirmed', 'withdrawn'] as const) {
      const it = { ...inState(state), owner: state === 'open' ? null : { id: 'per_ines' }, offer: null };
      const tabs = TABS.filter((tab) => belongs(it, { tab }, 'per_ines'));
      expect([state, tabs]).toEqual([
        state,
        { open: ['unowned', 'team'], claimed: ['mine', 'team'], fixed: ['waiting'] }[state as 'open'] ?? ['done'],
      ]);
    }
  });
});

describe('searching', () => {
  it('finds a callback by any beginning of any of its words, whatever the case and the accents', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, text, fc.boolean(), fc.nat(100), (name, firstWords, loud, n) => {
        const words = wordsOf({ name, firstWords, email: null, phone: null });
        const typed = `${name} ${firstWords}`.split(/\s+/)[n % 3] ?? '';
        for (const term of termsOf(loud ? typed.toUpperCase().toLowerCase() : typed))
          if (!/\d/.test(term))
            expect(
              words.some((word) => word.startsWith(term)),
              `${term} in ${words.join(' ')}`,
            ).toBe(true);
      }),
    );
  });

  it.each([
    ['+49 30 901820', ['4930901820']],
    ['(030) 90-18-20', ['30901820']],
    ['Zoë Ø. Straße', ['zoe', 'o', 'strasse']],
    ['rosa@customer.example', ['rosa', 'customer', 'example']],
    ['many1000@customer.example', ['many1000', 'customer', 'example']],
    ['order 42', ['order', '42']],
    ['ＲＯＳＡ', ['rosa']],
    ['森', ['森']],
    ['%_*"()', []],
    ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('“%s” is looked for as %j', (typed, terms) => expect(termsOf(typed)).toEqual(terms));
});
