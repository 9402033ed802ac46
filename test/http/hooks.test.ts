import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, MINUTE, SECOND } from '../../server/core/time.ts';
import { type OutboxWorld, outboxWorld } from '../core/outbox-world.ts';
import { FAKE_SECRET, type SignedEvent, sign } from '../fakes/resend-webhooks.ts';
import { call, helpdesk, problemIn, somebody } from '../interactions/helpdesk.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';

const ROSA = CUSTOMERS.rosa.email;
const OTHER_SECRET = `whsec_${btoa('a secret that came after it')}`;

const deliver = (world: OutboxWorld, { headers, body }: SignedEvent) => world.fetch('/hooks/resend', { method: 'POST', headers, body });
const outcomeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { outcome: string }).outcome];
const stops = (world: OutboxWorld) =>
  rowsOf(world.client, `SELECT address, purpose, reason FROM suppressions WHERE purpose <> 'none' ORDER BY address, purpose`);
const invitation = async (world: OutboxWorld) => (await rowsOf(world.client, 'SELECT state, detail FROM invitations'))[0];

/** A world in which one message has left. */
async function oneSent(env: Record<string, string> = {}) {
  const world = await outboxWorld({ env });
  const [id] = await world.put(1, { to: ROSA });
  await world.tick();
  return { ...world, id: id! };
}

/** A world in which Rosa was asked. */
async function rosaAsked() {
  const world = await outboxWorld();
  await helpdesk(world).tell(call('call-1'));
  await world.tick();
  const [{ id } = { id: '' }] = await world.messages();
  return {
    ...world,
    id,
    report: (type: string, data = {}, at = world.clock.now()) => deliver(world, world.resend.signedEvent(type, id, { at, data })),
  };
}

describe('D01 D05 a report that is ours', () => {
  test('moves the message; told again, at once or within its five minutes, it changes nothing', async () => {
    const world = await oneSent();
    const event = world.resend.signedEvent('email.delivered', world.id);
    expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'recorded']);
    expect(await world.messages()).toMatchObject([{ state: 'delivered' }]);
    await withoutChange(world.client, async () => {
      expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'repeated']);
      world.clock.moveTo(world.clock.now() + 4 * MINUTE);
      expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'repeated']);
    });
  });

  test('told twenty times at once is recorded once', async () => {
    const world = await oneSent();
    const event = world.resend.signedEvent('email.bounced', world.id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, async () => (await outcomeOf(await deliver(world, event)))[1]));
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(19);
    expect(await countIn(world.client, 'provider_events', 'suppressions')).toEqual({ provider_events: 1, suppressions: 1 });
  });

  test('replayed weeks later by hand, signed anew, changes nothing', async () => {
    const world = await oneSent();
    const event = world.resend.signedEvent('email.delivered', world.id);
    await deliver(world, event);
    world.clock.moveTo(world.clock.now() + 20 * DAY);
    const replayed = sign(event.id, event.body, world.clock.now(), FAKE_SECRET);
    await withoutChange(world.client, async () => expect(await outcomeOf(await deliver(world, replayed))).toEqual([200, 'repeated']));
  });
});

