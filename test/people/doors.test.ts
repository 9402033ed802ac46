import { describe, expect, it } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { createApp } from '../../server/app.ts';
import { act } from '../../server/callbacks/actions.ts';
import type { Command } from '../../server/callbacks/decide.ts';
import { theClock } from '../../server/core/actor.ts';
import { type Ctx, contextOf } from '../../server/core/context.ts';
import { hold } from '../../server/customers/actions-erasure.ts';
import { actingPerson, addPerson, makeKey } from '../../server/people/actions.ts';
import { closePerson } from '../../server/people/actions-people.ts';
import { everyRow, rowsOf, withoutChange } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { agentOfThis, heldAnswer, readableAnswer, strangersText } from './behind-doors.ts';

// Who comes to a door. Ines owns the callback behind it, Tom is a colleague of her team, Priya of another one.
const WHO = ['nobody', 'machine', 'owner', 'colleague', 'elsewhere', 'manager', 'administrator'] as const;
type Who = (typeof WHO)[number];

type Door = {
  route: string;
  /** How far the callback has come. */
  made?: (to: { receiver: Receiver; id: string; at: number }) => Command[];
  body?: (to: { receiver: Receiver; at: number }) => Record<string, unknown>;
  /** Whether what is behind it is no callback, but an answer that may come from a machine. */
  held?: boolean;
  /** Whether it is an answer that counts. */
  said?: true;
  /** Whether it is a text that waits for a person. */
  text?: true;
  /** Nothing but a word in an answer asks for the callback behind it. */
  word?: true;
  /** Behind it is a colleague who has left. */
  shut?: true;
  /** The customer is under a legal hold. */
  onHold?: true;
  /** The status that each of them gets, in the order of WHO. */
  gets: readonly number[];
};

type Receiver = { id: string; name: string; active: boolean; authorities: { power: string; upTo: number | null }[] };

const OF_SIGNED_IN = [401, 401, 200, 200, 200, 200, 200];
/** Of one team, and of managers, who see every team. */
const OF_TEAM = [401, 401, 200, 200, 404, 200, 200];
const OF_OWNER = [401, 401, 200, 403, 404, 200, 200];
const OF_RECEIVER = [401, 401, 403, 200, 404, 403, 403];
/** Whoever else asks is not told whether there is such a customer. */
const OF_DATA = [401, 401, 403, 403, 403, 200, 200];
/** Of managers alone; nothing is told of any one callback. */
const OF_ALL_TEAMS = [401, 401, 403, 403, 403, 200, 200];
const OF_MANAGER = [401, 401, 403, 403, 404, 200, 200];

/** Managers look at settings. */
const OF_SETTINGS = [401, 401, 403, 403, 403, 200, 200];
/** Administrators change them. */
const OF_ADMINISTRATOR = [401, 401, 403, 403, 403, 403, 200];
const MADE_BY_ADMINISTRATOR = [401, 401, 403, 403, 403, 403, 201];
/** Tom’s, who is the colleague; and an administrator. */
const OF_TOM = [401, 401, 403, 200, 403, 403, 200];
const HOURS = { zone: 'Europe/Berlin', week: { mon: [{ from: '09:00', to: '15:00' }] }, holidays: [] };
const SURVEY = { questions: [{ id: 'score', kind: 'rating', min: 1, max: 5 }] };

const claimed = (): Command[] => [{ move: 'claim' }];
const offered: Door['made'] = ({ receiver }) => [
  { move: 'claim' },
  { move: 'hand_off', to: receiver, power: 'refund', amount: 0, currency: 'EUR', why: 'Tom knows the shop.' },
];

