import { expect } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { beginRetention } from '../../server/customers/actions-retention.ts';
import { erasures } from '../../server/customers/reading-export.ts';
import { endKey } from '../../server/people/actions.ts';
import { makeEvent } from '../fakes/resend-webhooks.ts';
import { browser } from '../links/scanner.ts';
import { linkIn, pathOf, type Visitor } from '../visitor.ts';
import type { World } from '../world.ts';

type Listed = { items: { id: string; customer: string }[]; next: string | null };
type Callback = { id: string; promises: { id: string }[]; requests: { id: string }[] };

/**
 * Everything that can happen at Acme, once, so that every query is sent: the ways in, the moves, the lists, what the clock does, what
 * the provider reports. It checks no more than that it happened; each of these things has tests of its own.
 */
export async function doEverything(world: World): Promise<void> {
  const people = { ines: await world.signIn('ines'), tom: await world.signIn('tom'), maya: await world.signIn('maya') };
  // Until nobody is left to be called, whoever was here before.
  while ((await people.maya.post<{ taken: boolean }>('/api/callbacks/next')).taken);
  await people.ines.post('/api/callbacks/next');
  await contactsComeIn(world);
  await world.tick();
  await filtersAnswer(world);
  await customersAnswer(world);
  await answersAreRead(people);
  await supervisorsWork(world, people);
  await heldAnswersAreRead(world, people);
  for (const person of Object.values(people)) await listsAreRead(person);
  await theProviderReports(world);
  await world.pass(30 * DAY);
  await customersComeBack(world);
  await theHouseIsSetUp(world);
  for (const person of Object.values(people)) await listsAreRead(person);
  await customersDecide(world, people.maya);
  await theHouseIsLookedAfter(world, people.maya);
}

const contact = (world: World, name: string, more: object = {}) => ({
  externalId: world.deps.ids.next('int', world.clock.now()),
  team: 'Billing',
  endedAt: toRfc3339(world.clock.now()),
  customer: { id: `c-${name}`, name, email: `${name}@customer.example` },
  ...more,
});

const NAMES = ['anna', 'ben', 'cara', 'dev', 'eli', 'fay', 'gwen'] as const;

async function contactsComeIn(world: World): Promise<void> {
  const helpdesk = world.visitor();
  const batch = [
    ...NAMES.map((name) => contact(world, name, { handledBy: { id: 'a-17', name: 'Leo Marsh' } })),
    contact(world, 'gus', { team: 'Deliveries', outcome: 'unanswered', unanswered: 'voicemail' }),
    contact(world, 'hal', { team: 'Repairs', outcome: 'unanswered', customer: { phone: '+493090182000' } }),
    contact(world, 'jan', { team: 'Returns', consent: false }),
    contact(world, 'rosa', { customer: { name: 'Rosa Keller-Braun', email: 'rosa@customer.example', phone: '+4930901820' } }),
    { externalId: 3 },
  ];
  const statuses = [];
  for (const body of [batch, batch, batch.slice(1)]) statuses.push((await helpdesk.handIn(body, { 'Idempotency-Key': 'import-1' })).status);
  for (const body of [batch[0]!, { ...batch[0], subject: 'something else' }]) statuses.push((await helpdesk.handIn(body)).status);
  expect(statuses).toEqual([207, 207, 409, 200, 409]);
}

const surveyOf = async (visitor: Visitor, name: string): Promise<string> =>
  pathOf(linkIn(await visitor.mail('invitation', `${name}@customer.example`), '/s/'));

/** Filters of mail send the surveys of Anna, Fay and Rosa before anybody has read them, and that of Rosa with another score too. */
async function filtersAnswer(world: World): Promise<void> {
  const filter = browser(world, { agent: 'Mimecast' });
  for (const [name, score] of [
    ['anna', '5'],
    ['fay', '1'],
    ['rosa', '5'],
    ['rosa', '1'],
  ] as const) {
    const survey = await surveyOf(world.visitor(), name);
    expect(await filter.send(survey, await filter.open(survey), { score })).toContain('Was this you?');
  }
}

