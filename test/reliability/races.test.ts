import { describe, expect, test } from 'vitest';
import { mailboxChannel } from '../../server/channels/mailbox.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, SECOND } from '../../server/core/time.ts';
import { erase } from '../../server/customers/actions-erasure.ts';
import { surveyFor } from '../callbacks/cases.ts';
import { outboxWorld } from '../core/outbox-world.ts';
import { idOf, placesOf } from '../customers/life.ts';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';

const ROSA = 'rosa@customer.example';
const SURVEY = { to: ROSA, purpose: 'survey' as const };

describe('I06 somebody opts out while their survey is about to leave', () => {
  test('once it is in the provider’s hands: that one arrives, and none after it', async () => {
    const mailbox = mailboxChannel();
    let sent = 0;
    let optOut = async () => {};
    const email: typeof mailbox = {
      ...mailbox,
      send: async (lot) => {
        sent += lot.messages.length;
        await optOut();
        return mailbox.send(lot);
      },
    };
    const world = await outboxWorld({ email });
    optOut = () => world.bar(ROSA, 'survey');
    await world.put(1, SURVEY);
    await world.live(DAY);
    await world.put(2, SURVEY);
    await world.live(DAY);
    expect(sent).toBe(1);
    expect((await world.messages()).map(({ state }) => state).sort()).toEqual(['accepted', 'suppressed', 'suppressed']);
  });

  test('and its answer is lost: it is not sent a second time', async () => {
    const world = await outboxWorld();
    await world.put(1, SURVEY);
    world.resend.next({ status: 500, name: 'internal_server_error' });
    await world.tick();
    await world.bar(ROSA, 'survey');
    await world.live(2 * DAY);
    expect(world.resend.seen()).toHaveLength(1);
    expect((await world.messages()).map(({ state }) => state)).toEqual(['unknown']);
  });

  test.each([
    ['shorter than a lease: the one that was looked at before is tolerated', -SECOND, 1],
    ['longer than a lease: nothing leaves', SECOND, 0],
  ])('while its runner stalls %s', async (_how, more, leaves) => {
    const world = await outboxWorld();
    const lease = world.deps.settings.lease;
    expect(lease, 'so long a message may be in flight').toBe(90 * SECOND);
    await world.put(1, SURVEY);
    const stall = async () => {
      await world.bar(ROSA, 'survey');
      world.clock.moveTo(world.clock.now() + lease + more);
      await world.tick();
    };
    // Its lot is made; then, between looking at the address and taking hold of the job for the call, the runner stands still.
    world.database.next('fine', stall);
    await world.live(2 * DAY);
    expect(world.resend.seen()).toHaveLength(leaves);
    expect((await world.messages()).map(({ state }) => state)).toEqual([leaves ? 'accepted' : 'suppressed']);
  });
});

describe('I07 somebody is erased while they answer', () => {
  const WORDS = 'the flute of my grandmother';
  const answering = async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    const survey = await surveyFor(world);
    const id = await idOf(world);
    return { world, opened, id, answer: () => world.visitor().fillIn(survey, { score: '1', comment: WORDS }) };
  };
  const erased = (world: World, id: string) => erase(contextOf(world.deps, theClock), id, 'asked_by_customer');
  const nothingIsLeft = async (world: World) => {
    await world.tick();
    for (const trace of [WORDS, 'Rosa', ROSA, '30901820']) expect([trace, await placesOf(world.client, trace)]).toEqual([trace, []]);
    expect(await rowsOf(world.client, 'select id from callbacks where open = 1')).toEqual([]);
    await mustBeSound(world);
  };

  test('just before: the answer and its callback are erased too', async () => {
    const { world, opened, id, answer } = await answering();
    opened.next(answer);
    await erased(world, id);
    await nothingIsLeft(world);
  });

  test('just after they were read: the answer is told that it is gone, and leaves nothing', async () => {
    const { world, opened, id, answer } = await answering();
    opened.next(() => erased(world, id));
    expect((await answer()).status).toBe(410);
    await nothingIsLeft(world);
  });

  test('at the same moment, ten times: one or the other', async () => {
    for (let round = 0; round < 10; round++) {
      const { world, id, answer } = await answering();
      const both = round % 2 ? [answer(), erased(world, id)] : [erased(world, id), answer()];
      const [one, other] = await Promise.all(both);
      const { status } = (round % 2 ? one : other) as { status: number };
      expect([200, 410]).toContain(status);
      await nothingIsLeft(world);
    }
  });
});