describe('D02 D04 a report that is not signed by us, or too long ago', () => {
  const good = (world: OutboxWorld & { id: string }) => world.resend.signedEvent('email.bounced', world.id);
  const without = ({ headers, ...rest }: SignedEvent, name: string): SignedEvent => {
    const { [name]: _, ...others } = headers;
    return { ...rest, headers: others };
  };
  const withSignature = (event: SignedEvent, signature: string): SignedEvent => ({
    ...event,
    headers: { ...event.headers, 'svix-signature': signature },
  });
  type Forge = (world: OutboxWorld & { id: string }) => SignedEvent;
  test.each<[string, Forge]>([
    ['with another secret', (world) => world.resend.signedEvent('email.bounced', world.id, { secret: OTHER_SECRET })],
    ['over the body written anew', (world) => ({ ...good(world), body: `${good(world).body} ` })],
    ['over another body', (world) => ({ ...good(world), body: good(world).body.replace('Permanent', 'Transient') })],
    ['with the id of another', (world) => ({ ...good(world), headers: { ...good(world).headers, 'svix-id': 'evt_other' } })],
    ['without a signature', (world) => without(good(world), 'svix-signature')],
    ['without an id', (world) => without(good(world), 'svix-id')],
    ['without a time', (world) => without(good(world), 'svix-timestamp')],
    ['with an empty signature', (world) => withSignature(good(world), '')],
    ['of another version only', (world) => withSignature(good(world), good(world).headers['svix-signature']!.replace('v1,', 'v2,'))],
    ['with no signature behind the version', (world) => withSignature(good(world), 'v2,')],
    ['six minutes old', (world) => world.resend.signedEvent('email.bounced', world.id, { signedAt: world.clock.now() - 6 * MINUTE })],
    ['six minutes ahead', (world) => world.resend.signedEvent('email.bounced', world.id, { signedAt: world.clock.now() + 6 * MINUTE })],
  ])('%s is refused and leaves no trace', async (_what, forge) => {
    const world = await oneSent();
    const event = forge(world);
    const refused = await withoutChange(world.client, () => deliver(world, event));
    expect(await problemIn(refused)).toMatchObject({ status: 400, code: 'bad_signature' });
  });

  test.each([-1, 1])('4:59 before or behind us is still taken', async (direction) => {
    const world = await oneSent();
    const signedAt = world.clock.now() + direction * (5 * MINUTE - SECOND);
    expect((await deliver(world, world.resend.signedEvent('email.sent', world.id, { signedAt }))).status).toBe(200);
  });

  test('and without any secret of ours nothing is taken', async () => {
    const world = await oneSent({ RESEND_WEBHOOK_SECRET: '' });
    expect(await problemIn(await deliver(world, good(world)))).toMatchObject({ code: 'bad_signature' });
  });
});

test('D03 while secrets change, both count, alone or together; afterwards the new one only', async () => {
  const both = await oneSent({ RESEND_WEBHOOK_SECRET: `${FAKE_SECRET}, ${OTHER_SECRET}` });
  for (const secret of [FAKE_SECRET, OTHER_SECRET, [OTHER_SECRET, FAKE_SECRET]])
    expect((await deliver(both, both.resend.signedEvent('email.sent', both.id, { secret }))).status).toBe(200);
  const after = await oneSent({ RESEND_WEBHOOK_SECRET: OTHER_SECRET });
  for (const [secret, status] of [
    [FAKE_SECRET, 400],
    [[FAKE_SECRET, OTHER_SECRET], 200],
  ] as const)
    expect((await deliver(after, after.resend.signedEvent('email.sent', after.id, { secret }))).status).toBe(status);
});

