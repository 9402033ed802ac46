import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { serveWeb } from '../../server/static.ts';
import door from '../../server/worker.ts';
import { startFakeOidc } from '../fakes/oidc.ts';
import { startFakePush } from '../fakes/push.ts';
import { startFakeResend } from '../fakes/resend.ts';
import { FAKE_ACCOUNT, FAKE_TOKEN, OUR_NUMBER, startFakeTwilio } from '../fakes/twilio.ts';
import { closeOneLoop } from '../journeys/loop.ts';
import { finish, goThere } from '../journeys/sign-on.ts';
import { startCounter } from '../support/counter.ts';
import { sqldMissing, startSqld } from '../support/sqld.ts';
import { type Bundle, bundleWorker, runWorker } from '../support/worker.ts';
import { linkIn, pathOf, visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';

const SECRET = btoa('the secret of a company in workerd');
const HOME = 'http://localhost:8787';
const NOWHERE = 'http://127.0.0.1:1';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleWorker();
}, 60_000);
afterAll(() => bundle?.remove());

describe('what is deployed', () => {
  test('weighs less than 400 kB compressed, and takes no SMTP and nothing of Node along', () => {
    expect(gzipSync(bundle.code, { level: 9 }).length).toBeLessThan(400_000);
    expect(bundle.code).not.toMatch(/nodemailer/i);
    expect(bundle.code.match(/\b(?:from|import|require)\s*\(?\s*["']node:\w+/g)).toBeNull();
  });

  test('says everything that is wrong with its configuration at once, on every page of the app', async () => {
    const vars = { RINGBACK_DATABASE: 'file:acme.db', RINGBACK_SECRET: undefined, RINGBACK_ZONE: 'Mars', SMTP_URL: 'smtp://mail.example' };
    const { fetch, scheduled } = await running(vars);
    const answer = await fetch('/api/callbacks');
    expect(answer.status).toBe(503);
    const named = [...(await answer.text()).matchAll(/^ {2}- (\w+)/gm)].map((match) => match[1]);
    expect(named).toEqual(['RINGBACK_ZONE', 'RINGBACK_DATABASE', 'SMTP_URL', 'RINGBACK_SECRET']);
    expect(await scheduled()).toBe('exception');
  });

  test('shows its mailbox on localhost only, whatever it takes for its own address', async () => {
    const { fetch } = await running({ RINGBACK_DATABASE: NOWHERE });
    const answer = await fetch('https://ringback.acme.example/dev/mailbox');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('set RESEND_API_KEY');
  });

  test('serves the dashboard as Node does, equally protected', async () => {
    const { fetch } = await running({ RINGBACK_DATABASE: NOWHERE });
    const node = serveWeb(bundle.dashboard);
    for (const path of ['/', '/favicon.svg', '/assets/main-1a2b.js', '/callbacks/cbk_1', '/sign-in', '/settings']) {
      const [here, there] = [await fetch(path), await node(new Request(HOME + path))];
      expect(here.status, path).toBe(200);
      for (const name of ['content-type', 'content-security-policy', 'cache-control', 'referrer-policy', 'x-content-type-options'])
        expect(here.headers.get(name), `${name} of ${path}`).toBe(there?.headers.get(name));
      expect(await here.text(), path).toBe(await there?.text());
      const again = await fetch(path, { headers: { 'If-None-Match': here.headers.get('etag') ?? '' } });
      expect([again.status, again.headers.get('content-security-policy')], path).toEqual([
        304,
        here.headers.get('content-security-policy'),
      ]);
    }
    expect(await node(new Request(`${HOME}/assets/gone.js`))).toBeUndefined();
  });

  test('says so when its database does not answer', async () => {
    const { fetch, faults } = await running({ RINGBACK_DATABASE: NOWHERE });
    const answer = await fetch('/readyz');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ code: 'busy' });
    expect(faults.splice(0)).toHaveLength(1);
  });
});

describe.skipIf(sqldMissing)('in workerd, with a libSQL server', () => {
  test('the whole loop is closed', async () => {
    const { makeVisitor, moveTo } = await acme({ queue: true });
    const monday = nextMonday();
    await moveTo(monday);
    await closeOneLoop(makeVisitor, new Date(monday));
  });

  test('an empty database gets its schema and its administrator with the first requests', async () => {
    const sqld = await startSqld();
    onTestFinished(sqld.stop);
    const { fetch } = await running({ RINGBACK_DATABASE: sqld.url, RINGBACK_ADMIN: 'ada@acme.example' });
    expect((await fetch('/readyz')).status).toBe(200);
    const db = openDb(sqld.url);
    onTestFinished(db.close);
    const { rows } = await db.client.execute('SELECT email, role FROM people');
    expect(rows).toMatchObject([{ email: 'ada@acme.example', role: 'administrator' }]);
  });

  test('mail leaves by the queue alone, without a cron', async () => {
    const { askForLink, stateOfMail } = await acme({ queue: true });
    await askForLink();
    await expect.poll(stateOfMail, { timeout: 20_000, interval: 50 }).toBe('accepted');
  });

  test('mail leaves by the cron alone, without a queue', async () => {
    const { askForLink, stateOfMail, scheduled } = await acme();
    await askForLink();
    expect(await stateOfMail()).toBe('queued');
    expect(await scheduled()).toBe('ok');
    expect(await stateOfMail()).toBe('accepted');
  });

  test('crons that overlap send every mail once, by Resend', async () => {
    const resend = await startFakeResend();
    onTestFinished(resend.close);
    const { askForLink, scheduled } = await acme({ vars: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url } });
    await askForLink();
    expect(await Promise.all([scheduled(), scheduled(), scheduled()])).toEqual(['ok', 'ok', 'ok']);
    await scheduled();
    expect(resend.messages().map((mail) => mail.request.to)).toEqual([COLLEAGUES.ines.email]);
  });

  test('the cron asks the provider of texts what it failed to tell, and an hour later again', async () => {
    const twilio = await startFakeTwilio();
    onTestFinished(twilio.close);
    const own = { TWILIO_ACCOUNT_SID: FAKE_ACCOUNT, TWILIO_AUTH_TOKEN: FAKE_TOKEN, TWILIO_FROM: OUR_NUMBER, TWILIO_BASE_URL: twilio.url };
    const { db, scheduled } = await acme({ vars: own });
    expect([await scheduled(), await scheduled()]).toEqual(['ok', 'ok']);
    expect(twilio.seen().map(({ method }) => method)).toEqual(['GET']);
    const { rows } = await db.execute("SELECT kind, state, due_at > unixepoch() * 1000 AS later FROM jobs WHERE kind = 'texts.reconcile'");
    expect(rows).toMatchObject([{ kind: 'texts.reconcile', state: 'due', later: 1 }]);
  });

  test('the company’s own sign-on lets in whom it vouches for', async () => {
    const provider = await startFakeOidc();
    onTestFinished(provider.close);
    const { makeVisitor } = await acme({ vars: provider.env });
    const ines = makeVisitor();
    const answer = await finish(ines, await goThere(ines, '/callbacks'));
    expect([answer.status, await answer.json()]).toEqual([200, { next: '/callbacks' }]);
    expect(await ines.get('/api/me')).toMatchObject({ name: COLLEAGUES.ines.name });
  });

  test('a push is sealed and signed there too, and arrives', async () => {
    const service = await startFakePush();
    onTestFinished(service.close);
    const { makeVisitor, scheduled } = await acme();
    const ines = await makeVisitor().signIn(COLLEAGUES.ines.email);
    await ines.post('/api/alerts/browsers', service.browser());
    await ines.post('/api/alerts/browsers/test', {});
    expect(await scheduled()).toBe('ok');
    expect(service.faults).toEqual([]);
    expect(service.arrived.map(({ words }) => words.title)).toEqual(['Ringback reaches you here']);
  });

  test('twenty requests at once to a new isolate are all answered', async () => {
    const { fetch, makeVisitor } = await acme();
    const ask = [
      () => fetch('/readyz'),
      () => fetch('/openapi.json'),
      () => fetch('/s/nowhere'),
      (i: number) => makeVisitor().handIn({ ...contact, externalId: `call-${i}` }),
    ];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask[i % 4]!(i)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 5 }, () => [200, 200, 404, 201]).flat());
  });

  test('every verb writes in one round trip, and no GET writes at all', async () => {
    const { makeVisitor, moveTo, writesOf, db } = await acme();
    await moveTo(nextMonday());
    const [rosa, ines] = [makeVisitor(), await makeVisitor().signIn(COLLEAGUES.ines.email)];
    const batch = [1, 2, 3].map((n) => ({ ...contact, externalId: `batch-${n}`, customer: { email: `c${n}@customer.example` } }));

    expect(await writesOf(() => rosa.handIn(contact)), 'a contact').toBe(1);
    expect(await writesOf(() => rosa.handIn(batch)), 'a batch').toBe(1);
    const survey = pathOf(linkIn(await rosa.mail('invitation', CUSTOMERS.rosa.email), '/s/'));
    expect(await writesOf(() => rosa.fillIn(survey, { score: '1', sorted: 'no' })), 'an answer').toBe(1);

    const { items } = await ines.get<{ items: { id: string }[] }>('/api/callbacks');
    const path = `/api/callbacks/${items[0]!.id}`;
    const moves: [string, object][] = [
      ['claim', {}],
      ['attempts', { outcome: 'reached' }],
      ['notes', { text: 'She was kind about it.' }],
      ['understanding', { words: 'Two charges for one order.', agreed: true }],
      ['proposals', { text: 'Pay one back.' }],
      ['promises', { text: 'The money is back.', at: toRfc3339(nextMonday() + 2 * DAY) }],
    ];
    for (const [move, body] of moves) expect(await writesOf(() => ines.post(`${path}/${move}`, body)), move).toBe(1);
    const { promises } = await ines.get<{ promises: { id: string }[] }>(path);
    expect(await writesOf(() => ines.post(`${path}/keep`, { promise: promises[0]!.id })), 'keep').toBe(1);
    expect(await writesOf(() => ines.post(`${path}/fix`, { cause: 'system', done: 'One charge was paid back.' })), 'fix').toBe(1);
    const kase = pathOf(linkIn(await rosa.mail('is_it_fixed', CUSTOMERS.rosa.email), '/c/'));
    const signIn = linkIn(await rosa.mail('sign_in', COLLEAGUES.ines.email), '/sign-in/');

    const pages = [survey, `${survey}?score=2`, `${survey}/unsubscribe`, kase, signIn, '/api/me', '/api/callbacks?tab=done&owner=me', path];
    const others = [
      '/dev/mailbox',
      '/dev/mailbox.json',
      '/dev/clock',
      '/healthz',
      '/readyz',
      '/openapi.json',
      '/',
      '/s/nowhere',
      '/nothing.txt',
    ];
    const before = await everythingIn(db);
    expect(await writesOf(() => Promise.all([...pages, ...others].map((page) => ines.send(page))))).toBe(0);
    expect(await everythingIn(db)).toEqual(before);

    expect(await writesOf(() => rosa.fillIn(kase, {}, `${kase}/confirm`)), 'confirm').toBe(1);
    expect(await writesOf(() => rosa.fillIn(`${survey}/unsubscribe`, {})), 'unsubscribe').toBe(1);
  });

  test('a job asks the database less than a dozen times, so that every slice of work fits in an invocation', async () => {
    const { makeVisitor, moveTo, scheduled, tripsOf } = await acme();
    await moveTo(nextMonday());
    const batch = Array.from({ length: 20 }, (_, n) => ({
      ...contact,
      externalId: `batch-${n}`,
      customer: { email: `c${n}@customer.example` },
    }));
    expect((await makeVisitor().handIn(batch)).status).toBe(207);
    expect(await tripsOf(scheduled)).toBeLessThan(12 * batch.length);
    expect(await makeVisitor().mails()).toHaveLength(batch.length);
  });

  test('one isolate serves two companies and mixes nothing', async () => {
    const [ours, theirs] = [await company(), await company()];
    const env = (url: string) => ({ RINGBACK_URL: HOME, RINGBACK_SECRET: SECRET, RINGBACK_DATABASE: url, ASSETS: { fetch } });
    const doors = [env(ours.url), env(theirs.url)];
    const handIn = (to: number, key: string) =>
      visitor((path, init) => door.fetch(new Request(HOME + path, init), doors[to]!), { key, tick: async () => {} }).handIn(contact);
    const answers = await Promise.all([handIn(0, ours.key), handIn(1, theirs.key), handIn(0, theirs.key), handIn(1, ours.key)]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 401, 401]);
  });
});

