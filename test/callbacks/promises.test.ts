import { describe, expect, it } from 'vitest';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, letDown, type Shown } from './cases.ts';

type Promised = Shown & { promises: { id: string; state: string; said?: true }[] };

/** Ines promised Rosa a refund within the hour. */
async function promised() {
  const world = await makeWorld();
  const kase = await letDown(world);
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  await ines.post(`${kase.path}/claim`);
  const at = toRfc3339(world.clock.now() + HOUR);
  const { promises } = await ines.post<Promised>(`${kase.path}/promises`, { text: 'A refund.', at });
  const promise = promises[0]!.id;
  const keep = () => ines.post<Promised>(`${kase.path}/keep`, { promise });
  const look = () => ines.get<Promised>(kase.path);
  const page = async () => (await world.visitor().send(kase.page)).text();
  const says = (kept: string, which = promise) => world.visitor().fillIn(kase.page, { promise: which, kept }, `${kase.page}/promise`);
  const alerts = async () => (await maya.get<{ items: { kind: string }[] }>('/api/alerts')).items.map(({ kind }) => kind);
  return { world, kase, ines, promise, keep, look, page, says, alerts };
}

describe('H15 whether a promise was kept is the customer’s to say', () => {
  it('they are asked once it is over, and not before; a yes is thanked for, and nobody is alarmed', async () => {
    const { world, keep, look, page, says, alerts } = await promised();
    expect(await page()).not.toContain('Did we keep it?');
    expect((await withoutChange(world.client, () => says('yes'))).status).toBe(409);
    const { due, level } = await keep();
    expect(await page()).toContain('Did we keep it?');
    const thanked = await says('yes');
    expect([thanked.status, thanked.page.includes('Did we keep it?')]).toEqual([200, false]);
    expect(await look()).toMatchObject({ promises: [{ state: 'kept', said: true }], due, level });
    const again = await withoutChange(world.client, () => says('yes'));
    expect([again.status, again.page]).toEqual([200, thanked.page]);
    expect((await withoutChange(world.client, () => says('no'))).status).toBe(409);
    expect(await alerts()).toEqual([]);
    await mustBeSound(world);
  });

  it('a no stands above ours: it was missed, its customer is to be called soon, and the managers are told', async () => {
    const { world, keep, look, says, alerts } = await promised();
    const before = await keep();
    const said = await says('no');
    expect([said.status, said.page.includes('We missed a promise. It was raised to a manager.')]).toEqual([200, true]);
    const after = await look();
    expect(after).toMatchObject({ promises: [{ state: 'missed', said: true }], level: before.level + 1, due: { kind: 'first_contact' } });
    expect(Date.parse(after.due!.at)).toBeLessThan(Date.parse(before.due!.at));
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'promise_judged', by: 'the customer', data: { kept: false, was: 'kept' } });
    expect(await alerts()).toEqual(['escalated']);
    await mustBeSound(world);
  });

  it('what we thought was missed may have been kept; and it is asked while they decide whether it is fixed, too', async () => {
    const { world, kase, ines, look, says } = await promised();
    await world.pass(HOUR);
    expect(await look()).toMatchObject({ promises: [{ state: 'missed' }], level: 1 });
    const fixed = await bringToFix(ines, kase);
    expect((await says('yes')).status).toBe(200);
    expect(await look()).toMatchObject({ state: 'fixed', promises: [{ state: 'kept', said: true }], due: fixed.due, level: 1 });
    await world.pass(6 * DAY);
    expect((await look()).state).toBe('unconfirmed');
    await mustBeSound(world);
  });

  it('of nothing that was promised is anything said, nor without a yes or a no', async () => {
    const { world, keep, says } = await promised();
    await keep();
    expect((await withoutChange(world.client, () => says('yes', 'prm_other'))).status).toBe(409);
    for (const word of ['', 'maybe']) expect((await withoutChange(world.client, () => says(word))).page).toContain('Did we keep it?');
  });
});
