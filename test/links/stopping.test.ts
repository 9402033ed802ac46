import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { letDown, surveyFor } from '../callbacks/cases.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const kinds = async (world: World) => (await world.visitor().mails()).map(({ kind }) => kind);
const told = (world: World, kind: string) => rowsOf(world.client, 'select actor_kind from ledger where kind = ?', kind);

describe('not now', () => {
  it('is on the survey beside “send”, stops the reminder of this survey only, and says so', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const rosa = world.visitor();
    const page = await (await rosa.send(survey)).text();
    expect(page).toMatch(new RegExp(`<button[^>]*formaction="${survey}/later"[^>]*>\\s*Not now`));
    const said = await rosa.fillIn(survey, { comment: 'In a tram.' }, `${survey}/later`);
    expect(said.status).toBe(200);
    expect(said.page).toMatch(/not remind/);
    await withoutChange(world.client, () => rosa.fillIn(survey, {}, `${survey}/later`));
    await world.pass(73 * HOUR);
    expect(await kinds(world)).toEqual(['invitation']);
    expect(await told(world, 'not_now')).toEqual([{ actor_kind: 'customer' }]);
    expect((await rosa.fillIn(survey, { score: '5' })).status).toBe(200);
    await world.pass(20 * DAY);
    const { invitation } = await helpdesk(world).tell(call('next', { endedAt: new Date(world.clock.now()).toISOString() }));
    expect(invitation.because).toBeNull();
  });

  it('changes nothing for a survey that was answered, and its address leads back to the survey', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '5' });
    await withoutChange(world.client, () => world.visitor().fillIn(survey, {}, `${survey}/later`));
    const answer = await withoutChange(world.client, () => world.visitor().send(`${survey}/later`));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, survey]);
  });

  it('needs our own form', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    for (const what of ['later', 'resubscribe']) {
      const stranger = await withoutChange(world.client, () => world.visitor().fillIn('/healthz', {}, `${survey}/${what}`));
      expect(stranger.status).toBe(403);
    }
  });
});

describe('never again, and the way back', () => {
  it('F12 one click stops surveys; the page then says so, and offers to begin again', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const rosa = world.visitor();
    const oneClick = {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    };
    expect((await rosa.send(`${survey}/unsubscribe`, oneClick)).status).toBe(200);
    const page = await withoutChange(world.client, async () => (await rosa.send(`${survey}/unsubscribe`)).text());
    expect(page).toContain('We will not ask you again');
    expect(page).toContain('I changed my mind');
    const back = await rosa.fillIn(`${survey}/unsubscribe`, {}, `${survey}/resubscribe`);
    expect([back.status, back.page.includes('We will ask you again')]).toEqual([200, true]);
    await withoutChange(world.client, () => rosa.fillIn(survey, {}, `${survey}/resubscribe`));
    expect(await rowsOf(world.client, 'select * from suppressions')).toEqual([]);
    expect(await rowsOf(world.client, `select kind from ledger where subject like 'cus_%' order by seq`)).toEqual([
      { kind: 'opted_out' },
      { kind: 'opted_in' },
    ]);
    await world.pass(20 * DAY);
    const { invitation } = await helpdesk(world).tell(call('next', { endedAt: new Date(world.clock.now()).toISOString() }));
    expect(invitation.because).toBeNull();
  });

  it('does not make an address work that does not', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.client.execute(
      `insert into suppressions (address, purpose, reason, source, at) values ('rosa@customer.example', 'all', 'bounced', 'provider', 0)`,
    );
    await world.visitor().fillIn(`${survey}/unsubscribe`, {});
    await world.visitor().fillIn(survey, {}, `${survey}/resubscribe`);
    expect(await rowsOf(world.client, 'select purpose, reason from suppressions')).toEqual([{ purpose: 'all', reason: 'bounced' }]);
  });

  it('F17 with an open callback surveys stop, mail about the case goes on as they allow it, and the page says so', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world);
    const rosa = world.visitor();
    const stopped = await rosa.fillIn(`${survey}/unsubscribe`, {});
    expect(stopped.page).toContain('Your open case goes on: we still call you about it. We also write to you');
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/understanding`, { words: 'Two charges.' });
    await ines.post(`${path}/fix`, { cause: 'system', done: 'One was paid back.' });
    expect((await kinds(world)).filter((kind) => kind === 'is_it_fixed')).toHaveLength(1);
    const silent = await rosa.fillIn(`${survey}/unsubscribe`, { about: 'all' });
    expect(silent.page).not.toContain('We also write to you');
    expect(silent.page).not.toContain('Only call me about it');
    const kase = (await rosa.mails()).find(({ kind }) => kind === 'is_it_fixed')!.text.match(/\/c\/[\w-]+/)![0];
    await rosa.fillIn(kase, { words: 'No.' }, `${kase}/contest`);
    await ines.post(`${path}/understanding`, { words: 'One charge is left.' });
    await ines.post(`${path}/fix`, { cause: 'system', done: 'The other one, too.' });
    expect((await kinds(world)).filter((kind) => kind === 'is_it_fixed')).toHaveLength(1);
  });
});
