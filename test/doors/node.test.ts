import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import type { Environment } from '../../server/config.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { isForApp } from '../../server/http/web.ts';
import { start } from '../../server/node.ts';
import { startFakeResend } from '../fakes/resend.ts';
import { FAKE_ACCOUNT, FAKE_TOKEN, OUR_NUMBER, startFakeTwilio } from '../fakes/twilio.ts';
import { closeOneLoop } from '../journeys/loop.ts';
import { visitor } from '../visitor.ts';
import { MONDAY, makeWorld } from '../world.ts';

test('the whole loop is closed', async () => {
  const { makeVisitor } = await acme();
  await closeOneLoop(makeVisitor, new Date(MONDAY));
});

test('the configuration is refused once, with every problem in it', async () => {
  const wrong = {
    PORT: 'eighty',
    RINGBACK_URL: 'care.example.com/feedback',
    RINGBACK_ZONE: 'Mars',
    RINGBACK_REGION: 'Germany',
    RINGBACK_SECRET: 'short',
    RINGBACK_DATABASE: 'mysql://localhost',
    RESEND_API_KEY: 're_1',
    SMTP_URL: 'http://mail.example',
  };
  const problem = await start(wrong).then(
    () => expect.fail('It started.'),
    (error: Error) => error.message,
  );
  for (const name of Object.keys(wrong)) expect(problem.split(name).length - 1, `how often it names ${name}`).toBe(1);
  expect(problem).toContain('RINGBACK_SENDER is missing');
});

test('when it is told to stop, it finishes the requests that it has begun, and takes no more', async () => {
  const { stop, url, key, database } = await acme();
  const contact = {
    externalId: 'call-1',
    team: 'Billing',
    endedAt: toRfc3339(MONDAY),
    customer: { email: 'rosa@customer.example' },
  };
  const body = JSON.stringify(contact);
  const { begun, answered, write } = begin(`${url}/api/interactions`, key, body.length);
  await begun;

  const stopped = stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  write(body);
  expect(await answered).toBe(201);
  await stopped;

  const db = openDb(database);
  onTestFinished(db.close);
  expect((await db.client.execute('SELECT external_id FROM interactions')).rows).toMatchObject([{ external_id: 'call-1' }]);
});

test('and the mail that is on its way is written down as sent', async () => {
  const resend = await startFakeResend();
  onTestFinished(resend.close);
  resend.next({ fault: 'hold' });
  const { stop, makeVisitor, database } = await acme({
    RINGBACK_CLOCK: undefined,
    RINGBACK_SECRET: 'a secret of a server that is told to stop',
    RINGBACK_SENDER: 'Acme <care@acme.example>',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: resend.url,
  });
  await makeVisitor().post('/api/sign-in', { email: COLLEAGUES.ines.email });
  await expect.poll(() => resend.seen().length, { timeout: 10_000 }).toBe(1);

  const stopped = stop();
  resend.release();
  await stopped;

  const db = openDb(database);
  onTestFinished(db.close);
  expect((await db.client.execute('SELECT state FROM messages')).rows).toMatchObject([{ state: 'accepted' }]);
  expect(resend.messages()).toHaveLength(1);
});

test('texts leave and come in by Twilio, which is asked from the start what it failed to tell', async () => {
  const twilio = await startFakeTwilio();
  onTestFinished(twilio.close);
  const own = { TWILIO_ACCOUNT_SID: FAKE_ACCOUNT, TWILIO_AUTH_TOKEN: FAKE_TOKEN, TWILIO_FROM: OUR_NUMBER, TWILIO_BASE_URL: twilio.url };
  const { url, makeVisitor, database } = await acme({ ...own, RINGBACK_SECRET: 'a secret of a server that texts somebody' });
  const { email: _, ...rosa } = CUSTOMERS.rosa;
  const customer = { ...rosa, consent: { text: true } };
  const visitor = makeVisitor();
  expect((await visitor.handIn({ externalId: 'call-1', team: 'Billing', endedAt: toRfc3339(MONDAY), customer })).status).toBe(201);
  await visitor.post('/dev/clock', {});
  expect(twilio.sentTo(rosa.phone)).toHaveLength(1);
  expect(twilio.seen().some(({ method }) => method === 'GET')).toBe(true);

  const stop = twilio.writes(rosa.phone, 'STOP', { url: 'http://localhost:0' });
  const answer = await fetch(`${url}/hooks/twilio/inbound`, stop.init);
  expect([answer.status, await answer.text()]).toEqual([200, '<Response/>']);
  await visitor.post('/dev/clock', { to: toRfc3339(MONDAY) });
  const db = openDb(database);
  onTestFinished(db.close);
  expect((await db.client.execute('SELECT address, reason FROM suppressions')).rows).toMatchObject([
    { address: rosa.phone, reason: 'opted_out' },
  ]);
});

test('what the app answers is never taken for a page of the dashboard, nor the other way round', () => {
  const app = [
    '/api/me',
    '/hooks/resend',
    '/dev/mailbox',
    '/s/token',
    '/c/token/confirm',
    '/sign-in/token',
    '/healthz',
    '/readyz',
    '/openapi.json',
  ];
  const dashboard = ['/', '/sign-in', '/settings', '/callbacks/cbk_1', '/apiary', '/devices', '/assets/main.js', '/healthz.txt'];
  expect([...app, ...dashboard].filter(isForApp)).toEqual(app);
});

/** Acme behind a Node server of its own, whose clock stands still until it is moved. */
async function acme(env: Environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = `file:${join(folder, 'acme.db')}`;
  const { key } = await makeWorld({ opened: openDb(database) });
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const usual = {
    PORT: '0',
    HOST: '127.0.0.1',
    RINGBACK_DATABASE: database,
    RINGBACK_CLOCK: toRfc3339(MONDAY),
    RINGBACK_ZONE: 'Europe/Berlin',
  };
  const running = await start({ ...usual, ...env });
  onTestFinished(running.stop);
  const ask = (path: string, init?: RequestInit) => fetch(running.url + path, init);
  const tick = () => ask('/dev/clock', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
  return { ...running, key, database, makeVisitor: () => visitor(ask, { key, tick }) };
}

/** A request whose head has arrived at the server, and whose body is still to come. */
function begin(url: string, key: string, length: number) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Content-Length': length, Expect: '100-continue' };
  const sent: ClientRequest = request(url, { method: 'POST', headers });
  sent.flushHeaders();
  return {
    begun: new Promise((resolve, reject) => sent.once('continue', resolve).once('error', reject)),
    answered: new Promise((resolve, reject) => sent.once('response', (answer) => resolve(answer.statusCode)).once('error', reject)),
    write: (body: string) => void sent.end(body),
  };
}
