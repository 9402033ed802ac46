import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuiet, problemsWithQuiet } from '../../server/core/quiet.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../server/core/time.ts';
import { DEFAULT_POLICY, type Policy } from '../../server/people/policy.ts';
import { rollOf } from '../../server/surveys/plans.ts';
import { type Decision, decideInvitation, NOT_ASKED, type NotAsked, reminderAt, type Situation } from '../../server/surveys/rules.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const TO_BE_ASKED: Situation = {
  unanswered: false,
  tooOld: false,
  consent: null,
  address: { sendable: true, internal: false, bounced: false },
  optedOut: false,
  lastAsk: null,
  roll: 50,
  endedAt: NOON - HOUR,
  zone: 'Europe/Berlin',
};
const decide = (change: Partial<Situation>, policy: Partial<Policy> = {}, now: Instant = NOON): Decision =>
  decideInvitation({ ...TO_BE_ASKED, ...change }, { ...DEFAULT_POLICY, ...policy }, now);
const because = (decision: Decision) => (decision.ask ? null : decision.because);
const address = (change: Partial<NonNullable<Situation['address']>>) => ({ address: { ...TO_BE_ASKED.address!, ...change } });

/** Each reason alone, and what it is called; the first in this list that holds is the one that is given. */
const REASONS: [NotAsked, Partial<Situation>, Partial<Policy>?][] = [
  ['too_old', { tooOld: true }],
  ['unanswered', { unanswered: true }],
  ['no_address', { address: null }],
  ['bad_address', address({ sendable: false })],
  ['internal', address({ internal: true })],
  ['no_consent', { consent: false }],
  ['opted_out', { optedOut: true }],
  ['suppressed', address({ bounced: true })],
  ['capped', { lastAsk: { at: NOON - DAY, id: 'inv_before' } }],
  ['sampled_out', { roll: 99 }, { samplePercent: 50 }],
];

