import { describe, expect, it } from 'vitest';
import { surveyFor } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { linkIn } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { answered } from './answers.ts';

type Asked = { callback: string; joined: boolean };
type Case = {
  cause: string;
  firstWords: string | null;
  secondFailure: boolean;
  timeline: { kind: string; data: Record<string, unknown> }[];
};

const callbacksIn = (world: World) => rowsOf<{ id: string; open: number }>(world.client, 'select id, open from callbacks order by id');
const customerOf = async (world: World, email: string) =>
  (await rowsOf<{ id: string }>(world.client, 'select id from customers where email = ?', email))[0]!.id;

describe('a colleague who has read an answer has its customer called', () => {
  it('whatever the score, with their reason, and the customer is told', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id } = await answered(world, 'rosa', { score: '5', comment: 'Fine, although I waited a month.' });
    const { callback, joined } = await ines.post<Asked>(`/api/responses/${id}/callback`, { reason: 'A month is not fine.' });
    expect(joined).toBe(false);
    const kase = await ines.get<Case>(`/api/callbacks/${callback}`);
    expect(kase).toMatchObject({ cause: 'supervisor', score: 5, firstWords: 'Fine, although I waited a month.' });
    expect(kase.timeline[0]).toMatchObject({ kind: 'opened', by: 'Ines Duarte', data: { words: 'A month is not fine.' } });
    expect(await ines.get(`/api/responses/${id}`)).toMatchObject({ callback: { id: callback, open: true, aboutThis: true } });
    expect(linkIn(await ines.mail('callback_opened', 'rosa@customer.example'), '/c/')).toContain('/c/');
    expect(await ines.refused(`/api/responses/${id}/callback`, { reason: 'Again.' })).toMatchObject({
      code: 'wrong_state',
      detail: 'There is a callback about this answer already. Nobody has taken it yet.',
    });
    await mustBeSound(world);
  });

  it('joins the callback that is open for that customer', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    await world.visitor().handIn({ ...(await missed(world)), outcome: 'unanswered' });
    const { id } = await answered(world, 'rosa', { score: '4', comment: 'The refund took long.' });
    const asked = await ines.post<Asked>(`/api/responses/${id}/callback`, { reason: 'Twice in a week.' });
    expect(asked.joined).toBe(true);
    expect(await ines.get<Case>(`/api/callbacks/${asked.callback}`)).toMatchObject({ secondFailure: true });
    expect(await callbacksIn(world)).toHaveLength(1);
    await mustBeSound(world);
  });

  it('is one callback when two colleagues ask for it at once', async () => {
    const world = await makeWorld();
    const both = [await world.signIn('ines'), await world.signIn('tom')];
    const { id } = await answered(world, 'rosa', { score: '5' });
    const body = JSON.stringify({ reason: 'She should hear from us.' });
    const send = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
    const answers = await Promise.all(both.map((one) => one.send(`/api/responses/${id}/callback`, send)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await callbacksIn(world)).toHaveLength(1);
    await mustBeSound(world);
  });
});

describe('G11 somebody who was erased meanwhile', () => {
  it('cannot answer: their link is gone (410), and nobody is called', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const survey = await surveyFor(world, 'rosa');
    const page = await (await world.visitor().send(survey)).text();
    const proof = /name="proof" value="([^"]*)"/.exec(page)![1]!;
    await maya.post(`/api/customers/${await customerOf(world, 'rosa@customer.example')}/erase`, { reason: 'law' });
    const sent = await world.visitor().fillIn(survey, { score: '1', proof, hand: '1200' });
    expect(sent.status).toBe(410);
    expect(await callbacksIn(world)).toEqual([]);
    expect(await rowsOf(world.client, 'select id from responses')).toEqual([]);
  });

  it('is not called by a colleague who reads what they had answered, nor found by name', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const { id } = await answered(world, 'rosa', { score: '5', comment: 'Kind people.' });
    await maya.post(`/api/customers/${await customerOf(world, 'rosa@customer.example')}/erase`, { reason: 'law' });
    expect(await maya.refused(`/api/responses/${id}/callback`, { reason: 'A kind customer.' })).toMatchObject({
      status: 410,
      detail: 'What we knew of this customer was erased: there is nobody to call.',
    });
    expect(await callbacksIn(world)).toEqual([]);
    const shown = JSON.stringify(await maya.get(`/api/responses/${id}`));
    expect(shown).toContain('"erased":true');
    for (const word of ['Rosa', 'Kind people']) expect(shown).not.toContain(word);
    expect(await maya.post(`/api/responses/${id}/read`)).toMatchObject({ first: true });
    await mustBeSound(world);
  });

  it('at the very moment of a low answer: either the answer was first and its callback ends with the erasure, or there is none', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const survey = await surveyFor(world, 'rosa');
    const erase = `/api/customers/${await customerOf(world, 'rosa@customer.example')}/erase`;
    await Promise.all([world.visitor().fillIn(survey, { score: '1' }), maya.post(erase, { reason: 'law' })]);
    expect((await callbacksIn(world)).filter(({ open }) => open)).toEqual([]);
    await mustBeSound(world);
  });
});

/** A call of Rosa's that nobody took. */
const missed = async (world: World) => ({
  externalId: 'missed-1',
  team: 'Billing',
  endedAt: new Date(world.clock.now()).toISOString(),
  customer: { id: 'c-rosa', name: 'Rosa Keller', email: 'rosa@customer.example' },
});
