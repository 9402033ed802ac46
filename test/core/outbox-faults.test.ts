import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import type { Scripted } from '../fakes/resend.ts';
import type { Mishap } from '../support/flaky.ts';
import { outboxWorld } from './outbox-world.ts';

/** One send is three commits: the lot is made, the runner holds on to it, the verdict is written. */
const COMMITS = ['making the lot', 'holding on', 'writing the verdict'];
const MISHAPS: Mishap[] = ['killed_before', 'killed_after', 'reply_lost_before', 'reply_lost_after', 'busy'];

describe('C01 C02 a process that dies, or loses its database, at any moment', () => {
  test.each(COMMITS.flatMap((moment, n) => MISHAPS.map((mishap) => [moment, mishap, n] as const)))(
    'while %s (%s): the customer gets the message once',
    async (_moment, mishap, n) => {
      const world = await outboxWorld();
      const ids = await world.put(3);
      world.database.next(...Array<Mishap>(n).fill('fine'), mishap);
      await world.live(HOUR);
      await world.eachAcceptedOnce(ids);
    },
  );

  test('after the provider took it, before we knew: the same key and the same bytes, and one message', async () => {
    const world = await outboxWorld();
    const ids = await world.put(1);
    world.database.next('fine', 'fine', 'killed_before');
    await world.live(HOUR);
    const seen = world.resend.seen();
    expect(seen).toHaveLength(2);
    expect(seen[1]!.body).toBe(seen[0]!.body);
    expect(seen[1]!.headers['idempotency-key']).toBe(seen[0]!.headers['idempotency-key']);
    await world.eachAcceptedOnce(ids);
  });
});

/** What a provider can do wrong with one request, and what then follows it. */
const FAULTS: [string, Scripted][] = [
  ['C02 its answer is lost', { fault: 'drop_reply' }],
  ['C04 it says that the first is still in work', { status: 409, name: 'concurrent_idempotent_requests' }],
  ['C06 it is asked too often', { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '7' } }],
  ['C09 it does not know our key', { status: 403, name: 'invalid_api_key' }],
  ['C09 it wants another key', { status: 401, name: 'restricted_api_key' }],
  ['C10 it breaks', { status: 500, name: 'internal_server_error' }],
  ['C10 its gateway breaks', { status: 502 }],
  ['C10 a page comes instead of an answer', { fault: 'html' }],
  ['C10 it says yes to nothing', { fault: 'empty' }],
  ['C10 it says yes without an id', { fault: 'no_id' }],
  ['C10 half of its answer comes', { fault: 'half_a_body' }],
  ['C11 the line is cut', { fault: 'drop_request' }],
];

describe('a provider that does something wrong', () => {
  test.each(FAULTS)('%s: every message leaves once all the same, one alone or many together', async (_what, fault) => {
    for (const count of [1, 3]) {
      const world = await outboxWorld();
      const ids = await world.put(count);
      world.resend.next(fault);
      await world.live(HOUR);
      await world.eachAcceptedOnce(ids);
    }
  });

  test('C11 it is not there at all: nothing is lost, and all is sent when it is back', async () => {
    let isThere = false;
    const world = await outboxWorld({
      channel: {
        fetch: (input, init) => {
          if (isThere) return fetch(input, init);
          return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND', syscall: 'getaddrinfo' } }));
        },
      },
    });
    const ids = await world.put(3);
    await world.live(2 * MINUTE);
    expect((await world.messages()).map(({ state }) => state)).not.toContain('accepted');
    isThere = true;
    await world.live(HOUR);
    await world.eachAcceptedOnce(ids);
  });

  test('C12 it hangs: we stop waiting, and find what it took by the same key', async () => {
    const world = await outboxWorld({ channel: { timeoutMs: 150 } });
    const ids = await world.put(2);
    world.resend.next({ fault: 'hang' });
    await world.tick();
    expect((await world.messages()).map(({ state }) => state)).toEqual(['sending', 'sending']);
    await world.live(HOUR);
    await world.eachAcceptedOnce(ids);
  });

  const refuses = (status: number, name: string) => () =>
    Promise.resolve(Response.json({ statusCode: status, name, message: '' }, { status }));
  test.each([
    ['C10 it is broken', 6, refuses(500, 'internal_server_error')],
    ['C10 its gateway is broken', 22, () => Promise.resolve(new Response('<html>', { status: 502 }))],
    ['C04 it says that the first is still in work', 6, refuses(409, 'concurrent_idempotent_requests')],
    ['C11 the line is cut', 22, () => Promise.reject(new TypeError('terminated', { cause: { code: 'ECONNRESET' } }))],
  ])('%s for %i hours: nothing is given up while its key is good, and nobody hammers', async (_what, hours, outage) => {
    let isDown = true;
    let asked = 0;
    const world = await outboxWorld({
      channel: {
        fetch: (input, init) => {
          asked += 1;
          return isDown ? outage() : fetch(input, init);
        },
      },
    });
    const ids = await world.put(3);
    await world.live(hours * HOUR);
    expect(asked).toBeLessThan(20 + hours);
    isDown = false;
    await world.live(HOUR);
    await world.eachAcceptedOnce(ids);
  });

  test('all of it, in any order, with deaths in between: nothing is sent twice and nothing is lost', async () => {
    const fault = fc.constantFrom(...FAULTS.map(([, scripted]) => scripted));
    const mishap = fc.oneof({ weight: 3, arbitrary: fc.constant<Mishap>('fine') }, fc.constantFrom(...MISHAPS));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 4 }),
        fc.array(mishap, { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (faults, mishaps, count) => {
          const world = await outboxWorld();
          const ids = await world.put(count);
          world.resend.next(...faults);
          world.database.next(...mishaps);
          await world.live(12 * HOUR);
          await world.eachAcceptedOnce(ids);
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 40) },
    );
  });
});

