import { describe, expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { deliveryHandlers } from '../../server/core/delivery.ts';
import { type Handlers, tick } from '../../server/core/runner.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { anotherServer, someFile } from '../support/flaky.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY } from '../world.ts';
import { outboxWorld } from './outbox-world.ts';

const states = (rows: { state: string }[]) => rows.map(({ state }) => state);

describe('C06 a provider that is asked too often', () => {
  test('is left alone for as long as it says, by every message of the channel, and no try counts', async () => {
    const world = await outboxWorld();
    const first = await world.put(1);
    const refusals = 20; // More than any message is tried, were they to count.
    for (let n = 0; n < refusals; n++) world.resend.next({ status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '7' } });
    await world.tick();
    const second = await world.put(2, { about: 'another' });
    await world.pass(7 * SECOND - 1);
    expect(world.resend.seen()).toHaveLength(1);
    await world.pass(1);
    expect(world.resend.seen()).toHaveLength(2);
    await world.live(refusals * 7 * SECOND);
    await world.eachAcceptedOnce([...first, ...second]);
  });

  test.each([
    ['retry-after', { 'retry-after': '60' }, 60],
    ['ratelimit-reset', { 'ratelimit-reset': '30' }, 30],
    ['nothing', { 'ratelimit-reset': 'soon' }, 5],
  ] as [string, Record<string, string>, number][])('and says so by %s', async (_what, headers, seconds) => {
    const world = await outboxWorld();
    await world.put(1);
    world.resend.next({ status: 429, name: 'rate_limit_exceeded', headers });
    await world.tick();
    expect(await rowsOf(world.client, 'SELECT channel, until FROM pauses')).toEqual([
      { channel: 'resend', until: MONDAY + seconds * SECOND },
    ]);
    expect((await world.jobs())[0]!.due_at).toBe(MONDAY + seconds * SECOND);
  });
});

describe('C07 a quota that is used up', () => {
  test.each([
    ['daily_quota_exceeded', Date.parse('2026-03-03T00:00:00Z')],
    ['monthly_quota_exceeded', Date.parse('2026-04-01T00:00:00Z')],
  ])('%s: nobody knocks until it begins anew; then all leaves, once', async (name, reset) => {
    const world = await outboxWorld();
    const ids = await world.put(3);
    world.resend.next({ status: 429, name });
    await world.tick();
    for (let n = 0; n < 20; n++) await world.pass((reset - MONDAY) / 20 - 1);
    const more = await world.put(1, { about: 'another' });
    await world.tick();
    expect(world.resend.seen(), 'nobody knocks').toHaveLength(1);
    world.clock.moveTo(reset);
    await world.tick();
    await world.eachAcceptedOnce([...ids, ...more]);
  });

  test('many lots that are ready to leave do not all knock at a closed door', async () => {
    const world = await outboxWorld();
    const ids = await world.put(1_500);
    for (let n = 0; n < 20; n++) world.resend.next({ status: 429, name: 'daily_quota_exceeded' });
    await world.tick();
    expect(world.resend.seen().length).toBeLessThanOrEqual(4);
    const asked = world.resend.seen().length;
    await world.live(HOUR);
    expect(world.resend.seen()).toHaveLength(asked);
    expect(ids).toHaveLength(1_500);
  });

  test('what has become useless by then is not sent late', async () => {
    const world = await outboxWorld();
    const [late] = await world.put(1, { notAfter: MONDAY + HOUR });
    const [lasting] = await world.put(1, { about: 'lasting' });
    world.resend.next({ status: 429, name: 'daily_quota_exceeded' });
    await world.tick();
    await world.live(DAY);
    expect(await world.messages()).toMatchObject([
      { id: late, state: 'failed', reason: 'too_old' },
      { id: lasting, state: 'accepted' },
    ]);
  });
});

describe('C09 a key that is not good', () => {
  test.each([
    [403, 'invalid_api_key'],
    [401, 'restricted_api_key'],
    [401, 'missing_api_key'],
  ])('%i %s: the channel pauses, nothing is lost and nothing counts; with a good key all leaves, once each', async (status, name) => {
    const world = await outboxWorld();
    const ids = await world.put(5);
    const outage = Array(40).fill({ status, name });
    world.resend.next(...outage);
    await world.live(5 * HOUR);
    expect(world.resend.seen().length).toBeLessThanOrEqual(31);
    expect(states(await world.messages())).toEqual(Array(5).fill('queued'));
    expect(await rowsOf(world.client, 'SELECT reason FROM pauses')).toEqual([{ reason: expect.stringContaining(name) }]);
    await world.live(3 * HOUR);
    await world.eachAcceptedOnce(ids);
  });
});