/** A day later, supervisors read what is still held: Fay’s is real, Rosa’s is a machine’s. */
async function heldAnswersAreRead(world: World, people: Record<'ines' | 'tom' | 'maya', Visitor>): Promise<void> {
  await world.pass(DAY);
  for (const person of Object.values(people)) {
    for (const state of ['to_read', 'waiting', 'dismissed']) {
      const { next } = await person.get<Listed>(`/api/responses/held?limit=1&state=${state}`);
      if (next) await person.get(`/api/responses/held?limit=1&state=${state}&cursor=${encodeURIComponent(next)}`);
    }
  }
  const { items } = await people.ines.get<Listed>('/api/responses/held');
  const idOf = (name: string) => items.find(({ customer }) => customer === name)!.id;
  await people.ines.post(`/api/responses/${idOf('fay')}/count`);
  await people.ines.post(`/api/responses/${idOf('Rosa Keller-Braun')}/dismiss`, { reason: 'Their filter.' });
}

/** Everybody looks at what is theirs to read; Maya reads it, and has Dev called, who is content. */
async function answersAreRead(people: Record<'ines' | 'tom' | 'maya', Visitor>): Promise<void> {
  for (const person of Object.values(people)) {
    await person.get('/api/responses/unread');
    await person.get('/api/responses/coverage');
    for (const query of ['tab=mine', 'tab=team', 'tab=all', 'tab=team&score=low&words=with', 'tab=all&score=satisfied&words=without']) {
      const { next } = await person.get<Listed>(`/api/responses?limit=1&${query}`);
      if (next) await person.get(`/api/responses?limit=1&${query}&cursor=${encodeURIComponent(next)}`);
    }
  }
  const { items } = await people.maya.get<Listed>('/api/responses?tab=team');
  for (const { id, customer } of items) {
    await people.maya.get(`/api/responses/${id}`);
    for (const _ of ['once', 'twice']) await people.maya.post(`/api/responses/${id}/read`);
    if (customer === 'dev') await people.maya.post(`/api/responses/${id}/callback`, { reason: 'He knows how it should go.' });
  }
  const { id } = items.find(({ customer }) => customer === 'dev')!;
  await people.maya.post(`/api/responses/${id}/thanks/preview`, { line: 'Well done!' });
  await people.maya.post(`/api/responses/${id}/thanks`, { line: 'Well done!', email: 'leo@acme.example' });
  const { items: agents } = await people.maya.get<Listed>('/api/agents');
  await people.maya.post(`/api/agents/${agents[0]!.id}/change`, { name: 'Leo M.', praise: false });
  await people.maya.post(`/api/agents/${agents[0]!.id}/remove`);
}

async function customersAnswer(world: World): Promise<void> {
  const visitor = world.visitor();
  for (const [name, answers] of [
    ['anna', { score: '1', sorted: 'no', comment: 'Nobody called.' }],
    ['anna', { score: '2', sorted: 'no' }],
    ['anna', { score: '2', sorted: 'no' }],
    ['ben', { score: '1', sorted: 'no' }],
    ['cara', { score: '1', sorted: 'no' }],
    ['dev', { score: '5', sorted: 'yes' }],
    ['gwen', { score: '5', comment: 'No lawyer needed.' }],
  ] as const) {
    const answered = await visitor.fillIn(await surveyOf(visitor, name), answers);
    expect(answered.status, answered.page).toBe(200);
  }
  const oneClick = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' };
  const stop = `${await surveyOf(visitor, 'eli')}/unsubscribe`;
  expect((await visitor.send(stop, oneClick)).status).toBe(200);
  expect((await visitor.send(stop, oneClick)).status).toBe(200);
  expect((await visitor.handIn(contact(world, 'eli'))).status).toBe(201);
}

