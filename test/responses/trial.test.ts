import { describe, expect, it } from 'vitest';
import { contact, surveyFor } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';
import { says, unreadOf } from './answers.ts';

const ADA = {
  id: 'c-ada',
  name: 'Ada Okafor',
  email: 'ada@acme.example',
  phone: '+4930901899',
  zone: 'Europe/Berlin',
  consent: { text: true },
};
const env = { RINGBACK_INTERNAL_DOMAINS: 'acme.example' };

const callbacksIn = (world: World) => rowsOf(world.client, 'select id from callbacks');

describe('G13 a survey that somebody of ours tries out', () => {
  it('is asked by mail, though its address is a colleague’s, and as often as they like; a real contact of a colleague is not asked about', async () => {
    const world = await makeWorld({ env });
    const first = await surveyFor(world, 'rosa', { customer: ADA, test: true });
    expect(await surveyFor(world, 'rosa', { customer: ADA, test: true })).not.toBe(first);
    const real = await world.visitor().handIn(contact(world, 'rosa', { customer: ADA }));
    expect(await real.json()).toMatchObject({ invitation: { state: 'not_asked', because: 'internal' } });
  });

  it('calls nobody when it is answered badly, asks for a supervisor or has the worst words in it; and counts nowhere', async () => {
    const world = await makeWorld({ env });
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const survey = await surveyFor(world, 'rosa', { customer: ADA, test: true });
    const worst = { score: '1', sorted: 'no', comment: 'My lawyer will write to you.', call_me: 'yes' };
    await says(world, survey, worst);
    await says(world, survey, { ...worst, score: '2' });
    await world.visitor().fillIn(survey, {}, `${survey}/supervisor`);
    await world.tick();
    expect(await callbacksIn(world)).toEqual([]);
    expect(await rowsOf(world.client, 'select band, low, version, reader_id as reader, unread_since as unread from responses')).toEqual([
      { band: 'test', low: 0, version: 2, reader: null, unread: null },
    ]);
    for (const tab of ['mine', 'team', 'all']) for (const who of [ines, maya]) expect(await unreadOf(who, tab)).toEqual([]);
    const { items } = await ines.get<{ items: { says: string }[] }>('/api/responses/coverage');
    expect(items.map(({ says }) => says)).toEqual(['0 of 0 read']);
    const [row] = await rowsOf<{ id: string }>(world.client, 'select id from responses');
    expect(await ines.refused(`/api/responses/${row!.id}/callback`, { reason: 'Just to see.' })).toMatchObject({
      code: 'wrong_state',
      detail: 'This answer is a test: nobody is called because of it.',
    });
    expect((await ines.mails()).filter(({ kind }) => kind === 'callback_opened')).toEqual([]);
    await mustBeSound(world);
  });

  it('cannot be tried out with a contact that nobody answered', async () => {
    const world = await makeWorld({ env });
    const answer = await world.visitor().handIn(contact(world, 'rosa', { customer: ADA, test: true, outcome: 'unanswered' }));
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([422, 'test']);
    expect(await callbacksIn(world)).toEqual([]);
  });
});
