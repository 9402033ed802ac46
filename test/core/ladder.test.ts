import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DeliveryState, higher, type MessageState, rankOf } from '../../server/core/ladder.ts';

const REPORTED: DeliveryState[] = ['sent', 'delayed', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'];
const STATES: MessageState[] = ['queued', 'sending', 'unknown', 'accepted', ...REPORTED];

const after = (reports: readonly MessageState[], start: MessageState = 'accepted') => reports.reduce<MessageState>(higher, start);

test('D06 the ladder is the one in the catalogue', () => {
  expect([...REPORTED].sort((a, b) => rankOf(a) - rankOf(b))).toEqual(REPORTED);
  expect(after(['delivered', 'sent'])).toBe('delivered');
  expect(after(['bounced', 'delivered'])).toBe('bounced');
  expect(after(['complained', 'bounced'])).toBe('complained');
});

test('D06 in whatever order and however often reports come, the message ends in the same state', () => {
  const reports = fc.array(fc.constantFrom(...REPORTED), { minLength: 1, maxLength: 8 });
  const shuffled = reports.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
  );
  fc.assert(fc.property(shuffled, ([some, permuted]) => after(permuted) === after(some)));
});

test('D06 a report never takes a message down, and a repeat changes nothing', () => {
  const pair = fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...REPORTED));
  fc.assert(
    fc.property(pair, ([state, report]) => {
      expect(rankOf(higher(state, report))).toBeGreaterThanOrEqual(rankOf(state));
      expect(higher(higher(state, report), report)).toBe(higher(state, report));
    }),
  );
});

test('D07 any report is more than not knowing', () => {
  for (const report of REPORTED) for (const start of ['queued', 'sending', 'unknown'] as const) expect(higher(start, report)).toBe(report);
});
