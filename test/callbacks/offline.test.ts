import { describe, expect, it } from 'vitest';
import { HOUR } from '../../server/core/time.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { missedCall, type Shown } from './cases.ts';

describe('H17 a call is logged without a connection, and sent two hours later', () => {
  it('against number 3 while it is 5: refused with how it stands; what is only added merges', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    await ines.post(`${path}/claim`);
    const seen = await ines.post<Shown>(`${path}/attempts`, { outcome: 'reached' });
    expect(seen.seq).toBe(3);
    await world.pass(2 * HOUR);
    await maya.post(`${path}/notes`, { text: 'They wrote to the shop, too.' });
    await maya.post(`${path}/understanding`, { words: 'Nobody rings back.', reason: 'Ines is on the road.' });

    const mine = { words: 'I was charged twice.', seq: seen.seq, once: 'offline-understood' };
    const problem = await withoutChange(world.client, () => ines.refused(`${path}/understanding`, mine));
    expect(problem).toMatchObject({ status: 409, code: 'conflict', state: 'claimed', seq: 5, owner: 'Ines Duarte' });
    const added = await ines.post<Shown>(`${path}/attempts`, {
      outcome: 'voicemail',
      note: 'Said that we call again.',
      once: 'offline-attempted',
    });
    expect(added).toMatchObject({ seq: 6, attempts: 2, understanding: { words: 'Nobody rings back.' } });
    const after = await ines.post<Shown>(`${path}/understanding`, { ...mine, seq: added.seq });
    expect(after).toMatchObject({ seq: 7, understanding: { words: 'I was charged twice.' } });
  });

  it('I08 and its answer was lost: sent again under the same name it is made once, by one person', async () => {
    const world = await makeWorld();
    const { id, path } = await missedCall(world);
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    await ines.post(`${path}/claim`);
    const note = { text: 'She prefers the afternoon.', once: 'a-note-of-her-own' };
    const [first, again] = await Promise.all([ines.post<Shown>(`${path}/notes`, note), ines.post<Shown>(`${path}/notes`, note)]);
    expect([first.seq, again.seq]).toEqual([3, 3]);
    const insists = { outcome: 'reached', seq: 3, once: 'a-call-of-her-own' };
    await ines.post(`${path}/attempts`, insists);
    expect(await ines.post<Shown>(`${path}/attempts`, insists), 'also when it insisted on what is past').toMatchObject({
      attempts: 1,
      seq: 4,
    });
    await maya.post(`${path}/notes`, note);
    await ines.post(`${path}/notes`, { text: note.text });
    expect(await rowsOf(world.client, `select seq from ledger where subject = ? and kind = 'noted'`, id)).toHaveLength(3);
    expect(await ines.refused(`${path}/notes`, { text: 'x', once: 'short' })).toMatchObject({ status: 422, field: 'once' });
  });
});
