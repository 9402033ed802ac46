import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { setUpCompany } from '../../db/demo/company.ts';
import { openDb } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations.ts';
import { mailboxChannel, textMailboxChannel } from '../../server/channels/mailbox.ts';
import { readConfig } from '../../server/config.ts';
import { theClock } from '../../server/core/actor.ts';
import { systemClock } from '../../server/core/clock.ts';
import { contextOf } from '../../server/core/context.ts';
import { assemble, limitsFrom } from '../../server/deps.ts';
import { openMany } from '../web/many.ts';
import { CALLERS, load } from './callers.ts';

// W5: the first 50 of 100,000 open callbacks of one team, held against the same bytes ready-made. `npm run bench`.

const OPEN = 100_000;
const ROUNDS = 6; // The first warms up, and is dropped.
const MILLIS = 2_500;
const GOAL = 0.15;
const GOAL_SQL = 0.5;

const folder = mkdtempSync(join(tmpdir(), 'ringback-bench-'));
const database = `file:${join(folder, 'bench.db')}`;
const { team, sqlMillis } = await fill();
const product = await started(undefined, { PORT: String(await freePort()), RINGBACK_DATABASE: database, RINGBACK_ZONE: 'Europe/Berlin' });
const cookie = await signIn(product.port);
const path = `/api/callbacks?tab=team&team=${team}&limit=50`;
const body = await (await fetch(`http://127.0.0.1:${product.port}${path}`, { headers: { Cookie: cookie } })).text();
const limit = await started(Buffer.from(body).toString('base64'), {});

say(`W5: first 50 of ${OPEN.toLocaleString('en')} open, ${body.length} bytes, ${CALLERS} callers, ${ROUNDS - 1} rounds of ${MILLIS} ms`);
type Round = { product: number; limit: number; again: number; micros: number; limitMicros: number; others: number };
const rounds: Round[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const before = await busy();
  const one = await measured(limit);
  const ours = await measured(product);
  const again = await measured(limit);
  const others = await othersSince(before);
  if (round === 0) continue;
  rounds.push({
    product: ours.perSecond,
    limit: one.perSecond,
    again: again.perSecond,
    micros: ours.micros,
    limitMicros: one.micros,
    others,
  });
  say(
    `  limit ${Math.round(one.perSecond)}/s, product ${Math.round(ours.perSecond)}/s (${Math.round(ours.micros)} µs), limit again ${Math.round(again.perSecond)}/s (${Math.round(again.micros)} µs); others took ${percent(others)}`,
  );
}
const ratios = rounds.map((one) => one.product / ((one.limit + one.again) / 2));
const work = rounds.map((one) => one.limitMicros / one.micros);
const noisy = rounds.some((one) => one.others > 0.15 || Math.abs(one.again / one.limit - 1) > 0.15);
const held = median(ratios) >= GOAL && sqlMillis <= GOAL_SQL;
say(
  `ratio ${percent(median(ratios))} [${percent(Math.min(...ratios))}..${percent(Math.max(...ratios))}] of the limit, goal ${percent(GOAL)}`,
);
say(`by processor time alone ${percent(median(work))} [${percent(Math.min(...work))}..${percent(Math.max(...work))}]`);
say(`SQL of the page ${sqlMillis.toFixed(3)} ms, goal ${GOAL_SQL} ms`);
say(noisy ? 'noisy, not judged' : held ? 'held' : 'NOT held');
for (const { child } of [product, limit]) child.kill();
rmSync(folder, { recursive: true, force: true });

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

/** Acme with so many callbacks, and how long SQLite takes for the first page of them. */
async function fill(): Promise<{ team: string; sqlMillis: number }> {
  const opened = openDb(database);
  const read = readConfig({ RINGBACK_SECRET: 'a secret of a bench that ends soon', RINGBACK_ZONE: 'Europe/Berlin' });
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const { config } = read;
  await migrate(opened.client, migrations);
  const channels = { email: mailboxChannel(), text: textMailboxChannel() };
  const door = await assemble({ config, opened, channels, clock: systemClock, report: String, limits: limitsFrom(config), tell: () => {} });
  await setUpCompany(door.deps);
  const { rows } = await opened.client.execute("select id from teams where name = 'Billing'");
  const team = String(rows[0]!.id);
  await openMany(opened.client, { team, count: OPEN, now: Date.now() });
  const { firstPage } = await import('./sql.ts');
  const sqlMillis = await firstPage(contextOf(door.deps, theClock), team);
  opened.close();
  return { team, sqlMillis };
}

type Running = { child: ChildProcess; port: number };

async function started(ready: string | undefined, env: Record<string, string>): Promise<Running> {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), ready === undefined ? [] : [ready], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

async function signIn(port: number): Promise<string> {
  const url = `http://127.0.0.1:${port}`;
  const email = COLLEAGUES.maya.email;
  await fetch(`${url}/api/sign-in`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email }) });
  for (let tries = 0; tries < 100; tries++) {
    const { items } = (await (await fetch(`${url}/dev/mailbox.json`)).json()) as { items: { kind: string; text: string }[] };
    const link = /\/sign-in\/\S+/.exec(items.find(({ kind }) => kind === 'sign_in')?.text ?? '')?.[0];
    if (link) {
      const answer = await fetch(url + link, { method: 'POST', redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' } });
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No mail to sign in with.');
}

async function measured({ child, port }: Running): Promise<{ perSecond: number; micros: number }> {
  const before = await used(child);
  const { perSecond, refused } = await load(port, path, cookie, MILLIS);
  if (refused) throw new Error(`${refused} were refused.`);
  return { perSecond, micros: ((await used(child)) - before) / ((perSecond * MILLIS) / 1_000) };
}

/** Microseconds of processor time that a process has had. */
async function used(child: ChildProcess): Promise<number> {
  child.send('used');
  return ((await once(child, 'message')) as [{ micros: number }])[0].micros;
}

async function busy() {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  const all = times.reduce((sum, one) => sum + one.idle + one.user + one.sys + one.nice + one.irq, 0);
  const { user, system } = process.cpuUsage();
  return { working: all - idle, all, ours: (user + system + (await used(product.child)) + (await used(limit.child))) / 1_000 };
}

/** The share of the machine that others took. */
async function othersSince(before: Awaited<ReturnType<typeof busy>>): Promise<number> {
  const now = await busy();
  return Math.max(0, now.working - before.working - (now.ours - before.ours)) / (now.all - before.all);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
