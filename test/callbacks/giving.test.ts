import { describe, expect, it } from 'vitest';
import type { CastName } from '../../db/demo/cast.ts';
import { DAY, toRfc3339 } from '../../server/core/time.ts';
import { flakyDb } from '../support/flaky.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { letDown, missedCall, type Shown } from './cases.ts';

type Verdict = { id: string; done: boolean; code?: string; detail?: string };

/** A database in which something can be done between what is read and what is written; Maya, who gives, and Ada, who changes people. */
async function atAcme() {
  const flaky = flakyDb();
  const world = await makeWorld({ opened: flaky });
  return { flaky, world, maya: await world.signIn('maya'), ada: await world.signIn('ada') };
}

const leaves = (world: World, ada: Visitor, who: CastName) => () =>
  ada.post(`/api/people/${world.people[who]}/close`, { to: world.people.maya });
const goesAway = (world: World, ada: Visitor, who: CastName) => () =>
  ada.post(`/api/people/${world.people[who]}/absence`, {
    absence: { from: toRfc3339(world.clock.now()), until: toRfc3339(world.clock.now() + DAY) },
  });

describe('whoever is given work has left, or gone away, in the same moment', () => {
  it('H06 and is given none of several: each verdict says why, and each is whose it was', async () => {
    for (const [happens, why] of [
      [leaves, 'Tom Becker no longer works here.'],
      [goesAway, 'Tom Becker is away until Tue 3 Mar 10:00.'],
    ] as const) {
      const { flaky, world, maya, ada } = await atAcme();
      const both = [await missedCall(world, 'rosa'), await missedCall(world, 'amina')];
      flaky.next(happens(world, ada, 'tom'));
      const ids = both.map(({ id }) => id);
      const { items } = await maya.post<{ items: Verdict[] }>('/api/callbacks/assign', { ids, to: world.people.tom });
      // Of two commits at once, one waits for what happens meanwhile; the other may have been first.
      for (const { id, done, code, detail } of items) {
        const { owner, timeline } = await maya.get<Shown>(`/api/callbacks/${id}`);
        if (!done) expect({ code, detail, owner }).toEqual({ code: 'invalid', detail: why, owner: null });
        else expect(timeline[1]).toMatchObject({ kind: 'assigned', data: { ownerName: 'Tom Becker' } });
      }
      expect(items.filter(({ done }) => !done).length).toBeGreaterThan(0);
    }
  });

  it('H06 nor is anything offered to them', async () => {
    const { flaky, world, ada } = await atAcme();
    const { path } = await letDown(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    flaky.next(goesAway(world, ada, 'tom'));
    const offer = { to: world.people.tom, power: 'refund', amount: 4_000, why: 'He knows the shop.' };
    expect(await ines.refused(`${path}/hand-off`, offer)).toMatchObject({
      field: 'to',
      detail: expect.stringContaining('Tom Becker is away'),
    });
    expect(await ines.get<Shown>(path)).toMatchObject({ offer: null, owner: { name: 'Ines Duarte' } });
  });

  it('H06 nor do they inherit what a colleague who leaves owned', async () => {
    const { flaky, world, ada } = await atAcme();
    const { path } = await letDown(world);
    await (await world.signIn('ines')).post(`${path}/claim`);
    flaky.next(goesAway(world, ada, 'tom'));
    expect(await ada.refused(`/api/people/${world.people.ines}/close`, { to: world.people.tom })).toMatchObject({
      status: 422,
      field: 'to',
    });
    expect(await ada.get<Shown>(path)).toMatchObject({ owner: { name: 'Ines Duarte' } });
  });
});
