import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { type Booked, told } from '../fakes/twilio.ts';
import { problemIn } from '../interactions/helpdesk.ts';
import { countIn, withoutChange } from '../support/hash.ts';
import { MAIL, ROSA, TEXTED, type TextWorld, textWorld } from './text-world.ts';

/** A world in which Rosa has a text. */
async function oneSent(options: Parameters<typeof textWorld>[0] = {}): Promise<TextWorld & { text: Booked }> {
  const world = await textWorld(options);
  await world.put(ROSA);
  return { ...world, text: world.fake.sent()[0]! };
}

describe('E07 what became of a text', () => {
  test('is the same in whatever order it is told, and told again', async () => {
    const words = ['queued', 'sending', 'sent', 'delivered', 'sent', 'delivered'];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(words, { minLength: words.length }), async (order) => {
        const world = await oneSent();
        for (const word of order) await world.hears(world.fake.becomes(world.text, word));
        expect(await world.messages()).toMatchObject([{ state: 'delivered', reason: null }]);
        expect(await countIn(world.client, 'provider_events')).toEqual({ provider_events: 2 });
        world.client.close();
      }),
      { numRuns: 5 },
    );
  });

  test('told again changes nothing', async () => {
    const world = await oneSent();
    const failed = world.fake.becomes(world.text, 'undelivered', 30005);
    await world.hears(failed);
    await withoutChange(world.client, () => world.hears(failed));
  });

  test('about a text that is nobody’s of ours changes nothing but the record', async () => {
    const world = await oneSent();
    const before = await world.messages();
    const of = { ...world.text, statusCallback: 'http://localhost:3000/hooks/twilio/status/msg_of_another' };
    await world.hears(world.fake.becomes(of, 'delivered'));
    expect(await world.messages()).toEqual(before);
  });
});

