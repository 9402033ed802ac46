import { describe, expect, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { SECOND } from '../../server/core/time.ts';
import { endKey, makeKey } from '../../server/people/actions.ts';
import type { Scope } from '../../server/people/rules.ts';
import { withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { call, helpdesk, problemIn, somebody } from './helpdesk.ts';

const keyWith = (world: World, ...scopes: Scope[]) => makeKey(contextOf(world.deps, theClock), 'crm', scopes);

describe('who may hand in contacts', () => {
  test.each([
    ['nobody', {}, 'no_credentials', 401],
    ['a password', { Authorization: 'Basic YWRhOmFkYQ==' }, 'no_credentials', 401],
    ['an empty key', { Authorization: 'Bearer ' }, 'no_credentials', 401],
    ['two keys', { Authorization: 'Bearer a b' }, 'no_credentials', 401],
    ['a key that nobody made', { Authorization: 'Bearer rb_live_0000000000000000' }, 'bad_credentials', 401],
    ['a key in the wrong header', { 'X-Api-Key': 'rb_live_0000000000000000' }, 'no_credentials', 401],
  ] as [string, Record<string, string>, string, number][])(
    '%s is turned away before the body is read',
    async (_what, headers, code, status) => {
      const world = await makeWorld();
      const body = '{bad';
      const answer = await withoutChange(world.client, () =>
        world.fetch('/api/interactions', { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body }),
      );
      expect(await problemIn(answer)).toMatchObject({ status, code, field: 'Authorization' });
    },
  );

  test('a key of ours that may only read', async () => {
    const world = await makeWorld();
    const { secret } = await keyWith(world, 'interactions:read', 'callbacks:read');
    expect(await helpdesk(world, secret).refused(call('call-1'))).toMatchObject({
      status: 403,
      code: 'forbidden',
      scope: 'interactions:write',
    });
  });

  test('a colleague who is signed in is no machine', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    const answer = await ada.send('/api/interactions', { method: 'POST', headers, body: JSON.stringify(call('call-1')) });
    expect(await problemIn(answer)).toMatchObject({ status: 401, code: 'no_credentials' });
  });

  test('A24 a key that was revoked opens nothing from that moment on; the others still do', async () => {
    const world = await makeWorld();
    const { secret } = await keyWith(world, 'interactions:write');
    expect(await helpdesk(world, secret).tell(call('call-1'))).toMatchObject({ status: 201 });
    await endKey(contextOf(world.deps, theClock), secret.slice(0, 14));
    expect(await helpdesk(world, secret).refused(call('call-1'))).toMatchObject({ status: 401, code: 'bad_credentials' });
    expect(await helpdesk(world).tell(call('call-2', { customer: somebody(2) }))).toMatchObject({ status: 201 });
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s is nothing that can be done here', async (method) => {
    const world = await makeWorld();
    const answer = await withoutChange(world.client, () =>
      world.fetch('/api/interactions', { method, headers: { Authorization: `Bearer ${world.key}` } }),
    );
    expect(await problemIn(answer)).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('A28 a key that floods', () => {
  test('is slowed down and told for how long, while other keys and the pages are served; then it may go on', async () => {
    const world = await makeWorld({ env: { RINGBACK_KEY_RATE: '5' } });
    const { secret: crm } = await keyWith(world, 'interactions:write');
    const post = () => helpdesk(world).send(call('call-1'));
    const burst = await Promise.all(Array.from({ length: 10 }, post));
    expect(burst.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);

    const refused = await withoutChange(world.client, () => Promise.all(Array.from({ length: 50 }, post)));
    for (const answer of refused) {
      expect(answer.headers.get('Retry-After')).toBe('1');
      expect(await problemIn(answer)).toMatchObject({ status: 429, code: 'slow_down', next: expect.any(String) });
    }
    expect(await helpdesk(world, crm).tell(call('call-2', { customer: somebody(2) }))).toMatchObject({ status: 201 });
    expect((await world.fetch('/s/not-a-token')).status).toBe(404);
    expect((await world.visitor().post('/api/sign-in', { email: COLLEAGUES.ines.email })).sent).toBe(true);

    world.clock.moveTo(world.clock.now() + SECOND);
    const later = await Promise.all(Array.from({ length: 6 }, post));
    expect(later.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('is slowed down before its body is read', async () => {
    const world = await makeWorld({ env: { RINGBACK_KEY_RATE: '1' } });
    await Promise.all([1, 2].map(() => helpdesk(world).send('{bad')));
    expect(await helpdesk(world).refused('{bad')).toMatchObject({ status: 429, code: 'slow_down' });
  });
});
