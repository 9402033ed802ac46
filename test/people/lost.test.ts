import { describe, expect, it } from 'vitest';
import { MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { answered } from '../responses/answers.ts';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

/** Right before whoever began earlier asks for the next number in the ledger of what they change. */
const NUMBER = /max\(\\?"?.*seq/i;

type Case = {
  /** Who, or what, is changed, and where. */
  of: (world: World) => Promise<string>;
  at: (id: string) => string;
  /** How both saw it, what the first makes of it, what the second wants, and the field that both change. */
  saw: object;
  first: object;
  second: object;
  field: string;
  /** Something else, which nobody has changed meanwhile. */
  other?: object;
  /** What the ledger says it was, once the second has it their way. */
  was?: object;
};

const teamNamed = (name: string) => async (world: World) =>
  (await rowsOf<{ id: string }>(world.client, 'select id from teams where name = ?', name))[0]!.id;

const WEEK = { mon: [{ from: '09:00', to: '17:00' }], tue: [{ from: '09:00', to: '17:00' }] };
const hours = (change: object = {}) => ({ zone: 'Europe/Berlin', week: WEEK, holidays: [], ...change });
const away = (minutes: number) => ({ from: toRfc3339(MONDAY + minutes * MINUTE), until: null });
const survey = (text: string) => ({ questions: DEFAULT_SURVEY.questions.map((one, i) => (i === 0 ? { ...one, text } : one)) });
const sender = (name: string) => ({ name, address: 'care@acme.example' });

const CASES: Record<string, Case> = {
  'the name of a colleague': {
    of: async ({ people }) => people.tom,
    at: (id) => `/api/people/${id}/change`,
    saw: { name: 'Tom Becker', role: 'supervisor' },
    first: { name: 'Thomas Becker', role: 'supervisor' },
    second: { name: 'Tom Bäcker', role: 'supervisor' },
    field: 'name',
    other: { name: 'Tom Becker', role: 'manager' },
    was: { name: 'Thomas Becker', role: 'supervisor' },
  },
  'what a colleague may say yes to': {
    of: async ({ people }) => people.priya,
    at: (id) => `/api/people/${id}/change`,
    saw: { powers: [{ power: 'replace', upTo: null }] },
    first: { powers: [{ power: 'refund', upTo: 5_000 }] },
    second: { powers: [{ power: 'exception', upTo: null }] },
    field: 'powers',
    was: { powers: [{ power: 'refund', upTo: 5_000 }] },
  },
  'when a colleague is away': {
    of: async ({ people }) => people.tom,
    at: (id) => `/api/people/${id}/absence`,
    saw: { absence: null },
    first: { absence: away(0) },
    second: { absence: away(60) },
    field: 'absence',
    was: { from: MONDAY, until: null },
  },
  'the name of the company': {
    of: async () => 'company',
    at: () => '/api/company',
    saw: { company: 'Acme', replyTo: null },
    first: { company: 'Zenith', replyTo: null },
    second: { company: 'Apex', replyTo: null },
    field: 'company',
    other: { company: 'Acme', replyTo: 'help@acme.example' },
    was: { company: 'Zenith', replyTo: null },
  },
  'from whom mail comes': {
    of: async () => 'company',
    at: () => '/api/company',
    saw: { sender: sender('Acme') },
    first: { sender: sender('Acme Care') },
    second: { sender: sender('Acme Shop') },
    field: 'sender',
    was: { sender: '"Acme Care" <care@acme.example>' },
  },
  'the rules of a team': {
    of: teamNamed('Billing'),
    at: (id) => `/api/teams/${id}/policy`,
    saw: { confirmDays: 5, acceptMinutes: 240 },
    first: { confirmDays: 9, acceptMinutes: 240 },
    second: { confirmDays: 7, acceptMinutes: 240 },
    field: 'confirmDays',
    other: { confirmDays: 5, acceptMinutes: 77 },
    was: { confirmDays: 9, acceptMinutes: 240 },
  },
  'the hours of a team': {
    of: async (world) => {
      const ada = await world.signIn('ada');
      return (await ada.post<{ id: string }>('/api/teams', { name: 'Hire', hours: hours() })).id;
    },
    at: (id) => `/api/teams/${id}/hours`,
    saw: hours(),
    first: hours({ week: { ...WEEK, mon: [{ from: '10:00', to: '17:00' }] } }),
    second: hours({ week: { ...WEEK, mon: [{ from: '08:00', to: '17:00' }] } }),
    field: 'week.mon',
    other: hours({ holidays: ['2026-12-25'] }),
    was: hours({ week: { ...WEEK, mon: [{ from: '10:00', to: '17:00' }] } }),
  },
  'the questions of a team': {
    of: teamNamed('Billing'),
    at: (id) => `/api/teams/${id}/survey`,
    saw: { survey: DEFAULT_SURVEY.id, version: DEFAULT_SURVEY.version },
    first: survey('How were we?'),
    second: survey('How was it?'),
    field: 'questions',
  },
  'the name of an agent': {
    of: async (world) => {
      await answered(world, 'rosa', { score: '5' }, { handledBy: { id: 'a-17', name: 'Leo Marsh' } });
      return (await rowsOf<{ id: string }>(world.client, 'select id from agents'))[0]!.id;
    },
    at: (id) => `/api/agents/${id}/change`,
    saw: { name: 'Leo Marsh', praise: true },
    first: { name: 'Leon Marsh', praise: true },
    second: { name: 'Leonard Marsh', praise: true },
    field: 'name',
    other: { name: 'Leo Marsh', praise: false },
  },
};

/** Acme with two administrators, of whom the second does something right in the middle of what the first does. */
async function acme() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  const ada = await world.signIn('ada');
  await ada.post(`/api/people/${world.people.maya}/change`, { role: 'administrator' });
  const maya = await world.signIn('maya');
  return { world, ada, maya, duringIt: (work: () => Promise<unknown>) => opened.beforeRead(NUMBER, work) };
}

describe.each(Object.entries(CASES))('I01 of two administrators who change %s at once', (_, it_) => {
  const { of, at, saw, first, second, field, was } = it_;

  it('one has it their way, and the other is told whose it is now, with nothing overwritten', async () => {
    const { world, ada, maya, duringIt } = await acme();
    const path = at(await of(world));
    duringIt(() => maya.post(path, { ...first, was: seen(saw) }));
    const no = await ada.refused(path, { ...second, was: seen(saw) });
    expect(no).toMatchObject({ status: 409, code: 'conflict', field, detail: 'Maya Lindqvist has changed this since you looked.' });
    const late = await withoutChange(world.client, () => ada.refused(path, { ...second, was: seen(saw) }));
    expect(late).toMatchObject({ status: 409, field, next: 'Look at what it is now, then save again.' });
  });

  it('both are taken when neither says what they saw, and the ledger says truly what it was', async () => {
    const { world, ada, maya, duringIt } = await acme();
    const id = await of(world);
    duringIt(() => maya.post(at(id), first));
    await ada.post(at(id), second);
    const told = await rowsOf<{ data: string; by: string }>(
      world.client,
      'select data, actor_name as by from ledger where subject = ? order by seq desc limit 2',
      id,
    );
    expect(told.map(({ by }) => by)).toEqual(['Ada Okafor', 'Maya Lindqvist']);
    if (was) expect(JSON.parse(told[0]!.data).was).toEqual(was);
  });
});

const APART = Object.entries(CASES).filter(([, { other }]) => other);

it.each(APART)('I01 of two administrators who change different things of %s at once both are kept', async (_, it_) => {
  const { of, at, saw, first, other } = it_;
  const { world, ada, maya, duringIt } = await acme();
  const id = await of(world);
  duringIt(() => maya.post(at(id), { ...first, was: saw }));
  await ada.post(at(id), { ...other, was: saw });
  const changes = (change: object) =>
    Object.fromEntries(Object.entries(change).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(saw[name as never])));
  expect(await shown(ada, at(id), id)).toMatchObject({ ...changes(first), ...changes(other!) });
});

