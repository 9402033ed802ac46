import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lot, OutboundMessage } from '../../server/channels/channel.ts';
import { type ResendOptions, resendChannel } from '../../server/channels/resend.ts';
import { stillClock } from '../../server/core/clock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { type FakeResend, startFakeResend } from '../fakes/resend.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0);

let clock = stillClock(NOON);
let resend: FakeResend;

beforeEach(async () => {
  clock = stillClock(NOON);
  resend = await startFakeResend({ now: clock.now });
});
afterEach(() => resend.close());

const channel = (options: Partial<ResendOptions> = {}) =>
  resendChannel({ apiKey: 're_good', baseUrl: resend.url, now: clock.now, ...options });

function survey(id: string, to = 'ann@example.com', more: Partial<OutboundMessage['request']> = {}): OutboundMessage {
  const tags = [{ name: 'message_id', value: id }];
  const base = { from: '"Acme" <care@acme.example>', to, subject: 'How did we do?', html: '<p>How did we do?</p>', text: 'How did we do?' };
  return { id, request: { ...base, headers: { 'List-Unsubscribe': '<https://acme.example/u/1>' }, tags, ...more } };
}

const lot = (...messages: OutboundMessage[]): Lot => ({ key: 'lot_1', messages, firstTriedAt: null });
const again = (first: Lot): Lot => ({ ...first, firstTriedAt: NOON });

describe('a message that is taken', () => {
  test('C01 is accepted, with the id that the provider gave it', async () => {
    const [delivery] = await channel().send(lot(survey('msg_1')));
    expect(delivery).toEqual({ id: 'msg_1', verdict: 'accepted', providerId: resend.messages()[0]!.providerId });
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });

  test('travels with the key of its lot, a user agent and everything that was rendered', async () => {
    await channel().send(lot(survey('msg_1')));
    const [{ headers, path, body }] = resend.seen() as [ReturnType<FakeResend['seen']>[number]];
    expect(path).toBe('/emails');
    expect(headers).toMatchObject({
      'idempotency-key': 'lot_1',
      authorization: 'Bearer re_good',
      'user-agent': expect.stringContaining('Ringback'),
    });
    expect(JSON.parse(body)).toEqual(survey('msg_1').request);
  });

  test('C01 a lot of none asks nobody', async () => {
    expect(await channel().send(lot())).toEqual([]);
    expect(resend.seen()).toEqual([]);
  });
});