describe('whether a customer is asked', () => {
  test('somebody with an address and nothing against it is asked at once', () => {
    expect(decide({})).toEqual({ ask: true, at: NOON, expiresAt: NOON + 14 * DAY, detail: null });
  });

  test.each(REASONS)('%s is reason enough, and is told in words', (reason, situation, policy) => {
    expect(decide(situation, policy)).toEqual({ ask: false, because: reason, detail: expect.stringMatching(/\w+ \w+/) });
  });

  test('every reason there is has a case here', () => expect(REASONS.map(([reason]) => reason).sort()).toEqual([...NOT_ASKED].sort()));

  test('of several reasons one is given, always the same one, and no reason more makes anybody asked', () => {
    const some = fc.subarray(REASONS, { minLength: 1 });
    fc.assert(
      fc.property(some, (reasons) => {
        const situations = reasons.map(([, situation]) => situation);
        const addresses = situations.flatMap((one) => (one.address === undefined ? [] : [one.address]));
        const merged = addresses.includes(null) ? null : Object.assign({}, TO_BE_ASKED.address, ...addresses.map((one) => changes(one!)));
        const situation = Object.assign({}, ...situations, { address: merged });
        const policy = Object.assign({}, ...reasons.map(([, , one]) => one));
        expect(because(decide(situation, policy))).toBe(reasons[0]![0]);
      }),
    );
  });

  test('B01 B03 a cap names the survey that stands in its way', () => {
    expect(decide({ lastAsk: { at: NOON - 10 * MINUTE, id: 'inv_before' } })).toMatchObject({
      because: 'capped',
      detail: expect.stringContaining('inv_before'),
    });
  });

  test.each([
    ['a moment before two weeks are over', NOON - 14 * DAY + 1, 'capped'],
    ['when two weeks are over', NOON - 14 * DAY, null],
    ['while the last one still waits for the morning', NOON + 8 * HOUR, 'capped'],
  ])('B01 the cap holds for its days: %s', (_when, at, reason) => expect(because(decide({ lastAsk: { at, id: 'inv_1' } }))).toBe(reason));

  test('B01 with no cap there is none', () => expect(because(decide({ lastAsk: { at: NOON, id: 'inv_1' } }, { capDays: 0 }))).toBeNull());

  test('B01 whatever comes, and whenever, nobody is asked twice in the days of the cap', () => {
    const contacts = fc.array(
      fc.record({ after: fc.nat({ max: 3 * DAY }), lag: fc.nat({ max: DAY }), zone: fc.constantFrom('Europe/Berlin', 'America/New_York') }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(contacts, fc.nat({ max: 20 }), fc.nat({ max: 3_000 }), (all, capDays, delayMinutes) => {
        let now = NOON;
        let lastAsk: Situation['lastAsk'] = null;
        for (const { after, lag, zone } of all) {
          now += after;
          const decision = decide({ lastAsk, endedAt: now - lag, zone }, { capDays, delayMinutes }, now);
          if (!decision.ask) continue;
          if (lastAsk && capDays) expect(decision.at - lastAsk.at).toBeGreaterThanOrEqual(capDays * DAY);
          lastAsk = { at: decision.at, id: 'inv_x' };
        }
      }),
    );
  });
});

describe('when a customer is asked', () => {
  const quiets = fc
    .record({ from: fc.nat({ max: 95 }), to: fc.nat({ max: 95 }) })
    .map(({ from, to }) => ({ from: clock(from), to: clock(to) }))
    .filter((quiet) => problemsWithQuiet(quiet).length === 0);
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  const now = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });

  test('B05 B07 never in quiet hours, never before now, never sooner than wished, and never dropped for it', () => {
    const lag = fc.integer({ min: -5 * MINUTE, max: 30 * DAY });
    fc.assert(
      fc.property(quiets, zone, now, lag, fc.nat({ max: 43_200 }), (quiet, place, at, before, delayMinutes) => {
        const decision = decide({ zone: place, endedAt: at - before }, { quiet, delayMinutes }, at);
        if (!decision.ask) throw new Error('was not asked');
        expect(afterQuiet(quiet, place, decision.at)).toBe(decision.at);
        expect(decision.at).toBeGreaterThanOrEqual(at);
        expect(decision.at).toBeGreaterThanOrEqual(Math.min(at, at - before) + delayMinutes * MINUTE);
        expect(decision.expiresAt - decision.at).toBe(14 * DAY);
        const wished = Math.max(at, Math.min(at, at - before) + delayMinutes * MINUTE);
        expect(decision.detail).toBe(decision.at > wished ? 'moved out of quiet hours' : null);
      }),
    );
  });

  test('A12 a contact that seems to end in the future is asked about as if it ended now', () => {
    expect(decide({ endedAt: NOON + 4 * MINUTE }, { delayMinutes: 10 })).toMatchObject({ ask: true, at: NOON + 10 * MINUTE });
  });

  test('one reminder, unless the survey has closed by then or none is wanted', () => {
    const policy = (change: Partial<Policy>) => ({ ...DEFAULT_POLICY, ...change });
    expect(reminderAt(NOON, NOON + 14 * DAY, policy({ reminderHours: 72 }))).toBe(NOON + 72 * HOUR);
    expect(reminderAt(NOON, NOON + 3 * DAY, policy({ reminderHours: 72 }))).toBeNull();
    expect(reminderAt(NOON, NOON + 14 * DAY, policy({ reminderHours: null }))).toBeNull();
  });
});

describe('B13 the die of a sample', () => {
  test('falls the same for the same contact, always between 0 and 100', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(rollOf(text)).toBe(rollOf(text));
        expect(rollOf(text)).toBeGreaterThanOrEqual(0);
        expect(rollOf(text)).toBeLessThan(100);
      }),
    );
  });

  test.each([0, 1, 10, 50, 99, 100])('at %i percent, about that many of ten thousand contacts are asked', (samplePercent) => {
    const asked = Array.from({ length: 10_000 }, (_, n) => decide({ roll: rollOf(`zendesk:${n}`) }, { samplePercent })).filter(
      ({ ask }) => ask,
    );
    expect(Math.abs(asked.length / 100 - samplePercent)).toBeLessThanOrEqual(samplePercent % 100 === 0 ? 0 : 2);
  });

  test('a larger sample asks everybody whom a smaller one asks', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.nat({ max: 100 }), fc.double({ min: 0, max: 99.999, noNaN: true }), (a, b, roll) => {
        const [few, many] = a < b ? [a, b] : [b, a];
        if (decide({ roll }, { samplePercent: few }).ask) expect(decide({ roll }, { samplePercent: many }).ask).toBe(true);
      }),
    );
  });
});

/** The quarter of an hour with this number, as a time of day. */
function clock(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}

/** What differs from an address with nothing against it. */
function changes(one: NonNullable<Situation['address']>) {
  return Object.fromEntries(Object.entries(one).filter(([name, value]) => TO_BE_ASKED.address![name as keyof typeof one] !== value));
}
