import { onTestFinished } from 'vitest';
import type { OpenDb } from '../db/client.ts';
import { type CastName, COLLEAGUES, COMPANY } from '../db/demo/cast.ts';
import { setUpCompany } from '../db/demo/company.ts';
import { openDb } from '../db/file.ts';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { createApp } from '../server/app.ts';
import type { Channel, TextChannel } from '../server/channels/channel.ts';
import { mailboxChannel, textMailboxChannel } from '../server/channels/mailbox.ts';
import type { PushChannel } from '../server/channels/push.ts';
import { readConfig } from '../server/config.ts';
import { theClock } from '../server/core/actor.ts';
import { stillClock } from '../server/core/clock.ts';
import { contextOf } from '../server/core/context.ts';
import { tickUntilIdle } from '../server/core/runner.ts';
import type { Millis } from '../server/core/time.ts';
import { assemble, channelsFrom, limitsFrom } from '../server/deps.ts';
import { handlers } from '../server/jobs.ts';
import { makeKey } from '../server/people/actions.ts';
import { type Visitor, visitor } from './visitor.ts';

/** A Monday morning in winter, 10:00 in Berlin. */
export const MONDAY = Date.parse('2026-03-02T09:00:00Z');

/** Pushes that arrive and are seen by nobody, but for browsers that have gone. A test that looks at them brings a push service. */
const intoTheVoid: PushChannel = {
  onLoopback: true,
  send: async ({ endpoint }) => ({ verdict: endpoint.endsWith('/gone') ? 'gone' : 'accepted' }),
};

export type WorldOptions = {
  start?: number;
  email?: Channel;
  text?: TextChannel;
  push?: PushChannel;
  env?: Record<string, string>;
  opened?: OpenDb;
};

/**
 * A world of one's own: a database in memory, a clock that stands still, Acme with its people, and the whole app. What
 * goes wrong inside is thrown at the end of the test, so that nothing fails in silence.
 */
export async function makeWorld({
  start = MONDAY,
  email = mailboxChannel(),
  text = textMailboxChannel(),
  push = intoTheVoid,
  env = {},
  opened = openDb(':memory:'),
}: WorldOptions = {}) {
  const read = readConfig({
    RINGBACK_SECRET: 'a secret of a world that ends with its test',
    RINGBACK_COMPANY: COMPANY,
    RINGBACK_ZONE: 'Europe/Berlin',
    RINGBACK_REGION: 'DE',
    ...env,
  });
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const { config } = read;
  await migrate(opened.client, migrations);
  const clock = stillClock(start);
  const faults: unknown[] = [];
  const report = (error: unknown) => `fault-${faults.push(error)}`;
  const said: { event: string; [field: string]: string | number | boolean }[] = [];
  const tell = (event: string, fields: object) => void said.push({ event, ...fields });
  const channels = { email, text, push, signOn: channelsFrom(config).signOn };
  const door = await assemble({ config, opened, channels, clock, report, limits: limitsFrom(config), tell });
  const { deps } = door;
  const people = await setUpCompany(deps);
  const key = (await makeKey(contextOf(deps, theClock), 'helpdesk', ['interactions:write'])).secret;
  const app = createApp();
  const fetch = async (path: string, init?: RequestInit): Promise<Response> =>
    app.fetch(new Request(new URL(path, config.settings.baseUrl), init), { door, callerAddress: '192.0.2.7' });
  onTestFinished(() => {
    opened.close();
    if (faults.length) throw new AggregateError(faults, 'Something went wrong inside.');
  });
  const tick = () => tickUntilIdle(deps, handlers);
  return {
    app,
    door,
    deps,
    client: opened.client,
    clock,
    people,
    key,
    /** What went wrong inside. A test that expects a fault takes it out. */
    faults,
    /** What the operator was told. */
    said,
    fetch,
    tick,
    /** Lets time pass, and does what falls due on the way. */
    async pass(time: Millis) {
      clock.moveTo(clock.now() + time);
      await tick();
    },
    /** A browser, or a program, at the door: it keeps its cookies. */
    visitor: (): Visitor => visitor(fetch, { key, tick }),
    /** A colleague who has signed in by the link in their mail. */
    signIn: (who: CastName): Promise<Visitor> => visitor(fetch, { key, tick }).signIn(COLLEAGUES[who].email),
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;
