import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';
import { missedCall, type Shown } from './cases.ts';

type Next = { taken: boolean; callback: Shown | null; nextAt: string | null; asleep: boolean };

const next = (who: Visitor) => who.post<Next>('/api/callbacks/next');

/** 8 in the morning in New York, where Walt lives; at 10 in Berlin it is four there. */
const MORNING = '2026-03-02T13:00:00.000Z';

describe('ready for the next call, while it is night where somebody lives', () => {
  test('whoever is awake comes first, however pressing the other one is; in the morning it is their turn', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const walt = await missedCall(world, 'walt');
    await missedCall(world, 'walt');
    await world.pass(MINUTE);
    const rosa = await missedCall(world, 'rosa');
    const { items } = await ines.get<{ items: { id: string }[] }>('/api/callbacks?tab=unowned');
    expect(
      items.map(({ id }) => id),
      'the list shows him on top',
    ).toEqual([walt.id, rosa.id]);
    expect((await next(ines)).callback?.id).toBe(rosa.id);
    expect(await next(ines)).toMatchObject({ taken: false, callback: null, asleep: true, nextAt: '2026-03-02T13:00:00.000Z' });
    await world.pass(Date.parse(MORNING) - world.clock.now());
    expect((await next(ines)).callback?.id).toBe(walt.id);
  });

  test('who picked a time is called then, whatever their clock shows; one’s own who sleep wait as well', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const walt = await missedCall(world, 'walt');
    await ines.post(`${walt.path}/claim`);
    await ines.post(`${walt.path}/attempts`, { outcome: 'no_answer' });
    await world.client.execute({ sql: 'update callbacks set due_at = ? where id = ?', args: [MONDAY - HOUR, walt.id] });
    expect(await next(ines), 'overdue, and asleep').toMatchObject({ callback: null, nextAt: MORNING, asleep: false });
    const window = { from: toRfc3339(world.clock.now()), to: toRfc3339(world.clock.now() + 2 * HOUR) };
    await ines.post(`${walt.path}/window`, { window });
    expect((await next(ines)).callback?.id).toBe(walt.id);
  });

  test('hundreds who sleep hide nobody who is awake', async () => {
    const world = await makeWorld();
    await contacts(world, 320, 'America/New_York');
    await world.pass(MINUTE);
    await contacts(world, 1, 'Europe/Berlin');
    const [awake] = await rowsOf<{ id: string }>(
      world.client,
      `select callbacks.id from callbacks join customers on customers.id = customer_id where zone = 'Europe/Berlin'`,
    );
    const ines = await world.signIn('ines');
    expect((await next(ines)).callback?.id).toBe(awake!.id);
    expect((await next(ines)).asleep).toBe(true);
  });
});

async function contacts(world: World, count: number, zone: string): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => ({
    externalId: `${zone} ${n}`,
    team: 'Billing',
    outcome: 'unanswered',
    endedAt: toRfc3339(world.clock.now()),
    customer: { name: `Customer ${n}`, email: `${zone.length}-${n}@customer.example`, zone },
  }));
  for (let from = 0; from < count; from += 100) expect((await world.visitor().handIn(all.slice(from, from + 100))).status).toBe(207);
}
