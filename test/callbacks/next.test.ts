import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, missedCall, type Shown } from './cases.ts';

type Next = { taken: boolean; callback: Shown | null; nextAt: string | null; asleep: boolean };
type Verdict = { id: string; done: boolean; code?: string; detail?: string; callback?: { owner: { name: string } } };

const next = (who: Visitor) => who.post<Next>('/api/callbacks/next');

async function callsFor(world: World, count: number): Promise<string[]> {
  const contacts = Array.from({ length: count }, (_, n) => ({
    externalId: `call-${n}`,
    team: 'Billing',
    outcome: 'unanswered',
    endedAt: toRfc3339(world.clock.now()),
    customer: { id: `c-${n}`, name: `Customer ${n}`, email: `c${n}@customer.example` },
  }));
  expect((await world.visitor().handIn(contacts)).status).toBe(207);
  return (await rowsOf<{ id: string }>(world.client, 'select id from callbacks order by id')).map(({ id }) => id);
}

describe('ready for the next call', () => {
  test('takes the most pressing of nobody’s, one after the other', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const rosa = await missedCall(world, 'rosa');
    await world.pass(MINUTE);
    const kenji = await missedCall(world, 'kenji');
    await world.pass(MINUTE);
    await missedCall(world, 'amina', { team: 'Deliveries' });
    await missedCall(world, 'kenji');
    const first = await next(ines);
    expect([first.taken, first.callback?.id, first.callback?.owner?.name]).toEqual([true, kenji.id, 'Ines Duarte']);
    expect((await next(ines)).callback?.id).toBe(rosa.id);
    expect(first.callback?.timeline.at(-1)).toMatchObject({ kind: 'claimed', by: 'Ines Duarte' });
    // Both are hers now and due at 14:00; Amina's is not of her team.
    expect(await next(ines)).toEqual({
      taken: false,
      asleep: false,
      callback: null,
      nextAt: rosa && (await ines.get<Shown>(rosa.path)).due!.at,
    });
  });

  test('gives two who press together two different ones, and a crowd as many as there are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringback-next-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const world = await makeWorld({ opened: openDb(`file:${join(folder, 'acme.db')}`) });
    const ids = await callsFor(world, 30);
    const people = [await world.signIn('ines'), await world.signIn('tom'), await world.signIn('maya')];
    const two = await Promise.all([next(people[0]!), next(people[1]!)]);
    expect(new Set(two.map(({ callback }) => callback?.id)).size).toBe(2);
    expect(two.map(({ taken }) => taken)).toEqual([true, true]);

    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => next(people[i % 3]!)));
    const got = answers.flatMap(({ taken, callback }) => (taken ? [callback!.id] : []));
    expect([got.length, new Set(got).size]).toEqual([28, 28]);
    expect(new Set([...got, ...two.map(({ callback }) => callback!.id)])).toEqual(new Set(ids));
    expect(answers.filter(({ callback }) => callback === null)).toHaveLength(12);
    await mustBeSound(world);
  });

  test('leads back to one’s own that is overdue before anything new that is less pressing', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const rosa = await missedCall(world, 'rosa');
    await ines.post(`${rosa.path}/claim`);
    await world.pass(4 * HOUR + MINUTE);
    await missedCall(world, 'kenji');
    const again = await next(ines);
    expect([again.taken, again.callback?.id]).toEqual([false, rosa.id]);
    await ines.post(`${rosa.path}/attempts`, { outcome: 'no_answer' });
    expect((await next(ines)).callback?.reach.name, 'Rosa was tried just now').toBe('Kenji Mori');
  });

  test('leaves those alone who asked to be called later, and says when that is', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const rosa = await missedCall(world, 'rosa');
    const opens = toRfc3339(world.clock.now() + 3 * HOUR);
    await ines.post(`${rosa.path}/claim`);
    await ines.post(`${rosa.path}/window`, { window: { from: opens, to: toRfc3339(world.clock.now() + 5 * HOUR) } });
    await ines.post(`${rosa.path}/release`, { reason: 'On leave.' });
    expect(await withoutChange(world.client, () => next(tom))).toEqual({ taken: false, asleep: false, callback: null, nextAt: opens });
    await world.pass(3 * HOUR);
    expect(await next(tom)).toMatchObject({ taken: true, callback: { id: rosa.id } });
  });

  test('says that there is nothing, and refuses a body that it does not know', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    expect(await next(ines)).toEqual({ taken: false, asleep: false, callback: null, nextAt: null });
    expect(await ines.refused('/api/callbacks/next', { team: 'x' })).toMatchObject({ status: 422, field: 'team' });
  });
});

