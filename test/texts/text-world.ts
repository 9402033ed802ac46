import { expect, onTestFinished } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { type TwilioOptions, twilioChannel } from '../../server/channels/twilio.ts';
import { theClock } from '../../server/core/actor.ts';
import { commit } from '../../server/core/commit.ts';
import { contextOf } from '../../server/core/context.ts';
import { type NewMessage, post } from '../../server/core/outbox.ts';
import { MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import type { Policy } from '../../server/people/policy.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { FAKE_ACCOUNT, FAKE_TOKEN, OUR_NUMBER, startFakeTwilio, type Told } from '../fakes/twilio.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY, makeWorld, type WorldOptions } from '../world.ts';

export const ROSA = CUSTOMERS.rosa.phone;
export const MAIL = CUSTOMERS.rosa.email;

/** Rosa, who agreed to texts. */
export const TEXTED = { ...CUSTOMERS.rosa, consent: { text: true } };

export type Row = {
  id: string;
  kind: string;
  channel: 'email' | 'text';
  state: string;
  reason: string | null;
  provider_id: string | null;
  address: string;
  subject: string;
  retry_of: string | null;
};

type Options = WorldOptions & { policy?: Partial<Policy>; twilio?: Partial<TwilioOptions>; pageSize?: number };

/** A world whose texts leave through Twilio: a real server on the loopback that lives in the world's time. */
export async function textWorld({
  policy = { firstChannel: 'text' },
  twilio = {},
  start = MONDAY,
  pageSize = 50,
  ...options
}: Options = {}) {
  let now = () => start;
  const fake = await startFakeTwilio({ now: () => now(), pageSize });
  onTestFinished(fake.close);
  const text = twilioChannel({
    ...{ accountSid: FAKE_ACCOUNT, authToken: FAKE_TOKEN, from: OUR_NUMBER, baseUrl: fake.url, timeoutMs: 2_000 },
    statusUrl: (id) => `http://localhost:3000/hooks/twilio/status/${id}`,
    ...twilio,
  });
  const world = await makeWorld({ text, start, ...options });
  now = world.clock.now;
  const ctx = () => contextOf(world.deps, theClock);
  await setUpTeam(ctx(), 'Billing', DEFAULT_SURVEY, { policy });
  return {
    ...world,
    fake,
    ctx,
    messages: () => rowsOf<Row>(world.client, 'SELECT * FROM messages ORDER BY id'),
    invitations: () =>
      rowsOf<{ state: string; channel: string | null; not_asked: string | null; detail: string | null; instead_of: string | null }>(
        world.client,
        'SELECT state, channel, not_asked, detail, instead_of FROM invitations ORDER BY id',
      ),
    texts: () =>
      rowsOf<{ sid: string; state: string; read_as: string | null; found: string }>(world.client, 'SELECT * FROM texts ORDER BY id'),
    stops: () =>
      rowsOf<{ address: string; purpose: string; reason: string; source: string }>(
        world.client,
        'SELECT address, purpose, reason, source FROM suppressions ORDER BY address',
      ),
    alarms: () => world.said.filter(({ event }) => event === 'alarm'),
    /** Somebody had a call that has just ended, and is asked about it. */
    async asks(customer: Record<string, unknown> = TEXTED, more: Record<string, unknown> = {}) {
      const id = world.deps.ids.next('int', world.clock.now());
      const taken = await helpdesk(world).tell(call(id, { customer, endedAt: toRfc3339(world.clock.now() - 10 * MINUTE), ...more }));
      await world.tick();
      return taken;
    },
    /** Puts a text in the outbox. */
    async put(to: string, more: Partial<NewMessage> = {}): Promise<void> {
      const text = { to, body: 'Acme: about your case.' };
      await commit(ctx(), post(ctx(), { kind: 'test', purpose: 'case', about: 'case 1', address: to, ...more, text }));
      await world.tick();
    },
    /** The provider tells us; it must be taken. */
    async hears({ url, init }: Told): Promise<void> {
      const answer = await world.fetch(url, init);
      expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
        200,
        expect.stringContaining('text/xml'),
        '<Response/>',
      ]);
      await world.tick();
    },
  };
}

export type TextWorld = Awaited<ReturnType<typeof textWorld>>;