async function supervisorsWork(world: World, { ines, tom, maya }: Record<'ines' | 'tom' | 'maya', Visitor>): Promise<void> {
  const customer = world.visitor();
  const move = (who: Visitor, name: string, what: string, body: object = {}) => who.post<Callback>(`${pathTo(name)}/${what}`, body);
  const { items } = await maya.get<Listed>('/api/callbacks');
  const pathTo = (name: string) => `/api/callbacks/${items.find((item) => item.customer === name)!.id}`;
  const offer = (to: 'tom' | 'maya') => ({ to: world.people[to], power: 'refund', amount: 4_000, why: 'More than I may give.' });

  await move(ines, 'anna', 'claim');
  await move(ines, 'anna', 'release', { reason: 'On leave tomorrow.' });
  await move(ines, 'anna', 'claim');
  await move(ines, 'anna', 'attempts', { outcome: 'no_answer' });
  await ines.get(`${pathTo('anna')}/letter`);
  await ines.get(`${pathTo('anna')}/told`);
  await move(ines, 'anna', 'letter', { channel: 'email' });
  await move(ines, 'anna', 'attempts', { outcome: 'reached' });
  await move(ines, 'anna', 'notes', { text: 'Prefers the afternoon.' });
  await move(ines, 'anna', 'understanding', { words: 'Nobody called back.', agreed: true });
  await move(ines, 'anna', 'proposals', { text: 'A refund.' });
  const { promises } = await move(ines, 'anna', 'promises', { text: 'The money is back.', at: toRfc3339(world.clock.now() + 2 * DAY) });
  await move(ines, 'anna', 'keep', { promise: promises[0]!.id });
  await move(ines, 'anna', 'promises', { text: 'A letter.', at: toRfc3339(world.clock.now() + 3 * DAY) });
  await ines.get(`${pathTo('anna')}/hand-off/preview?to=${world.people.tom}`);
  await move(ines, 'anna', 'confidence', { rating: 2 });
  await move(ines, 'anna', 'remedies', { power: 'refund', amount: 1_000, what: 'Paid back.' });
  const by = toRfc3339(world.clock.now() + DAY);
  for (const to of ['Payments', 'Warehouse'])
    await move(ines, 'anna', 'requests', { to, email: 'ask@acme.example', what: 'Is it there?', at: by });
  const { requests } = await ines.get<Callback>(pathTo('anna'));
  await move(ines, 'anna', 'answer-request', { request: requests[0]!.id, answer: 'It is.' });
  await move(ines, 'anna', 'withdraw-request', { request: requests[1]!.id, because: 'Found.' });
  await ines.get('/api/departments');
  await move(ines, 'anna', 'ask-no', { why: 'It is too late.' });
  await move(ines, 'anna', 'hand-off', offer('tom'));
  await move(ines, 'anna', 'recall');
  await move(ines, 'anna', 'hand-off', offer('tom'));
  await move(tom, 'anna', 'decline', { reason: 'On the phone all day.' });
  await move(ines, 'anna', 'hand-off', offer('tom'));
  await move(tom, 'anna', 'accept');

  await move(tom, 'ben', 'claim');
  await move(tom, 'ben', 'attempts', { outcome: 'reached' });
  await move(tom, 'ben', 'understanding', { words: 'A wrong bill.', agreed: true });
  await move(tom, 'ben', 'fix', { cause: 'system', done: 'A new bill is on its way.' });
  const kase = pathOf(linkIn(await customer.mail('is_it_fixed', 'ben@customer.example'), '/c/'));
  for (const step of ['contest', 'confirm'] as const) {
    if (step === 'confirm') {
      await move(tom, 'ben', 'attempts', { outcome: 'reached' });
      await move(tom, 'ben', 'understanding', { words: 'The new bill is wrong, too.', agreed: true });
      await move(tom, 'ben', 'fix', { cause: 'system', done: 'The bill is right now.' });
    }
    expect((await customer.fillIn(kase, step === 'contest' ? { words: 'It is not.' } : {}, `${kase}/${step}`)).status).toBe(200);
  }
  await move(maya, 'cara', 'let-go', { reason: 'Moved abroad.', alternatives: ['A letter', 'A call in the evening'] });
  await move(tom, 'gwen', 'claim');
  await move(tom, 'gwen', 'dismiss', { reason: 'She says that she needs no lawyer.' });
  const page = pathOf(linkIn(await customer.mail('dismissed', 'gwen@customer.example'), '/c/'));
  expect((await customer.fillIn(page, {}, `${page}/call_me`)).status).toBe(200);
}

