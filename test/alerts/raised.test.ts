import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
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
