import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { mayUse } from '../../server/customers/plans-consent.ts';
import { after, type Consent, type ConsentSource, permissionIn, standing } from '../../server/customers/rules.ts';
import { letDown, surveyFor } from '../callbacks/cases.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { idOf, kenji, reported, rosa } from './life.ts';

const SOURCES: ConsentSource[] = ['relationship', 'api', 'page', 'one_click', 'text', 'provider', 'complaint', 'supervisor'];
const may = async (world: World, channel: 'email' | 'text', purpose: 'survey' | 'case') =>
  (await mayUse(contextOf(world.deps, theClock), [await idOf(world)], channel, purpose)).get(await idOf(world))!;

describe('what holds, of what was said of writing to a customer', () => {
  const own = (source: ConsentSource) => source !== 'relationship' && source !== 'api';
  const said = fc.record({ given: fc.boolean(), source: fc.constantFrom(...SOURCES), at: fc.nat() });

  test('a no of the customer’s own stands until somebody says yes for them: no source of contacts can', () => {
    fc.assert(
      fc.property(fc.array(said), fc.constantFrom(...SOURCES.filter(own)), fc.array(said), (before, source, later) => {
        const no: Consent = { given: false, source, at: 0 };
        const sources = later.filter((one) => !own(one.source));
        expect(standing([...before, no, ...sources])).toEqual(no);
      }),
    );
  });

  test('their own word always counts at once, yes or no', () => {
    fc.assert(
      fc.property(fc.array(said), fc.constantFrom(...SOURCES.filter(own)), fc.boolean(), (before, source, given) => {
        expect(standing([...before, { given, source, at: 0 }])).toEqual({ given, source, at: 0 });
      }),
    );
  });

  test('a text needs a yes that somebody said; mail goes until somebody says no', () => {
    fc.assert(
      fc.property(fc.array(said), (all) => {
        const now = standing(all);
        expect(permissionIn('email', now).may).toBe(now?.given ?? true);
        expect(permissionIn('text', now).may).toBe(now?.given === true && now.source !== 'relationship');
      }),
    );
  });

  test('what a source leaves unsaid takes away nothing that it said', () => {
    const yes: Consent = { given: true, source: 'api', at: 1 };
    expect(after(yes, { given: true, source: 'relationship', at: 2 })).toEqual(yes);
  });
});

describe('N08 consent', () => {
  test('stands behind every message that left, with its source and its time: a join proves it', async () => {
    const world = await makeWorld();
    await letDown(world);
    await helpdesk(world).tell(call('2', { customer: kenji, consent: true }));
    await world.tick();
    await world.pass(80 * HOUR);
    const sends = await rowsOf<{ kind: string; source: string; given: number }>(
      world.client,
      `select m.kind, c.source, c.given, c.at from messages m
        left join invitations i on i.id = m.about left join callbacks k on k.id = m.about
        left join consents c on c.id = (select max(id) from consents where customer_id = coalesce(i.customer_id, k.customer_id)
          and channel = 'email' and purpose = m.purpose and at <= m.created_at)
        where m.purpose in ('survey', 'case') order by m.id`,
    );
    expect(sends.map(({ kind, given, source }) => [kind, given, source])).toEqual([
      ['invitation', 1, 'relationship'],
      ['callback_opened', 1, 'relationship'],
      ['invitation', 1, 'api'],
      ['reminder', 1, 'api'],
    ]);
  });

  test('for mail is none for texts', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('1', { consent: true }));
    expect(await may(world, 'email', 'survey')).toEqual({ may: true });
    expect(await may(world, 'text', 'survey')).toMatchObject({ may: false, because: 'no_consent' });
    expect(await may(world, 'text', 'case')).toMatchObject({ may: false, because: 'no_consent' });
  });

  test('taken back by a later contact stops the survey that waits', async () => {
    const world = await makeWorld({ start: Date.parse('2026-03-02T22:00:00Z') });
    const at = toRfc3339(world.clock.now());
    expect((await helpdesk(world).tell(call('1', { endedAt: at }))).invitation.state).toBe('scheduled');
    expect((await helpdesk(world).tell(call('2', { endedAt: at, consent: false }))).invitation.because).toBe('no_consent');
    await world.pass(DAY);
    expect(await rowsOf(world.client, 'select not_asked from invitations')).toEqual([
      { not_asked: 'no_consent' },
      { not_asked: 'no_consent' },
    ]);
    expect(await rowsOf(world.client, 'select * from messages')).toEqual([]);
  });

  test('that says the same again is not kept again', async () => {
    const world = await makeWorld();
    await helpdesk(world).tellAll([call('1'), call('2'), call('3')]);
    await helpdesk(world).tell(call('4'));
    expect(await rowsOf(world.client, 'select purpose from consents order by id')).toEqual([{ purpose: 'survey' }, { purpose: 'case' }]);
  });

  test('D09 whoever complains of one mail is asked by no channel any more; their case goes on', async () => {
    const world = await makeWorld({ env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET } });
    await letDown(world);
    const [mail] = await rowsOf<{ id: string }>(world.client, `select id from messages where kind = 'invitation'`);
    await reported(world, 'email.complained', mail!.id, 'evt-1');
    for (const channel of ['email', 'text'] as const)
      expect(await may(world, channel, 'survey')).toMatchObject({ may: false, because: 'opted_out', source: 'complaint' });
    expect(await may(world, 'email', 'case')).toEqual({ may: true });
    expect(await rowsOf(world.client, 'select open from callbacks')).toEqual([{ open: 1 }]);
  });
});