const LISTS = [
  ...['mine', 'unowned', 'team', 'waiting', 'done'].map((tab) => `tab=${tab}`),
  ...['team', 'waiting', 'done'].map((tab) => `tab=${tab}&owner=me`),
  'tab=team&urgent=yes',
  'tab=team&owner=per_1',
];
/** What an administrator changes: people, teams, keys; somebody who leaves while a callback is theirs. */
async function theHouseIsSetUp(world: World): Promise<void> {
  const [ada, priya] = [await world.signIn('ada'), await world.signIn('priya')];
  const { id } = await ada.post<{ id: string }>('/api/teams', { name: 'Exchanges' });
  await ada.post('/api/company', { senders: [{ team: id, sender: { name: 'Acme', address: 'swap@acme.example' } }] });
  await ada.get('/api/company');
  await ada.post('/api/setup/marks', { mark: 'left' });
  await ada.post('/api/setup/survey');
  await ada.get('/api/setup');
  await ada.post('/api/company/test-mail');
  const day = [{ from: '08:00', to: '12:00' }];
  const hours = { zone: 'Europe/Berlin', week: { mon: day, thu: day }, holidays: [] };
  const questions = [{ id: 'score', kind: 'rating', min: 1, max: 5 }];
  const changes = { hours, policy: { nextStepMinutes: 60 }, survey: { questions } };
  const { items } = await ada.get<{ items: { id: string; name: string }[] }>('/api/teams');
  for (const team of [id, items.find(({ name }) => name === 'Deliveries')!.id])
    for (const [what, change] of Object.entries(changes)) {
      await ada.post(`/api/teams/${team}/${what}/preview`, change);
      await ada.post(`/api/teams/${team}/${what}`, change);
    }
  const powers = [{ power: 'refund', upTo: null }];
  const noor = { email: 'noor@acme.example', name: 'Noor', role: 'administrator', teams: [id], powers };
  const path = `/api/people/${(await ada.post<{ id: string }>('/api/people', noor)).id}`;
  await ada.post(`${path}/change`, { name: 'Noor Aziz', role: 'supervisor', teams: [], powers: [] });
  await ada.post(`${path}/absence`, { absence: { from: toRfc3339(world.clock.now()), until: null } });
  await ada.post(`${path}/close`);
  await ada.post(`${path}/reopen`);
  await ada.get('/api/people/accounts');

  const taken = await ada.handIn(contact(world, 'zoe', { team: 'Deliveries', outcome: 'unanswered' }));
  await priya.post(`/api/callbacks/${((await taken.json()) as { callback: string }).callback}/claim`);
  const sessions = await priya.get<Listed>('/api/me/sessions');
  await priya.post('/api/me/sessions/seen');
  await world.signIn('priya');
  await priya.post('/api/me/sessions/end-others');
  await priya.post(`/api/me/sessions/${sessions.items[0]!.id}/end`);
  await ada.post(`/api/people/${world.people.priya}/close`, { to: world.people.tom });

  const { prefix } = await ada.post<{ prefix: string }>('/api/keys', { name: 'shop', scopes: ['interactions:read'] });
  await ada.get('/api/keys');
  await ada.post(`/api/keys/${prefix}/end`);
}

