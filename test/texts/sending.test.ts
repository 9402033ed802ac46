import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { FAKE_ACCOUNT, FAKE_TOKEN, OUR_NUMBER, type Scripted } from '../fakes/twilio.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY } from '../world.ts';
import { ROSA, textWorld } from './text-world.ts';

describe('a text that leaves', () => {
  test('goes as a form with our name and password, and says where to report and how long it is good for', async () => {
    const world = await textWorld();
    await world.put(ROSA);
    const [request] = world.fake.seen();
    const [message] = await world.messages();
    expect(request).toEqual({
      method: 'POST',
      path: `/2010-04-01/Accounts/${FAKE_ACCOUNT}/Messages.json`,
      authorization: `Basic ${btoa(`${FAKE_ACCOUNT}:${FAKE_TOKEN}`)}`,
      form: {
        To: ROSA,
        From: OUR_NUMBER,
        Body: 'Acme: about your case.',
        StatusCallback: `http://localhost:3000/hooks/twilio/status/${message!.id}`,
        ValidityPeriod: '14400',
      },
    });
    expect(message).toMatchObject({ state: 'accepted', channel: 'text', provider_id: world.fake.sent()[0]!.sid });
  });

  test('by a messaging service names the service', async () => {
    const world = await textWorld({ twilio: { from: 'MG1' } });
    await world.put(ROSA);
    expect(world.fake.seen()[0]!.form).toMatchObject({ MessagingServiceSid: 'MG1' });
    expect(world.fake.seen()[0]!.form).not.toHaveProperty('From');
  });

  test('in the evening is good until the quiet begins, and not four hours', async () => {
    // 20:00 in Berlin; quiet from 21:00.
    const world = await textWorld({ start: MONDAY + 10 * HOUR });
    await world.put(ROSA, { quiet: { from: '21:00', to: '08:00', zone: 'Europe/Berlin' } });
    expect(world.fake.sent()[0]!.validity).toBe(3600);
  });

  test('of which nobody wants to know after half an hour is good for half an hour', async () => {
    const world = await textWorld();
    await world.put(ROSA, { notAfter: MONDAY + 30 * MINUTE });
    expect(world.fake.sent()[0]!.validity).toBe(1800);
  });

  test('in quiet hours waits for the morning', async () => {
    const world = await textWorld({ start: MONDAY + 13 * HOUR });
    await world.put(ROSA, { quiet: { from: '21:00', to: '08:00', zone: 'Europe/Berlin' } });
    expect(world.fake.sent()).toEqual([]);
    await world.pass(10 * HOUR);
    expect(world.fake.sent()).toHaveLength(1);
  });
});

describe('E01 an answer that does not come', () => {
  test.each<[string, Scripted]>([
    ['a line that breaks after the text was taken', { fault: 'drop_reply' }],
    ['a line that breaks before', { fault: 'drop_request' }],
    ['silence', { fault: 'hang' }],
    ['a page of a proxy', { fault: 'html' }],
    ['a yes without an id', { fault: 'no_sid' }],
    ['a fault of the provider', { status: 500, code: 20500 }],
  ])('%s: nobody knows whether it left, and it is never sent again', async (_what, behaviour) => {
    const world = await textWorld({ twilio: { timeoutMs: 200 } });
    world.fake.next(behaviour);
    await world.put(ROSA);
    for (let n = 0; n < 30; n++) await world.pass(10 * MINUTE);
    expect(world.fake.seen().filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await world.messages()).toMatchObject([{ state: 'unknown' }]);
  });

  test('the report that comes all the same says what became of it', async () => {
    const world = await textWorld();
    world.fake.next({ fault: 'drop_reply' });
    await world.put(ROSA);
    await world.pass(10 * SECOND);
    expect(await world.messages()).toMatchObject([{ state: 'unknown', provider_id: null }]);
    const [sent] = world.fake.sent();
    await world.hears(world.fake.becomes(sent!, 'delivered'));
    expect(await world.messages()).toMatchObject([{ state: 'delivered', provider_id: sent!.sid }]);
  });

  test('a runner that dies after the text was taken does not send it twice', async () => {
    const world = await textWorld();
    world.fake.next({ fault: 'drop_reply' });
    await world.put(ROSA);
    // As if the one who had sent it were gone: its job comes back to somebody else.
    await world.client.execute("UPDATE jobs SET due_at = 0 WHERE kind = 'outbox.deliver'");
    await world.pass(2 * HOUR);
    expect(world.fake.sent()).toHaveLength(1);
  });
});