type Shown = {
  id: string;
  name: string | null;
  addresses: { channel: string; address: string; stopped: { purpose: string; source: string; at: string }[] }[];
  mayBeWrittenTo: { channel: string; purpose: string; may: boolean; because: string | null; source: string | null; at: string | null }[];
  contacts: { team: string; survey: string }[];
  answers: { score: number }[];
  callbacks: { href: string; state: string }[];
  history: { kind: string; by: string }[];
};

describe('a customer, as colleagues see them', () => {
  const place = (shown: Shown, channel: string, purpose: string) =>
    shown.mayBeWrittenTo.find((one) => one.channel === channel && one.purpose === purpose);

  test('is found by address, number or reference, with what was said, contacts, answers and callbacks', async () => {
    const world = await makeWorld();
    await letDown(world);
    const ines = await world.signIn('ines');
    const id = await idOf(world);
    for (const query of [`email=${rosa.email.toUpperCase()}`, `phone=${encodeURIComponent('030 901820')}`, `ref=${rosa.id}`])
      expect(await ines.get(`/api/customers?${query}`)).toEqual({
        items: [{ id, ref: rosa.id, name: rosa.name, email: rosa.email, phone: rosa.phone }],
      });
    const shown = await ines.get<Shown>(`/api/customers/${id}`);
    expect(shown).toMatchObject({
      name: rosa.name,
      addresses: [
        { channel: 'email', address: rosa.email, stopped: [] },
        { channel: 'text', address: rosa.phone, stopped: [] },
      ],
      contacts: [{ team: 'Billing', survey: 'answered' }],
      answers: [{ score: 2 }],
      callbacks: [{ state: 'open', href: expect.stringMatching(/^\/api\/callbacks\/cbk_/) }],
    });
    expect(place(shown, 'email', 'survey')).toMatchObject({ may: true, source: 'relationship', at: '2026-03-02T09:00:00.000Z' });
    expect(place(shown, 'text', 'survey')).toMatchObject({ may: false, because: 'no_consent', source: null });
    await ines.get(shown.callbacks[0]!.href);
  });

  test('are known to the supervisors of the teams that they had to do with, to managers and administrators, and to nobody else', async () => {
    const world = await makeWorld();
    await letDown(world);
    const path = `/api/customers/${await idOf(world)}`;
    for (const who of ['ines', 'tom', 'maya', 'ada'] as const)
      expect(await (await world.signIn(who)).get(path)).toMatchObject({ name: rosa.name });
    const priya = await world.signIn('priya');
    expect((await priya.send(path)).status).toBe(404);
    expect(await priya.get(`/api/customers?ref=${rosa.id}`)).toEqual({ items: [] });
    for (const move of ['opt-out', 'opt-in'])
      expect(await withoutChange(world.client, () => priya.refused(`${path}/${move}`))).toMatchObject({ status: 404 });
    expect((await world.visitor().send(path)).status).toBe(401);
  });

  test('are searched for by one thing, that can be read', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    for (const [query, field] of [
      ['', 'email'],
      [`email=${rosa.email}&ref=x`, 'email'],
      ['email=rosa', 'email'],
      ['phone=12', 'phone'],
      ['nickname=Rosa', 'nickname'],
    ]) {
      const answer = await ines.send(`/api/customers?${query}`);
      expect([query, answer.status, ((await answer.json()) as { field: string }).field]).toEqual([query, 422, field]);
    }
    expect(await ines.get('/api/customers?ref=nobody')).toEqual({ items: [] });
  });

  test('say no and yes by purpose and channel; what they said before stays in their history', async () => {
    const world = await makeWorld();
    await letDown(world);
    const ines = await world.signIn('ines');
    const path = `/api/customers/${await idOf(world)}`;
    const no = await ines.post<Shown>(`${path}/opt-out`, { purpose: 'all', channel: 'email' });
    expect(place(no, 'email', 'survey')).toMatchObject({ may: false, because: 'opted_out', source: 'supervisor' });
    expect(place(no, 'email', 'case')).toMatchObject({ may: false, because: 'opted_out' });
    expect(no.addresses.map(({ stopped }) => stopped.map(({ purpose }) => purpose))).toEqual([['case', 'survey'], []]);
    await withoutChange(world.client, () => ines.post(`${path}/opt-out`, { purpose: 'case', channel: 'email' }));
    const yes = await ines.post<Shown>(`${path}/opt-in`, { purpose: 'survey' });
    expect(place(yes, 'email', 'survey')).toMatchObject({ may: true, source: 'supervisor' });
    expect(place(yes, 'email', 'case')).toMatchObject({ may: false });
    expect(place(yes, 'text', 'survey'), 'a yes to mail is none to texts').toMatchObject({ may: false });
    expect(yes.history.map(({ kind, by }) => [kind, by])).toEqual([
      ['opted_out', 'Ines Duarte'],
      ['opted_in', 'Ines Duarte'],
    ]);
    const texts = await ines.post<Shown>(`${path}/opt-in`, { purpose: 'survey', channel: 'text' });
    expect(place(texts, 'text', 'survey')).toMatchObject({ may: true });
    expect(await ines.refused(`${path}/opt-out`, { purpose: 'adverts' })).toMatchObject({ status: 422, field: 'purpose' });
    expect(await ines.refused(`${path}/opt-out`, { channel: 'fax' })).toMatchObject({ status: 422, field: 'channel' });
  });

  test('who want no mail about their case get none, and are called', async () => {
    const world = await makeWorld();
    await surveyFor(world);
    const ines = await world.signIn('ines');
    await ines.post(`/api/customers/${await idOf(world)}/opt-out`, { purpose: 'case', channel: 'email' });
    const { callback } = await helpdesk(world).tell(call('2', { outcome: 'unanswered' }));
    await world.tick();
    expect(callback).toMatch(/^cbk_/);
    expect(await rowsOf(world.client, `select id from messages where purpose = 'case'`)).toEqual([]);
  });
});