describe('C03 what is sent again is what was sent first', () => {
  test('a lot keeps its members and its bytes, whatever is put down meanwhile', async () => {
    const world = await outboxWorld();
    const first = await world.put(3);
    world.resend.next({ fault: 'drop_reply' });
    await world.tick();
    const second = await world.put(2, { about: 'later' });
    await world.live(MINUTE);
    const bodies = world.resend
      .seen()
      .filter(({ headers }) => headers['idempotency-key'] === world.resend.seen()[0]!.headers['idempotency-key']);
    expect(bodies.length).toBeGreaterThan(1);
    expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
    await world.eachAcceptedOnce([...first, ...second]);
  });

  test('C16 should it differ all the same, no new key is made: the message ends as unknown, for a person to look at', async () => {
    const world = await outboxWorld();
    const [id] = await world.put(1);
    world.resend.next({ fault: 'drop_reply' });
    await world.tick();
    await world.client.execute(`UPDATE messages SET request = json_set(request, '$.subject', 'Something else')`);
    await world.live(24 * HOUR);
    expect(await world.messages()).toMatchObject([
      { state: 'unknown', reason: expect.stringMatching(/might arrive twice.*invalid_idempotent_request/) },
    ]);
    expect(new Set(world.resend.seen().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(world.resend.acceptedTimes(id!)).toBe(1);
    expect(await world.jobs()).toEqual([]);
  });
});

describe('C05 a message that may have left, and whose key is no longer known', () => {
  test.each([
    ['it had left', { fault: 'drop_reply' } as Scripted, 1],
    ['it had not', { fault: 'drop_request' } as Scripted, 0],
  ])('%s: it is not sent again but listed as unknown', async (_what, fault, accepted) => {
    const world = await outboxWorld();
    const [id] = await world.put(1);
    world.resend.next(fault);
    await world.tick();
    await world.pass(23 * HOUR);
    await world.live(3 * DAY);
    expect(await world.messages()).toMatchObject([{ state: 'unknown', reason: expect.stringMatching(/twice/) }]);
    expect([world.resend.acceptedTimes(id!), world.resend.seen().length]).toEqual([accepted, 1]);
    expect(await world.jobs()).toEqual([]);
  });

  test('until just before that it is tried again under its key', async () => {
    const world = await outboxWorld();
    const ids = await world.put(1);
    world.resend.next({ fault: 'drop_reply' });
    await world.tick();
    await world.pass(23 * HOUR - 1);
    await world.eachAcceptedOnce(ids);
  });

  test('what a webhook says later about it counts', async () => {
    const world = await outboxWorld();
    const [id] = await world.put(1);
    world.resend.next({ fault: 'drop_reply' });
    await world.tick();
    await world.pass(24 * HOUR);
    const { headers, body } = world.resend.signedEvent('email.delivered', id!);
    expect((await world.fetch('/hooks/resend', { method: 'POST', headers, body })).status).toBe(200);
    expect(await world.messages()).toMatchObject([{ state: 'delivered', provider_id: world.resend.messages()[0]!.providerId }]);
  });
});