describe('D07 a report that comes before we know what it is about', () => {
  test('that overtakes our own commit finds its message by our id, and what it said stays', async () => {
    const world = await outboxWorld();
    const overtaking = world.deps.channels.email;
    world.deps.channels.email = {
      ...overtaking,
      send: async (lot) => {
        const deliveries = await overtaking.send(lot);
        const bounced = world.resend.signedEvent('email.bounced', lot.messages[0]!.id);
        expect(await outcomeOf(await deliver(world, bounced))).toEqual([200, 'recorded']);
        return deliveries;
      },
    };
    await world.put(1, { to: ROSA });
    await world.tick();
    expect(await world.messages()).toMatchObject([
      { state: 'bounced', reason: expect.stringContaining('mailbox'), provider_id: world.resend.messages()[0]!.providerId },
    ]);
    expect(await world.jobs()).toEqual([]);
  });

  test('about a message that is nobody’s of ours is kept as an orphan, once, and changes nothing else', async () => {
    const world = await oneSent();
    const before = await world.messages();
    const event = world.resend.signedEvent('email.bounced', 'msg_of_another_company');
    expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'orphan']);
    expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'repeated']);
    expect([await world.messages(), await stops(world)]).toEqual([before, []]);
    expect(await rowsOf(world.client, 'SELECT message_id FROM provider_events')).toEqual([{ message_id: null }]);
  });

  test('without our tag finds its message by the provider’s id', async () => {
    const world = await oneSent();
    const event = world.resend.signedEvent('email.delivered', world.id, { data: { tags: {} } });
    expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'recorded']);
    expect(await world.messages()).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('D08 an address that does not work', () => {
  test('for good: no mail goes there any more, what waits is not sent, and the survey counts as undelivered', async () => {
    const world = await rosaAsked();
    const [waiting] = await world.put(1, { to: ROSA, quiet: { from: '09:00', to: '12:00', zone: 'UTC' } });
    await world.report('email.bounced');
    expect(await stops(world)).toEqual([{ address: ROSA, purpose: 'all', reason: 'bounced' }]);
    await world.pass(DAY);
    expect(await invitation(world)).toEqual({ state: 'undelivered', detail: expect.stringContaining('The mailbox does not exist') });
    expect((await world.messages()).find(({ id }) => id === waiting)).toMatchObject({ state: 'suppressed', reason: 'bounced' });
    expect(world.resend.acceptedTimes(waiting!)).toBe(0);
    expect(await world.jobs(), 'no reminder, no end').toEqual([]);
  });

  test.each(['Undetermined', 'Transient'])('%s: only that message ends', async (type) => {
    const world = await rosaAsked();
    await world.report('email.bounced', { bounce: { type, subType: 'General', message: 'Something.' } });
    await world.tick();
    expect(await world.messages()).toMatchObject([{ state: 'bounced' }]);
    expect([await stops(world), (await invitation(world))!.state]).toEqual([[], 'undelivered']);
    const [next] = await world.put(1, { to: ROSA, about: 'another' });
    await world.tick();
    expect(world.resend.acceptedTimes(next!)).toBe(1);
    await world.pass(20 * DAY);
    const later = call('call-2', { endedAt: new Date(world.clock.now()).toISOString() });
    expect((await helpdesk(world).tell(later)).invitation.because).toBeNull();
  });

  test('undetermined a second time, by another message: then none is written any more', async () => {
    const world = await outboxWorld();
    const ids = await world.put(2, { to: ROSA });
    await world.put(1, { to: 'kenji@customer.example' });
    await world.tick();
    const undetermined = (id: string, n: number) =>
      deliver(world, world.resend.signedEvent('email.bounced', id, { id: `evt_${n}`, data: { bounce: { type: 'Undetermined' } } }));
    await undetermined(ids[0]!, 1);
    await undetermined(ids[0]!, 2);
    expect(await stops(world), 'told twice about one message').toEqual([]);
    await undetermined(ids[1]!, 3);
    expect(await stops(world)).toEqual([{ address: ROSA, purpose: 'all', reason: 'bounced' }]);
  });

  test('for a while: nothing ends, and the address is not touched', async () => {
    const world = await rosaAsked();
    await world.report('email.delivery_delayed');
    await world.tick();
    expect(await world.messages()).toMatchObject([{ state: 'delayed' }]);
    expect([await stops(world), (await invitation(world))!.state]).toEqual([[], 'asked']);
  });

  test('C22 by the provider’s own list: it is ours from then on too', async () => {
    const world = await rosaAsked();
    await world.report('email.suppressed');
    await world.tick();
    expect(await world.messages()).toMatchObject([{ state: 'suppressed' }]);
    expect(await stops(world)).toEqual([{ address: ROSA, purpose: 'all', reason: 'bounced' }]);
    expect(await invitation(world)).toEqual({ state: 'undelivered', detail: expect.stringContaining('suppression list') });
  });

  test('of a reminder says nothing about the survey, which had arrived', async () => {
    const world = await rosaAsked();
    await world.report('email.delivered');
    await world.pass(3 * DAY);
    const reminder = (await world.messages())[1]!;
    await deliver(world, world.resend.signedEvent('email.bounced', reminder.id));
    await world.tick();
    expect((await invitation(world))!.state).toBe('asked');
  });
});

