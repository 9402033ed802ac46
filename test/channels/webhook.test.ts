import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readResendEvent, verifyWebhook, webhookId } from '../../server/channels/webhook.ts';
import { stillClock } from '../../server/core/clock.ts';
import { DAY, MINUTE, SECOND } from '../../server/core/time.ts';
import { startFakeResend } from '../fakes/resend.ts';
import { FAKE_SECRET, sign } from '../fakes/resend-webhooks.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNED_AT = 1614265330 * SECOND;
const BODY = '{"test": 2432232314}';
const VECTOR = {
  'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'svix-timestamp': '1614265330',
  'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const OTHER_SECRET = `whsec_${btoa('another secret altogether')}`;

const verify = (headers: Record<string, string>, { body = BODY, secrets = [SECRET], now = SIGNED_AT } = {}) =>
  verifyWebhook(secrets, new Headers(headers), body, now);

describe('a signature', () => {
  test('D01 of the published vector is good, under either spelling of the headers', async () => {
    expect(await verify(VECTOR)).toBe(true);
    const standard = Object.fromEntries(Object.entries(VECTOR).map(([name, value]) => [name.replace('svix', 'webhook'), value]));
    expect(await verify(standard)).toBe(true);
    expect(webhookId(new Headers(VECTOR))).toBe('msg_p5jXN8AQM9LWM0D4loKWxJek');
    expect(webhookId(new Headers(standard))).toBe('msg_p5jXN8AQM9LWM0D4loKWxJek');
  });

  test('D02 over the same JSON written again is not good', async () => {
    expect(await verify(VECTOR, { body: JSON.stringify(JSON.parse(BODY)) })).toBe(false);
  });

  test('D02 by another secret, by none, or by one that cannot be read is not good', async () => {
    expect(await verify(VECTOR, { secrets: [OTHER_SECRET] })).toBe(false);
    expect(await verify(VECTOR, { secrets: [] })).toBe(false);
    expect(await verify(VECTOR, { secrets: ['', 'whsec_', 'whsec_***'] })).toBe(false);
  });

  test.each([
    ['no headers', {}],
    ['no id', { ...VECTOR, 'svix-id': '' }],
    ['no timestamp', { ...VECTOR, 'svix-timestamp': '' }],
    ['a timestamp in words', { ...VECTOR, 'svix-timestamp': '1614265330.0' }],
    ['another timestamp', { ...VECTOR, 'svix-timestamp': '1614265331' }],
    ['another id', { ...VECTOR, 'svix-id': 'msg_other' }],
    ['no signature', { ...VECTOR, 'svix-signature': '' }],
    ['a version that we do not know', { ...VECTOR, 'svix-signature': VECTOR['svix-signature'].replace('v1', 'v2') }],
    ['an empty signature', { ...VECTOR, 'svix-signature': 'v1,' }],
    ['a broken signature', { ...VECTOR, 'svix-signature': 'v1,***' }],
    ['half a signature', { ...VECTOR, 'svix-signature': VECTOR['svix-signature'].slice(0, 20) }],
    [
      'headers of two kinds',
      { 'svix-id': VECTOR['svix-id'], 'webhook-timestamp': VECTOR['svix-timestamp'], 'webhook-signature': VECTOR['svix-signature'] },
    ],
  ])('D02 with %s is not good', async (_what, headers) => {
    expect(await verify(headers as Record<string, string>)).toBe(false);
  });

  test('D03 is good when it is the second of two, in the header or among our secrets', async () => {
    const wrong = `v1,${btoa('x'.repeat(32))}`;
    expect(await verify({ ...VECTOR, 'svix-signature': `${wrong} v1a,zzz ${VECTOR['svix-signature']}` })).toBe(true);
    expect(await verify(VECTOR, { secrets: [OTHER_SECRET, SECRET] })).toBe(true);
    const rotating = sign('evt_1', BODY, SIGNED_AT, [OTHER_SECRET, SECRET]);
    expect(await verify(rotating.headers)).toBe(true);
    expect(await verify(rotating.headers, { secrets: [OTHER_SECRET] })).toBe(true);
  });

  test('D04 is good for five minutes before and after, by our own clock', async () => {
    const at = (distance: number) => verify(VECTOR, { now: SIGNED_AT + distance });
    expect(await at(5 * MINUTE - SECOND)).toBe(true);
    expect(await at(-(5 * MINUTE - SECOND))).toBe(true);
    expect(await at(6 * MINUTE)).toBe(false);
    expect(await at(-6 * MINUTE)).toBe(false);
  });

  test('D04 by the reference library is good too, whatever letters the body has', async () => {
    const body = '{"name":"Zoë 🐢\\n"}';
    const { headers } = sign('evt_1', body, SIGNED_AT, SECRET);
    expect(await verify(headers, { body })).toBe(true);
  });
});

describe('the body', () => {
  const event = (type: string, data: unknown = { email_id: 'em_1' }) =>
    JSON.stringify({ type, created_at: '2026-11-21T09:30:00.000Z', data });

  test('of a bounce says what became of which message', async () => {
    const resend = await startFakeResend({ now: () => SIGNED_AT });
    const { body } = resend.signedEvent('email.bounced', 'msg_1');
    expect(readResendEvent(body)).toEqual({
      type: 'email.bounced',
      state: 'bounced',
      emailId: expect.any(String),
      messageId: 'msg_1',
      at: SIGNED_AT,
      detail: 'NoEmail: The mailbox does not exist.',
      bounceType: 'Permanent',
    });
    await resend.close();
  });

  test.each([
    ['email.sent', 'sent'],
    ['email.delivery_delayed', 'delayed'],
    ['email.delivered', 'delivered'],
    ['email.failed', 'failed'],
    ['email.suppressed', 'suppressed'],
    ['email.complained', 'complained'],
  ])('%s means %s', (type, state) => {
    expect(readResendEvent(event(type))).toMatchObject({ state, emailId: 'em_1', messageId: null, bounceType: null });
  });

  test('carries our id in its tags, as an object or as a list; the Message-ID header is not our id', () => {
    const withTags = (tags: unknown) => readResendEvent(event('email.sent', { email_id: 'em_1', message_id: '<x@mail>', tags }));
    expect(withTags({ message_id: 'msg_1' })).toMatchObject({ messageId: 'msg_1' });
    expect(
      withTags([
        { name: 'kind', value: 'a' },
        { name: 'message_id', value: 'msg_1' },
      ]),
    ).toMatchObject({ messageId: 'msg_1' });
    for (const tags of [undefined, null, 'msg_1', [null], { message_id: 7 }]) expect(withTags(tags)).toMatchObject({ messageId: null });
  });

  test('has its time in more than one spelling, or none', () => {
    const at = (created_at: unknown) => readResendEvent(JSON.stringify({ type: 'email.sent', created_at, data: { email_id: 'em_1' } }));
    expect(at('2026-11-21 09:30:00.126894+00')).toMatchObject({ at: Date.UTC(2026, 10, 21, 9, 30, 0, 126) });
    expect(at('yesterday')).toMatchObject({ at: null });
    expect(at(undefined)).toMatchObject({ at: null });
  });

  test('with line breaks in a reason becomes one line of bounded length', () => {
    const read = readResendEvent(event('email.failed', { email_id: 'em_1', failed: { reason: `no\r\nway ${'x'.repeat(2_000)}` } }));
    expect(read).toMatchObject({ detail: expect.stringMatching(/^no way x{490,}…$/) });
  });

  test.each([
    'email.opened',
    'email.clicked',
    'email.scheduled',
    'email.received',
    'domain.updated',
    'email.teleported',
    '__proto__',
    'toString',
  ])('D10 D11 %s is known to be of no concern', (type) => expect(readResendEvent(event(type, {}))).toBe('ignored'));

  test.each([
    ['nothing', ''],
    ['half a body', '{"type":"email.sent"'],
    ['a list', '[]'],
    ['a list of events', '[{"type":"email.sent","data":{"email_id":"em_1"}}]'],
    ['null', 'null'],
    ['no data', event('email.sent', null)],
    ['no data, of an unknown type', event('email.teleported', null)],
    ['data that is a list', event('email.sent', [])],
    ['no type', '{"data":{}}'],
    ['a type that is a number', '{"type":1,"data":{}}'],
    ['no id of the email', event('email.delivered', {})],
    ['an id that is a number', event('email.delivered', { email_id: 1 })],
  ])('D11 %s is broken', (_what, body) => expect(readResendEvent(body)).toBeUndefined());

  test('D11 a megabyte of depth is broken or of no concern, but throws nothing', () => {
    expect(readResendEvent('['.repeat(1_000_000))).toBeUndefined();
    expect(readResendEvent(event('email.teleported', { much: 'x'.repeat(1_000_000) }))).toBe('ignored');
  });
});

test('D05 the fake delivers repeats, other orders, late ones, replays and rotations, and all are good when they come', async () => {
  const clock = stillClock(SIGNED_AT);
  const resend = await startFakeResend({ now: clock.now });
  const heard: { id: string | undefined; good: boolean; state: unknown }[] = [];
  const door = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const headers = new Headers(request.headers as Record<string, string>);
    const read = readResendEvent(body);
    heard.push({
      id: webhookId(headers),
      good: await verifyWebhook([FAKE_SECRET], headers, body, clock.now()),
      state: typeof read === 'object' ? read.state : read,
    });
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => door.once('listening', ready));
  const hooks = resend.webhooks(`http://127.0.0.1:${(door.address() as { port: number }).port}`, [OTHER_SECRET, FAKE_SECRET]);

  const sent = hooks.queue('email.sent', 'msg_1');
  hooks.queue('email.delivered', 'msg_1');
  expect(await hooks.flush({ times: 2, order: (events) => events.toReversed() })).toEqual([200, 200, 200, 200]);
  expect(heard.map((one) => one.state)).toEqual(['delivered', 'delivered', 'sent', 'sent']);
  expect(new Set(heard.map((one) => one.id)).size).toBe(2);

  clock.moveTo(SIGNED_AT + 20 * DAY);
  await hooks.replay(sent);
  expect(heard.at(-1)).toEqual({ id: sent.id, good: true, state: 'sent' });
  hooks.queue('email.bounced', 'msg_1', { signedAt: SIGNED_AT });
  await hooks.flush();
  expect(
    heard.map((one) => one.good),
    'only the last was signed too long ago',
  ).toEqual([true, true, true, true, true, false]);
  door.close();
  await resend.close();
});
