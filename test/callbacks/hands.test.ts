import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, missedCall, type Shown, says } from './cases.ts';

type Handed = Shown & { hands: { many: number; withoutOwnerMinutes: number } };

it('through how many hands a case went, and how long it had no owner, is counted and shown', async () => {
  const world = await makeWorld();
  const kase = await missedCall(world);
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const hands = async () => (await ines.get<Handed>(kase.path)).hands;
  await world.pass(2 * HOUR);
  expect(await hands()).toEqual({ many: 0, withoutOwnerMinutes: 120 });
  await ines.post(`${kase.path}/claim`);
  await world.pass(HOUR);
  await ines.post(`${kase.path}/release`, { reason: 'A holiday.' });
  await world.pass(HOUR);
  await ines.post(`${kase.path}/claim`);
  expect(await hands(), 'the same hands again').toEqual({ many: 1, withoutOwnerMinutes: 180 });
  const why = 'He may say yes.';
  await ines.post(`${kase.path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 100, why });
  await world.pass(HOUR);
  expect(await hands(), 'what is only offered').toEqual({ many: 1, withoutOwnerMinutes: 180 });
  await tom.post(`${kase.path}/accept`);
  await bringToFix(tom, kase);
  await says(world, kase, 'confirm');
  await world.pass(DAY);
  expect(await hands(), 'closed').toEqual({ many: 2, withoutOwnerMinutes: 180 });
  await says(world, kase, 'contest', 'It is broken again.');
  await world.pass(HOUR);
  expect(await hands(), 'back with its owner').toEqual({ many: 2, withoutOwnerMinutes: 180 });
});

it('a case that was let go of before anybody owned it has none again when its customer contests that', async () => {
  const world = await makeWorld();
  const kase = await missedCall(world);
  const maya = await world.signIn('maya');
  await world.pass(HOUR);
  await maya.post(`${kase.path}/let-go`, { reason: 'Not ours.', alternatives: ['A voucher.', 'Another shop.'] });
  await world.pass(DAY);
  await says(world, kase, 'contest', 'It is yours.');
  await world.pass(HOUR);
  expect((await maya.get<Handed>(kase.path)).hands).toEqual({ many: 0, withoutOwnerMinutes: 120 });
});
