import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpeningHours } from '../../server/core/calendar.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { endOfDay, presenceOf } from '../../server/people/rules-presence.ts';
import { letDown, missedCall, type Shown } from '../callbacks/cases.ts';
import { MONDAY, makeWorld } from '../world.ts';

type Colleague = { id: string; name: string; open: number; here: boolean; worksAgainAt: string | null };
type Colleagues = { items: Colleague[]; top: Colleague[]; administrators: Colleague[] };

const ASKED = '/api/colleagues?power=refund&amount=4000';

describe('those who may say yes', () => {
  it('come with what is on their hands: whoever is here and has least to do stands first', async () => {
    const world = await makeWorld();
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const alike = await ines.get<Colleagues>(ASKED);
    expect(alike.items).toEqual([
      { id: world.people.maya, name: 'Maya Lindqvist', role: 'manager', upTo: null, ...idle },
      { id: world.people.tom, name: 'Tom Becker', role: 'supervisor', upTo: 5_000, ...idle },
    ]);
    expect(alike).toMatchObject({ top: [], administrators: [] });

    const { path } = await missedCall(world, 'rosa');
    await maya.post(`${path}/claim`);
    const tomorrow = await missedCall(world, 'walt');
    await maya.post(`${tomorrow.path}/claim`);
    const due = toRfc3339(world.clock.now() + DAY);
    await maya.post(`${tomorrow.path}/window`, { window: { from: due, to: toRfc3339(world.clock.now() + DAY + HOUR) } });
    const { items } = await ines.get<Colleagues>(ASKED);
    expect(items).toMatchObject([
      { name: 'Tom Becker', open: 0, dueToday: 0 },
      { name: 'Maya Lindqvist', open: 2, dueToday: 1 },
    ]);
    // Nobody asks themselves.
    expect((await maya.get<Colleagues>(ASKED)).items.map(({ name }) => name)).toEqual(['Ines Duarte', 'Tom Becker']);
  });

  it('are not here while their team is closed or they are away, and it is said from when on they are', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const until = toRfc3339(MONDAY + 2 * DAY);
    await tom.post(`/api/people/${world.people.tom}/absence`, { absence: { from: toRfc3339(MONDAY), until } });
    const away = (await ines.get<Colleagues>(ASKED)).items.at(-1);
    expect(away).toMatchObject({ name: 'Tom Becker', here: false, away: { until }, worksAgainAt: until });
    await tom.post(`/api/people/${world.people.tom}/absence`, { absence: { from: toRfc3339(MONDAY), until: null } });
    expect((await ines.get<Colleagues>(ASKED)).items.at(-1)).toMatchObject({ here: false, away: { until: null }, worksAgainAt: null });
    await tom.post(`/api/people/${world.people.tom}/absence`, { absence: null });
    await world.pass(10 * HOUR);
    const { items } = await ines.get<Colleagues>(ASKED);
    expect(items.map(({ here, worksAgainAt }) => ({ here, worksAgainAt }))).toEqual(
      items.map(() => ({ here: false, worksAgainAt: '2026-03-03T08:00:00.000Z' })),
    );
  });

  it('work when one of their teams does, and their day ends at midnight on their wall', () => {
    const day = [{ from: '09:00', to: '17:00' }];
    const hours = (zone: string): OpeningHours => ({ zone, week: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] });
    const both = [hours('Europe/Berlin'), hours('America/New_York')];
    fc.assert(
      fc.property(fc.integer({ min: MONDAY, max: MONDAY + 60 * DAY }), (now) => {
        const [all, ...each] = [both, ...both.map((one) => [one])].map((some) => presenceOf(some, null, now));
        expect(all!.here).toBe(each.some(({ here }) => here));
        if (!all!.here) expect(presenceOf(both, null, all!.worksAgainAt!).here).toBe(true);
        const end = endOfDay('America/New_York', now);
        expect(end > now && end - now <= 25 * HOUR).toBe(true);
        expect(new Date(end - 1).toLocaleDateString('en', { timeZone: 'America/New_York' })).toBe(
          new Date(now).toLocaleDateString('en', { timeZone: 'America/New_York' }),
        );
      }),
    );
  });
});

