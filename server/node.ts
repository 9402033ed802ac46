import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import type { OpenDb } from '../db/client.ts';
import { openDb } from '../db/file.ts';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { createApp } from './app.ts';
import { smtpChannel } from './channels/smtp.ts';
import { type Config, cannotStart, type Environment, readConfig } from './config.ts';
import { type MovableClock, skippingClock, stillClock, systemClock } from './core/clock.ts';
import { factOf } from './core/facts.ts';
import { tick } from './core/runner.ts';
import { fromRfc3339, SECOND } from './core/time.ts';
import { isZone } from './core/zone.ts';
import { assemble, CLOCK_FACT, channelsFrom, limitsFrom, openDoor } from './deps.ts';
import { handlers } from './jobs.ts';
import { fault, log } from './log.ts';
import { serveWeb } from './static.ts';

/** How long requests and sends in flight may take to end, once we are told to stop. */
const GRACE = 10 * SECOND;
const TICK_PAUSE = SECOND;

export type Running = { url: string; stop(): Promise<void> };

/** Ringback as a Node server: database, HTTP, web pages and tick in one process. Throws when the configuration is not usable, with every problem in it. */
export async function start(env: Environment): Promise<Running> {
  const read = readConfig({ RINGBACK_ZONE: zoneOfThisMachine(), ...env });
  if ('problems' in read) throw new Error(cannotStart(read.problems));
  const { config } = read;
  const opened = openDatabase(config);
  const applied = await migrate(opened.client, migrations);
  const movable = config.mail.kind === 'mailbox' ? await developmentClock(config, await factOf(opened.db, CLOCK_FACT)) : undefined;
  const door = await assemble({
    config,
    opened,
    channels: channelsFrom(config, smtpChannel),
    clock: movable ?? systemClock,
    report: fault,
    limits: limitsFrom(config),
  });
  const welcomed = await openDoor(door.deps, config.administrator);
  const app = createApp();
  const web = serveWeb(env.RINGBACK_WEB ?? fileURLToPath(new URL('./web', import.meta.url)));
  let stopping = false;
  const server = serve({
    port: config.port,
    hostname: config.host,
    fetch: async (request, { incoming }) => {
      const callerAddress = callerOf(config, request.headers, incoming.socket.remoteAddress);
      const answer = (await web(request)) ?? (await app.fetch(request, { door, callerAddress }));
      // Otherwise the caller keeps the line open, and we wait for five seconds more.
      if (stopping) answer.headers.set('Connection', 'close');
      return answer;
    },
  });
  // Longer than the 60 s of common proxies, so that it is never us who closes a connection that they are about to use.
  (server as Server).keepAliveTimeout = 65 * SECOND;
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  // A clock that stands still is moved, and its work done, by whoever moves it.
  const ticking = config.stillClock ? undefined : keepTicking(() => tick(door.deps, handlers));
  const port = (server.address() as { port: number }).port;
  const url = `http://localhost:${port}`;
  log('started', {
    url,
    database: config.database.url.replace(/\?.*/, ''),
    mail: config.mail.kind,
    texts: config.text?.kind ?? 'none',
    migrations: applied.length,
  });
  if (movable) tellTheWayIn(url, config, welcomed);
  return {
    url,
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const grace = new Promise<void>((resolve) => setTimeout(resolve, GRACE).unref());
      await Promise.race([Promise.all([closed, ticking?.stop()]), grace]);
      opened.close();
      log('stopped', {});
    },
  };
}

/** A new installation works in the zone of its machine, where that has a proper name. */
const zoneOfThisMachine = (): string => {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
};

/** Opens the configured database; the folder of a file is made if it is missing. */
export function openDatabase({ database: { url, authToken } }: Config): OpenDb {
  if (url.startsWith('file:')) mkdirSync(dirname(url.slice('file:'.length)), { recursive: true });
  return openDb(url, { authToken });
}

/** A development clock goes on from where it had been moved to. */
async function developmentClock(config: Config, movedTo: string | undefined): Promise<MovableClock> {
  const start = config.stillClock === undefined ? undefined : fromRfc3339(config.stillClock);
  if (config.stillClock !== undefined && start === undefined) throw new Error('RINGBACK_CLOCK must be a time as RFC 3339 with its offset.');
  const clock = start === undefined ? skippingClock() : stillClock(start);
  clock.moveTo(Number(movedTo ?? 0));
  return clock;
}

/** The last hop is believed only behind a proxy of our own: the header alone can say anything. */
function callerOf(config: Config, headers: Headers, socket: string | undefined): string {
  const forwarded = config.trustedProxies ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || socket || 'unknown';
}

/** Ticks again and again; at once while there was something to do, because one job often leads to the next. */
function keepTicking(once: () => Promise<{ done: number; more: boolean }>) {
  let stopped = false;
  let wake: () => void = () => {};
  const loop = (async () => {
    while (!stopped) {
      const { done, more } = await once().catch((error) => {
        fault(error);
        return { done: 0, more: false };
      });
      if (done > 0 || more || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TICK_PAUSE);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop: () => {
      stopped = true;
      wake();
      return loop;
    },
  };
}

function tellTheWayIn(url: string, config: Config, welcomed: boolean): void {
  const who = welcomed ? `Sign in as ${config.administrator}` : 'Sign in';
  process.stdout.write(
    `\n  Ringback is at ${url}\n  ${who}: the link arrives in the mailbox at ${url}/dev/mailbox\n  Every mail goes to that page, and nowhere else, until RESEND_API_KEY or SMTP_URL is set.\n\n`,
  );
}