describe('D09 a complaint', () => {
  test('is a no to every survey, at every address, and to no case', async () => {
    const world = await rosaAsked();
    await world.report('email.complained');
    expect(await stops(world)).toEqual([{ address: ROSA, purpose: 'survey', reason: 'complained' }]);
    await world.pass(20 * DAY);
    const later = { endedAt: new Date(world.clock.now()).toISOString() };
    const again = [
      await helpdesk(world).tell(call('call-2', later)),
      await helpdesk(world).tell(call('call-3', { ...later, customer: { ...CUSTOMERS.rosa, email: 'rosa.new@customer.example' } })),
    ];
    expect(again.map((taken) => taken.invitation.because)).toEqual(['opted_out', 'opted_out']);
    const missed = await helpdesk(world).tell(call('call-4', { ...later, outcome: 'unanswered' }));
    expect(missed.callback).toMatch(/^cbk_/);
    await world.tick();
    expect(await rowsOf(world.client, `SELECT state FROM messages WHERE purpose = 'case'`)).toEqual([{ state: 'accepted' }]);
  });
});

describe('D10 D11 a report that says nothing about delivery', () => {
  test.each([
    'email.opened',
    'email.clicked',
    'email.scheduled',
    'contact.created',
    'domain.updated',
    'email.invented',
    'constructor',
    '__proto__',
  ])('%s is answered and ignored', async (type) => {
    const world = await rosaAsked();
    await withoutChange(world.client, async () => expect(await outcomeOf(await world.report(type))).toEqual([200, 'ignored']));
  });

  test.each([
    ['an array', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['no data', '{"type":"email.sent"}'],
    ['null for data', '{"type":"email.sent","data":null}'],
    ['no email', '{"type":"email.sent","data":{}}'],
    ['a number for the type', '{"type":5,"data":{}}'],
    ['half of itself', '{"type":"email.sent","da'],
  ])('%s is refused', async (_what, body) => {
    const world = await oneSent();
    const refused = await withoutChange(world.client, () => deliver(world, sign('evt_1', body, world.clock.now(), FAKE_SECRET)));
    expect(await problemIn(refused)).toMatchObject({ status: 400, code: 'bad_json' });
  });

  test('a megabyte is too much', async () => {
    const world = await oneSent();
    const event = sign(
      'evt_1',
      JSON.stringify({ type: 'email.sent', data: { email_id: 'x'.repeat(1_000_000) } }),
      world.clock.now(),
      FAKE_SECRET,
    );
    const refused = await withoutChange(world.client, () => deliver(world, event));
    expect(await problemIn(refused)).toMatchObject({ status: 413, code: 'too_large' });
  });
});

describe('D12 our database is busy', () => {
  test('the provider is told to come again, nothing is half done, and the next time it is taken', async () => {
    const world = await rosaAsked();
    const event = world.resend.signedEvent('email.bounced', world.id);
    world.database.next('busy');
    const refused = await withoutChange(world.client, () => deliver(world, event));
    expect(refused.headers.get('Retry-After')).toBe('1');
    expect(await problemIn(refused)).toMatchObject({ status: 503, code: 'busy' });
    expect(await outcomeOf(await deliver(world, event))).toEqual([200, 'recorded']);
  });

  test.each(['reply_lost_before', 'reply_lost_after'] as const)('%s: it is taken once', async (mishap) => {
    const world = await rosaAsked();
    const event = world.resend.signedEvent('email.bounced', world.id);
    world.database.next(mishap);
    expect((await deliver(world, event)).status).toBe(200);
    expect(await countIn(world.client, 'provider_events', 'suppressions')).toEqual({ provider_events: 1, suppressions: 1 });
  });
});

test('D14 three hundred reports at once, each twice, in no order: all are taken, and the door stays open', async () => {
  const world = await outboxWorld();
  const ids = await world.put(100, { purpose: 'case' });
  await world.tick();
  const events = ids.flatMap((id) =>
    ['email.delivered', 'email.sent', 'email.delivery_delayed'].map((type) => world.resend.signedEvent(type, id)),
  );
  const answers = await Promise.all([...events, ...events.toReversed()].map((event) => deliver(world, event)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set((await world.messages()).map(({ state }) => state))).toEqual(new Set(['delivered']));
  expect(await countIn(world.client, 'provider_events')).toEqual({ provider_events: 300 });
  expect((await helpdesk(world).tell(call('call-1', { customer: somebody(1) }))).status).toBe(201);
});