describe('a repeat', () => {
  test('C02 after a lost reply is answered with the first id, and the customer gets one email', async () => {
    const first = lot(survey('msg_1'));
    resend.next({ fault: 'drop_reply' });
    expect(await channel().send(first)).toMatchObject([{ verdict: 'unclear' }]);
    expect(await channel().send(again(first))).toMatchObject([{ verdict: 'accepted', providerId: resend.messages()[0]!.providerId }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
    expect(resend.seen()[1]!.body).toBe(resend.seen()[0]!.body);
  });

  test('C03 with other words under the same key is unclear, because the first may have left', async () => {
    await channel().send(lot(survey('msg_1')));
    const reworded = again(lot(survey('msg_1', 'ann@example.com', { subject: 'How was it?' })));
    expect(await channel().send(reworded)).toEqual([{ id: 'msg_1', verdict: 'unclear', reason: 'invalid_idempotent_request' }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });

  test('C04 while the first is still in work keeps its key, and finds the first answer afterwards', async () => {
    const first = lot(survey('msg_1'));
    resend.next({ fault: 'hold' });
    const slow = channel().send(first);
    await expect.poll(() => resend.seen().length).toBe(1);
    expect(await channel().send(again(first))).toEqual([{ id: 'msg_1', verdict: 'unclear', reason: 'concurrent_idempotent_requests' }]);
    resend.release();
    expect(await channel().send(again(first))).toEqual(await slow);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });

  test('C05 is recognised for as long as the channel says, and no longer than a day', async () => {
    const first = lot(survey('msg_1'));
    await channel().send(first);
    clock.moveTo(NOON + channel().recognisesRepeatsFor);
    await channel().send(again(first));
    expect(resend.acceptedTimes('msg_1'), 'within the promised time').toBe(1);
    clock.moveTo(NOON + DAY);
    await channel().send(again(first));
    expect(resend.acceptedTimes('msg_1'), 'after a day the key is forgotten').toBe(2);
  });

  test('C02 that is turned away stays unclear: "later" would free a message that may have left', async () => {
    const first = lot(survey('msg_1'));
    resend.next({ fault: 'drop_reply' }, { status: 429, name: 'rate_limit_exceeded' });
    await channel().send(first);
    expect(await channel().send(again(first))).toMatchObject([
      { verdict: 'unclear', reason: expect.stringContaining('rate_limit_exceeded') },
    ]);
    expect(await channel().send(again(first))).toMatchObject([{ verdict: 'accepted' }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });
});

describe('a provider that says "not now"', () => {
  const answerTo = async (status: number, name: string, headers: Record<string, string> = {}) => {
    resend.next({ status, name, headers });
    return (await channel().send(lot(survey('msg_1'))))[0];
  };
  const waits = (after: number) => ({
    id: 'msg_1',
    verdict: 'later',
    reason: expect.any(String),
    after,
    counts: false,
    pausesChannel: true,
  });

  test('C06 too fast: the channel waits as long as it was told, and no try is counted', async () => {
    expect(await answerTo(429, 'rate_limit_exceeded', { 'retry-after': '7' })).toEqual(waits(7 * SECOND));
    expect(await answerTo(429, 'rate_limit_exceeded', { 'ratelimit-reset': '3' })).toEqual(waits(3 * SECOND));
    expect(await answerTo(429, 'rate_limit_exceeded', { 'retry-after': 'soon' })).toEqual(waits(5 * SECOND));
    expect(await answerTo(429, 'something_new', { 'retry-after': '-1' })).toEqual(waits(5 * SECOND));
  });

  test('C06 the real limit of the fake says the same', async () => {
    const strict = await startFakeResend({ now: clock.now, perSecond: 1 });
    const hasty = channel({ baseUrl: strict.url });
    expect(await hasty.send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'accepted' }]);
    expect(await hasty.send({ ...lot(survey('msg_2')), key: 'lot_2' })).toMatchObject([{ verdict: 'later', after: SECOND, counts: false }]);
    await strict.close();
  });

  test('C07 a used-up quota waits for the next day or month in UTC', async () => {
    expect(await answerTo(429, 'daily_quota_exceeded')).toEqual(waits(12 * HOUR));
    expect(await answerTo(429, 'monthly_quota_exceeded')).toEqual(waits(Date.UTC(2026, 11, 1) - NOON));
    clock.moveTo(Date.UTC(2026, 11, 31, 23, 59, 59));
    expect(await answerTo(429, 'monthly_quota_exceeded')).toEqual(waits(SECOND));
  });

  test.each([
    [401, 'missing_api_key'],
    [401, 'restricted_api_key'],
    [403, 'invalid_api_key'],
    [403, 'validation_error'],
    [403, 'authentication_error'],
    [404, 'not_found'],
    [405, 'method_not_allowed'],
  ])('C09 %i %s pauses the channel and blames no message', async (status, name) => {
    expect(await answerTo(status, name)).toEqual(waits(10 * MINUTE));
  });

  test('C09 once the key is right again, the message goes out once', async () => {
    resend.onlyKey('re_new');
    expect(await channel().send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'later', pausesChannel: true }]);
    expect(await channel({ apiKey: 're_new' }).send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'accepted' }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });

  test('C09 a sender domain that is not verified pauses the channel', async () => {
    const message = survey('msg_1', 'ann@example.com', { from: 'care@unverified.example' });
    expect(await channel().send(lot(message))).toMatchObject([{ verdict: 'later', counts: false, pausesChannel: true }]);
  });
});

describe('a message that will never be taken', () => {
  test('C08 is refused at once, and the address is blamed when it is the address', async () => {
    const [delivery] = await channel().send(lot(survey('msg_1', 'ann@nowhere')));
    expect(delivery).toMatchObject({ verdict: 'refused', fault: 'address', reason: expect.stringContaining('validation_error') });
    expect(delivery, 'no address in a reason: it would outlive an erasure').not.toMatchObject({
      reason: expect.stringContaining('nowhere@'),
    });
  });

  test.each([
    [422, 'missing_required_field', 'Missing `subject` field.'],
    [422, 'invalid_from_address', 'Invalid `from` field. The email address needs to follow the `email@example.com` format.'],
    [400, 'validation_error', 'We found an error with one or more fields in the request.'],
    [422, 'invalid_attachment', 'Attachment must have either a `content` or `path`.'],
    [400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.'],
    [422, 'a_name_from_next_year', 'No.'],
    [451, 'security_error', 'We may have found a security issue with the request.'],
  ])('C08 %i %s is the fault of the message', async (status, name, message) => {
    resend.next({ status, name, message });
    expect(await channel().send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'refused', fault: 'message' }]);
  });

  test('C08 the reason does not repeat the address', async () => {
    resend.next({ status: 422, name: 'validation_error', message: 'Invalid `to` field: "Ann" <ann@example.com>, sorry' });
    const [delivery] = await channel().send(lot(survey('msg_1')));
    expect(delivery).toMatchObject({ fault: 'address', reason: 'validation_error: Invalid `to` field: "Ann" <…@…>, sorry' });
  });
});

describe('an answer that cannot be trusted', () => {
  test.each([
    ['an error page', { fault: 'html' } as const],
    ['an empty 200', { fault: 'empty' } as const],
    ['a 200 without an id', { fault: 'no_id' } as const],
    ['half a body', { fault: 'half_a_body' } as const],
    ['an error of theirs', { status: 500, name: 'internal_server_error' } as const],
    ['a gateway that is out', { status: 503, name: 'application_error' } as const],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } } as const],
    ['an unknown conflict', { status: 409, name: 'something_new' } as const],
  ])('C10 %s leaves the message unclear, and the same key finds out', async (_what, behaviour) => {
    const first = lot(survey('msg_1'));
    resend.next(behaviour);
    expect(await channel().send(first)).toMatchObject([{ id: 'msg_1', verdict: 'unclear' }]);
    expect(await channel().send(again(first))).toMatchObject([{ verdict: 'accepted' }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });

  test('C10 a refusal without the words of Resend is not believed', async () => {
    const proxy = async () => new Response('<html>Bad request</html>', { status: 400 });
    expect(await channel({ fetch: proxy }).send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'unclear' }]);
  });

  test('C12 a provider that hangs is left after our own time, and the late acceptance is found', async () => {
    const first = lot(survey('msg_1'));
    resend.next({ fault: 'hang' });
    const [delivery] = await channel({ timeoutMs: 50 }).send(first);
    expect(delivery).toEqual({ id: 'msg_1', verdict: 'unclear', reason: 'no answer within 50 ms' });
    expect(await channel().send(again(first))).toMatchObject([{ verdict: 'accepted' }]);
    expect(resend.acceptedTimes('msg_1')).toBe(1);
  });
});