describe('a number that cannot be texted', () => {
  test.each([
    [21211, 'not_textable'],
    [21614, 'not_textable'],
    [21635, 'not_textable'],
    [21610, 'opted_out'],
  ])('E02 E03 %i: it is marked %s, and no other text goes there', async (code, reason) => {
    const world = await textWorld();
    world.fake.next({ status: 400, code, message: `The number ${ROSA} is no good.` });
    await world.put(ROSA);
    await world.put(ROSA);
    expect(world.fake.seen()).toHaveLength(1);
    expect(await world.stops()).toEqual([{ address: ROSA, purpose: 'all', reason, source: 'provider' }]);
    const [first, second] = await world.messages();
    expect(first).toMatchObject({ state: 'failed', reason: expect.stringMatching(`^${code}: `) });
    expect(first!.reason, 'no number is kept in a reason').not.toContain(ROSA.slice(4));
    expect(second).toMatchObject({ state: 'suppressed', reason });
  });

  test('a text that itself is wrong says nothing about the number', async () => {
    const world = await textWorld();
    world.fake.next({ status: 400, code: 21617, message: `The body for ${ROSA} is too long.` });
    await world.put(ROSA);
    expect(await world.stops()).toEqual([]);
    expect(await world.messages()).toMatchObject([{ state: 'failed', reason: '21617: The body for … is too long.' }]);
  });
});

describe('a channel that must wait', () => {
  test('E06 429: as long as it says, and no try counts', async () => {
    const world = await textWorld();
    world.fake.next(...Array.from({ length: 10 }, () => ({ status: 429, code: 20429, headers: { 'retry-after': '7' } })));
    await world.put(ROSA);
    for (let n = 0; n < 10; n++) {
      expect(world.fake.sent()).toEqual([]);
      await world.pass(7 * SECOND);
    }
    expect(world.fake.sent()).toHaveLength(1);
    expect(world.alarms()).toEqual([]);
  });

  test.each([
    [401, 20003],
    [400, 21608],
    [403, 20003],
  ])('%i %i: it pauses, somebody is told once, nothing is lost', async (status, code) => {
    const world = await textWorld();
    const broken = Array.from({ length: 3 }, () => ({ status, code }));
    world.fake.next(...broken);
    await world.put(ROSA);
    for (let n = 0; n < 3; n++) await world.pass(10 * MINUTE);
    expect(world.alarms()).toEqual([{ event: 'alarm', channel: 'twilio', what: 'paused', detail: expect.stringContaining(String(code)) }]);
    expect(await rowsOf(world.client, "SELECT kind FROM ledger WHERE subject = 'channel:twilio'")).toEqual([{ kind: 'alarm' }]);
    expect(world.fake.sent()).toHaveLength(1);
  });

  test('holds up no mail', async () => {
    const world = await textWorld();
    world.fake.onlyToken('another');
    await world.put(ROSA);
    await world.asks({ id: 'c-1', name: 'Amina Diallo', email: 'amina@customer.example' });
    expect(await world.messages()).toMatchObject([
      { channel: 'text', state: 'queued' },
      { channel: 'email', state: 'accepted' },
    ]);
    world.fake.onlyToken(FAKE_TOKEN);
    await world.pass(DAY);
    expect(world.fake.sent()).toHaveLength(1);
  });
});

describe('the configuration', () => {
  const WHOLE = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'x', TWILIO_FROM: '+14155550100', RINGBACK_SECRET: 'x'.repeat(32) };
  const problemsOf = (env: Record<string, string>) => {
    const read = readConfig(env);
    return 'problems' in read ? read.problems : [];
  };

  test('without any of it nobody is texted but in development; with all of it, by Twilio', () => {
    const mail = { RINGBACK_SECRET: 'x'.repeat(32), RESEND_API_KEY: 're', RINGBACK_SENDER: 'a@b.example' };
    expect(readConfig({})).toMatchObject({ config: { text: { kind: 'mailbox' } } });
    expect(readConfig(mail)).toMatchObject({ config: { text: undefined } });
    expect(readConfig({ ...mail, ...WHOLE })).toMatchObject({ config: { text: { kind: 'twilio', from: '+14155550100' } } });
  });

  test.each(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'])('half of it names what is missing: %s', (name) => {
    expect(problemsOf({ ...WHOLE, [name]: '' })).toEqual([expect.stringMatching(`^${name} is missing`)]);
  });

  test.each([
    ['TWILIO_FROM', '0415'],
    ['TWILIO_FROM', 'Acme'],
    ['TWILIO_ACCOUNT_SID', 'SK1'],
    ['TWILIO_BASE_URL', 'api.twilio.com'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ ...WHOLE, [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  test('a host with an underscore is refused: Twilio would not report to it', () => {
    const env = { ...WHOLE, RINGBACK_URL: 'https://my_care.example', RESEND_API_KEY: 're', RINGBACK_SENDER: 'a@b.example' };
    expect(problemsOf(env)).toEqual([expect.stringContaining('_')]);
  });
});
