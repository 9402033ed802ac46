import { describe, expect, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { tickUntilIdle } from '../../server/core/runner.ts';
import { DAY } from '../../server/core/time.ts';
import { beginRetention, retain } from '../../server/customers/actions-retention.ts';
import { ERASED } from '../../server/customers/rules-words.ts';
import { handlers } from '../../server/jobs.ts';
import { says } from '../callbacks/cases.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { call, helpdesk, somebody } from '../interactions/helpdesk.ts';
import { flakyDb } from '../support/flaky.ts';
import { databaseHash, rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { placesOf, rosasLife, TRACES } from './life.ts';

const KEEP = { RINGBACK_KEEP_ANSWERS: '100', RINGBACK_KEEP_CASES: '200', RINGBACK_KEEP_MESSAGES: '50', RINGBACK_KEEP_REQUESTS: '10' };
const env = { RESEND_WEBHOOK_SECRET: FAKE_SECRET, ...KEEP };
const begin = (world: World) => beginRetention(contextOf(world.deps, theClock));

/** Lets so many days pass, one by one, as the daily round has it. */
const live = async (world: World, days: number) => {
  for (let day = 0; day < days; day++) await world.pass(DAY);
};

describe('N05 words that are kept long enough', () => {
  test('go kind by kind, each in its time, and what was counted stays', async () => {
    const world = await makeWorld({ env });
    const kase = await rosasLife(world);
    await says(world, kase, 'withdraw', 'never mind the piano tuner');
    await world.client.execute(`insert into request_keys (api_key_id, key, hash, at) values ('k', 'import-1', 'h', ${world.clock.now()})`);
    await begin(world);
    const counted = () =>
      rowsOf(world.client, 'select score, low, version from responses union all select level, round, score from callbacks');
    const before = await counted();

    await live(world, 11);
    expect(await rowsOf(world.client, 'select * from request_keys')).toEqual([]);
    expect(await placesOf(world.client, TRACES['what was done'])).toContain('messages.request');
    await live(world, 40);
    expect(await placesOf(world.client, TRACES['what was done'])).not.toContain('messages.request');
    expect(await placesOf(world.client, TRACES.statement)).toEqual(['ledger.data', 'responses.answers']);
    await live(world, 50);
    expect(await placesOf(world.client, TRACES.statement)).toEqual([]);
    expect(await placesOf(world.client, TRACES.promise)).not.toEqual([]);
    await live(world, 110);
    for (const what of ['note', 'understanding', 'proposal', 'promise', 'what was done', 'contested words'] as const)
      expect([what, await placesOf(world.client, TRACES[what])]).toEqual([what, []]);
    expect(await placesOf(world.client, 'piano tuner')).toEqual([]);
    expect(await counted()).toEqual(before);
    // Who they are is not words: that goes only when they are erased.
    expect(await placesOf(world.client, TRACES.address)).toContain('customers.email');
    await mustBeSound(world);
  });

  test('stay for ever where that is what the company wants', async () => {
    const world = await makeWorld({ env: { ...env, ...Object.fromEntries(Object.keys(KEEP).map((name) => [name, '0'])) } });
    await rosasLife(world);
    await begin(world);
    await world.pass(4_000 * DAY);
    for (const text of [TRACES.statement, TRACES.understanding]) expect(await placesOf(world.client, text)).not.toEqual([]);
  });

  test('an open callback keeps its words, however old it is', async () => {
    const world = await makeWorld({ env });
    await rosasLife(world);
    await begin(world);
    await world.pass(300 * DAY);
    expect(await placesOf(world.client, TRACES.understanding)).toContain('callbacks.detail');
  });

  test('go piece by piece; killed at any point, the rest goes on, and nothing is half done', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened, env });
    const contacts = Array.from({ length: 450 }, (_, n) =>
      call(`call-${n}`, { customer: somebody(n), outcome: 'unanswered', subject: `matter ${n}` }),
    );
    await helpdesk(world).tellAll(contacts);
    await world.tick();
    world.clock.moveTo(world.clock.now() + 60 * DAY);
    await world.tick();
    await begin(world);
    const left = async () =>
      (await rowsOf<{ n: number }>(world.client, `select count(*) as n from messages where address like '%@customer.example'`))[0]!.n;
    expect(await left()).toBe(450);
    // Each time the process gets a little further, and then dies: before or after its commit.
    const seen: number[] = [];
    for (let lives = 0; lives < 40 && (await left()) > 0; lives++) {
      opened.next(...Array.from({ length: lives % 4 }, () => 'fine' as const), lives % 2 ? 'killed_before' : 'killed_after');
      await tickUntilIdle(world.deps, handlers).catch(() => undefined);
      opened.restart();
      seen.push(await left());
      // A killed process leaves its lease behind.
      world.clock.moveTo(world.clock.now() + world.deps.settings.lease + 1);
    }
    expect(await left()).toBe(0);
    expect(
      [...new Set(seen)].every((n) => [450, 250, 50, 0].includes(n)),
      String(seen),
    ).toBe(true);
    const half = await rowsOf(world.client, `select id from messages where (subject = ?) <> (address like 'erased:%')`, ERASED);
    expect(half).toEqual([]);
    world.faults.length = 0;
  });

  test('a round that has nothing to do changes nothing but its own next day', async () => {
    const world = await makeWorld({ env });
    await rosasLife(world);
    const rows = async () => {
      await world.client.execute('delete from jobs');
      return databaseHash(world.client);
    };
    const before = await rows();
    await retain(contextOf(world.deps, theClock), {});
    expect(await rowsOf(world.client, 'select kind, due_at - ? as later from jobs', world.clock.now())).toEqual([
      { kind: 'customers.retain', later: DAY },
    ]);
    expect(await rows()).toBe(before);
  });

  test('begins once, whoever starts', async () => {
    const world = await makeWorld({ env });
    for (let n = 0; n < 3; n++) await begin(world);
    expect(await rowsOf(world.client, 'select key from jobs')).toEqual([{ key: 'customers.retain' }]);
  });
});

test('N05 what an administrator tried out ends as anything else does, and so does the name that a move was sent under', async () => {
  const world = await makeWorld({ env });
  const ada = await world.signIn('ada');
  const [words, once] = ['Only to see how it goes', 'a-name-of-the-move-0001'];
  await ada.post('/api/setup/survey');
  await world.visitor().fillIn(pathOf(linkIn(await ada.mail('invitation', COLLEAGUES.ada.email), '/s/')), { score: '1', comment: words });
  const { loop } = await ada.get<{ loop: { callback: { id: string } } }>('/api/setup');
  const path = `/api/callbacks/${loop.callback.id}`;
  await ada.post(`${path}/claim`, { once });
  await ada.post(`${path}/understanding`, { words, agreed: true });
  await ada.post(`${path}/fix`, { cause: 'process', done: words });
  const kase = pathOf(linkIn(await ada.mail('is_it_fixed', COLLEAGUES.ada.email), '/c/'));
  await world.visitor().fillIn(kase, {}, `${kase}/confirm`);
  await begin(world);
  expect(await placesOf(world.client, once)).toEqual(['ledger.data']);
  await live(world, 202);
  expect(await placesOf(world.client, words)).toEqual([]);
  expect(await placesOf(world.client, once)).toEqual([]);
  expect(await rowsOf(world.client, 'select trial, state from invitations')).toEqual([{ trial: 'loop', state: 'answered' }]);
});
