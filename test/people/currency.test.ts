import { describe, expect, it } from 'vitest';
import { letDown, type Shown } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

type Granting = Shown & { remedies: object[]; allowances: object[]; offer: object };
type Seen = { money: { example: string; limits: object[] } | null };

const remedy = (amount: number) => ({ power: 'refund', amount, what: 'Paid back to your card.' });

/** A case of Ines's, who may refund up to 200.00, and has refunded 50.00. */
async function granted(): Promise<{ world: World; path: string; page: string }> {
  const world = await makeWorld();
  const { path, page } = await letDown(world);
  const ines = await world.signIn('ines');
  await ines.post(`${path}/claim`);
  await ines.post(`${path}/remedies`, remedy(5_000));
  return { world, path, page };
}

describe('the currency of the company', () => {
  it('comes from the environment until it is saved; what was granted before keeps its own, and limits keep their number', async () => {
    const { world, path, page } = await granted();
    const [ada, ines] = [await world.signIn('ada'), await world.signIn('ines')];
    expect(await ada.get('/api/company')).toMatchObject({ currency: 'EUR', saved: [] });
    const seen = await withoutChange(world.client, () => ada.post<Seen>('/api/company/preview', { currency: 'JPY' }));
    expect(seen.money).toMatchObject({
      example: '¥1,234',
      limits: expect.arrayContaining([{ name: 'Ines Duarte', power: 'refund', was: '€200.00', now: '¥200' }]),
    });
    expect(await ada.post('/api/company', { currency: 'JPY' })).toMatchObject({ currency: 'JPY', saved: ['currency'] });
    expect(await ada.get('/api/me')).toMatchObject({ currency: 'JPY' });

    const limits = await rowsOf<{ power: string; limit: number | null }>(
      world.client,
      'select up_to as "limit" from authorities where person_id = ?',
      world.people.ines,
    );
    expect(limits).toEqual([{ limit: 200 }]);
    expect(await ines.refused(`${path}/remedies`, remedy(201))).toMatchObject({ detail: 'You may grant ¥200 of “refund” here.' });
    const after = await ines.post<Granting>(`${path}/remedies`, { ...remedy(150), currency: 'JPY' });
    expect(after.remedies).toMatchObject([
      { amount: 5_000, currency: 'EUR' },
      { amount: 150, currency: 'JPY' },
    ]);
    expect(after.allowances).toEqual([{ power: 'refund', upTo: 200, granted: 150 }]);
    const shown = await (await world.visitor().send(page)).text();
    expect(shown).toContain('€50.00');
    expect(shown).toContain('¥150');
    expect(await rowsOf(world.client, "select data from ledger where subject = 'company'")).toEqual([
      { data: JSON.stringify({ was: { currency: 'EUR' }, now: { currency: 'JPY' } }) },
    ]);
  });

  it('is one that there is, named in capital letters: anything else is refused at the field', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    for (const currency of ['eur', 'EURO', 'ABC', '€', '', null])
      for (const path of ['/api/company', '/api/company/preview'])
        expect(await withoutChange(world.client, () => ada.refused(path, { currency })), String(currency)).toMatchObject({
          status: 422,
          field: 'currency',
        });
    expect((await ada.post<Seen>('/api/company/preview', { currency: 'EUR' })).money).toBeNull();
  });

  it('a sum that was typed in another one is refused, because it would be another sum', async () => {
    const { world, path } = await granted();
    const [ada, ines] = [await world.signIn('ada'), await world.signIn('ines')];
    await ada.post('/api/company', { currency: 'JPY' });
    const no = { status: 409, code: 'conflict', field: 'amount', detail: 'Your company counts in JPY by now.' };
    expect(await withoutChange(world.client, () => ines.refused(`${path}/remedies`, { ...remedy(100), currency: 'EUR' }))).toMatchObject(
      no,
    );
    const offer = { to: world.people.maya, power: 'refund', amount: 100, why: 'It is more than I may pay.', currency: 'EUR' };
    expect(await withoutChange(world.client, () => ines.refused(`${path}/hand-off`, offer))).toMatchObject(no);
    expect((await ines.post<Granting>(`${path}/hand-off`, { ...offer, currency: 'JPY' })).offer).toMatchObject({
      amount: 100,
      currency: 'JPY',
    });
  });

  it('limits go back to the number that they had when the old one comes back', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const limits = () => rowsOf(world.client, 'select person_id, power, up_to from authorities order by person_id, power');
    const before = await limits();
    for (const currency of ['JPY', 'KWD', 'USD', 'EUR']) await ada.post('/api/company', { currency });
    expect(await limits()).toEqual(before);
  });
});
