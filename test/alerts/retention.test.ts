import { expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY } from '../../server/core/time.ts';
import { beginRetention, retain } from '../../server/customers/actions-retention.ts';
import { contact, missedCall } from '../callbacks/cases.ts';
import { placesOf } from '../customers/life.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

test('N05 alerts end after ninety days, with who has read them, whatever else the company keeps for ever', async () => {
  const KEEP = Object.fromEntries(['ANSWERS', 'CASES', 'MESSAGES', 'REQUESTS'].map((kind) => [`RINGBACK_KEEP_${kind}`, '0']));
  const world = await makeWorld({ env: KEEP });
  const ines = await world.signIn('ines');
  const { id: old } = await missedCall(world, 'rosa');
  const [alert] = (await ines.get<{ items: { id: number }[] }>('/api/alerts')).items;
  await ines.post('/api/alerts/read', { alert: alert!.id });
  await beginRetention(contextOf(world.deps, theClock));
  const left = () => rowsOf(world.client, 'select 1 from alerts where subject = ? union all select 1 from alert_reads', old);
  const before = (await left()).length;
  expect(before).toBeGreaterThan(1);
  for (let day = 0; day < 30; day++) await world.pass(DAY);
  const { id: young } = await missedCall(world, 'kenji');
  for (let day = 0; day < 59; day++) await world.pass(DAY);
  expect((await left()).length).toBeGreaterThanOrEqual(before);
  for (let day = 0; day < 3; day++) await world.pass(DAY);
  expect(await rowsOf(world.client, "select 1 from alerts where subject = ? and kind = 'new'", old)).toEqual([]);
  expect(await rowsOf(world.client, 'select * from alert_reads')).toEqual([]);
  expect((await rowsOf(world.client, 'select 1 from alerts where subject = ?', young)).length).toBeGreaterThan(0);
  expect(await ines.get('/api/alerts')).toMatchObject({ items: expect.any(Array) });
});

test('N05 they go piece by piece, each in a commit', async () => {
  const world = await makeWorld();
  const batch = Array.from({ length: 450 }, (_, n) => ({
    ...contact(world, 'rosa', { outcome: 'unanswered' }),
    customer: { id: `c-${n}`, email: `c${n}@customer.example` },
  }));
  await world.visitor().handIn(batch);
  world.clock.moveTo(world.clock.now() + 91 * DAY);
  const left = async () => (await rowsOf(world.client, 'select 1 from alerts')).length;
  const pieces: number[] = [];
  for (let n = 0; n < 4; n++) {
    await retain(contextOf(world.deps, theClock), {});
    pieces.push(await left());
  }
  expect(pieces).toEqual([250, 50, 0, 0]);
});

test('N01 no word of a customer stands in what is kept of alerts and pushes', async () => {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  await ines.post('/api/alerts/browsers', { endpoint: 'http://127.0.0.1/1', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) });
  await missedCall(world);
  await world.pass(DAY);
  for (const trace of ['Rosa', 'Keller', 'rosa@customer.example', 'double charge'])
    expect((await placesOf(world.client, trace)).filter((place) => /^(alert|push_|jobs)/.test(place))).toEqual([]);
});
