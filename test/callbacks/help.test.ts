import { describe, expect, it } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { HOUR } from '../../server/core/time.ts';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { letDown, type Shown, says } from './cases.ts';

type Helped = Shown & {
  remedies: { power: string; amount: number; what: string }[];
  allowances: { power: string; upTo: number | null; granted: number }[];
  requests: { id: string; state: string; missed: boolean; answer: string | null }[];
  confidence: { before: number | null; after: number | null };
};

const refund = (amount: number) => ({ power: 'refund', amount, what: 'Paid back to your card.' });

/** A case of Ines's, who may refund up to 200.00. */
async function owned(opened = openDb(':memory:')) {
  const world = await makeWorld({ opened });
  const kase = await letDown(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  return { world, kase, ines, path: kase.path };
}

describe('a remedy', () => {
  it('is granted at once within one’s own limit, and its customer reads of it', async () => {
    const { world, kase, ines, path } = await owned();
    const after = await ines.post<Helped>(`${path}/remedies`, refund(5_000));
    expect(after.remedies).toMatchObject([{ power: 'refund', amount: 5_000, what: 'Paid back to your card.', byName: 'Ines Duarte' }]);
    expect(after.allowances).toEqual([{ power: 'refund', upTo: 20_000, granted: 5_000 }]);
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'remedied', by: 'Ines Duarte' });
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('What we granted you');
    expect(page).toContain('€50.00');
    expect(page).not.toContain('Duarte');
  });

  it('H18 above the limit is refused, and everything granted of one power on a callback counts against it', async () => {
    const { world, ines, path } = await owned();
    const refused = (body: unknown) => withoutChange(world.client, () => ines.refused(`${path}/remedies`, body));
    expect(await refused(refund(20_001))).toMatchObject({ status: 422, code: 'beyond_limit', field: 'amount', limit: 20_000, granted: 0 });
    await ines.post(`${path}/remedies`, refund(15_000));
    expect(await refused(refund(5_001))).toMatchObject({
      code: 'beyond_limit',
      detail: 'You may grant €200.00 of “refund” here; €150.00 were granted already.',
      next: 'Grant at most €50.00 more, or hand it over to somebody who may say yes.',
    });
    await ines.post(`${path}/remedies`, refund(5_000));
    expect(await refused(refund(1))).toMatchObject({ code: 'beyond_limit', granted: 20_000 });
    expect(await refused({ ...refund(1), power: 'replace' })).toMatchObject({ status: 422, code: 'beyond_authority', field: 'power' });
  });

  it('H18 of two at once that each fit, but not together, the second is refused', async () => {
    const flaky = flakyDb();
    const { world, ines, path } = await owned(flaky);
    let first: Promise<unknown> | undefined;
    flaky.next(() => (first = ines.post(`${path}/remedies`, refund(12_000))));
    expect(await ines.refused(`${path}/remedies`, refund(13_000))).toMatchObject({ status: 409, code: 'conflict' });
    await first;
    expect((await ines.get<Helped>(path)).remedies.map(({ amount }) => amount)).toEqual([12_000]);
    expect(await rowsOf(world.client, `select seq from ledger where kind = 'remedied'`)).toHaveLength(1);
  });
});