async function listsAreRead(person: Visitor): Promise<void> {
  await person.post('/api/alerts/choices', { ways: { new: { mail: true } }, outside: true });
  await person.get('/api/alerts/choices');
  await person.get('/api/alerts/browsers');
  const browser = { endpoint: 'http://127.0.0.1/gone', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
  await person.post('/api/alerts/browsers', { ...browser, endpoint: 'http://127.0.0.1/there' });
  await person.post('/api/alerts/browsers/remove');
  await person.post('/api/alerts/browsers', browser);
  await person.post('/api/alerts/browsers/test');
  const alerts = await person.get<{ items: { id: number }[]; newest: number }>('/api/alerts');
  for (const { id } of alerts.items.slice(0, 1)) await person.post('/api/alerts/read', { alert: id });
  await person.post('/api/alerts/read', { upTo: alerts.newest });
  await person.get('/api/people');
  await person.get('/api/callbacks/changes?since=0');
  for (const q of ['anna', 'nobody called', 'anna@customer', '0182'])
    await person.get(`/api/callbacks?tab=done&q=${encodeURIComponent(q)}`);
  for (const tab of ['mine', 'team']) await person.get(`/api/callbacks?tab=${tab}&owner=me&urgent=yes&q=anna`);
  for (const query of LISTS) {
    const first = await person.get<Listed>(`/api/callbacks?limit=1&${query}`);
    for (const { id } of first.items) await person.get(`/api/callbacks/${id}`);
    if (first.next) await person.get(`/api/callbacks?limit=1&${query}&cursor=${encodeURIComponent(first.next)}`);
  }
}

async function theProviderReports(world: World): Promise<void> {
  const mails = await world.visitor().mails();
  const to = (name: string) => mails.find((mail) => mail.address === `${name}@customer.example`)!.id;
  const events = [
    ['email.delivered', to('dev'), 'evt-1'],
    ['email.delivered', to('dev'), 'evt-1'],
    ['email.complained', to('eli'), 'evt-2'],
    ['email.bounced', to('fay'), 'evt-3'],
    ['email.delivered', 'msg_of_nobody', 'evt-4'],
  ] as const;
  const outcomes = [];
  for (const [type, messageId, id] of events) {
    const about = { emailId: `re-${messageId}`, messageId, to: [] };
    const { headers, body } = makeEvent(type, about, { id, at: world.clock.now(), ...(id === 'evt-4' ? { data: { tags: {} } } : {}) });
    const answer = await world.fetch('/hooks/resend', { method: 'POST', headers, body });
    outcomes.push(((await answer.json()) as { outcome: string }).outcome);
  }
  expect(outcomes).toEqual(['recorded', 'repeated', 'recorded', 'recorded', 'orphan']);
}

async function customersComeBack(world: World): Promise<void> {
  const visitor = world.visitor();
  const survey = await surveyOf(visitor, 'dev');
  expect((await visitor.fillIn(survey, {}, `${survey}/supervisor`)).status).toBe(303);
  await visitor.handIn(contact(world, 'dev'));
  await world.pass(HOUR);
  expect((await visitor.fillIn(await surveyOf(visitor, 'dev'), { score: '1', sorted: 'no' })).status).toBe(200);
  await visitor.handIn(contact(world, 'gus', { outcome: 'unanswered' }));
}

/** What customers want to be written to about, what we know of them, and the end of it. */
async function customersDecide(world: World, maya: Visitor): Promise<void> {
  const customer = world.visitor();
  const stop = await surveyOf(customer, 'eli');
  for (const [what, fields] of [
    ['resubscribe', {}],
    ['unsubscribe', { about: 'all' }],
    ['later', {}],
  ] as const)
    expect((await customer.fillIn(`${stop}/unsubscribe`, fields, `${stop}/${what}`)).status, what).toBe(200);
  for (const query of ['email=rosa@customer.example', 'phone=%2B4930901820', 'ref=c-anna']) {
    const { items } = await maya.get<Listed>(`/api/customers?${query}`);
    const path = `/api/customers/${items[0]!.id}`;
    await maya.get(path);
    await maya.post(`${path}/export`);
    await maya.post(`${path}/opt-out`, { purpose: 'all' });
    await maya.post(`${path}/opt-in`, { purpose: 'case', channel: 'email' });
    await maya.post(`${path}/hold`, { reason: 'A court.' });
    await maya.post(`${path}/release-hold`);
    if (query.startsWith('ref')) await maya.post(`${path}/erase`, { reason: 'asked_by_customer' });
  }
  const heard = await customer.handIn(contact(world, 'anna', { recordingUrl: 'https://calls.acme.example/17' }));
  expect(heard.status).toBe(201);
  await maya.post(`/api/customers/contacts/${((await heard.json()) as { id: string }).id}/recording`);
  const ctx = contextOf(world.deps, theClock);
  await beginRetention(ctx);
  await world.pass(1_200 * DAY);
  expect(await erasures(ctx)).toHaveLength(1);
}

async function theHouseIsLookedAfter(world: World, maya: Visitor): Promise<void> {
  await world.client.execute("INSERT INTO jobs (id, kind, due_at, data) VALUES ('job_of_nobody', 'unheard.of', 0, '{}')");
  for (let tries = 0; tries < 10; tries++) await world.pass(2 * HOUR);
  expect(await (await world.fetch('/readyz')).json()).toEqual({ status: 'ready', deadJobs: 1 });
  await maya.get('/api/me');
  await maya.post('/api/callbacks/next');
  await maya.post('/api/callbacks/claim', { ids: ['cbk_1'] });
  await maya.post('/api/callbacks/assign', { ids: ['cbk_1'], to: world.people.ines });
  for (const power of ['refund', 'anything']) await maya.get(`/api/colleagues?power=${power}&amount=4000`);
  for (const path of ['/api/powers', '/api/receivers']) await maya.get(path);
  const [newest] = (await maya.mails()).slice(-1);
  for (const page of ['/dev/mailbox', `/dev/mailbox/${newest!.id}`, `/dev/mailbox/${newest!.id}/body`, '/dev/clock', '/openapi.json'])
    expect((await maya.send(page)).status, page).toBe(200);
  await maya.post('/dev/clock', { to: toRfc3339(world.clock.now() + HOUR) });
  await maya.post('/api/sign-out');
  await maya.post('/api/sign-in', { email: 'nobody@acme.example' });
  await maya.refused('/api/callbacks/cbk_1/claim');
  expect((await maya.handIn(contact(world, 'ivy'))).status).toBe(201);
  const ctx = contextOf(world.deps, theClock);
  expect(await endKey(ctx, world.key.slice(0, 14))).toBe('helpdesk');
  expect((await maya.handIn(contact(world, 'ivy'))).status).toBe(401);
}
