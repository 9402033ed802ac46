import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { bringToFix, contact, letDown, missedCall, says } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';

type Alerts = {
  items: { id: number; kind: string; callback: string; customer: string; team: string; unread: boolean }[];
  unread: number;
  newest: number;
};

const alertsOf = (who: Visitor) => who.get<Alerts>('/api/alerts');
const kindsOf = async (who: Visitor) => (await alertsOf(who)).items.map(({ kind }) => kind);
const offerTo = (id: string) => ({ to: id, power: 'refund', amount: 100, why: 'Tom knows the shop.' });

test('a new callback is told to the supervisors of its team, and to nobody else', async () => {
  const world = await makeWorld();
  const { id } = await letDown(world);
  for (const who of ['ines', 'tom'] as const)
    expect(await alertsOf(await world.signIn(who))).toMatchObject({
      items: [{ kind: 'new', callback: id, customer: 'Rosa Keller', team: 'Billing', unread: true }],
      unread: 1,
    });
  for (const who of ['priya', 'maya', 'ada'] as const) expect(await kindsOf(await world.signIn(who))).toEqual([]);
});

test('nobody is told of their own act; the receiver of an offer is, and its giver when it is declined', async () => {
  const world = await makeWorld();
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const { path } = await missedCall(world);
  await ines.post(`${path}/claim`);
  await ines.post(`${path}/hand-off`, offerTo(world.people.tom));
  expect(await kindsOf(ines)).toEqual(['new']);
  expect(await kindsOf(tom)).toEqual(['offered', 'new']);
  await tom.post(`${path}/decline`, { reason: 'On the phone all day.' });
  expect(await kindsOf(ines)).toEqual(['declined', 'new']);
  await ines.post(`${path}/hand-off`, offerTo(world.people.tom));
  await world.pass(DAY);
  expect((await kindsOf(ines)).includes('lapsed')).toBe(true);
});

test('what is due soon and overdue is told to the owner, and to the team while there is none; a manager hears of what is overdue', async () => {
  const world = await makeWorld();
  const [ines, tom, maya] = [await world.signIn('ines'), await world.signIn('tom'), await world.signIn('maya')];
  const rosas = await missedCall(world, 'rosa');
  const kenjis = await missedCall(world, 'kenji');
  await ines.post(`${rosas.path}/claim`);
  await world.pass(3.5 * HOUR);
  await world.pass(HOUR);
  const about = async (who: Visitor, id: string) =>
    (await alertsOf(who)).items.filter(({ callback }) => callback === id).map(({ kind }) => kind);
  expect(await about(ines, rosas.id)).toEqual(['overdue', 'due_soon', 'new']);
  expect(await about(tom, rosas.id)).toEqual(['new']);
  expect(await about(tom, kenjis.id)).toEqual(['overdue', 'due_soon', 'new']);
  expect(await about(maya, rosas.id)).toEqual(['escalated']);
});

test('H12 a contest goes to the owner, the third one to a manager too', async () => {
  const world = await makeWorld();
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  const kase = await letDown(world);
  for (const alarmed of [false, false, true]) {
    await bringToFix(ines, kase);
    await says(world, kase, 'contest', 'It is still broken.');
    expect((await kindsOf(ines))[0]).toBe('contested');
    expect((await kindsOf(maya)).length > 0).toBe(alarmed);
  }
  expect(await kindsOf(maya)).toEqual(['escalated']);
});

test('alerts are read one by one, or all at once; nothing new is 304, and what comes later is unread', async () => {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  await missedCall(world, 'rosa');
  await missedCall(world, 'kenji');
  const [newest, older] = (await alertsOf(ines)).items;
  await ines.post('/api/alerts/read', { alert: older!.id });
  await ines.post('/api/alerts/read', { alert: older!.id });
  expect((await alertsOf(ines)).items.map(({ unread }) => unread)).toEqual([true, false]);
  await ines.post('/api/alerts/read', { upTo: newest!.id });
  const answer = await ines.send('/api/alerts');
  expect(await answer.json()).toMatchObject({ unread: 0 });
  const known = { headers: { 'If-None-Match': answer.headers.get('etag')! } };
  expect((await ines.send('/api/alerts', known)).status).toBe(304);
  await missedCall(world, 'amina');
  expect(await (await ines.send('/api/alerts', known)).json()).toMatchObject({ unread: 1 });
  expect(await rowsOf(world.client, 'select * from alert_reads')).toEqual([]);
});

test('a thousand missed calls are a thousand rows, however many work in the team', async () => {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  const batch = Array.from({ length: 1_000 }, (_, n) => ({
    ...contact(world, 'rosa', { outcome: 'unanswered' }),
    customer: { id: `c-${n}`, name: `Customer ${n}`, email: `c${n}@customer.example` },
  }));
  expect((await world.visitor().handIn(batch)).status).toBe(207);
  expect(await rowsOf(world.client, 'select receiver, count(*) as n from alerts group by receiver')).toMatchObject([{ n: 1_000 }]);
  expect(await alertsOf(ines)).toMatchObject({ unread: 50 });
});

test('N01 of somebody who was erased, an alert says no name, and its callback can still be opened', async () => {
  const world = await makeWorld();
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  const { id, path } = await missedCall(world);
  const [row] = await rowsOf<{ customer: string }>(world.client, 'select customer_id as customer from callbacks where id = ?', id);
  await maya.post(`/api/customers/${row!.customer}/erase`, { reason: 'asked_by_customer' });
  expect((await alertsOf(ines)).items).toMatchObject([{ callback: id, customer: 'Somebody whose data was erased' }]);
  expect(await ines.get(path)).toMatchObject({ state: 'erased' });
});
