import { describe, expect, it } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { HOUR, MINUTE } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import { linkIn, pathOf, type Visitor } from '../visitor.ts';
import { MONDAY, makeWorld } from '../world.ts';

type Loop = {
  stage: string;
  address: string;
  because: string | null;
  score: number | null;
  callback: { id: string; owner: string | null } | null;
};
type Setup = { marks: string[]; loop: Loop | null };

const ADA = COLLEAGUES.ada.email;
const stage = async (ada: Visitor) => (await ada.get<Setup>('/api/setup')).loop?.stage;

describe('the first loop of an administrator', () => {
  it('is a real one, from the survey to their own word that it is fixed', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    expect((await ada.get<Setup>('/api/setup')).loop).toBeNull();
    expect((await ada.post<Setup>('/api/setup/survey')).loop).toMatchObject({ stage: 'writing', address: ADA });
    const survey = pathOf(linkIn(await ada.mail('invitation', ADA), '/s/'));
    expect(await stage(ada)).toBe('asked');
    await world.pass(MINUTE);
    await world.visitor().fillIn(survey, { score: '1' });
    const { loop } = await ada.get<Setup>('/api/setup');
    expect(loop).toMatchObject({ stage: 'open', score: 1, callback: { owner: null } });
    const path = `/api/callbacks/${loop!.callback!.id}`;
    expect(await ada.post(`${path}/claim`)).toMatchObject({ contact: { trial: true } });
    expect(await stage(ada)).toBe('claimed');
    await ada.post(`${path}/understanding`, { words: 'I wanted to see it work.', agreed: true });
    await ada.post(`${path}/fix`, { cause: 'process', done: 'It works.' });
    expect(await stage(ada)).toBe('fixed');
    const kase = pathOf(linkIn(await ada.mail('is_it_fixed', ADA), '/c/'));
    await world.visitor().fillIn(kase, { words: 'Not yet.' }, `${kase}/contest`);
    expect(await stage(ada)).toBe('claimed');
    await ada.post(`${path}/understanding`, { words: 'I wanted to contest it, too.', agreed: true });
    await ada.post(`${path}/fix`, { cause: 'process', done: 'Now it does.' });
    await world.visitor().fillIn(kase, {}, `${kase}/confirm`);
    expect(await stage(ada)).toBe('closed');
    expect(await rowsOf(world.client, "select source, external_id from interactions where source = 'setup'")).toHaveLength(1);
  });

  it('G13 counts nowhere, as a survey that is tried out does not: nobody has to read it, and no figure knows it', async () => {
    const world = await makeWorld();
    const [ada, maya] = [await world.signIn('ada'), await world.signIn('maya')];
    await ada.post('/api/setup/survey');
    await world.pass(MINUTE);
    await world.visitor().fillIn(pathOf(linkIn(await ada.mail('invitation', ADA), '/s/')), { score: '1', comment: 'Just to see.' });
    expect((await ada.get<Setup>('/api/setup')).loop).toMatchObject({ stage: 'open', score: 1 });
    expect(await rowsOf(world.client, 'select band, low, reader_id as reader, unread_since as unread from responses')).toEqual([
      { band: 'test', low: 1, reader: null, unread: null },
    ]);
    for (const tab of ['mine', 'team', 'all']) expect(await maya.get(`/api/responses?tab=${tab}`), tab).toMatchObject({ items: [] });
    const { items } = await maya.get<{ items: { says: string }[] }>('/api/responses/coverage');
    expect([...new Set(items.map(({ says }) => says))]).toEqual(['0 of 0 read']);
    expect(await rowsOf(world.client, 'select i.trial, v.trial as asked from interactions i, invitations v')).toEqual([
      { trial: 'loop', asked: 'loop' },
    ]);
  });

  it('cannot be passed off by a machine that calls its contacts so', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const contact = { source: 'setup', externalId: '1', team: 'Billing', endedAt: new Date(MONDAY).toISOString() };
    await world.visitor().handIn({ ...contact, customer: { email: 'rosa@customer.example' } });
    expect((await ada.get<Setup>('/api/setup')).loop).toBeNull();
    expect((await ada.post<Setup>('/api/setup/survey')).loop).toMatchObject({ stage: 'writing', address: ADA });
    expect(await rowsOf(world.client, 'select trial from interactions order by external_id')).toEqual([{ trial: null }, { trial: 'loop' }]);
  });

  it('is asked at once: in quiet hours, at an address of the company, and again within days', async () => {
    const world = await makeWorld({ start: MONDAY + 14 * HOUR, env: { RINGBACK_INTERNAL_DOMAINS: 'acme.example' } });
    const ada = await world.signIn('ada');
    for (const times of [1, 2]) {
      await ada.post('/api/setup/survey');
      expect((await ada.mails()).filter((mail) => mail.kind === 'invitation')).toHaveLength(times);
      expect(await stage(ada)).toBe('asked');
      await world.pass(MINUTE);
    }
  });

  it('leaves somebody in peace who asked for that, and says so', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await ada.post('/api/setup/survey');
    const survey = pathOf(linkIn(await ada.mail('invitation', ADA), '/s/'));
    await world.visitor().fillIn(`${survey}/unsubscribe`, {});
    await ada.post('/api/setup/survey');
    expect((await ada.get<Setup>('/api/setup')).loop).toMatchObject({ stage: 'not_asked', because: 'opted_out' });
  });

  it('is one when the button is pressed twice, and nobody else can pass theirs off as it', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await Promise.all([ada.post('/api/setup/survey'), ada.post('/api/setup/survey')]);
    expect(await rowsOf(world.client, "select id from interactions where source = 'setup'")).toHaveLength(1);
    expect(await ada.refused('/api/keys', { name: ' Setup', scopes: ['interactions:write'] })).toMatchObject({
      status: 422,
      field: 'name',
    });
    expect(await ada.refused('/api/setup/survey', { team: 'team_nobodys' })).toMatchObject({ status: 422, field: 'team' });
  });

  it('does not begin by itself where teams are there already, and is over once it is said to be', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    expect(await ada.get('/api/me')).toMatchObject({ setup: 'over' });
    await ada.post('/api/setup/marks', { mark: 'company' });
    await ada.post('/api/setup/marks', { mark: 'company' });
    expect(await ada.get('/api/me')).toMatchObject({ setup: 'begun' });
    expect(await ada.post('/api/setup/marks', { mark: 'over' })).toEqual({ marks: ['company', 'over'] });
    expect(await ada.get('/api/me')).toMatchObject({ setup: 'over' });
    expect(await ada.refused('/api/setup/marks', { mark: 'everything' })).toMatchObject({ status: 422, field: 'mark' });
    expect(await (await world.signIn('maya')).get('/api/me')).toMatchObject({ setup: 'over' });
  });
});
