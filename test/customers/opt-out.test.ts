import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { suppress } from '../../server/core/suppression.ts';
import { DAY, toRfc3339 } from '../../server/core/time.ts';
import { optOut } from '../../server/customers/actions.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

const { rosa } = CUSTOMERS;
const idOf = async (world: World) => (await rowsOf<{ id: string }>(world.client, 'SELECT id FROM customers'))[0]!.id;
const stops = (world: World) => rowsOf(world.client, 'SELECT address, purpose, reason, source FROM suppressions ORDER BY address, purpose');
const toldTo = (world: World) => rowsOf(world.client, `SELECT seq, kind FROM ledger WHERE subject LIKE 'cus_%' ORDER BY seq`);
const saysNo = async (world: World) => optOut(contextOf(world.deps, theClock), await idOf(world), 'page');
const again = async (world: World, id: string, customer: object) => {
  await world.pass(20 * DAY);
  return (await helpdesk(world).tell(call(id, { customer, endedAt: toRfc3339(world.clock.now()) }))).invitation.because;
};

describe('a customer who does not want to be asked again', () => {
  test('has said so for every address of theirs, once, in their history', async () => {
    const world = await makeWorld();
    await helpdesk(world).tellAll([call('1'), call('2', { customer: { ...rosa, email: 'old@customer.example' } })]);
    await saysNo(world);
    expect(await stops(world)).toEqual(
      [rosa.phone, 'old@customer.example', rosa.email].map((address) => ({
        address,
        purpose: 'survey',
        reason: 'opted_out',
        source: 'page',
      })),
    );
    expect(await toldTo(world)).toEqual([{ seq: 1, kind: 'opted_out' }]);
    await withoutChange(world.client, () => saysNo(world));
  });

  test('may press the button twenty times at once', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1'));
    const path = `${pathOf(linkIn(await world.visitor().mail('invitation', rosa.email), '/s/'))}/unsubscribe`;
    const oneClick = () =>
      world.fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    const answers = await Promise.all(Array.from({ length: 20 }, oneClick));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await toldTo(world)).toEqual([{ seq: 1, kind: 'opted_out' }]);
  });

  test('is not asked at an address that we learn of later either', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1'));
    await saysNo(world);
    expect(await again(world, '2', rosa)).toBe('opted_out');
    expect(await again(world, '3', { ...rosa, email: 'brand.new@customer.example' })).toBe('opted_out');
  });

  test('whose address had bounced has said so all the same', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1'));
    const ctx = contextOf(world.deps, theClock);
    await world.deps.db.batch([suppress(ctx, rosa.email, 'all', 'bounced', 'provider')]);
    await saysNo(world);
    expect(await toldTo(world)).toEqual([{ seq: 1, kind: 'opted_out' }]);
    expect(await again(world, '2', { ...rosa, email: 'brand.new@customer.example' })).toBe('opted_out');
  });

  test('whom we know no address of has said so for the day on which we learn one', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1', { customer: { id: 'c-7' } }));
    await saysNo(world);
    expect(await stops(world)).toEqual([]);
    expect(await again(world, '2', { ...rosa, id: 'c-7' })).toBe('opted_out');
  });

  test('says nothing for anybody else', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1'));
    await saysNo(world);
    expect(await again(world, '2', CUSTOMERS.kenji)).toBeNull();
  });

  test('is still called back when nobody answered them, and told about their case', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1'));
    await saysNo(world);
    const missed = await helpdesk(world).tell(call('2', { outcome: 'unanswered' }));
    expect(missed.callback).toMatch(/^cbk_/);
    await world.tick();
    expect(await rowsOf(world.client, `SELECT state FROM messages WHERE purpose = 'case'`)).toEqual([{ state: 'accepted' }]);
    expect(await countIn(world.client, 'messages')).toEqual({ messages: 1 });
  });
});
