import type { OpenDb } from '../db/client.ts';
import { isMigrated, migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { openRemote } from '../db/remote.ts';
import { createApp } from './app.ts';
import type { Channels } from './channels/channel.ts';
import { type Config, cannotStart, type Environment, readConfig } from './config.ts';
import { type Clock, type MovableClock, skippingClock, systemClock } from './core/clock.ts';
import { factOf } from './core/facts.ts';
import { type Ids, systemIds } from './core/ids.ts';
import { Refusal } from './core/refusal.ts';
import { tick } from './core/runner.ts';
import { SECOND } from './core/time.ts';
import { assemble, CLOCK_FACT, channelsFrom, limitsFrom, openDoor } from './deps.ts';
import type { Door, Limits } from './http/context.ts';
import { problemOf } from './http/problem.ts';
import { isForApp, isPage, typeOfFile, webHeaders } from './http/web.ts';
import { handlers } from './jobs.ts';
import { fault, log } from './log.ts';

/** What wrangler.toml binds beside the variables. Without the queue everything waits for the cron. */
type Bindings = {
  ASSETS: { fetch(request: Request): Promise<Response> };
  TICKS?: { send(message: unknown): Promise<unknown> };
};

/** Ringback on Cloudflare Workers: the database is asked over HTTP, and what is due is done by the cron and the queue. */
export default {
  fetch: async (request: Request, env: Bindings): Promise<Response> => (await web(request, env)) ?? answer(request, env),
  scheduled: (_event: unknown, env: Bindings): Promise<void> => work(env),
  queue: (_nudges: unknown, env: Bindings): Promise<void> => work(env),
};

const app = createApp();

/** A file of the dashboard, or its one page. Nothing for what the app answers, and for a file that is not there. */
async function web(request: Request, env: Bindings): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if ((request.method !== 'GET' && request.method !== 'HEAD') || isForApp(pathname)) return undefined;
  const file = await env.ASSETS.fetch(request);
  const type = file.headers.get('content-type') ?? '';
  if (isPage(type) && typeOfFile(pathname)) return undefined;
  const answer = new Response(file.body, file);
  for (const [name, value] of Object.entries(webHeaders(pathname, type))) answer.headers.set(name, value);
  return answer;
}

async function answer(request: Request, env: Bindings): Promise<Response> {
  const isolate = isolateOf(env);
  if ('problems' in isolate) return refusal(isolate.problems);
  const { config } = isolate;
  // The mailbox shows every mail to whoever asks. A deployed Worker is asked by everybody, whatever its configuration says of localhost.
  if (config.mail.kind === 'mailbox' && new URL(request.url).hostname !== new URL(config.settings.baseUrl).hostname)
    return refusal(['There is no way to send mail: set RESEND_API_KEY, and RINGBACK_URL to where this is reached.']);
  let door: Door;
  try {
    door = await enter(isolate);
  } catch (error) {
    fault(error);
    return Response.json(problemOf(new Refusal('busy', 'The database cannot be used now.', { next: 'Try again in a moment.' })), {
      status: 503,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '5' },
    });
  }
  const response = await app.fetch(request, { door, callerAddress: request.headers.get('cf-connecting-ip') ?? 'unknown' });
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && response.status < 400) await nudge(env);
  return response;
}

const refusal = (problems: readonly string[]): Response =>
  new Response(`${cannotStart(problems)}\n`, { status: 503, headers: { 'Cache-Control': 'no-store' } });

/** What is due now is done at once, rather than when the cron comes. If that cannot be said, it comes anyway. */
async function nudge(env: Bindings): Promise<void> {
  await env.TICKS?.send('due').catch(fault);
}

const JOBS_PER_SLICE = 100;
// One invocation may ask the database and the provider 10,000 times, and a job asks at most a dozen times.
const MOST_SLICES = 8;
const LONGEST = 20 * SECOND;

/** Does what is due, slice by slice. What is left after the last one is the next invocation's. */
async function work(env: Bindings): Promise<void> {
  const isolate = isolateOf(env);
  if ('problems' in isolate) throw new Error(cannotStart(isolate.problems));
  const until = systemClock.now() + LONGEST;
  try {
    const { deps } = await enter(isolate);
    for (let slice = 0; slice < MOST_SLICES && systemClock.now() < until; slice++) {
      const { done, delayed, dead } = await tick(deps, handlers, JOBS_PER_SLICE);
      if (done + delayed + dead === 0) return;
    }
  } catch (error) {
    // Only the id: what an SQL error says holds what was to be written.
    throw new Error(`What is due could not be done now (fault ${fault(error)}).`);
  }
  await nudge(env);
}

/** What outlives a request. Nothing in it belongs to one: a connection, or a promise, of another request cannot be used here. */
type Isolate = { config: Config; channels: Channels; clock: Clock | MovableClock; limits: Limits; ids: Ids; ready: boolean };

const isolates = new WeakMap<Bindings, Isolate | { problems: string[] }>();

function isolateOf(env: Bindings): Isolate | { problems: string[] } {
  const isolate = isolates.get(env) ?? makeIsolate(env as unknown as Environment);
  isolates.set(env, isolate);
  return isolate;
}

function makeIsolate(env: Environment): Isolate | { problems: string[] } {
  const read = readConfig(env, 'worker');
  if ('problems' in read) {
    log('cannot_start', { problems: read.problems.join(' ') });
    return read;
  }
  const { config } = read;
  const clock = config.mail.kind === 'mailbox' ? skippingClock() : systemClock;
  return { config, channels: channelsFrom(config), clock, limits: limitsFrom(config), ids: systemIds(), ready: false };
}

/** The door of one request or one invocation, with a connection of its own. The first of an isolate sees to the schema. */
async function enter(isolate: Isolate): Promise<Door> {
  const { config, channels, clock, limits, ids } = isolate;
  const opened = openRemote(config.database.url, config.database);
  if (!isolate.ready && !(await isMigrated(opened.client, migrations))) await migrate(opened.client, migrations);
  if ('moveTo' in clock) clock.moveTo(await movedTo(opened));
  const door = await assemble({ config, opened, channels, clock, report: fault, limits, ids });
  if (!isolate.ready) await openDoor(door.deps, config.administrator).catch(fault);
  isolate.ready = true;
  return door;
}

/** Another isolate may have put the development clock forward. */
const movedTo = async (opened: OpenDb): Promise<number> => Number((await factOf(opened.db, CLOCK_FACT)) ?? 0);
