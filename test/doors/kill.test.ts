import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeChance } from '../../db/demo/chance.ts';
import { openDb } from '../../db/file.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { type FakeResend, startFakeResend } from '../fakes/resend.ts';
import { setUp } from '../replay/company.ts';
import { brokenIn } from '../replay/found.ts';
import { each, type Http, makeHttp } from '../replay/http.ts';
import { freePort, startServer } from '../replay/server.ts';

/** Kills come while contacts are handed in; in these rounds the provider has a lot in its hands as well, and takes it. */
const ROUNDS = [{ whileSending: false }, { whileSending: true }, { whileSending: false }, { whileSending: true }];
const A_ROUND = 60;
const CLIENTS = 6;

test('A05, C02, O01: kill -9 in the middle, again and again, loses nothing and sends nothing twice', { timeout: 120_000 }, async () => {
  const { life, fake, key, database } = await garden();
  const clients = await hands(life, key);
  const visits = makeVisits();
  fake.next({ fault: 'drop_reply' });
  await clients.handIn(visits(1));
  await until(() => fake.seen().length === 1);

  const chance = makeChance(20_261_121);
  for (const { whileSending } of ROUNDS) {
    if (whileSending) await untilHeld(fake, () => clients.handIn(visits(1)));
    const mark = clients.taken.size + chance.between(1, A_ROUND - CLIENTS);
    const handingIn = clients.handIn([...visits(A_ROUND), visits.sameAgain()]);
    await until(() => clients.taken.size >= mark);
    await life.killAndStartAgain(() => fake.release());
    await handingIn;
  }
  const db = openDb(database);
  onTestFinished(db.close);
  const waiting =
    "select (select count(*) from messages where state in ('queued', 'sending')) + (select count(*) from jobs where due_at < ?)";
  await until(async () => Number((await db.client.execute({ sql: waiting, args: [Date.now()] })).rows[0]![0]) === 0);

  const { rows } = await db.client.execute(`
    select i.external_id, i.id, v.id as invitation, v.state, m.id as message, m.state as message_state
    from interactions i left join invitations v on v.interaction_id = i.id left join messages m on m.about = v.id`);
  expect(clients.taken.size).toBe(visits.all().length);
  expect(new Map(rows.map((row) => [row.external_id, row.id])), 'what was acknowledged, and what is there').toEqual(clients.taken);
  expect(rows.length, 'each contact once, with one invitation and at most one mail').toBe(clients.taken.size);
  const asked = rows.filter((row) => row.state === 'asked');
  expect(asked.length).toBe(rows.length - ROUNDS.length);
  expect(rows.filter((row) => row.state !== 'asked').map((row) => [row.state, row.message])).toEqual(ROUNDS.map(() => ['not_asked', null]));
  expect(
    asked.filter((row) => row.message_state !== 'accepted' || fake.acceptedTimes(String(row.message)) !== 1),
    'asked, and not exactly once',
  ).toEqual([]);
  expect(fake.messages().length).toBe(asked.length);
  expect(await brokenIn(db.client, Date.now())).toEqual([]);

  // Told again, every contact is the one it was.
  const before = new Map(clients.taken);
  await clients.handIn(visits.all());
  expect(clients.taken).toEqual(before);
  expect((await db.client.execute('select count(*) from interactions')).rows[0]![0]).toBe(before.size);

  // Was it the middle? Requests were cut off, and lots went a second time under the same key.
  expect(clients.cutOff()).toBeGreaterThanOrEqual(ROUNDS.length);
  expect(repeatedKeys(fake)).toBeGreaterThanOrEqual(1 + ROUNDS.filter((round) => round.whileSending).length);
  expect(await life.stop(), 'exit code when it is told to stop').toBe(0);
  expect(life.complaints(), 'what it wrote to standard error').toBe('');
});