/** Something that ended an hour before the moment to which the clock is moved, or that is just over. */
const contact = {
  externalId: 'call-1',
  team: 'Billing',
  channel: 'phone',
  endedAt: toRfc3339(Date.now() - HOUR),
  subject: 'a double charge',
  customer: CUSTOMERS.rosa,
};

/** The next Monday, 10:00 in Berlin in winter: everybody is at work, and nobody is asleep. */
function nextMonday(): number {
  const today = Math.floor(Date.now() / DAY);
  // 1 January 1970 was a Thursday.
  return (today + 7 - ((today + 3) % 7)) * DAY + 9 * HOUR;
}

/** The bundle in workerd. What it logs as a fault fails the test. */
async function running(vars: Record<string, string | undefined>, queue = false) {
  const ringback = await runWorker(bundle, { vars: { RINGBACK_SECRET: SECRET, RINGBACK_URL: HOME, ...vars }, queue });
  onTestFinished(async () => {
    await ringback.stop();
    expect(ringback.faults).toEqual([]);
  });
  return ringback;
}

/** Acme, set up in a libSQL server of its own. */
async function company() {
  const sqld = await startSqld();
  onTestFinished(sqld.stop);
  const { key, client } = await makeWorld({ opened: openDb(sqld.url) });
  return { url: sqld.url, key, db: client };
}

