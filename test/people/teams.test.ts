import { describe, expect, it } from 'vitest';
import type { OpeningHours } from '../../server/core/calendar.ts';
import { DAY, HOUR } from '../../server/core/time.ts';
import { contact } from '../callbacks/cases.ts';
import { helpdesk, somebody } from '../interactions/helpdesk.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

type Survey = { id: string; version: number; standard: boolean };
type Team = { id: string; name: string; hours: OpeningHours; policy: Record<string, unknown>; survey: Survey };
type Preview = { examples: string[]; moved: { id: string; customer: string; was: string; due: string; overdue: boolean }[] };

async function billing(ada: Visitor): Promise<Team> {
  return (await ada.get<{ items: Team[] }>('/api/teams')).items.find((team) => team.name === 'Billing')!;
}

/** A callback of Rosa, whom nobody called back. */
async function missed(world: World): Promise<string> {
  const taken = await world.visitor().handIn({ ...contact(world, 'rosa'), outcome: 'unanswered', team: 'Billing' });
  return ((await taken.json()) as { callback: string }).callback;
}

describe('the opening hours of a team', () => {
  const shorter = {
    zone: 'Europe/Berlin',
    week: { mon: [{ from: '09:00', to: '12:00' }], tue: [{ from: '09:00', to: '12:00' }] },
    holidays: [],
  };

  it('J05 show what they would move before they are saved, and then move it, with the old time in the ledger', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const id = await missed(world);
    const { id: team } = await billing(ada);
    const seen = await withoutChange(world.client, () => ada.post<Preview>(`/api/teams/${team}/hours/preview`, shorter));
    expect(seen.moved).toEqual([
      { id, customer: 'Rosa Keller', was: '2026-03-02T13:00:00.000Z', due: '2026-03-03T10:00:00.000Z', overdue: false },
    ]);
    expect(await ada.post(`/api/teams/${team}/hours`, shorter)).toEqual(seen);
    const callback = await ada.get<{ due: { at: string; why: string }; timeline: object[] }>(`/api/callbacks/${id}`);
    expect(callback.due.at).toBe('2026-03-03T10:00:00.000Z');
    expect(callback.timeline.at(-1)).toMatchObject({ kind: 'replanned', data: { was: Date.parse('2026-03-02T13:00:00Z') } });
    expect(await ada.post(`/api/teams/${team}/hours`, shorter)).toMatchObject({ moved: [] });
  });

  it('J04 a holiday that is added later moves what is due on it', async () => {
    const world = await makeWorld({ start: MONDAY + 6 * HOUR });
    const ada = await world.signIn('ada');
    const callback = await missed(world);
    const { id, hours } = await billing(ada);
    const preview = await ada.post<Preview>(`/api/teams/${id}/hours/preview`, { ...hours, holidays: ['2026-03-03'] });
    expect(preview.moved).toMatchObject([{ was: '2026-03-03T11:00:00.000Z', due: '2026-03-04T11:00:00.000Z' }]);
    await ada.post(`/api/teams/${id}/hours`, { ...hours, holidays: ['2026-03-03'] });
    const { due, timeline } = await ada.get<{ due: { at: string; why: string }; timeline: object[] }>(`/api/callbacks/${callback}`);
    expect(due.at).toBe('2026-03-04T11:00:00.000Z');
    expect(due.why).toContain('skipping the holiday Tue 3 Mar');
    expect(timeline.at(-1)).toMatchObject({ kind: 'replanned', data: { was: Date.parse('2026-03-03T11:00:00Z') } });
  });

  it('J05 another zone moves every open callback once, and says which', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    for (const name of ['rosa', 'kenji', 'amina', 'walt'] as const)
      await world.visitor().handIn({ ...contact(world, name), outcome: 'unanswered', team: 'Billing' });
    const { id, hours } = await billing(ada);
    const inNewYork = { ...hours, zone: 'America/New_York' };
    const { moved } = await ada.post<Preview>(`/api/teams/${id}/hours/preview`, inNewYork);
    expect(moved.map(({ due }) => due)).toEqual(Array(4).fill('2026-03-02T18:00:00.000Z'));
    await ada.post(`/api/teams/${id}/hours`, inNewYork);
    expect(await rowsOf(world.client, "select subject from ledger where kind = 'replanned'")).toHaveLength(4);
    expect(await ada.post(`/api/teams/${id}/hours`, hours)).toMatchObject({ moved: Array(4).fill({ due: '2026-03-02T13:00:00.000Z' }) });
  });

  it('J05 another zone with forty open callbacks: each is moved once, and those that become overdue are shown before', async () => {
    // Nine in the morning in Berlin; in New York nobody works for another six hours.
    const world = await makeWorld({ start: Date.parse('2026-03-02T08:00:00Z') });
    const ada = await world.signIn('ada');
    const { id, hours } = await billing(ada);
    await ada.post(`/api/teams/${id}/hours`, { ...hours, zone: 'America/New_York' });
    const batch = Array.from({ length: 40 }, (_, n) => ({ ...contact(world, 'rosa'), customer: somebody(n), outcome: 'unanswered' }));
    await helpdesk(world).tellAll(batch.slice(0, 30));
    await world.pass(3 * HOUR);
    await helpdesk(world).tellAll(batch.slice(30));
    await world.pass(2 * HOUR);
    const seen = await withoutChange(world.client, () => ada.post<Preview>(`/api/teams/${id}/hours/preview`, hours));
    expect(new Set(seen.moved.map(({ was, due, overdue }) => `${was} ${due} ${overdue}`))).toEqual(
      new Set(['2026-03-02T18:00:00.000Z 2026-03-02T12:00:00.000Z true', '2026-03-02T18:00:00.000Z 2026-03-02T15:00:00.000Z false']),
    );
    expect(seen.moved.filter(({ overdue }) => overdue)).toHaveLength(30);
    expect(await ada.post(`/api/teams/${id}/hours`, hours)).toEqual(seen);
    const told = await rowsOf<{ n: number; was: number }>(
      world.client,
      "select count(*) as n, min(data ->> '$.was') as was from ledger where kind = 'replanned' group by subject",
    );
    expect(told).toEqual(Array(40).fill({ n: 1, was: Date.parse('2026-03-02T18:00:00Z') }));
    const shown = seen.moved.map((one) => ({ id: one.id, at: Date.parse(one.due) })).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(await rowsOf(world.client, 'select id, due_at as at from callbacks order by id')).toEqual(shown);
  });

  it('say by when an answer late on Friday is due', async () => {
    const world = await makeWorld({ start: MONDAY + 4 * DAY });
    const ada = await world.signIn('ada');
    const { id, hours } = await billing(ada);
    await ada.post(`/api/teams/${id}/policy`, { firstContactMinutes: 120, warnMinutes: 30 });
    expect((await ada.post<Preview>(`/api/teams/${id}/hours/preview`, hours)).examples).toEqual([
      'A low answer on Fri 6 Mar 10:00 is due Fri 6 Mar 12:00.',
      'A low answer on Fri 6 Mar 16:50 is due Mon 9 Mar 10:50.',
    ]);
  });

  it('tell when something becomes overdue by them', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    await missed(world);
    await world.pass(2 * HOUR);
    const { id } = await billing(ada);
    const preview = await ada.post<Preview>(`/api/teams/${id}/policy/preview`, { firstContactMinutes: 60 });
    expect(preview.moved).toMatchObject([{ due: '2026-03-02T10:00:00.000Z', overdue: true }]);
  });

  it('J04 J13 are refused at the field when they cannot be used', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { id } = await billing(ada);
    const day = [{ from: '09:00', to: '17:00' }];
    const cases: [object, string][] = [
      [{ zone: 'Mars/Base' }, 'zone'],
      [{ zone: 'Etc/GMT+5' }, 'zone'],
      [{ zone: 'europe/berlin' }, 'zone'],
      [{ zone: 5 }, 'zone'],
      [{ week: {} }, 'week'],
      [{ week: { mon: [{ from: '9', to: '17:00' }] } }, 'week.mon[0].from'],
      [{ week: { mon: [...day, { from: '16:00', to: '18:00' }] } }, 'week.mon[1]'],
      [{ week: { someday: day } }, 'week.someday'],
      [{ holidays: ['2026-02-30'] }, 'holidays[0]'],
    ];
    for (const path of ['hours', 'hours/preview'])
      for (const [wrong, field] of cases) {
        const no = await withoutChange(world.client, () => ada.refused(`/api/teams/${id}/${path}`, { ...shorter, ...wrong }));
        expect(no, JSON.stringify(wrong)).toMatchObject({ status: 422, field });
      }
    expect((await ada.refused('/api/teams/team_of_nobody/hours', shorter)).status).toBe(404);
  });
});

