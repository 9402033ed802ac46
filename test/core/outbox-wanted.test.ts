import { describe, expect, test } from 'vitest';
import { deliveryHandlers } from '../../server/core/delivery.ts';
import { tick } from '../../server/core/runner.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import type { Scripted } from '../fakes/resend.ts';
import { MONDAY } from '../world.ts';
import { type OutboxWorld, outboxWorld } from './outbox-world.ts';

const NIGHT = { from: '21:00', to: '08:00', zone: 'UTC' };
const at = (text: string) => Date.parse(`2026-03-02T${text}Z`);
const takenAt = (world: OutboxWorld) => world.resend.messages().map((message) => toRfc3339(message.at));
const outcome = async (world: OutboxWorld) => (await world.messages()).map(({ state, reason }) => [state, reason]);

/** Only makes the lots: the runner ends before it delivers them. */
const onlySeal = async (world: OutboxWorld) => {
  await tick(world.deps, { 'outbox.send': deliveryHandlers['outbox.send'] });
  expect((await world.messages()).map(({ state }) => state)).toContain('sending');
};

describe('B06 quiet hours are kept at every attempt, with room for a slow provider', () => {
  test.each([
    ['20:58:29', '20:58'],
    ['20:58:30', '08:00'],
    ['20:59:50', '08:00'],
    ['23:00:00', '08:00'],
  ])('put down at %s, it leaves at %s', async (now, leaves) => {
    const world = await outboxWorld({ start: at(now) });
    const ids = await world.put(1, { quiet: NIGHT });
    await world.live(12 * HOUR);
    await world.eachAcceptedOnce(ids);
    expect(takenAt(world)[0]!.slice(11, 16)).toBe(leaves);
  });

  test.each([
    ['that may have left', { status: 500, name: 'internal_server_error' }],
    ['that certainly did not leave', { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '120' } }],
  ] as [string, Scripted][])(
    'a retry of one %s waits for the morning like a first try, under its key if it needs it',
    async (_what, fault) => {
      const world = await outboxWorld({ start: at('20:58:25') });
      const ids = await world.put(2, { quiet: NIGHT });
      world.resend.next(fault, fault, fault, fault);
      await world.live(16 * HOUR);
      await world.eachAcceptedOnce(ids);
      expect(new Set(takenAt(world).map((time) => time.slice(0, 10)))).toEqual(new Set(['2026-03-03']));
      expect(world.resend.seen()).toHaveLength(5);
    },
  );

  test('a lot that was made by day and left lying is made anew by night: whose day it is gets theirs, the other waits', async () => {
    const world = await outboxWorld({ start: at('20:00:00') });
    const [berlin] = await world.put(1, { quiet: { ...NIGHT, zone: 'UTC' } });
    const [york] = await world.put(1, { quiet: { ...NIGHT, zone: 'America/New_York' }, about: 'York' });
    await onlySeal(world);
    await world.pass(2 * HOUR);
    expect(world.resend.messages().map(({ messageId }) => messageId)).toEqual([york]);
    await world.live(12 * HOUR);
    await world.eachAcceptedOnce([berlin!, york!]);
  });

  test('what a customer waits for has no quiet hours', async () => {
    const world = await outboxWorld({ start: at('23:00:00') });
    const ids = await world.put(1);
    await world.tick();
    await world.eachAcceptedOnce(ids);
  });
});

