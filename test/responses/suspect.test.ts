import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../server/core/time.ts';
import {
  isSuspect,
  READING,
  type Sending,
  SOON_AFTER_MAIL,
  SWEEP,
  signalInWords,
  suspicionsOf,
} from '../../server/responses/rules-suspect.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';

/** Somebody who found the mail after ten minutes and took twenty seconds over the page. */
const rosa: Sending = {
  ...{ at: NOW, drawnAt: NOW - 20 * SECOND, hand: 18_000, agent: FIREFOX, score: 2 },
  ...{ mailedAt: [NOW - 10 * MINUTE], earlier: [], second: false },
};
const names = (change: Partial<Sending>) => suspicionsOf({ ...rosa, ...change }).map(({ name }) => name);
const suspect = (change: Partial<Sending>) => isSuspect(suspicionsOf({ ...rosa, ...change }));

/** Whatever times there can be around an answer. */
const times = {
  drawnAt: fc.integer({ min: NOW - 20 * MINUTE, max: NOW + MINUTE }),
  mailedAt: fc.array(fc.integer({ min: NOW - 20 * MINUTE, max: NOW + MINUTE }), { maxLength: 3 }),
  earlier: fc.array(fc.record({ at: fc.integer({ min: NOW - 10 * MINUTE, max: NOW }), score: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 5,
  }),
  score: fc.integer({ min: 1, max: 5 }),
};
const anything: fc.Arbitrary<Sending> = fc.record({
  ...times,
  at: fc.constant(NOW),
  hand: fc.oneof(fc.constantFrom('unwatched' as const, 'still' as const), fc.nat(10 * MINUTE)),
  agent: fc.constantFrom('', FIREFOX, 'curl/8.5.0'),
  second: fc.boolean(),
});

describe('an honest answer', () => {
  it('counts, whatever the clock says, when a hand was seen and the program does not call itself a machine', () => {
    fc.assert(
      fc.property(fc.record(times), fc.integer({ min: 300, max: 60 * MINUTE }), fc.boolean(), (change, hand, second) => {
        expect(suspicionsOf({ ...rosa, ...change, hand, second })).toEqual([]);
      }),
    );
  });

  it.each([
    ['without scripts', { hand: 'unwatched' }, ['no_script']],
    ['in a hurry', { hand: 200, drawnAt: NOW - SECOND }, ['faster_than_reading']],
    ['at once after the mail', { hand: 200, mailedAt: [NOW - 4 * SECOND] }, ['soon_after_mail']],
    ['on second thoughts', { hand: 200, earlier: [{ at: NOW - 30 * SECOND, score: 5 }] }, ['several_scores']],
  ] as [string, Partial<Sending>, string[]][])('%s is not held for that alone', (_, change, signals) => {
    expect(names(change)).toEqual(signals);
    expect(suspect(change)).toBe(false);
  });

  it('F03 counts on the second act, without scripts, once it had the time to be read', () => {
    fc.assert(
      fc.property(fc.record(times), fc.integer({ min: READING, max: MINUTE }), (change, read) => {
        expect(suspect({ ...change, hand: 'unwatched', second: true, drawnAt: NOW - read })).toBe(false);
      }),
    );
  });
});

describe('F02 the answer of a machine', () => {
  it.each([
    ['that names itself', { agent: 'Mozilla/5.0 HeadlessChrome/143.0' }, 'names_itself'],
    ['that fetches pages', { agent: 'curl/8.5.0' }, 'names_itself'],
    ['that filters mail', { agent: 'Barracuda Sentinel (EE)' }, 'names_itself'],
    ['that runs the script and touches nothing', { hand: 'still' }, 'no_hand'],
  ] as [string, Partial<Sending>, string][])('%s is held', (_, change, signal) => {
    expect(names(change)).toEqual([signal]);
    expect(suspect(change)).toBe(true);
    expect(suspect({ ...change, second: true })).toBe(true);
  });

  it.each([
    ['five seconds after the mail', { mailedAt: [NOW - SOON_AFTER_MAIL + 1] }, 'soon_after_mail'],
    ['five seconds after the reminder', { mailedAt: [NOW - 10 * MINUTE, NOW] }, 'soon_after_mail'],
    ['faster than it can be read', { drawnAt: NOW - READING + 1 }, 'faster_than_reading'],
    ['with several scores in a minute', { earlier: [{ at: NOW - SWEEP + 1, score: 5 }] }, 'several_scores'],
  ] as [string, Partial<Sending>, string][])('without scripts, and %s, is held', (_, change, signal) => {
    expect(names({ ...change, hand: 'unwatched' })).toEqual([signal, 'no_script']);
    expect(suspect({ ...change, hand: 'unwatched' })).toBe(true);
  });

  it.each([
    ['the mail', { mailedAt: [NOW - SOON_AFTER_MAIL] }],
    ['the page', { drawnAt: NOW - READING }],
    ['the other score', { earlier: [{ at: NOW - SWEEP, score: 5 }] }],
    ['the same score', { earlier: [{ at: NOW - 1, score: 2 }] }],
    ['a mail that left later', { mailedAt: [NOW + 1] }],
  ] as [string, Partial<Sending>][])('is not seen in %s at the edge', (_, change) => {
    expect(names({ ...change, hand: 'unwatched' })).toEqual(['no_script']);
  });

  it('more that speaks for a machine never makes it less suspect, and every signal has its sentence', () => {
    fc.assert(
      fc.property(anything, (it) => {
        const signals = suspicionsOf(it);
        expect(new Set(signals.map(({ name }) => name)).size).toBe(signals.length);
        for (const signal of signals) expect(signalInWords(signal)).toMatch(/^[A-Z].*\.$/);
        for (let left = 0; left < signals.length; left++) {
          if (isSuspect(signals.filter((_, at) => at !== left))) expect(isSuspect(signals)).toBe(true);
        }
        if (signals.length === 0) expect(isSuspect(signals)).toBe(false);
        expect(isSuspect([...signals, { name: 'no_hand', seen: null }])).toBe(true);
      }),
    );
  });

  it('says what was seen', () => {
    const it = { ...rosa, hand: 'unwatched', mailedAt: [NOW - 1_200], drawnAt: NOW - SECOND, agent: 'python-requests/2.32' } as const;
    expect(suspicionsOf({ ...it, earlier: [{ at: NOW, score: 5 }] }).map(signalInWords)).toEqual([
      'The program that sent it calls itself “python”.',
      'It came 1.2 seconds after the mail had left.',
      'Several scores were sent within a minute: 5, 2.',
      'It was sent 1 second after the page was opened.',
      'The browser that sent it runs no scripts.',
    ]);
  });
});
