import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY } from '../../server/core/time.ts';
import { beginRetention } from '../../server/customers/actions-retention.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { idOf, placesOf, rosasLife, TRACES } from './life.ts';

const worldOf = () => makeWorld({ env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET } });

describe('N07 a legal hold', () => {
  test('keeps a customer from being erased, and says why; released, they can be', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const path = `/api/customers/${await idOf(world)}`;
    const [maya, ines] = [await world.signIn('maya'), await world.signIn('ines')];
    expect(await withoutChange(world.client, () => ines.refused(`${path}/hold`, { reason: 'A court.' }))).toMatchObject({ status: 403 });
    expect(await maya.refused(`${path}/hold`)).toMatchObject({ status: 422, field: 'reason' });
    const held = await maya.post(`${path}/hold`, { reason: 'Regional court, 12 O 7/26' });
    expect(held).toMatchObject({ hold: { since: '2026-03-02T09:00:00.000Z', because: 'Regional court, 12 O 7/26' } });
    const refusal = await withoutChange(world.client, () => maya.refused(`${path}/erase`, { reason: 'asked_by_customer' }));
    expect(refusal).toMatchObject({ status: 409, code: 'wrong_state', hold: { because: 'Regional court, 12 O 7/26' } });
    expect(refusal.detail).toContain('Regional court');
    expect(await maya.refused(`${path}/hold`, { reason: 'Another.' })).toMatchObject({ status: 409 });
    expect(await maya.post(`${path}/release-hold`)).toMatchObject({ hold: null });
    expect(await maya.refused(`${path}/release-hold`)).toMatchObject({ status: 409 });
    expect(await maya.post(`${path}/erase`, { reason: 'asked_by_customer' })).toMatchObject({ name: null });
    expect(await placesOf(world.client, 'Regional court')).toEqual([]);
  });

  test('keeps their words when those of others go, and lets them go once it is released', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const maya = await world.signIn('maya');
    const path = `/api/customers/${await idOf(world)}`;
    await maya.post(`${path}/hold`, { reason: 'A court.' });
    await beginRetention(contextOf(world.deps, theClock));
    await world.pass(1_200 * DAY);
    await world.pass(2 * DAY);
    expect(await placesOf(world.client, TRACES.statement)).not.toEqual([]);
    expect(await placesOf(world.client, TRACES.subject)).toContain('messages.request');
    const again = await world.signIn('maya');
    await again.post(`${path}/release-hold`);
    await world.tick();
    expect(await placesOf(world.client, TRACES.statement)).toEqual([]);
    expect(await placesOf(world.client, TRACES.subject)).not.toContain('messages.request');
  });
});