describe('while nobody may say yes', () => {
  const asked = (power: string, amount: number) => `/api/colleagues?power=${power}&amount=${amount}`;

  it('H06 those are named who may say yes to most of it, with their limit, and those who say who may', async () => {
    const world = await makeWorld();
    const [ines, ada] = [await world.signIn('ines'), await world.signIn('ada')];
    const may = (who: 'maya' | 'tom', upTo: number | null) =>
      ada.post(`/api/people/${world.people[who]}/change`, { powers: [{ power: 'refund', upTo }] });
    await may('maya', 90_000);
    const beyond = await ines.get<Colleagues>(asked('refund', 90_001));
    expect(beyond).toEqual({
      items: [],
      top: [{ id: world.people.maya, name: 'Maya Lindqvist', role: 'manager', upTo: 90_000, ...idle }],
      administrators: [{ id: world.people.ada, name: 'Ada Okafor', role: 'administrator', ...idle }],
    });
    await may('tom', 90_000);
    expect((await ines.get<Colleagues>(asked('refund', 90_001))).top.map(({ name }) => name)).toEqual(['Maya Lindqvist', 'Tom Becker']);
    // Of something that nobody may, and of what somebody may who has left, only those remain who can change it.
    await may('maya', null);
    await ada.post(`/api/people/${world.people.maya}/close`, {});
    expect(await ines.get<Colleagues>(asked('exception', 0))).toMatchObject({ top: [], administrators: [{ name: 'Ada Okafor' }] });
    expect((await ines.get<Colleagues>(asked('refund', 90_001))).top).toMatchObject([{ name: 'Tom Becker', upTo: 90_000 }]);
  });

  it('H06 nor while everybody who may is away; and nobody is told to ask themselves', async () => {
    const world = await makeWorld();
    const [maya, priya] = [await world.signIn('maya'), await world.signIn('priya')];
    await priya.post(`/api/people/${world.people.priya}/absence`, { absence: { from: toRfc3339(MONDAY), until: null } });
    expect(await maya.get<Colleagues>(asked('replace', 0))).toMatchObject({
      items: [{ name: 'Priya Nair', away: { until: null } }],
      top: [{ name: 'Priya Nair', upTo: null }],
      administrators: [{ name: 'Ada Okafor' }],
    });
    expect(await maya.get<Colleagues>(asked('exception', 0))).toMatchObject({ items: [], top: [] });
  });

  it('what can be asked for at all is known by its name', async () => {
    const world = await makeWorld();
    expect(await (await world.signIn('ines')).get('/api/powers')).toEqual({ items: ['exception', 'refund', 'replace'] });
  });
});

describe('those to whom a manager gives', () => {
  it('come with what is on their hands and their hours, whoever is here and has least to do first', async () => {
    const world = await makeWorld();
    const [maya, tom, ada] = [await world.signIn('maya'), await world.signIn('tom'), await world.signIn('ada')];
    await ada.post(`/api/people/${world.people.maya}/absence`, { absence: { from: toRfc3339(MONDAY), until: null } });
    await tom.post(`${(await missedCall(world, 'rosa')).path}/claim`);
    const { items } = await maya.get<Colleagues>('/api/receivers');
    expect(items).toMatchObject([
      { name: 'Ada Okafor', open: 0, here: true },
      { name: 'Ines Duarte', open: 0, here: true },
      { name: 'Priya Nair', open: 0, here: true },
      { name: 'Tom Becker', open: 1, dueToday: 1, here: true },
      { name: 'Maya Lindqvist', open: 0, here: false, away: { until: null } },
    ]);
  });
});

describe('what the customer is told of a hand-over', () => {
  it('is shown word for word and in their language before it is offered', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const { path, id } = await letDown(world, 'rosa');
    await ines.post(`${path}/claim`);
    const preview = await ines.get<{ language: string; told: { channel: string; subject: string; says: string[] } }>(
      `${path}/hand-off/preview?to=${world.people.tom}`,
    );
    expect(preview).toMatchObject({ told: { channel: 'email' } });
    expect(preview.told.subject).toContain('Tom');
    await ines.post<Shown>(`${path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 4_000, why: 'More than I may.' });
    await tom.post(`${path}/accept`);
    const mail = (await tom.mails()).find((one) => one.about === id && one.kind === 'handed_over')!;
    expect(mail.subject).toBe(preview.told.subject);
    for (const sentence of preview.told.says) expect(mail.text).toContain(sentence);
    expect((await ines.send(`${path}/hand-off/preview?to=per_nobody`)).status).toBe(422);
  });
});

const idle = { open: 0, dueToday: 0, here: true, away: null, worksAgainAt: null };
