import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeliveryState } from '../../server/core/ladder.ts';
import { rankOf } from '../../server/core/ladder.ts';
import { type OutboxWorld, outboxWorld } from '../core/outbox-world.ts';
import type { SignedEvent } from '../fakes/resend-webhooks.ts';
import { call, helpdesk, somebody } from '../interactions/helpdesk.ts';
import { rowsOf } from '../support/hash.ts';

const TYPES: Record<string, DeliveryState> = {
  'email.sent': 'sent',
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
};

/** What is known after the reports: of the message, of the address, of the survey. */
async function known(world: OutboxWorld, number: number) {
  const { email } = somebody(number);
  const [message] = await rowsOf(world.client, 'SELECT state, reason FROM messages WHERE address = ?', email);
  const suppressions = await rowsOf(world.client, 'SELECT purpose, reason FROM suppressions WHERE address = ? ORDER BY purpose', email);
  const [invitation] = await rowsOf(world.client, 'SELECT state FROM invitations WHERE address = ?', email);
  return { message, suppressions, invitation };
}

const types = fc.uniqueArray(fc.constantFrom(...Object.keys(TYPES)), { minLength: 1, maxLength: 7 });

test('D06 in whatever order reports come, and come again, and whatever is done between them, all ends the same', async () => {
  const world = await outboxWorld();
  let number = 0;
  const asked = async () => {
    number += 1;
    await helpdesk(world).tell(call(`call-${number}`, { customer: somebody(number) }));
    await world.tick();
    const [{ id } = { id: '' }] = await rowsOf<{ id: string }>(
      world.client,
      'SELECT id FROM messages WHERE address = ?',
      somebody(number).email,
    );
    return { id, number };
  };
  const deliver = ({ headers, body }: SignedEvent) => world.fetch('/hooks/resend', { method: 'POST', headers, body });
  const tell = async (order: readonly string[], tickAfter: readonly boolean[]) => {
    const { id, number } = await asked();
    const events = new Map(order.map((type) => [type, world.resend.signedEvent(type, id)]));
    for (const [n, type] of [...order, ...order.toReversed()].entries()) {
      expect((await deliver(events.get(type)!)).status).toBe(200);
      if (tickAfter[n % tickAfter.length]) await world.tick();
    }
    await world.tick();
    return known(world, number);
  };
  const permuted = types.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
  const ticks = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(permuted, ticks, ticks, async ([some, shuffled], first, second) => {
      const [one, other] = [await tell(some, first), await tell(shuffled, second)];
      expect(other).toEqual(one);
      const highest = some.map((type) => TYPES[type]!).sort((a, b) => rankOf(b) - rankOf(a))[0]!;
      expect(one.message).toMatchObject({ state: highest });
      const bad = some.some((type) => rankOf(TYPES[type]!) > rankOf('delivered'));
      expect(one.invitation).toEqual({ state: bad ? 'undelivered' : 'asked' });
    }),
    {
      numRuns: Number(process.env.FUZZ_RUNS ?? 60),
      examples: [
        [
          [
            ['email.complained', 'email.bounced'],
            ['email.bounced', 'email.complained'],
          ],
          [false],
          [true],
        ],
      ],
    },
  );
});

test('D06 told all at the same moment, too', async () => {
  const world = await outboxWorld();
  await fc.assert(
    fc.asyncProperty(types, async (some) => {
      const [id] = await world.put(1, { to: `person-${some.join('-')}-${world.resend.messages().length}@customer.example` });
      await world.tick();
      const events = some.map((type) => world.resend.signedEvent(type, id!));
      await Promise.all([...events, ...events].map(({ headers, body }) => world.fetch('/hooks/resend', { method: 'POST', headers, body })));
      const highest = some.map((type) => TYPES[type]!).sort((a, b) => rankOf(b) - rankOf(a))[0]!;
      expect(await rowsOf(world.client, 'SELECT state FROM messages WHERE id = ?', id!)).toEqual([{ state: highest }]);
    }),
    { numRuns: 25 },
  );
});