/** How it stands in the settings. */
async function shown(who: Visitor, path: string, id: string): Promise<object> {
  const [, , room, , part] = path.split('/');
  const all = await who.get<{ items?: ({ id: string } & Record<string, object>)[] }>(
    room === 'people' ? '/api/people/accounts' : `/api/${room}`,
  );
  const one = all.items?.find((item) => item.id === id);
  return one?.[part!] ?? one ?? all;
}

const seen = (saw: object): object => ('absence' in saw ? (saw.absence as object) : saw);

it('I01 an administrator who changes the same in two windows is told that it was them', async () => {
  const { world, ada } = await acme();
  const path = `/api/people/${world.people.tom}/change`;
  await ada.post(path, { name: 'Thomas Becker', was: { name: 'Tom Becker' } });
  expect(await ada.refused(path, { name: 'T. Becker', was: { name: 'Tom Becker' } })).toMatchObject({
    detail: 'You have changed this in another place since you looked.',
    now: { name: 'Thomas Becker' },
  });
  await withoutChange(world.client, () => ada.post(path, { name: 'Thomas Becker', was: { name: 'Tom Becker' } }));
});

it('I01 a key that two end at once is ended once', async () => {
  const { world, ada, maya, duringIt } = await acme();
  const { prefix } = await ada.post<{ prefix: string }>('/api/keys', { name: 'shop', scopes: ['interactions:write'] });
  duringIt(() => maya.post(`/api/keys/${prefix}/end`));
  await Promise.allSettled([ada.post(`/api/keys/${prefix}/end`), maya.post(`/api/keys/${prefix}/end`)]);
  expect(await rowsOf(world.client, "select seq from ledger where kind = 'ended'")).toEqual([{ seq: 2 }]);
});
