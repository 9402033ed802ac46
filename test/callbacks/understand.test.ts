import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, letDown, type Shown, says } from './cases.ts';

type Understood = Shown & { understanding: { words: string; state: string; until?: string } | null; proposals: string[] };

/** A case of Ines's, on Monday at ten. */
async function owned() {
  const world = await makeWorld();
  const kase = await letDown(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  const understand = (more: object = {}) =>
    ines.post<Understood>(`${kase.path}/understanding`, { words: 'Two charges for one order.', ...more });
  const propose = () => ines.post<Understood>(`${kase.path}/proposals`, { text: 'A refund.' });
  const refused = () => withoutChange(world.client, () => ines.refused(`${kase.path}/proposals`, { text: 'A refund.' }));
  const look = () => ines.get<Understood>(kase.path);
  return { world, kase, ines, understand, propose, refused, look };
}

describe('understand first, then propose', () => {
  it('nothing is proposed before the problem is written down', async () => {
    const { refused, understand, propose } = await owned();
    expect(await refused()).toMatchObject({
      status: 422,
      code: 'invalid',
      field: 'understanding',
      detail: 'First write down the problem as the customer sees it.',
    });
    await understand({ agreed: true });
    expect((await propose()).proposals).toEqual(['A refund.']);
  });

  it('nor before the customer said that it is right: on the call, or on their page in either way', async () => {
    for (const word of ['on the call', 'agree', 'correct'] as const) {
      const { world, kase, refused, understand, propose } = await owned();
      const { understanding } = await understand();
      expect(understanding).toEqual({ words: 'Two charges for one order.', state: 'asked', until: '2026-03-03T09:00:00.000Z' });
      expect(await refused()).toMatchObject({
        status: 422,
        field: 'understanding',
        detail: 'The customer has until Tue 3 Mar 10:00 to say whether you understood them.',
      });
      if (word === 'on the call') await understand({ agreed: true });
      else expect((await says(world, kase, word, word === 'correct' ? 'Three charges.' : undefined)).status).toBe(200);
      const after = await propose();
      expect(after.understanding).toEqual({
        words: word === 'correct' ? 'Three charges.' : 'Two charges for one order.',
        state: word === 'correct' ? 'corrected' : 'agreed',
      });
      await mustBeSound(world);
    }
  });

  it('whoever stays silent is not waited for: after a working day it is marked as unconfirmed, once, and work goes on', async () => {
    const { world, kase, refused, understand, propose, look } = await owned();
    await understand();
    await world.pass(DAY - 1);
    await refused();
    await world.pass(1);
    const after = await look();
    expect(after.understanding).toEqual({ words: 'Two charges for one order.', state: 'unconfirmed' });
    expect(after.timeline.filter(({ kind }) => kind === 'understanding_unanswered')).toMatchObject([{ by: 'the clock' }]);
    expect(after.due, 'what we owe them is due as before').not.toBeNull();
    await propose();
    // They can still say so.
    expect((await says(world, kase, 'agree')).page).toContain('You said that this is right.');
    expect((await look()).understanding).toMatchObject({ state: 'agreed' });
    await mustBeSound(world);
  });

  it('the waiting ends with the fix; when it is still broken, what was understood before is there to be corrected, and counts no more', async () => {
    const { world, kase, ines, understand, propose, refused, look } = await owned();
    await understand();
    await ines.post(`${kase.path}/fix`, { cause: 'system', done: 'One was paid back.' });
    await world.pass(2 * DAY);
    expect((await look()).timeline.at(-1)).toMatchObject({ kind: 'fixed' });
    await says(world, kase, 'contest', 'Still two charges.');
    await world.pass(HOUR);
    expect((await look()).understanding).toEqual({ words: 'Two charges for one order.', state: 'earlier' });
    expect((await says(world, kase, 'agree')).status, 'nobody asks them for it').toBe(409);
    const fix = { cause: 'system', done: 'Both were paid back.' };
    for (const [path, body] of [
      ['proposals', { text: 'A refund.' }],
      ['fix', fix],
    ] as const) {
      expect(await withoutChange(world.client, () => ines.refused(`${kase.path}/${path}`, body))).toMatchObject({
        ...{ status: 422, field: 'understanding' },
        detail: 'First write down the problem as the customer sees it.',
      });
    }
    await understand({ words: 'Two charges are left of three.' });
    await refused();
    await world.pass(2 * DAY);
    expect((await look()).understanding).toMatchObject({ state: 'unconfirmed' });
    await propose();
    await bringToFix(ines, kase);
    await says(world, kase, 'contest', 'One is left.');
    // In their own words it is understood in this round, too.
    await says(world, kase, 'correct', 'One charge is left.');
    await propose();
    await mustBeSound(world);
  });
});
