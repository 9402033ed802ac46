import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { makeKey } from '../../server/people/actions.ts';
import { countIn, withoutChange } from '../support/hash.ts';
import { MONDAY, makeWorld } from '../world.ts';
import { call, helpdesk, problemIn, somebody } from './helpdesk.ts';

const K1 = { 'Idempotency-Key': 'k-1' };
const inTheFuture = toRfc3339(MONDAY + 6 * MINUTE);

describe('A04 a request with an Idempotency-Key', () => {
  test('is taken once, however often it is sent', async () => {
    const desk = helpdesk(await makeWorld());
    const first = await desk.tell(call('call-1'), K1);
    expect(await desk.tell(call('call-1'), K1)).toEqual({ ...first, status: 200, replayed: true });
  });

  test.each([
    ['another contact', call('call-2')],
    ['the same contact in other words', call('call-1', { subject: 'a double charge' })],
    ['a batch', [call('call-1')]],
    ['an empty batch', []],
    ['a batch in which nothing is good', [{}]],
  ])('is refused when the key came with another body before: %s', async (_what, body) => {
    const desk = helpdesk(await makeWorld());
    await desk.tell(call('call-1'), K1);
    const refused = await desk.refused(body, K1);
    expect(refused).toMatchObject({ status: 409, code: 'idempotency_mismatch', field: 'Idempotency-Key', next: expect.any(String) });
  });

  test('is its sender’s own: another API key may use the same', async () => {
    const world = await makeWorld();
    const crm = (await makeKey(contextOf(world.deps, theClock), 'crm', ['interactions:write'])).secret;
    await helpdesk(world).tell(call('call-1'), K1);
    expect(await helpdesk(world, crm).tell(call('call-2'), K1)).toMatchObject({ status: 201 });
  });

  test.each([
    ['one that was told differently before', call('call-1', { subject: 'something else' }), 'idempotency_mismatch'],
    ['one that ends in the future', call('call-2', { endedAt: inTheFuture }), 'invalid'],
    ['one with a field that nobody knows', call('call-2', { colour: 'red' }), 'invalid'],
  ])('does not use up its key when it is refused: %s', async (_what, body, code) => {
    const desk = helpdesk(await makeWorld());
    await desk.tell(call('call-1'));
    expect(await desk.refused(body, K1)).toMatchObject({ code });
    expect(await desk.tell(call('call-3'), K1)).toMatchObject({ status: 201 });
  });

  test('nor when it is a batch of which nothing is taken', async () => {
    const world = await makeWorld();
    const nothingGood = [call('call-1', { endedAt: inTheFuture }), {}];
    expect(await withoutChange(world.client, () => helpdesk(world).tellAll(nothingGood, K1))).toMatchObject([
      { status: 'invalid', field: 'endedAt' },
      { status: 'invalid' },
    ]);
    expect(await helpdesk(world).tellAll([call('call-1')], K1)).toMatchObject([{ status: 'stored' }]);
  });

  test.each([
    ['nothing', ''],
    ['201 characters', 'k'.repeat(201)],
  ])('with %s for a key is refused', async (_what, key) => {
    const desk = helpdesk(await makeWorld());
    expect(await desk.refused(call('call-1'), { 'Idempotency-Key': key })).toMatchObject({ code: 'invalid', field: 'Idempotency-Key' });
  });

  test('twenty bodies under one key at once: one is taken, nineteen are refused', async () => {
    const world = await makeWorld();
    const bodies = Array.from({ length: 20 }, (_, n) => call(`call-${n}`, { customer: somebody(n) }));
    const answers = await Promise.all(bodies.map((body) => helpdesk(world).send(body, K1)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = await Promise.all(answers.filter(({ status }) => status !== 201).map(problemIn));
    expect(refused).toHaveLength(19);
    for (const problem of refused) expect(problem).toMatchObject({ code: 'idempotency_mismatch', field: 'Idempotency-Key' });
    expect(await countIn(world.client, 'interactions', 'request_keys')).toEqual({ interactions: 1, request_keys: 1 });
  });
});
