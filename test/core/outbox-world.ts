import { expect, onTestFinished } from 'vitest';
import { type ResendOptions, resendChannel } from '../../server/channels/resend.ts';
import { theClock } from '../../server/core/actor.ts';
import { commit } from '../../server/core/commit.ts';
import { contextOf } from '../../server/core/context.ts';
import type { MessageState } from '../../server/core/ladder.ts';
import { type NewMessage, post } from '../../server/core/outbox.ts';
import { suppress } from '../../server/core/suppression.ts';
import type { Millis } from '../../server/core/time.ts';
import { startFakeResend } from '../fakes/resend.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY, makeWorld, type WorldOptions } from '../world.ts';

export type MessageRow = {
  id: string;
  state: MessageState;
  reason: string | null;
  provider_id: string | null;
  lot: string | null;
  address: string;
  first_tried_at: number | null;
};

type Options = WorldOptions & { perSecond?: number; channel?: Partial<ResendOptions> };

/** A world whose mail leaves through Resend: a real server on the loopback that lives in the world's time. */
export async function outboxWorld({ perSecond = 1_000_000, channel = {}, start = MONDAY, env = {}, ...options }: Options = {}) {
  let now = () => start;
  const resend = await startFakeResend({ now: () => now(), perSecond });
  onTestFinished(resend.close);
  const database = flakyDb();
  const email = resendChannel({ apiKey: 're_good', baseUrl: resend.url, now: () => now(), timeoutMs: 5_000, ...channel });
  const world = await makeWorld({
    ...{ email, start, opened: database },
    env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET, ...env },
    ...options,
  });
  now = world.clock.now;
  const ctx = () => contextOf(world.deps, theClock);
  return {
    ...world,
    resend,
    database,
    /** Puts messages in the outbox, each to somebody else unless told otherwise; gives their ids. */
    async put(count = 1, more: Partial<NewMessage> & { to?: string } = {}): Promise<string[]> {
      const c = ctx();
      const { to, ...rest } = more;
      const content = { subject: 'How did it go?', html: '<p>How did it go?</p>', text: 'How did it go?', headers: {} };
      const steps = Array.from({ length: count }, (_, n) => {
        const address = to ?? `person${n}@customer.example`;
        return post(c, { kind: 'test', purpose: 'case', about: `case ${n}`, address, email: { ...content, to: address }, ...rest });
      });
      const before = new Set((await rowsOf<{ id: string }>(world.client, 'SELECT id FROM messages')).map(({ id }) => id));
      await commit(c, steps.flat());
      return (await rowsOf<{ id: string }>(world.client, 'SELECT id FROM messages ORDER BY id'))
        .map(({ id }) => id)
        .filter((id) => !before.has(id));
    },
    messages: () => rowsOf<MessageRow>(world.client, 'SELECT * FROM messages ORDER BY id'),
    jobs: () =>
      rowsOf<{ kind: string; state: string; due_at: number; attempts: number }>(world.client, 'SELECT * FROM jobs ORDER BY due_at'),
    /** Somebody does not want mail any more, or cannot get it. */
    bar: (address: string, purpose: 'survey' | 'all' = 'all') =>
      commit(ctx(), [suppress(ctx(), address, purpose, purpose === 'all' ? 'bounced' : 'opted_out', 'test')]),
    /** Lets time pass as a server does that ticks all the while: from one moment at which something is due to the next. Who dies starts again. */
    async live(time: Millis) {
      const end = world.clock.now() + time;
      for (;;) {
        await world.tick().catch(() => {});
        database.restart();
        if (world.clock.now() >= end) return;
        const [next] = await rowsOf<{ at: number | null }>(
          world.client,
          `SELECT min(iif(state = 'due', due_at, lease_until + 1)) at FROM jobs WHERE state <> 'dead'`,
        );
        world.clock.moveTo(Math.min(end, Math.max(next?.at ?? end, world.clock.now() + 1)));
      }
    },
    /** Everything that was put down has left exactly once, we know it, and nothing is left to do. */
    async eachAcceptedOnce(ids: readonly string[]) {
      expect(ids.map((id) => resend.acceptedTimes(id))).toEqual(ids.map(() => 1));
      const taken = new Map(resend.messages().map(({ messageId, providerId }) => [messageId, providerId]));
      const rows = await rowsOf<MessageRow>(world.client, 'SELECT * FROM messages ORDER BY id');
      expect(rows.map(({ id, state, provider_id }) => ({ id, state, provider_id }))).toEqual(
        ids.map((id) => ({ id, state: 'accepted', provider_id: taken.get(id) })),
      );
      expect(await rowsOf(world.client, 'SELECT kind, state, error FROM jobs')).toEqual([]);
    },
  };
}

export type OutboxWorld = Awaited<ReturnType<typeof outboxWorld>>;
