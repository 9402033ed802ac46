import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY } from '../../server/core/time.ts';
import { erase } from '../../server/customers/actions-erasure.ts';
import { ERASED } from '../../server/customers/rules-words.ts';
import { missedCall, surveyFor } from '../callbacks/cases.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';
import { idOf, kenji, placesOf, reported, rosa, rosasLife, TRACES, tracesIn } from './life.ts';

const worldOf = () => makeWorld({ env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET } });
const erased = async (world: World, id: string) => erase(contextOf(world.deps, theClock), id, 'asked_by_customer');
const NOWHERE = Object.fromEntries(Object.keys(TRACES).map((what) => [what, []]));

/** The figures: whatever a report could count, whoever it was about. */
const FIGURES = {
  interactions: 'select team_id, outcome, channel, agent_name, ended_at, received_at from interactions order by id',
  invitations: 'select team_id, state, not_asked, channel, ask_at, expires_at, nth from invitations order by id',
  responses: 'select team_id, score, low, version, first_at, last_at from responses order by id',
  answered: `select r.id, a.key, a.type, case when a.type = 'integer' or a.value in ('yes', 'partly', 'no') then a.value end as value
    from responses r, json_each(r.answers) a order by r.id, a.key`,
  callbacks: `select team_id, cause, score, level, round, second_failure, opened_at, owner_id, owner_name, json_extract(detail, '$.attempts') as attempts,
    json_extract(detail, '$.handOffs') as hand_offs, json_extract(detail, '$.late') as late, json_extract(detail, '$.escalations') as escalations,
    json_array_length(detail, '$.promises') as promises, json_array_length(detail, '$.proposals') as proposals from callbacks order by id`,
  messages: 'select kind, purpose, created_at, provider_id from messages order by id',
  ledger: `select subject, seq, kind, at, actor_kind, actor_id, actor_name, json_extract(data, '$.outcome') as outcome, json_extract(data, '$.cause') as cause,
    json_extract(data, '$.offer.amount') as amount, json_extract(data, '$.due.at') as due from ledger where kind <> 'erased' order by subject, seq`,
};
const figures = async (world: World) =>
  Object.fromEntries(
    await Promise.all(Object.entries(FIGURES).map(async ([name, sql]) => [name, await rowsOf(world.client, sql)] as const)),
  );

describe('N01 a customer is erased', () => {
  test('and nothing of theirs is found in any text of the database, while every figure is what it was', async () => {
    const world = await worldOf();
    await rosasLife(world);
    for (const [what, places] of Object.entries(await tracesIn(world.client))) expect(places, `${what} is there before`).not.toEqual([]);
    const maya = await world.signIn('maya');
    const before = await figures(world);

    const shown = await maya.post(`/api/customers/${await idOf(world)}/erase`, { reason: 'asked_by_customer' });

    expect(await tracesIn(world.client)).toEqual(NOWHERE);
    expect(await figures(world)).toEqual(before);
    expect(shown).toMatchObject({
      name: null,
      email: null,
      phone: null,
      ref: null,
      erasedAt: expect.stringMatching(/^2026/),
      addresses: [],
    });
    await mustBeSound(world);
  });

  test('in one commit: when it breaks anywhere, nothing has gone', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const id = await idOf(world);
    await world.client.execute(
      `create trigger no_erasure before update of erased_at on customers begin select raise(abort, 'the power went'); end`,
    );
    await withoutChange(world.client, () => expect(erased(world, id)).rejects.toThrow());
  });

  test('and the ledger still tells what happened, when, and who did it, of a pseudonym', async () => {
    const world = await worldOf();
    const { id: callback } = await rosasLife(world);
    const told = () =>
      rowsOf(world.client, 'select seq, kind, at, actor_kind, actor_name from ledger where subject = ? order by seq', callback);
    const before = await told();
    await erased(world, await idOf(world));
    const after = await told();
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ kind: 'erased', actor_kind: 'clock' });
    const [note] = await rowsOf<{ data: string }>(world.client, `select data from ledger where kind = 'noted'`);
    expect(JSON.parse(note!.data)).toEqual({ text: ERASED });
  });

  test('once, and by a manager or an administrator, with a reason from the list', async () => {
    const world = await worldOf();
    await missedCall(world);
    const path = `/api/customers/${await idOf(world)}/erase`;
    const [ines, ada] = [await world.signIn('ines'), await world.signIn('ada')];
    expect(await withoutChange(world.client, () => ines.refused(path, { reason: 'law' }))).toMatchObject({ status: 403 });
    expect(await withoutChange(world.client, () => ada.refused(path, { reason: 'because Rosa asked' }))).toMatchObject({
      status: 422,
      field: 'reason',
    });
    expect(await withoutChange(world.client, () => ada.refused(path))).toMatchObject({ status: 422, field: 'reason' });
    expect(await ada.refused('/api/customers/cus_nobody/erase', { reason: 'law' })).toMatchObject({ status: 404 });
    await ada.post(path, { reason: 'law' });
    await withoutChange(world.client, () => ada.post(path, { reason: 'law' }));
    const [entry] = await rowsOf<{ actor_name: string; data: string }>(
      world.client,
      `select actor_name, data from ledger where kind = 'erased' and subject like 'cus_%'`,
    );
    expect(entry).toEqual({ actor_name: 'Ada Okafor', data: '{"because":"law"}' });
  });

  test('and nobody else, though they share the address', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const family = { ...kenji, email: rosa.email };
    await helpdesk(world).tell(call('family', { customer: family, subject: 'a drum kit' }));
    await erased(world, await idOf(world));
    expect(await rowsOf(world.client, 'select name, email from customers where erased_at is null')).toEqual([
      { name: kenji.name, email: rosa.email },
    ]);
    expect(await placesOf(world.client, 'a drum kit')).toEqual(['interactions.said', 'interactions.subject']);
  });
});