/** Acme in workerd. Every round trip to its database is counted on the way. */
async function acme({ vars = {}, queue = false }: { vars?: Record<string, string>; queue?: boolean } = {}) {
  const { url, key, db } = await company();
  const counter = await startCounter(url);
  onTestFinished(counter.stop);
  const { fetch, scheduled } = await running({ RINGBACK_DATABASE: counter.url, ...vars }, queue);
  const makeVisitor = () => visitor(fetch, { key, tick: scheduled });
  const anybody = makeVisitor();
  return {
    db,
    fetch,
    scheduled,
    makeVisitor,
    moveTo: (at: number) => anybody.post('/dev/clock', { to: toRfc3339(at) }),
    askForLink: () => anybody.post('/api/sign-in', { email: COLLEAGUES.ines.email }),
    stateOfMail: async () => (await anybody.get<{ items: { state: string }[] }>('/dev/mailbox.json')).items.at(-1)?.state,
    tripsOf: async (work: () => Promise<unknown>) => (await counter.during(work)).trips.length,
    writesOf: async (work: () => Promise<unknown>) => (await counter.during(work)).writes,
  };
}

/** Every row of every table. */
async function everythingIn(db: ReturnType<typeof openDb>['client']): Promise<Record<string, unknown>> {
  const { rows } = await db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  const tables = rows.map((row) => String(row.name));
  const contents = await db.batch(
    tables.map((table) => `SELECT * FROM "${table}"`),
    'read',
  );
  return Object.fromEntries(tables.map((table, i) => [table, contents[i]!.rows.map((row) => ({ ...row }))]));
}
