import { describe, expect, test } from 'vitest';
import { contact } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const RECORDING = 'https://calls.acme.example/17';
type History = { history: { at: string; kind: string; by: string; contact?: string }[] };

/** Rosa called, and it was recorded. */
async function recorded(world: World, more: Record<string, unknown> = {}) {
  const taken = await world.visitor().handIn(contact(world, 'rosa', { recordingUrl: RECORDING, outcome: 'unanswered', ...more }));
  const { id } = (await taken.json()) as { id: string };
  const [row] = await rowsOf<{ customer: string }>(world.client, 'select customer_id as customer from interactions where id = ?', id);
  return { id, customer: row!.customer };
}

describe('L10 who looked at what is in the history of the customer', () => {
  test('whoever opens a recording, each time', async () => {
    const world = await makeWorld();
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const { id, customer } = await recorded(world);
    await ines.post(`/api/customers/contacts/${id}/recording`);
    await Promise.all([ines, maya].map((one) => one.post(`/api/customers/contacts/${id}/recording`)));
    const { history } = await maya.get<History>(`/api/customers/${customer}`);
    const opened = history.filter(({ kind }) => kind === 'recording_opened');
    expect(opened.map(({ by }) => by).sort()).toEqual(
      ['Ines Duarte', 'Ines Duarte', 'Maya Lindqvist'].map((name) => expect.stringContaining(name.split(' ')[0]!)),
    );
    expect(opened[0]).toMatchObject({ contact: id, at: '2026-03-02T09:00:00.000Z' });
  });

  test('whoever takes everything about them away; it is in what they get', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const { customer } = await recorded(world);
    const all = await maya.post<{ tables: { ledger: { kind: string }[] } }>(`/api/customers/${customer}/export`);
    expect(all.tables.ledger.map(({ kind }) => kind)).toContain('exported');
    const { history } = await maya.get<History>(`/api/customers/${customer}`);
    expect(history.at(-1)).toMatchObject({ kind: 'exported', by: expect.stringContaining('Maya') });
  });

  test('nobody opens what is another team’s, was not recorded or was erased, and nothing is written of it', async () => {
    const world = await makeWorld();
    const [priya, maya] = [await world.signIn('priya'), await world.signIn('maya')];
    const { id, customer } = await recorded(world);
    const silent = await recorded(world, { recordingUrl: undefined });
    for (const [who, what] of [
      [priya, id],
      [maya, silent.id],
      [maya, 'int_nobodys'],
    ] as const)
      expect(await withoutChange(world.client, () => who.refused(`/api/customers/contacts/${what}/recording`))).toMatchObject({
        status: 404,
      });
    await maya.post(`/api/customers/${customer}/erase`, { reason: 'law' });
    expect(await maya.refused(`/api/customers/contacts/${id}/recording`)).toMatchObject({ status: 404 });
  });

  test('to whom its callback is offered from another team may listen too', async () => {
    const world = await makeWorld();
    const [ines, priya] = [await world.signIn('ines'), await world.signIn('priya')];
    const { id } = await recorded(world);
    const [row] = await rowsOf<{ id: string }>(world.client, 'select id from callbacks');
    await ines.post(`/api/callbacks/${row!.id}/claim`);
    await world.client.execute({
      sql: 'insert into authorities (person_id, power) values (?, ?)',
      args: [world.people.priya, 'exception'],
    });
    await ines.post(`/api/callbacks/${row!.id}/hand-off`, { to: world.people.priya, power: 'exception', amount: 0, why: 'Priya knows.' });
    await priya.post(`/api/customers/contacts/${id}/recording`);
  });
});