const BROWSER = { endpoint: 'https://fcm.googleapis.com/fcm/send/1', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
const asked: Door['made'] = ({ at }) => [
  { move: 'claim' },
  { move: 'request', id: 'req_1', department: 'Warehouse', what: 'Is it there?', at },
];

const DOORS: Door[] = [
  { route: 'POST /api/interactions', gets: [401, 422, 401, 401, 401, 401, 401] },
  { route: 'POST /api/sign-in', body: () => ({ email: 'a@b.example' }), gets: [202, 202, 202, 202, 202, 202, 202] },
  { route: 'POST /api/sign-out', gets: OF_SIGNED_IN },
  { route: 'GET /api/session', gets: [200, 200, 200, 200, 200, 200, 200] },
  // Where there is no company sign-on.
  { route: 'POST /api/sign-on', gets: [404, 404, 404, 404, 404, 404, 404] },
  { route: 'POST /api/sign-on/finish', body: () => ({ answer: 'code=x&state=y' }), gets: [404, 404, 404, 404, 404, 404, 404] },
  { route: 'GET /api/me', gets: OF_SIGNED_IN },
  { route: 'GET /api/people', gets: OF_SIGNED_IN },
  { route: 'GET /api/departments', gets: OF_SIGNED_IN },
  { route: 'GET /api/colleagues?power=refund', gets: OF_SIGNED_IN },
  { route: 'GET /api/powers', gets: OF_SIGNED_IN },
  { route: 'GET /api/receivers', gets: OF_ALL_TEAMS },
  { route: 'GET /api/texts/unmatched', gets: [401, 401, 403, 403, 403, 200, 200] },
  { route: 'POST /api/texts/:id/settle', text: true, body: () => ({ note: 'Called the number.' }), gets: OF_DATA },
  { route: 'GET /api/me/sessions', gets: OF_SIGNED_IN },
  { route: 'POST /api/me/sessions/seen', gets: OF_SIGNED_IN },
  { route: 'POST /api/me/sessions/end-others', gets: OF_SIGNED_IN },
  { route: 'POST /api/me/sessions/:id/end', gets: OF_SIGNED_IN },
  { route: 'GET /api/people/accounts', gets: OF_SETTINGS },
  {
    route: 'POST /api/people',
    body: () => ({ email: 'noor@acme.example', name: 'Noor', role: 'supervisor' }),
    gets: MADE_BY_ADMINISTRATOR,
  },
  { route: 'POST /api/people/:id/change', body: () => ({ name: 'Tom B.', role: 'supervisor' }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/people/:id/invite', gets: OF_ADMINISTRATOR },
  { route: 'POST /api/people/:id/close', gets: OF_ADMINISTRATOR },
  { route: 'POST /api/people/:id/reopen', shut: true, gets: OF_ADMINISTRATOR },
  { route: 'POST /api/people/:id/absence', body: () => ({ absence: null }), gets: OF_TOM },
  { route: 'GET /api/teams', gets: OF_SETTINGS },
  { route: 'POST /api/teams', body: () => ({ name: 'Repairs' }), gets: MADE_BY_ADMINISTRATOR },
  { route: 'POST /api/teams/meaning', body: () => ({ hours: HOURS }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/hours', body: () => HOURS, gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/hours/preview', body: () => HOURS, gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/policy', body: () => ({ capDays: 7 }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/policy/preview', body: () => ({ capDays: 7 }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/survey', body: () => SURVEY, gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/survey/preview', body: () => SURVEY, gets: OF_ADMINISTRATOR },
  { route: 'POST /api/teams/:id/survey/pages', body: () => ({ ...SURVEY, language: 'de' }), gets: OF_ADMINISTRATOR },
  { route: 'GET /api/setup', gets: [401, 401, 403, 403, 403, 403, 200] },
  { route: 'POST /api/setup/marks', body: () => ({ mark: 'left' }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/setup/survey', gets: MADE_BY_ADMINISTRATOR },
  { route: 'GET /api/company', gets: OF_SETTINGS },
  { route: 'POST /api/company', body: () => ({ company: 'Acme Ltd' }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/company/preview', body: () => ({ company: 'Acme Ltd' }), gets: OF_ADMINISTRATOR },
  { route: 'POST /api/company/test-mail', gets: [401, 401, 403, 403, 403, 403, 202] },
  { route: 'GET /api/keys', gets: OF_SETTINGS },
  { route: 'POST /api/keys', body: () => ({ name: 'shop', scopes: ['interactions:write'] }), gets: MADE_BY_ADMINISTRATOR },
  { route: 'POST /api/keys/:prefix/end', gets: OF_ADMINISTRATOR },
  { route: 'GET /api/alerts', gets: OF_SIGNED_IN },
  { route: 'GET /api/alerts/choices', gets: OF_SIGNED_IN },
  { route: 'POST /api/alerts/choices', body: () => ({ digest: false }), gets: OF_SIGNED_IN },
  { route: 'GET /api/alerts/browsers', gets: OF_SIGNED_IN },
  { route: 'POST /api/alerts/browsers', body: () => ({ ...BROWSER }), gets: OF_SIGNED_IN },
  { route: 'POST /api/alerts/browsers/remove', gets: OF_SIGNED_IN },
  { route: 'POST /api/alerts/browsers/test', gets: OF_SIGNED_IN },
  { route: 'POST /api/alerts/read', body: () => ({ upTo: 1 }), gets: OF_SIGNED_IN },
  { route: 'GET /api/callbacks', gets: OF_SIGNED_IN },
  { route: 'GET /api/callbacks/changes', gets: OF_SIGNED_IN },
  { route: 'POST /api/callbacks/next', gets: OF_SIGNED_IN },
  { route: 'POST /api/callbacks/claim', body: () => ({ ids: ['cbk_1'] }), gets: OF_SIGNED_IN },
  { route: 'POST /api/callbacks/assign', body: ({ receiver }) => ({ ids: ['cbk_1'], to: receiver.id }), gets: OF_ALL_TEAMS },
  { route: 'GET /api/callbacks/:id', gets: OF_TEAM },
  { route: 'POST /api/callbacks/:id/claim', gets: OF_TEAM },
  { route: 'POST /api/callbacks/:id/release', made: claimed, gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/attempts', made: claimed, body: () => ({ outcome: 'busy' }), gets: OF_OWNER },
  { route: 'GET /api/callbacks/:id/letter', gets: OF_TEAM },
  { route: 'GET /api/callbacks/:id/told', gets: OF_TEAM },
  // Whoever may look is told that there is no such colleague.
  { route: 'GET /api/callbacks/:id/hand-off/preview?to=per_1', gets: [401, 401, 422, 422, 404, 422, 422] },
  { route: 'POST /api/callbacks/:id/letter', made: claimed, body: () => ({ channel: 'email' }), gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/announce', made: claimed, gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/window', made: claimed, body: () => ({ window: null }), gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/notes', body: () => ({ text: 'Likes to be called early.' }), gets: OF_TEAM },
  { route: 'POST /api/callbacks/:id/understanding', made: claimed, body: () => ({ words: 'Two charges.' }), gets: OF_OWNER },
  {
    route: 'POST /api/callbacks/:id/proposals',
    made: () => [{ move: 'claim' }, { move: 'understand', words: 'Two charges.', agreed: true }],
    body: () => ({ text: 'A refund.' }),
    gets: OF_OWNER,
  },
  {
    route: 'POST /api/callbacks/:id/promises',
    made: claimed,
    body: ({ at }) => ({ text: 'A refund.', at: new Date(at).toISOString() }),
    gets: OF_OWNER,
  },
  {
    route: 'POST /api/callbacks/:id/keep',
    made: ({ at }) => [{ move: 'claim' }, { move: 'promise', id: 'prm_1', text: 'A refund.', at }],
    body: () => ({ promise: 'prm_1' }),
    gets: OF_OWNER,
  },
  {
    route: 'POST /api/callbacks/:id/remedies',
    made: claimed,
    body: () => ({ power: 'refund', amount: 100, what: 'One euro back.' }),
    // Ada is an administrator who may say yes to nothing.
    gets: [401, 401, 200, 403, 404, 200, 422],
  },
  {
    route: 'POST /api/callbacks/:id/requests',
    made: claimed,
    body: ({ at }) => ({ to: 'Warehouse', what: 'Is it there?', at: new Date(at).toISOString() }),
    gets: OF_OWNER,
  },
  { route: 'POST /api/callbacks/:id/answer-request', made: asked, body: () => ({ request: 'req_1', answer: 'It is.' }), gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/withdraw-request', made: asked, body: () => ({ request: 'req_1', because: 'Found.' }), gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/confidence', made: claimed, body: () => ({ rating: 2 }), gets: OF_OWNER },
  { route: 'POST /api/callbacks/:id/ask-no', made: claimed, body: () => ({ why: 'It is too late.' }), gets: OF_OWNER },
  {
    route: 'POST /api/callbacks/:id/hand-off',
    made: claimed,
    body: ({ receiver }) => ({ to: receiver.id, power: 'refund', amount: 100, why: 'Tom knows the shop.' }),
    gets: OF_OWNER,
  },
  { route: 'POST /api/callbacks/:id/accept', made: offered, gets: OF_RECEIVER },
  { route: 'POST /api/callbacks/:id/decline', made: offered, gets: OF_RECEIVER },
  { route: 'POST /api/callbacks/:id/recall', made: offered, gets: OF_OWNER },
  {
    route: 'POST /api/callbacks/:id/fix',
    made: () => [{ move: 'claim' }, { move: 'understand', words: 'Two charges.', agreed: true }],
    body: () => ({ cause: 'system', done: 'One was paid back.' }),
    gets: OF_OWNER,
  },
  { route: 'POST /api/callbacks/:id/let-go', body: () => ({ alternatives: ['A voucher.', 'Another date.'] }), gets: OF_MANAGER },
  { route: 'POST /api/callbacks/:id/dismiss', made: claimed, word: true, gets: OF_OWNER },
  { route: 'GET /api/responses', gets: OF_SIGNED_IN },
  { route: 'GET /api/responses/unread', gets: OF_SIGNED_IN },
  { route: 'GET /api/responses/coverage', gets: OF_SIGNED_IN },
  { route: 'GET /api/responses/:id', said: true, gets: OF_TEAM },
  { route: 'POST /api/responses/:id/read', said: true, gets: OF_TEAM },
  { route: 'POST /api/responses/:id/callback', said: true, body: () => ({ reason: 'The driver deserves a call.' }), gets: OF_TEAM },
  { route: 'POST /api/responses/:id/thanks', said: true, body: () => ({ line: 'Thank you!', email: 'leo@acme.example' }), gets: OF_TEAM },
  { route: 'POST /api/responses/:id/thanks/preview', said: true, body: () => ({ line: 'Thank you!' }), gets: OF_TEAM },
  { route: 'GET /api/agents', said: true, gets: OF_SETTINGS },
  { route: 'POST /api/agents/:id/change', said: true, body: () => ({ praise: false }), gets: OF_SETTINGS },
  { route: 'POST /api/agents/:id/remove', said: true, gets: OF_SETTINGS },
  { route: 'GET /api/responses/held', gets: OF_SIGNED_IN },
  { route: 'POST /api/responses/:id/count', held: true, gets: OF_TEAM },
  { route: 'POST /api/responses/:id/dismiss', held: true, body: () => ({ reason: 'A filter of mail.' }), gets: OF_TEAM },
  { route: 'GET /api/customers?ref=c-1', gets: OF_SIGNED_IN },
  { route: 'GET /api/customers/:id', gets: OF_TEAM },
  { route: 'POST /api/customers/:id/export', gets: OF_DATA },
  { route: 'POST /api/customers/contacts/:id/recording', gets: OF_TEAM },
  { route: 'POST /api/customers/:id/opt-out', gets: OF_TEAM },
  { route: 'POST /api/customers/:id/opt-in', gets: OF_TEAM },
  { route: 'POST /api/customers/:id/erase', body: () => ({ reason: 'law' }), gets: OF_DATA },
  { route: 'POST /api/customers/:id/hold', body: () => ({ reason: 'A court.' }), gets: OF_DATA },
  { route: 'POST /api/customers/:id/release-hold', onHold: true, gets: OF_DATA },
];

describe('L01 every door, and who comes through', () => {
  it('has a row for every route under /api', () => {
    const served = createApp()
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(served)].sort()).toEqual(DOORS.map(({ route }) => route.replace(/\?.*/, '')).sort());
  });

  it.each(DOORS)('$route', async (door) => {
    const world = await makeWorld();
    for (const [i, who] of WHO.entries()) {
      const visitor = await enter(world, who);
      const { id, receiver, at } = await prepare(world, door, i, visitor);
      const [method, path] = door.route.replace(/:id|:prefix/, id).split(' ') as [string, string];
      const body = {
        ...(path.startsWith('/api/callbacks/cbk_') ? { reason: 'Ines is away today.' } : {}),
        ...door.body?.({ receiver, at }),
      };
      const knock = () => visitor.send(path, request(world, method, who, body));
      const answer = door.gets[i]! < 400 ? await knock() : await withoutChange(world.client, knock);
      expect(answer.status, `${who}: ${await answer.clone().text()}`).toBe(door.gets[i]);
      if (answer.status >= 400) expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it.each(DOORS.filter(({ gets }) => gets[0] === 401))('$route is closed to a colleague who has left', async (door) => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id, receiver, at } = await prepare(world, door, 0, ines);
    await world.client.execute({ sql: 'update people set active = 0 where email = ?', args: [COLLEAGUES.ines.email] });
    const [method, path] = door.route.replace(/:id|:prefix/, id).split(' ') as [string, string];
    const body = door.body?.({ receiver, at }) ?? {};
    expect((await withoutChange(world.client, () => ines.send(path, request(world, method, 'owner', body)))).status).toBe(401);
  });

  it('L10 does not tell a colleague of another team whether a callback is there', async () => {
    const world = await makeWorld();
    const priya = await world.signIn('priya');
    const { id } = await prepare(world, { route: '', gets: [] }, 0, priya);
    const [theirs, nobodys] = await Promise.all([id, 'cbk_nobodys'].map((one) => priya.send(`/api/callbacks/${one}`)));
    expect([theirs!.status, await theirs!.text()]).toEqual([404, await nobodys!.text()]);
    expect(await priya.get('/api/callbacks')).toEqual({ items: [], next: null, tooMany: false, at: expect.any(Number) });
  });

  it('L07 says which scope a key lacks, and lets it in nowhere else', async () => {
    const world = await makeWorld();
    const { secret } = await makeKey(contextOf(world.deps, theClock), 'reader', ['callbacks:read']);
    const answer = await world.fetch('/api/interactions', { method: 'POST', headers: { Authorization: `Bearer ${secret}` }, body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'forbidden', scope: 'interactions:write' });
  });
});

describe('L06 an API key', () => {
  it('opens nothing from an address or a body, and is in no answer, no row and nothing that the operator is told', async () => {
    const world = await makeWorld();
    const { secret } = await makeKey(contextOf(world.deps, theClock), 'shop', ['interactions:write']);
    const ways: [string, RequestInit][] = [
      [`/api/interactions?key=${secret}&api_key=${secret}`, { method: 'POST', body: '{}' }],
      ['/api/interactions', { method: 'POST', headers: { Cookie: `key=${secret}`, 'X-Api-Key': secret }, body: '{}' }],
      [`/api/interactions/${secret}`, {}],
      ['/api/interactions', { method: 'POST', headers: { Authorization: `Basic ${secret}` }, body: '{}' }],
      ['/api/interactions', { method: 'POST', headers: { Authorization: `Bearer ${secret}x` }, body: `{"key":"${secret}"}` }],
      ['/api/interactions', { method: 'POST', headers: { Authorization: `Bearer ${secret}` }, body: `{"key":"${secret}"` }],
    ];
    for (const [path, init] of ways) {
      const answer = await world.fetch(path, init);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain(secret);
    }
    expect(JSON.stringify([world.said, await everyRow(world.client)])).not.toContain(secret);
  });
});

describe('L13 nothing is assigned that was not asked for', () => {
  const MORE = ['role', 'orgId', 'id', 'state', 'ownerId', 'open', 'level', 'teamId', 'actor', '__proto__', 'constructor'];

  it.each(DOORS.filter(({ route }) => route.startsWith('POST') && !route.endsWith('/sign-out')))('$route', async (door) => {
    const world = await makeWorld();
    const who: Who = door.route.endsWith('/interactions') ? 'machine' : door.gets === OF_RECEIVER ? 'colleague' : 'manager';
    const visitor = await enter(world, who);
    const { id, receiver, at } = await prepare(world, door, 0, visitor);
    const [method, path] = door.route.replace(/:id|:prefix/, id).split(' ') as [string, string];
    const sound = {
      ...(path.startsWith('/api/callbacks/cbk_') ? { reason: 'Ines is away today.' } : {}),
      ...door.body?.({ receiver, at }),
    };
    for (const field of MORE) {
      const text = JSON.stringify(sound).replace(/}$/, `${Object.keys(sound).length ? ',' : ''}"${field}":"administrator"}`);
      const answer = await withoutChange(world.client, () => visitor.send(path, { ...request(world, method, who, {}), body: text }));
      expect(answer.status, field).toBe(422);
      const problem = (await answer.json()) as { field: string; problems?: { field: string }[] };
      expect([problem.field, ...(problem.problems ?? []).map((one) => one.field)]).toContain(field);
    }
    expect(({} as Record<string, unknown>).administrator).toBeUndefined();
  });
});

/** Comes to the door, with whatever opens it for them. */
const enter = async (world: World, who: Who): Promise<Visitor> => {
  const cast = { owner: 'ines', colleague: 'tom', elsewhere: 'priya', manager: 'maya', administrator: 'ada' } as const;
  return who === 'nobody' || who === 'machine' ? world.visitor() : world.signIn(cast[who]);
};

const request = (world: World, method: string, who: Who, body: unknown): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json', ...(who === 'machine' ? { Authorization: `Bearer ${world.key}` } : {}) },
  ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
});

/** A callback of a new customer, as far as this door wants it to be, in Ines's hands. */
async function prepare(world: World, door: Door, i: number, visitor: Visitor) {
  const taken = await world.visitor().handIn({
    externalId: `call-${door.route}-${i}`,
    team: 'Billing',
    outcome: 'unanswered',
    endedAt: new Date(world.clock.now()).toISOString(),
    customer: { id: `c-${i}`, email: `c-${i}@customer.example` },
    recordingUrl: 'https://calls.acme.example/17',
  });
  const { callback } = (await taken.clone().json()) as { callback: string };
  const id = door.text
    ? await strangersText(world, `SM${i}`)
    : door.held
      ? await heldAnswer(world, `held-${i}`)
      : door.said
        ? await readableAnswer(world, `said-${i}`)
        : callback;
  const clock = contextOf(world.deps, theClock);
  const at = clock.now + 60_000;
  if (door.word) await world.client.execute("update callbacks set cause = 'word_rule'");
  const receiver: Receiver = { id: world.people.tom, name: 'Tom Becker', active: true, authorities: [{ power: 'refund', upTo: 5_000 }] };
  const ines = contextOf(world.deps, (await actingPerson(clock, world.people.ines))!);
  for (const command of door.made?.({ receiver, id, at }) ?? []) await act(ines, id, command);
  const [row] = await rowsOf<{ customer: string }>(world.client, 'select customer_id as customer from callbacks where id = ?', id);
  if (door.onHold) await hold(clock, row!.customer, 'A court.');
  const behind: [RegExp, () => Promise<string>][] = [
    [/contacts/, async () => ((await taken.clone().json()) as { id: string }).id],
    [/customers/, async () => row!.customer],
    [/people/, async () => (door.shut ? leaver(clock, i) : world.people.tom)],
    [/teams/, async () => (await rowsOf<{ id: string }>(world.client, "select id from teams where folded = 'billing'"))[0]!.id],
    [/agents\/:id/, () => agentOfThis(world)],
    [/keys/, async () => world.key.slice(0, 14)],
    [/sessions/, () => ownSession(visitor)],
  ];
  return { id: (await behind.find(([path]) => path.test(door.route))?.[1]()) ?? id, receiver, at };
}

/** Noor, whose account was closed. */
async function leaver(ctx: Ctx, i: number): Promise<string> {
  const id = await addPerson(ctx, { name: 'Noor Aziz', email: `noor-${i}@acme.example`, role: 'supervisor' });
  await closePerson(ctx, id, undefined);
  return id;
}

/** The session of whoever comes; nobody’s, when they are not signed in. */
async function ownSession(visitor: Visitor): Promise<string> {
  const answer = await visitor.send('/api/me/sessions');
  return answer.ok ? ((await answer.json()) as { items: { id: string }[] }).items[0]!.id : 'nobodys';
}