describe('a request to another department', () => {
  it('is due, is missed once, is answered; and nothing is fixed before', async () => {
    const { world, kase, ines, path } = await owned();
    await ines.post(`${path}/attempts`, { outcome: 'reached' });
    await ines.post(`${path}/understanding`, { words: 'Two charges.', agreed: true });
    const at = new Date(world.clock.now() + 2 * HOUR).toISOString();
    const asked = await ines.post<Helped>(`${path}/requests`, { to: 'Payments', what: 'Which charge is wrong?', at });
    expect(asked.due).toMatchObject({ at, kind: 'request' });
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('We asked another department. We expect its answer by');
    expect(page).not.toContain('Payments');
    expect(await ines.refused(`${path}/fix`, { cause: 'system', done: 'Done.' })).toMatchObject({ status: 422, field: 'requests' });
    await world.pass(2 * HOUR);
    const late = await ines.get<Helped>(path);
    expect(late).toMatchObject({ owner: { name: 'Ines Duarte' }, due: { kind: 'next_step' }, requests: [{ state: 'open', missed: true }] });
    await world.pass(HOUR);
    const { id } = late.requests[0]!;
    const answered = await ines.post<Helped>(`${path}/answer-request`, { request: id, answer: 'The second.' });
    expect(answered.requests).toMatchObject([{ state: 'answered', answer: 'The second.' }]);
    expect(answered.timeline.filter(({ kind }) => kind === 'request_overdue')).toHaveLength(1);
    expect(await ines.refused(`${path}/answer-request`, { request: id, answer: 'Again.' })).toMatchObject({ status: 409 });
    await ines.post(`${path}/fix`, { cause: 'system', done: 'Done.' });
  });

  it('is asked by mail, whose answer reaches the owner, and tells nothing of the customer; the next time it is suggested', async () => {
    const { world, kase, ines, path } = await owned();
    const at = new Date(world.clock.now() + 2 * HOUR).toISOString();
    const ask = (body: object) => ines.post<Helped>(`${path}/requests`, { what: 'Which charge is wrong?', at, ...body });
    expect(await ines.refused(`${path}/requests`, { to: 'Payments', what: 'x', at, email: 'payments' })).toMatchObject({ field: 'email' });
    await ask({ to: 'Payments', email: 'Payments@acme.example' });
    await world.pass(1);
    const mail = (await world.visitor().mails()).find(({ kind }) => kind === 'request')!;
    expect(mail).toMatchObject({ address: 'payments@acme.example', about: kase.id });
    expect(mail.subject).toBe('Acme: Ines Duarte asks you for an answer by Mon 2 Mar 12:00 (Europe/Berlin)');
    expect(mail.text).toContain('Which charge is wrong?');
    expect(mail.text).toContain(kase.id);
    expect(mail.text).not.toMatch(/Rosa|Keller/);
    const [sent] = await rowsOf<{ request: string }>(world.client, `select request from messages where kind = 'request'`);
    expect(JSON.parse(sent!.request)).toMatchObject({ to: 'Payments@acme.example', replyTo: COLLEAGUES.ines.email });
    await ask({ to: 'Warehouse' });
    await world.pass(1);
    // Asked again without its address, it is still known.
    await ask({ to: ' payments ' });
    expect(await ines.get('/api/departments')).toEqual({
      items: [
        { name: 'payments', email: 'Payments@acme.example' },
        { name: 'Warehouse', email: null },
      ],
    });
    expect((await world.visitor().mails()).filter(({ kind }) => kind === 'request')).toHaveLength(1);
  });

  it('is withdrawn with a reason', async () => {
    const { world, ines, path } = await owned();
    const at = new Date(world.clock.now() + 48 * HOUR).toISOString();
    const { due } = await ines.get<Shown>(path);
    const asked = await ines.post<Helped>(`${path}/requests`, { to: 'Payments', what: 'Which one?', at });
    // To ask others does not put off the first call.
    expect(asked.due).toEqual(due);
    const request = asked.requests[0]!.id;
    expect(await ines.refused(`${path}/withdraw-request`, { request })).toMatchObject({ status: 422, field: 'because' });
    const after = await ines.post<Helped>(`${path}/withdraw-request`, { request, because: 'It is on the invoice.' });
    expect(after.requests).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('H05 a no', () => {
  it('is said with the reason alone by somebody who may say yes to what was asked without limit, and by nobody else', async () => {
    const { world, kase, ines, path } = await owned();
    expect(await ines.post<Helped>(`${path}/ask-no`, { why: 'It is two years old.' })).toMatchObject({
      state: 'claimed',
      noAsked: { reason: 'It is two years old.', byName: 'Ines Duarte' },
    });
    const [maya, ada] = [await world.signIn('maya'), await world.signIn('ada')];
    const no = { reason: 'It is two years old.', power: 'refund' };
    expect(await ada.refused(`${path}/let-go`, no)).toMatchObject({ status: 422, code: 'needs_alternatives', field: 'alternatives' });
    expect(await maya.refused(`${path}/let-go`, { ...no, power: 'replace' })).toMatchObject({ code: 'needs_alternatives' });
    expect(await maya.post<Shown>(`${path}/let-go`, no)).toMatchObject({ state: 'let_go' });
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('It is two years old.');
    expect((await says(world, kase, 'contest', 'It is one year old.')).status).toBe(200);
    expect(await ines.get<Shown>(path)).toMatchObject({ state: 'claimed', round: 2, owner: { name: 'Ines Duarte' } });
  });
});

describe('H05 an owner who may say yes without limit', () => {
  it('says no with the reason alone, to that and to nothing else; another owner asks a manager', async () => {
    const { world, kase, ines, path } = await owned();
    expect((await ines.get<Shown>(path)).moves).not.toContain('let_go');
    const no = { reason: 'It is two years old.', power: 'replace' };
    const refused = (body: object) => withoutChange(world.client, () => ines.refused(`${path}/let-go`, body));
    expect(await refused(no)).toMatchObject({ status: 403, code: 'forbidden' });
    const ada = await world.signIn('ada');
    await ada.post(`/api/people/${world.people.ines}/change`, { powers: [{ power: 'replace', upTo: null }] });
    expect((await ines.get<Shown>(path)).moves).toContain('let_go');
    expect(await refused({ ...no, power: 'refund' })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refused({ reason: 'No.', alternatives: ['A voucher.', 'A repair.'] })).toMatchObject({ status: 403 });
    await ada.post(`/api/people/${world.people.tom}/change`, { powers: [{ power: 'replace', upTo: null }] });
    expect(await (await world.signIn('tom')).refused(`${path}/let-go`, no)).toMatchObject({ status: 403 });
    expect(await ines.post<Shown>(`${path}/let-go`, no)).toMatchObject({ state: 'let_go' });
    expect(await (await world.visitor().send(kase.page)).text()).toContain('It is two years old.');
  });
});

describe('how confident a customer is', () => {
  it('is logged as they said it on the phone, before and after, and can be corrected', async () => {
    const { ines, path } = await owned();
    await ines.post(`${path}/confidence`, { rating: 2 });
    await ines.post(`${path}/confidence`, { rating: 1 });
    const after = await ines.post<Helped>(`${path}/confidence`, { rating: 5, of: 'after' });
    expect(after.confidence).toEqual({ before: 1, after: 5 });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'rated', data: { said: 'phone' } });
    for (const rating of [0, 6, 1.5, '3']) expect(await ines.refused(`${path}/confidence`, { rating })).toMatchObject({ field: 'rating' });
  });
});

it('H16 whoever gives it back, or does not take it over, says why, and it is counted', async () => {
  const { world, ines, path } = await owned();
  expect(await ines.refused(`${path}/release`, {})).toMatchObject({ status: 422, field: 'reason' });
  await ines.post(`${path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 0, why: 'He knows it.' });
  const tom = await world.signIn('tom');
  expect(await tom.refused(`${path}/decline`, {})).toMatchObject({ status: 422, field: 'reason' });
  await tom.post(`${path}/decline`, { reason: 'Outside my remit.' });
  await ines.post(`${path}/release`, { reason: 'Not billing.' });
  expect(await ines.get(path)).toMatchObject({ declines: 2 });
});