describe('a provider that cannot be reached', () => {
  const later = { id: 'msg_1', verdict: 'later', reason: expect.any(String), after: 30 * SECOND, counts: true, pausesChannel: false };

  test('C11 nobody listens: certainly not taken', async () => {
    const gone = await startFakeResend();
    await gone.close();
    expect(await channel({ baseUrl: gone.url }).send(lot(survey('msg_1')))).toEqual([later]);
  });

  test('C11 the name is not known: certainly not taken', async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const unknown = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await channel({ fetch: unknown }).send(lot(survey('msg_1')))).toEqual([later]);
  });

  test('C11 it does not speak TLS, or shows a wrong certificate: certainly not taken', async () => {
    expect(await channel({ baseUrl: resend.url.replace('http:', 'https:') }).send(lot(survey('msg_1')))).toEqual([later]);
    const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
    const expired = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await channel({ fetch: expired }).send(lot(survey('msg_1')))).toEqual([later]);
  });

  test('C11 it hangs up on the request: nobody can tell, so the key stays', async () => {
    resend.next({ fault: 'drop_request' });
    expect(await channel().send(lot(survey('msg_1')))).toMatchObject([{ verdict: 'unclear' }]);
    const reset = () => Promise.reject(Object.assign(new Error('Network connection lost.')));
    expect(await channel({ fetch: reset }).send(lot(survey('msg_1'))), 'as on Workers, which give no codes').toMatchObject([
      { verdict: 'unclear' },
    ]);
  });

  test('a key that no header can hold throws nothing', async () => {
    const odd = { ...lot(survey('msg_1')), key: 'lot\n1' };
    expect(await channel().send(odd)).toMatchObject([{ verdict: 'later', counts: true }]);
  });
});