describe('E08 E09 who tells it', () => {
  test('behind a proxy that speaks http to us and another port, signed is the address that we are known by', async () => {
    const env = { RINGBACK_URL: 'https://care.acme.example', RESEND_API_KEY: 're_1', RINGBACK_SENDER: 'Acme <care@acme.example>' };
    const world = await oneSent({ env, twilio: { statusUrl: (id) => `https://care.acme.example/hooks/twilio/status/${id}` } });
    const report = world.fake.becomes(world.text, 'delivered');
    expect(report.url).toContain('https://care.acme.example/');
    await world.hears({ ...report, url: report.url.replace('https://care.acme.example', 'http://10.0.0.7:8787') });
    expect(await world.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test('with fields that nobody knows of yet it is believed, and they are not read', async () => {
    const world = await oneSent();
    await world.hears(world.fake.becomes(world.text, 'delivered', null, { RawDlrDoneDate: '2603021000', Invented: ' 7 ' }));
    expect(await world.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test.each<[string, (world: TextWorld & { text: Booked }) => ReturnType<typeof told>]>([
    ['signed with another token', ({ text }) => told(text.statusCallback, { MessageSid: text.sid, MessageStatus: 'delivered' }, 'x')],
    [
      'signed for another address',
      ({ fake, text }) => ({ ...fake.becomes(text, 'delivered'), url: text.statusCallback.replace(/msg_.*/, 'msg_1') }),
    ],
    [
      'with a word changed',
      ({ fake, text }) => {
        const { url, init } = fake.becomes(text, 'sent');
        return { url, init: { ...init, body: init.body.replace('MessageStatus=sent', 'MessageStatus=failed') } };
      },
    ],
    [
      'not signed at all',
      ({ fake, text }) => {
        const { url, init } = fake.becomes(text, 'delivered');
        return { url, init: { ...init, headers: { 'Content-Type': init.headers['Content-Type']! } } };
      },
    ],
  ])('%s it is refused, and leaves no trace', async (_what, forge) => {
    const world = await oneSent();
    const { url, init } = forge(world);
    const refused = await withoutChange(world.client, () => world.fetch(url, init));
    expect(await problemIn(refused)).toMatchObject({ status: 403, code: 'bad_signature' });
  });

  test('signed, but no report at all, is refused by name', async () => {
    const world = await oneSent();
    const { url, init } = told(world.text.statusCallback, { Hello: 'you' });
    expect(await problemIn(await world.fetch(url, init))).toMatchObject({ status: 400, code: 'bad_json' });
  });
});

describe('E04 a text that did not arrive', () => {
  test('30003, a handset that is off: once more an hour later, and then never again', async () => {
    const world = await oneSent();
    await world.hears(world.fake.becomes(world.text, 'undelivered', 30003));
    expect(world.fake.sent()).toHaveLength(1);
    await world.pass(HOUR);
    expect(world.fake.sent()).toHaveLength(2);
    await world.hears(world.fake.becomes(world.fake.sent()[1]!, 'undelivered', 30003));
    await world.pass(DAY);
    expect(world.fake.sent()).toHaveLength(2);
    const [first, second] = await world.messages();
    expect([first!.state, second!.state, second!.retry_of]).toEqual(['failed', 'failed', first!.id]);
    expect(await world.stops()).toEqual([]);
  });

  test('told at the same moment by two reports, it is sent once more, not twice', async () => {
    const world = await oneSent();
    const reports = ['undelivered', 'failed'].map((word) => world.fake.becomes(world.text, word, 30003));
    await Promise.all(reports.map(({ url, init }) => world.fetch(url, init)));
    await world.pass(HOUR);
    expect(world.fake.sent()).toHaveLength(2);
  });

  test.each([30005, 30006])('%i: the number is marked, and what waits for it does not leave', async (code) => {
    const world = await oneSent();
    await world.hears(world.fake.becomes(world.text, 'undelivered', code));
    await world.put(ROSA);
    await world.pass(2 * HOUR);
    expect(world.fake.sent()).toHaveLength(1);
    expect(await world.stops()).toEqual([{ address: ROSA, purpose: 'all', reason: 'not_textable', source: 'provider' }]);
  });

  test.each([30004, 30007, 30008, 99999])(
    '%i: that text has failed, and is not tried again; the number is as good as before',
    async (code) => {
      const world = await oneSent();
      await world.hears(world.fake.becomes(world.text, 'undelivered', code));
      await world.pass(2 * HOUR);
      expect(world.fake.sent()).toHaveLength(1);
      expect(await world.messages()).toMatchObject([{ state: 'failed', reason: expect.stringMatching(`^${code}: `) }]);
      expect(await world.stops()).toEqual([]);
    },
  );
});

test('E05 30034, our number is not registered: nothing more leaves, and somebody is told once', async () => {
  const world = await oneSent();
  await world.put('+4930901821');
  const [first, second] = world.fake.sent();
  await world.hears(world.fake.becomes(first!, 'undelivered', 30034));
  await world.hears(world.fake.becomes(second!, 'undelivered', 30034));
  for (let n = 0; n < 20; n++) await world.put(`+49309018${100 + n}`);
  await world.pass(HOUR);
  expect(world.fake.sent()).toHaveLength(2);
  expect(world.alarms()).toEqual([{ event: 'alarm', channel: 'twilio', what: 'paused', detail: expect.stringContaining('30034') }]);
  await world.pass(DAY);
  expect(world.fake.sent()).toHaveLength(22);
});

describe('E03 what a case has to say, whose text did not arrive', () => {
  test('is said by mail, once, and in full', async () => {
    const world = await textWorld();
    await world.asks(TEXTED, { outcome: 'unanswered' });
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30006));
    const [text, mail] = await world.messages();
    expect(mail).toMatchObject({ kind: 'callback_opened', channel: 'email', address: MAIL, state: 'accepted', retry_of: text!.id });
    const { text: words } = await world.visitor().mail('callback_opened', MAIL);
    expect(words).toMatch(/A supervisor will call you[\s\S]*\/c\//);
    expect(await world.messages()).toHaveLength(2);
  });

  test('is said by nobody to somebody without a mail address, and when it is true no more', async () => {
    const world = await textWorld();
    const { email: _, ...mobileOnly } = TEXTED;
    await world.asks(mobileOnly, { outcome: 'unanswered' });
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30006));
    expect(await world.messages()).toHaveLength(1);

    const other = await textWorld();
    await other.asks(TEXTED, { outcome: 'unanswered' });
    const text = other.fake.sent()[0]!;
    await other.client.execute("UPDATE callbacks SET open = 0, state = 'withdrawn', closed_at = opened_at");
    await other.hears(other.fake.becomes(text, 'undelivered', 30006));
    expect(await other.messages()).toHaveLength(1);
  });
});

describe('E03 a survey whose text did not arrive', () => {
  test('is asked by mail, once, and is one survey all the same', async () => {
    const world = await textWorld();
    await world.asks();
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30006));
    expect(await world.invitations()).toEqual([
      { state: 'asked', channel: 'email', instead_of: 'text', not_asked: null, detail: expect.stringMatching('^bad_address: 30006') },
    ]);
    expect(await world.messages()).toMatchObject([
      { channel: 'text', state: 'failed' },
      { channel: 'email', kind: 'invitation', address: MAIL, state: 'accepted' },
    ]);
  });

  test('refused at once: the same', async () => {
    const world = await textWorld();
    world.fake.next({ status: 400, code: 21614 });
    await world.asks();
    expect(await world.invitations()).toMatchObject([{ state: 'asked', channel: 'email', instead_of: 'text' }]);
  });

  test('has no other way: then it is undelivered, and says why', async () => {
    const world = await textWorld();
    const { email: _, ...mobileOnly } = TEXTED;
    await world.asks(mobileOnly);
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30005));
    expect(await world.invitations()).toMatchObject([{ state: 'undelivered', detail: expect.stringMatching('^bad_address: 30005') }]);
    expect(await countIn(world.client, 'jobs')).toEqual({ jobs: 0 });
  });

  test('nor is it sent by mail to somebody who refused mail', async () => {
    const world = await textWorld();
    await world.asks({ ...TEXTED, consent: { text: true, email: false } });
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30008));
    expect(await world.invitations()).toMatchObject([{ state: 'undelivered' }]);
  });

  test('may have left all the same: nobody is asked twice', async () => {
    const world = await textWorld();
    world.fake.next({ fault: 'drop_reply' });
    await world.asks();
    await world.pass(HOUR);
    expect(await world.messages()).toMatchObject([{ channel: 'text', state: 'unknown' }]);
    expect(await world.invitations()).toMatchObject([{ state: 'asked', channel: 'text' }]);
  });

  test('E02 because its receiver opted out: mail only with their consent to mail', async () => {
    for (const [consent, state] of [
      [{ text: true }, 'undelivered'],
      [{ text: true, email: true }, 'asked'],
    ] as const) {
      const world = await textWorld();
      world.fake.stop(ROSA);
      await world.asks({ ...TEXTED, consent });
      expect(await world.invitations()).toMatchObject([{ state, detail: expect.stringMatching('^opted_out: 21610') }]);
    }
  });
});
