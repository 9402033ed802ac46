import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { bringToFix, letDown, missedCall, says } from '../callbacks/cases.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';

const kindsOf = async (who: Visitor) => (await who.get<{ items: { kind: string }[] }>('/api/alerts')).items.map(({ kind }) => kind);

test('H12 a third contest of what was said to be fixed alarms the managers, an earlier one does not', async () => {
  const world = await makeWorld();
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  const kase = await letDown(world);
  for (const told of [[], [], ['escalated']]) {
    await bringToFix(ines, kase);
    await says(world, kase, 'contest', 'It is still broken.');
    expect(await kindsOf(maya)).toEqual(told);
  }
  await world.tick();
  const mails = (await world.visitor().mails()).filter((mail) => mail.kind === 'alert' && mail.address === 'maya@acme.example');
  expect(mails).toHaveLength(1);
});

test('J09 what is still overdue after a working day reaches the administrators, and the managers only once', async () => {
  const world = await makeWorld();
  const [maya, ada] = [await world.signIn('maya'), await world.signIn('ada')];
  await missedCall(world);
  await world.pass(5 * HOUR);
  expect([await kindsOf(maya), await kindsOf(ada)]).toEqual([['escalated'], []]);
  await world.pass(DAY);
  expect([await kindsOf(maya), await kindsOf(ada)]).toEqual([['escalated'], ['escalated']]);
});

test('H15 a promise that is missed alarms its owner and the managers, as its customer is told', async () => {
  const world = await makeWorld();
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  const kase = await letDown(world);
  await ines.post(`${kase.path}/claim`);
  await ines.post(`${kase.path}/promises`, { text: 'A refund.', at: new Date(world.clock.now() + HOUR).toISOString() });
  await world.pass(HOUR);
  expect([await kindsOf(maya), await kindsOf(ines)]).toEqual([['escalated'], ['promise_missed', 'new']]);
  expect(await (await world.visitor().send(kase.page)).text()).toContain('It was raised to a manager.');
});

test('G09 a callback of a team in which nobody works alarms the managers when it is due, and nobody of another team', async () => {
  const world = await makeWorld();
  const [maya, ines] = [await world.signIn('maya'), await world.signIn('ines')];
  await missedCall(world, 'rosa', { team: 'A team of nobody' });
  await world.pass(4 * HOUR - 1);
  expect(await kindsOf(maya)).toEqual([]);
  await world.pass(1);
  expect([await kindsOf(maya), await kindsOf(ines)]).toEqual([['escalated'], []]);
});

test('a department that does not answer in time is told to the owner who asked it', async () => {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  const { path } = await missedCall(world);
  await ines.post(`${path}/claim`);
  const at = new Date(world.clock.now() + 30 * MINUTE).toISOString();
  await ines.post(`${path}/requests`, { to: 'Payments', what: 'Which charge is wrong?', at });
  await world.pass(30 * MINUTE);
  expect(await kindsOf(ines)).toEqual(['overdue', 'new']);
});