describe('C08 C15 a message that the provider will never take', () => {
  test.each([
    [422, 'validation_error', 'Invalid `to` field.'],
    [422, 'missing_required_field', 'Missing `subject` field.'],
    [422, 'invalid_from_address', 'Invalid `from` field.'],
    [400, 'validation_error', 'Something is wrong.'],
  ])('%i %s ends at once, with its reason', async (status, name, message) => {
    const world = await outboxWorld();
    await world.put(1);
    world.resend.next({ status, name, message });
    await world.tick();
    expect(await world.messages()).toMatchObject([{ state: 'failed', reason: expect.stringContaining(name) }]);
    await world.live(DAY);
    expect([world.resend.seen().length, await world.jobs()]).toEqual([1, []]);
  });

  test('among a hundred does not hold up the others: 99 leave once, one ends', async () => {
    const world = await outboxWorld();
    const [wrong] = await world.put(1, { to: 'not an address' });
    const good = await world.put(99);
    await world.tick();
    await world.live(HOUR);
    expect(await rowsOf(world.client, `SELECT id, state FROM messages WHERE state <> 'accepted'`)).toEqual([
      { id: wrong, state: 'failed' },
    ]);
    expect(good.map((id) => world.resend.acceptedTimes(id))).toEqual(good.map(() => 1));
    expect(world.resend.seen(), 'one request for all').toHaveLength(1);
  });

  test('its reason does not tell an address', async () => {
    const world = await outboxWorld();
    await world.put(1, { to: 'rosa keller@customer.example' });
    await world.tick();
    const [message] = await world.messages();
    expect(message).toMatchObject({ state: 'failed', reason: expect.stringContaining('validation_error') });
    expect(message!.reason).not.toContain('keller@customer');
  });
});

describe('C14 a runner that stalls before it calls the provider', () => {
  /** The real handlers, where one runner stops for a while before it delivers. */
  const stalling = (until: Promise<void>, claimed: () => void): Handlers => {
    const real = deliveryHandlers['outbox.deliver'];
    if (!('each' in real)) throw new Error('is done one by one');
    return {
      ...deliveryHandlers,
      'outbox.deliver': {
        each: async (ctx, data, job) => {
          claimed();
          await until;
          await real.each(ctx, data, job);
        },
      },
    };
  };

  test('and has lost its lease: it does not call at all, and the other’s message stands', async () => {
    const world = await outboxWorld();
    const ids = await world.put(2);
    await tick(world.deps, deliveryHandlers);
    let wake = () => {};
    let isClaimed = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const claimed = new Promise<void>((resolve) => {
      isClaimed = resolve;
    });
    const stalled = tick(world.deps, stalling(asleep, isClaimed));
    await claimed;
    await world.pass(10 * MINUTE);
    expect(world.resend.seen()).toHaveLength(1);
    wake();
    expect(await stalled).toMatchObject({ done: 0 });
    expect(world.resend.seen(), 'the late one did not call').toHaveLength(1);
    await world.eachAcceptedOnce(ids);
  });

  test('C13 C20 ten runners on two servers, and a clock that jumps back: one request for each lot', async () => {
    const file = someFile();
    const world = await outboxWorld({ opened: openDb(file) });
    const other = anotherServer(world, file);
    const ids = await world.put(250);
    let back = 0;
    const clock = { now: () => world.clock.now() - back };
    for (let round = 0; round < 6; round++) {
      const all = [world.deps, other.deps].flatMap((deps) =>
        Array.from({ length: 5 }, () => tick({ ...deps, clock }, deliveryHandlers, 60)),
      );
      await Promise.all(all);
      back = round % 2 ? 2 * HOUR : 0;
      world.clock.moveTo(world.clock.now() + MINUTE);
    }
    await world.live(4 * HOUR);
    await world.eachAcceptedOnce(ids);
    const keys = world.resend.seen().map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(new Set(keys).size);
  });
});

describe('C21 two thousand messages at once', () => {
  test('leave as fast as the provider takes them, each once, what a customer waits for before what we ask', async () => {
    const world = await outboxWorld({ perSecond: 2 });
    const surveys = await world.put(1_900, { purpose: 'survey' });
    const cases = await world.put(100, { purpose: 'case' });
    await world.live(30 * SECOND);
    await world.eachAcceptedOnce([...surveys, ...cases]);
    const order = world.resend.messages().map(({ messageId }) => messageId!);
    const urgent = new Set(cases);
    expect(
      order.slice(0, 400).filter((id) => urgent.has(id)),
      'cases go first',
    ).toHaveLength(100);
    const perSecond = new Map<number, number>();
    for (const { at } of world.resend.messages()) perSecond.set(at, (perSecond.get(at) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(2 * 100);
    expect(world.resend.seen().length, 'without hammering').toBeLessThan(4 * 20);
  });
});
