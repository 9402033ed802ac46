import { describe, expect, it } from 'vitest';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { handIn, missedCall, type Shown } from './cases.ts';

const OFFER = { power: 'refund', amount: 4_000, why: 'A refund beyond what I may grant.' };

/** A case of Ines's, and Ada who closes accounts. */
async function owned() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  const [ada, ines, tom] = [await world.signIn('ada'), await world.signIn('ines'), await world.signIn('tom')];
  const { path, id } = await missedCall(world);
  await ines.post(`${path}/claim`);
  const close = `/api/people/${world.people.tom}/close`;
  return { world, opened, ada, ines, tom, path, id, close, offer: { ...OFFER, to: world.people.tom } };
}

describe('whoever leaves', () => {
  it('H08 before they accept: the offer returns to its giver at once, in the same commit', async () => {
    const { world, ada, ines, path, id, close, offer } = await owned();
    await ines.post(`${path}/hand-off`, offer);
    await ada.post(close);
    const after = await ines.get<Shown>(path);
    expect(after).toMatchObject({ offer: null, handOffs: 0, owner: { name: 'Ines Duarte' } });
    expect(after.moves).toContain('hand_off');
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'offer_lapsed', by: 'Ada Okafor', data: { to: 'Tom Becker', left: true } });
    const commits = await rowsOf<{ at: number }>(
      world.client,
      `select distinct at from ledger where kind = 'closed' or (subject = ? and kind = 'offer_lapsed')`,
      id,
    );
    expect(commits).toHaveLength(1);
    expect(await rowsOf(world.client, 'select id from callbacks where offered_to is not null')).toEqual([]);
    await ada.post(`/api/people/${world.people.tom}/reopen`);
    expect(await (await world.signIn('tom')).refused(`${path}/accept`)).toMatchObject({ status: 409, code: 'wrong_state' });
    await mustBeSound(world);
  });

  it('H08 in the moment in which they are asked is not asked: the giver is told to choose somebody else', async () => {
    const { world, opened, ada, ines, path, close, offer } = await owned();
    opened.next(() => ada.post(close));
    expect(await ines.refused(`${path}/hand-off`, offer)).toMatchObject({
      status: 422,
      field: 'to',
      detail: 'Tom Becker does not work here any more.',
    });
    expect(await ines.get<Shown>(path)).toMatchObject({ offer: null, owner: { name: 'Ines Duarte' } });
    await mustBeSound(world);
  });

  it('H08 and is asked in the moment in which they leave: what they are asked returns with it', async () => {
    const { world, opened, ada, ines, path, close, offer } = await owned();
    opened.next(() => ines.post(`${path}/hand-off`, offer));
    expect(await ada.post(close)).toMatchObject({ active: false });
    const { offer: open, timeline } = await ines.get<Shown>(path);
    expect(open).toBeNull();
    expect(timeline.slice(-2).map(({ kind }) => kind)).toEqual(['offered', 'offer_lapsed']);
    await mustBeSound(world);
  });

  it('H08 with twelve open callbacks: it is asked where they go, and all go there in the same commit, never to nobody', async () => {
    const { world, ada, ines, id } = await owned();
    const ids = [id];
    for (let i = 1; i < 12; i++) {
      const customer = { name: `Customer ${i}`, email: `customer-${i}@example.com` };
      const { callback } = await handIn(world, 'rosa', { outcome: 'unanswered', customer });
      await ines.post(`/api/callbacks/${callback!}/claim`);
      ids.push(callback!);
    }
    // One of them waits for its customer, and one is offered to somebody.
    await ines.post(`/api/callbacks/${ids[1]!}/understanding`, { words: 'Nobody answered.', agreed: true });
    await ines.post(`/api/callbacks/${ids[1]!}/fix`, { cause: 'process', done: 'The line is staffed now.' });
    await ines.post(`/api/callbacks/${ids[2]!}/hand-off`, { ...OFFER, to: world.people.maya });
    const path = `/api/people/${world.people.ines}/close`;
    const no = await withoutChange(world.client, () => ada.refused(path));
    expect(no).toMatchObject({
      status: 409,
      field: 'to',
      detail: 'Ines Duarte owns 12 open callbacks: say who takes them over.',
    });
    expect((no.callbacks as { id: string }[]).map((one) => one.id).sort()).toEqual([...ids].sort());
    await ada.post(path, { to: world.people.tom });
    expect(await rowsOf(world.client, 'select distinct owner_id as owner from callbacks where open = 1')).toEqual([
      { owner: world.people.tom },
    ]);
    const moments = await rowsOf<{ at: number; n: number }>(
      world.client,
      `select at, count(*) as n from ledger where kind = 'reassigned' or (kind = 'closed' and subject = ?) group by at`,
      world.people.ines,
    );
    expect(moments.map(({ n }) => n)).toEqual([13]);
    expect(await (await world.signIn('tom')).get<Shown>(`/api/callbacks/${ids[2]!}`)).toMatchObject({ offer: { to: world.people.maya } });
    await mustBeSound(world);
  });
});