describe('N04 the callback of somebody who is erased', () => {
  test('ends with that, its owner sees it, nothing of it is due any more, and its links answer 410', async () => {
    const world = await worldOf();
    const { id, path, page, survey } = await rosasLife(world);
    await erased(world, await idOf(world));
    const ines = await world.signIn('ines');
    const { items } = await ines.get<{ items: { id: string; state: string; customer: string }[] }>('/api/callbacks?tab=done&owner=me');
    expect(items).toMatchObject([{ id, state: 'erased', customer: 'Somebody without a name' }]);
    const shown = await ines.get<{ moves: string[]; due: null; timeline: { kind: string; data: object }[] }>(path);
    expect(shown).toMatchObject({ moves: [], due: null });
    expect(shown.timeline.at(-1)).toMatchObject({ kind: 'erased', data: { because: 'asked_by_customer' } });
    for (const link of [page, survey, `${survey}/unsubscribe`]) {
      const answer = await world.visitor().send(link);
      expect([link, answer.status]).toEqual([link, 410]);
      expect(await answer.text()).toContain('erased');
    }
    const jobs = await rowsOf<{ kind: string }>(world.client, `select kind from jobs where state = 'due'`);
    expect(jobs.filter(({ kind }) => kind === 'callbacks.clock' || kind === 'surveys.remind')).toEqual([]);
    await withoutChange(world.client, () => ines.refused(`${path}/notes`, { text: 'Rosa called again.' }));
    await world.pass(30 * DAY);
    expect(await placesOf(world.client, 'Rosa')).toEqual([]);
    await mustBeSound(world);
  });

  test('that was to be asked is never asked, and an answer in flight finds nobody', async () => {
    const world = await worldOf();
    const survey = await surveyFor(world);
    const page = await (await world.visitor().send(survey)).text();
    await helpdesk(world).tell(call('2', { customer: { ...kenji, id: 'c-k' } }));
    await erased(world, await idOf(world));
    await erased(world, await idOf(world, 'c-k'));
    const proof = /name="proof" value="([^"]*)"/.exec(page)![1]!;
    const late = await withoutChange(world.client, () => world.visitor().fillIn(survey, { proof, score: '1' }));
    expect(late.status).toBe(410);
    await world.pass(20 * DAY);
    expect(await rowsOf(world.client, `select not_asked from invitations where state = 'not_asked'`)).toEqual([{ not_asked: 'erased' }]);
    expect(await rowsOf(world.client, `select kind from messages where kind = 'reminder'`)).toEqual([]);
  });
});

describe('N02 a message in flight', () => {
  test('loses its words; what is reported of it later finds only its id, and a complaint is still heard', async () => {
    const world = await worldOf();
    await surveyFor(world);
    const [mail] = await rowsOf<{ id: string }>(world.client, 'select id from messages');
    await erased(world, await idOf(world));
    await reported(world, 'email.delivered', mail!.id, 'evt-9');
    await reported(world, 'email.complained', mail!.id, 'evt-10');
    expect(await rowsOf(world.client, 'select state from messages')).toEqual([{ state: 'complained' }]);
    expect(await placesOf(world.client, rosa.email)).toEqual([]);
    expect(await rowsOf(world.client, 'select count(*) as n from identities')).toEqual([{ n: 0 }]);
    const { invitation } = await helpdesk(world).tell(call('again'));
    expect(invitation.because).toBe('opted_out');
  });
});

describe('N03 the same person comes again', () => {
  test('as a new person without a history; what they had said of their address still holds', async () => {
    const world = await worldOf();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(`${survey}/unsubscribe`, {});
    const before = await idOf(world);
    await erased(world, before);
    expect(await placesOf(world.client, rosa.email)).toEqual([]);
    await world.pass(20 * DAY);
    const { invitation } = await helpdesk(world).tell(call('again', { endedAt: new Date(world.clock.now()).toISOString() }));
    expect(invitation.because).toBe('opted_out');
    expect(await idOf(world)).not.toBe(before);
    const maya = await world.signIn('maya');
    const shown = await maya.get<{ contacts: unknown[]; addresses: { stopped: object[] }[] }>(`/api/customers/${await idOf(world)}`);
    expect(shown.contacts).toHaveLength(1);
    expect(shown.addresses[0]!.stopped).toMatchObject([{ purpose: 'survey', reason: 'opted_out', source: 'page' }]);
    expect(await maya.get(`/api/customers/${before}`)).toMatchObject({ name: null, email: null });
  });

  test('and may be asked, when they had said nothing', async () => {
    const world = await worldOf();
    await surveyFor(world);
    await erased(world, await idOf(world));
    expect((await helpdesk(world).tell(call('again'))).invitation.because).toBeNull();
  });

  test('the same contact told again is known, and brings nothing back', async () => {
    const world = await worldOf();
    const first = await helpdesk(world).tell(call('call-1'));
    await erased(world, await idOf(world));
    const again = await withoutChange(world.client, () => helpdesk(world).tell(call('call-1')));
    expect(again).toMatchObject({ id: first.id, replayed: true });
  });
});