it('J04 a holiday that moved what is due is called by its name, and one that was kept without a name still counts', async () => {
  const world = await makeWorld();
  const ada = await world.signIn('ada');
  const { id, hours } = await billing(ada);
  const kept = { ...hours, holidays: ['2026-03-04'] };
  await world.client.execute({ sql: 'update teams set hours = ? where id = ?', args: [JSON.stringify(kept), id] });
  const holidays = ['2026-03-04', { date: '2026-03-03', name: 'Founders’ Day' }];
  await ada.post(`/api/teams/${id}/hours`, {
    ...hours,
    week: { mon: [{ from: '09:00', to: '10:30' }], thu: hours.week.thu, tue: hours.week.tue, wed: hours.week.wed },
    holidays,
    was: kept,
  });
  expect((await billing(ada)).hours.holidays).toEqual(holidays);
  await world.visitor().handIn({ ...contact(world, 'rosa'), team: 'Billing', outcome: 'unanswered' });
  const [row] = await rowsOf<{ why: string }>(world.client, 'select due_why as why from callbacks');
  expect(row!.why).toContain('skipping 2 holidays (Founders’ Day on Tue 3 Mar, Wed 4 Mar)');
});

describe('the rules and the questions of a team', () => {
  it('must leave some scores that are called and some that are not', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { id } = await billing(ada);
    for (const threshold of [1, 6])
      expect(await ada.refused(`/api/teams/${id}/policy`, { threshold })).toMatchObject({
        field: 'threshold',
        next: 'Call below a score from 2 to 5.',
      });
    for (const [wrong, field] of [
      [{}, 'body'],
      [{ capDays: -1 }, 'capDays'],
      [{ quiet: { from: '21:00', to: '25:00' } }, 'quiet.to'],
      [{ warnMinutes: 500 }, 'warnMinutes'],
    ] as const)
      expect(await ada.refused(`/api/teams/${id}/policy`, wrong), JSON.stringify(wrong)).toMatchObject({ status: 422, field });
    await ada.post(`/api/teams/${id}/policy`, { threshold: 4, capDays: 7 });
    expect((await billing(ada)).policy).toMatchObject({ threshold: 4, capDays: 7, callWords: ['lawyer'] });
  });

  it('are a new version each time, of a survey of the team’s own; what was asked stays as it was asked', async () => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { id } = await billing(ada);
    await world.visitor().handIn({ ...contact(world, 'rosa'), team: 'Billing' });
    const score = { id: 'score', kind: 'rating', min: 1, max: 5, text: 'How did we do?', in: { de: { text: 'Wie war es?' } } };
    const seen = await ada.post<{ languages: { language: string; questions: { text: string }[] }[] }>(`/api/teams/${id}/survey/preview`, {
      questions: [score],
    });
    const said = (language: string) => seen.languages.find((one) => one.language === language)!.questions[0]!.text;
    expect([seen.languages.length, said('de'), said('en'), said('fr')]).toEqual([13, 'Wie war es?', 'How did we do?', 'How did we do?']);
    const first = await ada.post<{ survey: string; version: number }>(`/api/teams/${id}/survey`, { questions: [score] });
    const second = await ada.post(`/api/teams/${id}/survey`, { questions: [{ ...score, max: 10 }] });
    expect([first.version, second]).toEqual([1, { survey: first.survey, version: 2 }]);
    expect((await billing(ada)).survey).toMatchObject({ id: first.survey, version: 2, standard: false });
    expect(await rowsOf(world.client, 'select survey_id, survey_version from invitations')).toEqual([
      { survey_id: 'srv_default', survey_version: 1 },
    ]);
    await world.visitor().handIn({ ...contact(world, 'kenji'), team: 'Billing' });
    const page = await world.visitor().mail('invitation', 'kenji@customer.example');
    expect(page.text).toContain('How did we do?');
  });

  it.each([
    ['no rating', [{ id: 'comment', kind: 'text' }], 'questions'],
    ['nothing', [], 'questions'],
    [
      'a name twice',
      [
        { id: 'score', kind: 'rating', min: 1, max: 5 },
        { id: 'score', kind: 'text' },
      ],
      'questions[1].id',
    ],
    ['a name of the form’s own', [{ id: 'proof', kind: 'rating', min: 1, max: 5 }], 'questions[0].id'],
    ['a scale that ends before the threshold', [{ id: 'score', kind: 'rating', min: 0, max: 2 }], 'questions'],
    ['a scale that is too long', [{ id: 'score', kind: 'rating', min: 0, max: 100 }], 'questions[0].max'],
    ['a language that we do not speak', [{ id: 'score', kind: 'rating', min: 1, max: 5, in: { xx: { text: 'Hm?' } } }], 'questions[0].in'],
    ['a kind that there is not', [{ id: 'score', kind: 'stars' }], 'questions[0].kind'],
  ])('are refused with %s', async (_, questions, field) => {
    const world = await makeWorld();
    const ada = await world.signIn('ada');
    const { id } = await billing(ada);
    for (const path of ['survey', 'survey/preview'])
      expect(await withoutChange(world.client, () => ada.refused(`/api/teams/${id}/${path}`, { questions }))).toMatchObject({
        status: 422,
        field,
      });
  });
});