describe('B09 somebody who does not want mail any more is looked for at the last moment', () => {
  const rosa = { to: 'rosa@customer.example', purpose: 'survey' as const };

  test.each([
    ['a survey, who opted out', 'survey', 'survey', 'suppressed'],
    ['a survey, whose address bounced', 'survey', 'all', 'suppressed'],
    ['their case, who opted out of surveys', 'case', 'survey', 'accepted'],
    ['their case, whose address bounced', 'case', 'all', 'suppressed'],
    ['the way in, a colleague whose address once bounced', 'account', 'all', 'accepted'],
  ] as const)('%s', async (_what, purpose, barred, state) => {
    const world = await outboxWorld();
    await world.put(1, { ...rosa, purpose });
    await world.bar(rosa.to, barred);
    await world.tick();
    expect((await outcome(world))[0]![0]).toBe(state);
    expect(world.resend.seen()).toHaveLength(state === 'accepted' ? 1 : 0);
  });

  test('while it waits for the morning', async () => {
    const world = await outboxWorld({ start: at('22:00:00') });
    await world.put(1, { ...rosa, quiet: NIGHT });
    await world.tick();
    await world.bar(rosa.to, 'survey');
    await world.live(DAY);
    expect(await outcome(world)).toEqual([['suppressed', 'opted_out']]);
    expect(world.resend.seen()).toEqual([]);
    expect(await world.jobs()).toEqual([]);
  });

  test('after its lot was made, while nobody delivered: the others of the lot leave', async () => {
    const world = await outboxWorld();
    const [barred] = await world.put(1, rosa);
    const others = await world.put(3);
    await onlySeal(world);
    await world.bar(rosa.to, 'survey');
    await world.pass(DAY);
    expect((await outcome(world))[0]).toEqual(['suppressed', 'opted_out']);
    expect(world.resend.messages().map(({ messageId }) => messageId)).toEqual(others);
    expect(world.resend.acceptedTimes(barred!)).toBe(0);
  });

  test('while the channel pauses', async () => {
    const world = await outboxWorld();
    await world.put(1, rosa);
    world.resend.next({ status: 429, name: 'daily_quota_exceeded' });
    await world.tick();
    await world.bar(rosa.to, 'survey');
    await world.live(DAY);
    expect(await outcome(world)).toEqual([['suppressed', 'opted_out']]);
    expect(world.resend.messages()).toEqual([]);
  });

  test('after a try that may have left: it is not tried again, and nobody claims to know', async () => {
    const world = await outboxWorld();
    await world.put(1, rosa);
    world.resend.next({ fault: 'drop_request' });
    await world.tick();
    await world.bar(rosa.to, 'survey');
    await world.live(DAY);
    expect(await outcome(world)).toEqual([['unknown', expect.stringMatching(/^no answer, and not wanted any more/)]]);
    expect([world.resend.seen().length, await world.jobs()]).toEqual([1, []]);
  });

  test('after a try that may have left, among others: the lot is found whole by its key', async () => {
    const world = await outboxWorld();
    const ids = [...(await world.put(1, rosa)), ...(await world.put(2))];
    world.resend.next({ fault: 'drop_reply' });
    await world.tick();
    await world.bar(rosa.to, 'survey');
    await world.live(HOUR);
    await world.eachAcceptedOnce(ids);
  });
});

describe('a message that has become useless', () => {
  test.each([
    ['in time', HOUR, 'accepted'],
    ['a moment too late', HOUR + 1, 'failed'],
  ])('is not sent: %s', async (_what, time, state) => {
    const world = await outboxWorld();
    await world.put(1, { notAfter: MONDAY + HOUR });
    await world.pass(time);
    expect((await outcome(world))[0]).toEqual(state === 'failed' ? ['failed', 'too_old'] : ['accepted', null]);
  });

  test('nor when the morning would be too late for it', async () => {
    const world = await outboxWorld({ start: at('22:00:00') });
    await world.put(1, { quiet: NIGHT, notAfter: at('22:00:00') + 9 * HOUR });
    await world.tick();
    expect(await outcome(world)).toEqual([['failed', 'too_old']]);
    expect(world.resend.seen()).toEqual([]);
  });

  test('C21 nor when its lot was made in time and left lying', async () => {
    const world = await outboxWorld();
    await world.put(1, { notAfter: MONDAY + HOUR });
    const lasting = await world.put(1, { about: 'lasting' });
    await onlySeal(world);
    await world.pass(DAY);
    expect(await outcome(world)).toEqual([
      ['failed', 'too_old'],
      ['accepted', null],
    ]);
    expect(world.resend.messages().map(({ messageId }) => messageId)).toEqual(lasting);
  });
});
