import { expect, it } from 'vitest';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { missedCall } from './cases.ts';

it('I01 a hundred and eighty notes at once on three callbacks are all kept, and nobody is sent away', async () => {
  const world = await makeWorld();
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const cases = [await missedCall(world, 'rosa'), await missedCall(world, 'kenji'), await missedCall(world, 'amina')];
  const statuses = await Promise.all(
    Array.from({ length: 180 }, async (_, n) => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: `Note ${n}.` }) };
      return (await (n % 2 ? ines : tom).send(`${cases[n % 3]!.path}/notes`, init)).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  for (const { id } of cases) {
    const notes = await rowsOf(world.client, "select seq from ledger where subject = ? and kind = 'noted'", id);
    expect(notes).toHaveLength(60);
  }
  await mustBeSound(world);
});