describe('several at once', () => {
  test('are claimed one by one: somebody who was first with one costs no other', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const ids = await callsFor(world, 4);
    const other = await missedCall(world, 'amina', { team: 'Deliveries' });
    await tom.post(`/api/callbacks/${ids[1]}/claim`);
    const { items } = await ines.post<{ items: Verdict[] }>('/api/callbacks/claim', { ids: [...ids, other.id, 'cbk_1'] });
    expect(items.map(({ id }) => id)).toEqual([...ids, other.id, 'cbk_1']);
    expect(items.map(({ done, code, detail, callback }) => (done ? callback?.owner.name : [code, detail]))).toEqual([
      'Ines Duarte',
      ['conflict', 'Tom Becker took it a moment ago.'],
      'Ines Duarte',
      'Ines Duarte',
      ['not_found', 'There is no such callback.'],
      ['not_found', 'There is no such callback.'],
    ]);
    await mustBeSound(world);
  });

  test('two who claim the same ten at once share them, and each knows who has the others', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const ids = await callsFor(world, 10);
    const [hers, his] = await Promise.all([ines, tom].map((who) => who.post<{ items: Verdict[] }>('/api/callbacks/claim', { ids })));
    for (const [i] of ids.entries()) {
      const [a, b] = [hers!.items[i]!, his!.items[i]!];
      expect([a.done, b.done].sort()).toEqual([false, true]);
      expect((a.done ? b : a).detail).toBe(`${a.done ? 'Ines Duarte' : 'Tom Becker'} took it a moment ago.`);
    }
    await mustBeSound(world);
  });

  test('are given by a manager to somebody of the team, who owns them from then on', async () => {
    const world = await makeWorld();
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const [rosa, kenji] = [await missedCall(world, 'rosa'), await missedCall(world, 'kenji')];
    const amina = await missedCall(world, 'amina', { team: 'Deliveries' });
    const walt = await missedCall(world, 'walt');
    await ines.post(`${walt.path}/claim`);
    await ines.post(`${walt.path}/attempts`, { outcome: 'reached' });
    await ines.post(`${kenji.path}/claim`);
    const assign = (who: Visitor, to: string, ids: string[]) => who.post<{ items: Verdict[] }>('/api/callbacks/assign', { ids, to });
    const { items } = await assign(maya, world.people.tom, [rosa.id, kenji.id, amina.id, walt.id]);
    expect(items.map(({ done, callback, detail }) => (done ? callback?.owner.name : detail))).toEqual([
      'Tom Becker',
      'Tom Becker',
      'Tom Becker',
      'The customer has spoken to Ines Duarte.',
    ]);
    expect((await assign(maya, world.people.ines, [amina.id])).items[0]).toMatchObject({
      code: 'invalid',
      detail: 'Ines Duarte does not belong to this team.',
    });
    expect((await assign(maya, world.people.tom, [rosa.id])).items[0]).toMatchObject({
      code: 'conflict',
      detail: 'Tom Becker owns it already.',
    });
    expect((await maya.get<Shown>(kenji.path)).timeline.at(-1)).toMatchObject({
      kind: 'assigned',
      by: 'Maya Lindqvist',
      data: { ownerName: 'Tom Becker', from: 'Ines Duarte' },
    });
    await bringToFix(await world.signIn('tom'), rosa);
    await mustBeSound(world);
  });

  test.each([
    [{ ids: [] }, 'ids'],
    [{ ids: ['a', 'a'] }, 'ids'],
    [{ ids: Array.from({ length: 101 }, (_, n) => `cbk_${n}`) }, 'ids'],
    [{ ids: [''] }, 'ids[0]'],
    [{ ids: 'cbk_1' }, 'ids'],
    [{}, 'ids'],
    [{ ids: ['cbk_1'], to: 'per_nobody' }, 'to'],
  ])('refuse %j by the name of the field', async (body, field) => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const path = 'to' in body ? 'assign' : 'claim';
    expect(await withoutChange(world.client, () => maya.refused(`/api/callbacks/${path}`, body))).toMatchObject({ status: 422, field });
  });

  test('are not given by who is no manager, nor to who has left', async () => {
    const world = await makeWorld();
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const { id } = await missedCall(world, 'rosa');
    const body = { ids: [id], to: world.people.tom };
    expect(await withoutChange(world.client, () => ines.refused('/api/callbacks/assign', body))).toMatchObject({
      status: 403,
      detail: 'Only a manager can assign callbacks.',
    });
    await world.client.execute(`update people set active = 0 where id = '${world.people.tom}'`);
    const { items } = await maya.post<{ items: Verdict[] }>('/api/callbacks/assign', body);
    expect(items[0]).toMatchObject({ done: false, code: 'invalid', detail: 'Tom Becker no longer works here.' });
  });
});

test('whom one works with is known by name, for whose list to look at and to whom to give work', async () => {
  const world = await makeWorld();
  const around = async (who: 'ines' | 'priya' | 'maya') =>
    (await (await world.signIn(who)).get<{ items: { name: string }[] }>('/api/people')).items.map(({ name }) => name.split(' ')[0]);
  expect(await around('ines')).toEqual(['Ada', 'Ines', 'Maya', 'Tom']);
  expect(await around('priya')).toEqual(['Ada', 'Maya', 'Priya', 'Tom']);
  expect(await around('maya')).toEqual(['Ada', 'Ines', 'Maya', 'Priya', 'Tom']);
});