describe('a lot of a hundred', () => {
  const hundred = (bad: number[] = []) =>
    lot(...Array.from({ length: 100 }, (_, n) => survey(`msg_${n}`, bad.includes(n) ? 'nobody' : `c${n}@example.com`)));

  test('C15 with one bad address: 99 are accepted once, each with its own id, and one is refused', async () => {
    const deliveries = await channel().send(hundred([41]));
    expect(deliveries).toHaveLength(100);
    expect(deliveries[41]).toMatchObject({ id: 'msg_41', verdict: 'refused', fault: 'address' });
    for (const one of resend.messages()) {
      expect(deliveries).toContainEqual({ id: one.messageId, verdict: 'accepted', providerId: one.providerId });
    }
    expect(resend.messages()).toHaveLength(99);
    expect(resend.seen()[0]).toMatchObject({
      path: '/emails/batch',
      headers: { 'x-batch-validation': 'permissive', 'idempotency-key': 'lot_1' },
    });
  });

  test('C15 C02 whose reply was lost is answered again in full, and nobody gets two', async () => {
    const first = hundred([0, 99]);
    resend.next({ fault: 'drop_reply' });
    expect(new Set((await channel().send(first)).map((one) => one.verdict))).toEqual(new Set(['unclear']));
    const second = await channel().send(again(first));
    expect(second.filter((one) => one.verdict === 'accepted')).toHaveLength(98);
    expect(resend.messages()).toHaveLength(98);
  });

  test('C16 with one member changed is unclear for all', async () => {
    await channel().send(hundred());
    const changed = await channel().send(again(hundred([7])));
    expect(changed.every((one) => one.verdict === 'unclear')).toBe(true);
    expect(resend.messages()).toHaveLength(100);
  });

  test.each([
    ['fewer ids than messages', { data: [{ id: 'a' }] }],
    ['more ids than messages', { data: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }],
    ['an error for nobody', { data: [{ id: 'a' }], errors: [{ index: 9, message: 'no' }] }],
    ['an error beside all ids', { data: [{ id: 'a' }, { id: 'b' }], errors: [{ index: 1, message: 'no' }] }],
    ['an error in no shape', { data: [{ id: 'a' }], errors: ['no'] }],
    ['no list', { data: {} }],
  ])('C10 an answer that does not add up (%s) leaves all unclear', async (_what, body) => {
    const odd = async () => Response.json(body);
    const deliveries = await channel({ fetch: odd }).send(lot(survey('msg_1'), survey('msg_2')));
    expect(deliveries.map((one) => one.verdict)).toEqual(['unclear', 'unclear']);
  });

  test('C10 one id missing leaves that one unclear', async () => {
    const odd = async () => Response.json({ data: [{ id: 'a' }, {}] });
    const deliveries = await channel({ fetch: odd }).send(lot(survey('msg_1'), survey('msg_2')));
    expect(deliveries).toEqual([
      { id: 'msg_1', verdict: 'accepted', providerId: 'a' },
      { id: 'msg_2', verdict: 'unclear', reason: '200 without ids' },
    ]);
  });

  test("C15 refused as a whole blames nobody's address: it is not said whose", async () => {
    resend.next({ status: 422, name: 'validation_error', message: 'Invalid `to` field.' });
    const deliveries = await channel().send(hundred());
    expect(deliveries.every((one) => one.verdict === 'refused' && one.fault === 'message')).toBe(true);
  });
});

test('the fake: whoever does not say what they are is turned away', async () => {
  const { request } = await import('node:http');
  const status = await new Promise((told) => {
    request(`${resend.url}/emails`, { method: 'POST' }, (response) => told(response.resume().statusCode)).end('{}');
  });
  expect(status).toBe(403);
});

test('the fake: strict batches take all or none; a bounced address is suppressed', async () => {
  const headers = { authorization: 'Bearer re_good', 'user-agent': 'test' };
  const emails = [survey('msg_1').request, survey('msg_2', 'nobody').request];
  const strict = await fetch(`${resend.url}/emails/batch`, { method: 'POST', headers, body: JSON.stringify(emails) });
  expect([strict.status, resend.messages().length]).toEqual([422, 0]);
  await channel().send(lot(survey('msg_1')));
  resend.signedEvent('email.bounced', 'msg_1');
  await channel().send({ ...lot(survey('msg_3')), key: 'lot_3' });
  expect(resend.suppressedEvents().map((event) => JSON.parse(event.body))).toMatchObject([
    { type: 'email.suppressed', data: { tags: { message_id: 'msg_3' } } },
  ]);
});