/** A garden centre with a real server that sends through the fake, on a database of its own, in the time of this machine. */
async function garden() {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-kill-'));
  const fake = await startFakeResend();
  const port = await freePort();
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    RINGBACK_URL: `http://localhost:${port}`,
    RINGBACK_DATABASE: `file:${join(folder, 'garden.db')}`,
    RINGBACK_SECRET: 'a secret that outlives every one of its servers',
    RINGBACK_SENDER: 'Garden <care@garden.example>',
    RINGBACK_KEY_RATE: '100000',
    RINGBACK_LEASE_SECONDS: '2',
    RESEND_API_KEY: 're_garden',
    RESEND_BASE_URL: fake.url,
  };
  const { key } = await setUp(env, ['Garden'], { quiet: null });
  const life = await lives(env);
  onTestFinished(async () => {
    await life.stop();
    await fake.close();
    await rm(folder, { recursive: true });
  });
  return { fake, key, life, database: env.RINGBACK_DATABASE };
}

type Lives = Awaited<ReturnType<typeof lives>>;

/** One server after the other, at the same address and with the same database. */
async function lives(env: Record<string, string>) {
  let current = await startServer(env);
  let complaints = '';
  let ready: Promise<unknown> = Promise.resolve();
  return {
    url: current.url,
    ready: () => ready,
    killAndStartAgain(between: () => void): Promise<unknown> {
      ready = (async () => {
        await current.kill();
        complaints += current.complaints();
        between();
        current = await startServer(env);
      })();
      return ready;
    },
    stop: () => current.stop(),
    complaints: () => complaints + current.complaints(),
  };
}

/** Several clients of the API at once, each of which repeats a contact until it is acknowledged. */
async function hands(life: Lives, key: string) {
  const taken = new Map<string, string>();
  let cutOff = 0;
  const http: Http = makeHttp(life.url, CLIENTS);
  onTestFinished(() => http.close());
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` };
  const untilTaken = async (contact: { externalId: string }): Promise<void> => {
    for (;;) {
      await life.ready();
      const answer = await http.send('POST', '/api/interactions', headers, JSON.stringify(contact)).catch(() => undefined);
      if (!answer) cutOff++;
      else if (answer.status === 200 || answer.status === 201) return void taken.set(contact.externalId, JSON.parse(answer.text).id);
      else throw new Error(`${contact.externalId} was answered with ${answer.status}: ${answer.text}`);
    }
  };
  return { taken, cutOff: () => cutOff, handIn: (contacts: readonly { externalId: string }[]) => each(contacts, CLIENTS, untilTaken) };
}

type Visit = { externalId: string; team: string; endedAt: string; customer: { id: string; email: string } };

/** New visits, each by a customer of its own; `sameAgain` is one more by the last customer, who is not asked twice. */
function makeVisits() {
  const all: Visit[] = [];
  const endedAt = toRfc3339(Date.now());
  const by = (customer: Visit['customer']): Visit => {
    const visit = { externalId: `visit-${all.length}`, team: 'Garden', endedAt, customer };
    all.push(visit);
    return visit;
  };
  const fresh = (): Visit => by({ id: `c-${all.length}`, email: `c-${all.length}@customer.example` });
  return Object.assign((count: number) => Array.from({ length: count }, fresh), {
    sameAgain: () => by(all.at(-1)!.customer),
    all: () => all,
  });
}

const until = (holds: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 5, timeout: 60_000 });

/** Waits until the provider has a lot in its hands that it never saw before, and keeps it there. (A repeat it answers at once.) */
async function untilHeld(fake: FakeResend, feed: () => Promise<void>): Promise<void> {
  for (;;) {
    const [lots, repeated] = [fake.seen().length, repeatedKeys(fake)];
    fake.next({ fault: 'hold' });
    await feed();
    await until(() => fake.seen().length > lots);
    if (repeatedKeys(fake) === repeated) return;
  }
}

function repeatedKeys(fake: FakeResend): number {
  const keys = fake.seen().map(({ headers }) => headers['idempotency-key']);
  return keys.filter((key, i) => keys.indexOf(key) < i).length;
}
