import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { keepReconciling } from '../../server/texts/actions-reconcile.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { ROSA, type TextWorld, textWorld } from './text-world.ts';

/** A world whose door has been open for an hour: the provider was asked once. */
async function reconciledWorld(options: Parameters<typeof textWorld>[0] = {}): Promise<TextWorld> {
  const world = await textWorld(options);
  await keepReconciling(world.ctx());
  await world.tick();
  return world;
}

const hours = async (world: TextWorld, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await world.pass(HOUR);
};

describe('E24 a text that came in while nobody answered the provider', () => {
  test('is found within the hour, read like any other, and somebody is told of it', async () => {
    const world = await reconciledWorld();
    world.fake.writes(ROSA, 'STOP');
    await hours(world, 1);
    expect(await world.texts()).toMatchObject([{ found: 'listed', state: 'done', read_as: 'opted_out' }]);
    expect(await world.stops()).toMatchObject([{ address: ROSA, reason: 'opted_out' }]);
    expect(world.alarms()).toEqual([{ event: 'alarm', channel: 'twilio', what: 'missed_texts', detail: expect.stringMatching('^1 ') }]);
    await hours(world, 3);
    expect(await countIn(world.client, 'texts')).toEqual({ texts: 1 });
    expect(world.alarms(), 'said once').toHaveLength(1);
  });

  test('and one that was told is not found again; nobody is alarmed', async () => {
    const world = await reconciledWorld();
    await world.hears(world.fake.writes(ROSA, 'Hello'));
    await hours(world, 3);
    expect(await world.texts()).toMatchObject([{ found: 'told' }]);
    expect(world.alarms()).toEqual([]);
  });

  test('a hundred of them, on many pages, over a night: each once', async () => {
    const world = await reconciledWorld({ pageSize: 7 });
    await world.pass(30 * MINUTE);
    for (let n = 0; n < 100; n++) world.fake.writes(`+49309018${200 + n}`, `Text ${n}`);
    world.clock.moveTo(world.clock.now() + 9 * HOUR);
    await world.tick();
    expect(await countIn(world.client, 'texts')).toEqual({ texts: 100 });
    expect(world.alarms()).toMatchObject([{ detail: expect.stringMatching('^100 ') }]);
  });

  test('one that may still be on its way to us is left to come', async () => {
    const world = await reconciledWorld();
    await world.pass(58 * MINUTE);
    const young = world.fake.writes(ROSA, 'Hello');
    await world.pass(2 * MINUTE);
    expect(await countIn(world.client, 'texts')).toEqual({ texts: 0 });
    await world.hears(young);
    await hours(world, 2);
    expect(await world.texts()).toMatchObject([{ found: 'told' }]);
    expect(world.alarms()).toEqual([]);
  });

  test('when the provider cannot be asked either, somebody is told, and the next hour makes up for it', async () => {
    const world = await reconciledWorld();
    world.fake.writes(ROSA, 'STOP');
    world.fake.next({ status: 503 });
    await hours(world, 1);
    expect(world.alarms()).toMatchObject([{ what: 'cannot_reconcile', detail: expect.stringContaining('503') }]);
    expect(await world.stops()).toEqual([]);
    await hours(world, 1);
    expect(await world.stops()).toHaveLength(1);
  });
});

describe('E25 a report that never came', () => {
  test.each([
    ['delivered', null, { state: 'delivered', reason: null }],
    ['undelivered', 30005, { state: 'failed', reason: expect.stringMatching('^30005: ') }],
    ['sent', null, { state: 'sent' }],
  ])('after six hours the provider is asked: %s %s', async (status, code, expected) => {
    const world = await reconciledWorld();
    await world.put(ROSA);
    world.fake.becomes(world.fake.sent()[0]!, status, code);
    await hours(world, 5);
    expect(await world.messages()).toMatchObject([{ state: 'accepted' }]);
    await hours(world, 2);
    expect(await world.messages()).toMatchObject([expected]);
    expect(await world.stops()).toHaveLength(code === 30005 ? 1 : 0);
  });

  test('a text of which nobody knows whether it left is found by its number, its words and its time', async () => {
    const world = await reconciledWorld();
    world.fake.next({ fault: 'drop_reply' });
    await world.put(ROSA);
    await hours(world, 1);
    expect(await world.messages()).toMatchObject([{ state: 'accepted', provider_id: world.fake.sent()[0]!.sid }]);
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'delivered'));
    expect(await world.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test.each(['drop_request', 'html'] as const)('and one that never left (%s) stays unknown, and is never sent', async (fault) => {
    const world = await reconciledWorld();
    world.fake.next({ fault });
    await world.put(ROSA);
    await hours(world, 80);
    expect(await world.messages()).toMatchObject([{ state: 'unknown' }]);
    expect(world.fake.sent()).toEqual([]);
  });

  test('is not taken for another one to the same number with the same words', async () => {
    const world = await reconciledWorld();
    await world.put(ROSA);
    world.fake.next({ fault: 'drop_request' });
    await world.put(ROSA);
    await hours(world, 2);
    expect(await world.messages()).toMatchObject([{ state: 'accepted' }, { state: 'unknown', provider_id: null }]);
  });
});

describe('E26 the provider’s list and ours differ', () => {
  test('they say no and we yes: it is a no, and it is seen who said it', async () => {
    const world = await reconciledWorld();
    world.fake.stop(ROSA);
    await world.put(ROSA);
    expect(await world.stops()).toEqual([{ address: ROSA, purpose: 'all', reason: 'opted_out', source: 'provider' }]);
  });

  test('a no that we learn of late is a no, though a yes came after it', async () => {
    const world = await reconciledWorld();
    world.fake.writes(ROSA, 'STOP');
    await world.pass(10 * MINUTE);
    await world.hears(world.fake.writes(ROSA, 'START'));
    expect(await world.stops()).toEqual([]);
    await hours(world, 1);
    expect(await world.stops()).toMatchObject([{ reason: 'opted_out' }]);
  });

  test('a yes that we learn of late does not undo a later no', async () => {
    const world = await reconciledWorld();
    world.fake.writes(ROSA, 'START');
    await world.pass(10 * MINUTE);
    await world.hears(world.fake.writes(ROSA, 'STOP'));
    await hours(world, 1);
    expect(await world.stops()).toMatchObject([{ reason: 'opted_out' }]);
    expect((await world.texts()).map(({ read_as }) => read_as)).toEqual(['opted_out', 'older_than_the_no']);
  });
});

describe('E04 texts that carriers filter', () => {
  test('more than two of a hundred in a day: somebody is told, once that day', async () => {
    const world = await reconciledWorld();
    for (let n = 0; n < 30; n++) await world.put(`+49309018${100 + n}`);
    const filtered = world.fake.sent()[0]!;
    await hours(world, 1);
    expect(world.alarms()).toEqual([]);
    await world.hears(world.fake.becomes(filtered, 'undelivered', 30007));
    await hours(world, 5);
    expect(world.alarms()).toEqual([{ event: 'alarm', channel: 'twilio', what: 'filtered', detail: '1 of 30 texts in a day' }]);
  });

  test('one of sixty is no reason to', async () => {
    const world = await reconciledWorld();
    for (let n = 0; n < 60; n++) await world.put(`+49309018${100 + n}`);
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30007));
    await hours(world, 2);
    expect(world.alarms()).toEqual([]);
  });
});

describe('the job that does it', () => {
  const jobs = (world: TextWorld) => rowsOf(world.client, "SELECT kind, state, due_at FROM jobs WHERE kind = 'texts.reconcile'");

  test('is there once, however many doors open, and puts itself down anew every hour', async () => {
    const world = await reconciledWorld();
    await Promise.all([keepReconciling(world.ctx()), keepReconciling(world.ctx()), keepReconciling(world.ctx())]);
    expect(await jobs(world)).toEqual([{ kind: 'texts.reconcile', state: 'due', due_at: world.clock.now() + HOUR }]);
    await world.pass(DAY);
    expect(await jobs(world)).toEqual([{ kind: 'texts.reconcile', state: 'due', due_at: world.clock.now() + HOUR }]);
  });

  test('that was given up is revived when a door opens', async () => {
    const world = await reconciledWorld();
    await world.client.execute("UPDATE jobs SET state = 'dead' WHERE kind = 'texts.reconcile'");
    await keepReconciling(world.ctx());
    expect(await jobs(world)).toMatchObject([{ state: 'due', due_at: world.clock.now() }]);
  });

  test('ends where nobody is texted any more', async () => {
    const world = await reconciledWorld();
    world.deps.channels.text = undefined;
    await world.pass(HOUR);
    expect(await jobs(world)).toEqual([]);
  });
});
