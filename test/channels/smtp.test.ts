import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lot, OutboundMessage } from '../../server/channels/channel.ts';
import { smtpChannel } from '../../server/channels/smtp.ts';
import { type FakeSmtp, startFakeSmtp } from '../fakes/smtp.ts';

let server: FakeSmtp;
beforeEach(async () => {
  server = await startFakeSmtp();
});
afterEach(() => server.close());

function letter(id: string, more: Partial<OutboundMessage['request']> = {}): OutboundMessage {
  const base = {
    from: '"Acme" <care@acme.example>',
    to: 'ann@example.com',
    subject: 'How did we do?',
    html: '<p>Hello</p>',
    text: 'Hello',
  };
  return { id, request: { ...base, headers: { 'List-Unsubscribe': `<https://acme.example/u/${'x'.repeat(120)}>` }, tags: [], ...more } };
}
const lot = (...messages: OutboundMessage[]): Lot => ({ key: 'lot_1', messages, firstTriedAt: null });

describe('a letter', () => {
  test('C01 is accepted when the server says so, under a Message-ID made of our own id', async () => {
    const deliveries = await smtpChannel(server.url).send(lot(letter('msg_1')));
    expect(deliveries).toEqual([{ id: 'msg_1', verdict: 'accepted', providerId: 'msg_1@acme.example' }]);
    const [mail] = server.messages();
    expect(mail).toMatchObject({ from: 'care@acme.example', to: ['ann@example.com'] });
    expect(mail!.raw).toContain('Message-ID: <msg_1@acme.example>');
    expect(mail!.raw.replace(/\r\n /g, ' ')).toContain(`List-Unsubscribe: <https://acme.example/u/${'x'.repeat(120)}>`);
  });

  test('C17 cannot get another header by its subject', async () => {
    await smtpChannel(server.url).send(lot(letter('msg_1', { subject: 'Hello\r\nBcc: eve@example.com' })));
    expect(server.messages()[0]).toMatchObject({ to: ['ann@example.com'] });
    expect(server.messages()[0]!.raw).not.toMatch(/^Bcc:/m);
  });

  test('goes to one address, whatever is written there', async () => {
    const two = letter('msg_1', { to: 'ann@example.com, eve@example.com' });
    expect(await smtpChannel(server.url).send(lot(two))).toMatchObject([{ verdict: 'refused', fault: 'address' }]);
    const none = letter('msg_1', { from: 'nobody' });
    expect(await smtpChannel(server.url).send(lot(none))).toMatchObject([{ verdict: 'refused', fault: 'message' }]);
    expect(server.messages()).toEqual([]);
  });
});

describe('a server that refuses', () => {
  const told = async (at: 'mail' | 'rcpt' | 'data', code: number, text: string) => {
    server.next({ at, code, text });
    return (await smtpChannel(server.url).send(lot(letter('msg_1'))))[0];
  };

  test('C08 the receiver for good: the address is at fault, and is not in the reason', async () => {
    const delivery = await told('rcpt', 550, '5.1.1 <ann@example.com>: no such user');
    expect(delivery).toEqual({ id: 'msg_1', verdict: 'refused', reason: '550 5.1.1 <…@…>: no such user', fault: 'address' });
  });

  test('C08 to relay, the sender, or the words: the address is not at fault', async () => {
    expect(await told('rcpt', 550, '5.7.1 Relaying denied')).toMatchObject({ verdict: 'refused', fault: 'message' });
    expect(await told('mail', 550, '5.7.1 Sender not allowed')).toMatchObject({ verdict: 'refused', fault: 'message' });
    expect(await told('data', 554, '5.6.0 Looks like spam')).toMatchObject({ verdict: 'refused', fault: 'message' });
  });

  test('for now: it is tried again later', async () => {
    expect(await told('rcpt', 451, '4.7.1 Greylisted, come back')).toMatchObject({ verdict: 'later', counts: true, pausesChannel: false });
    expect(await told('data', 452, '4.3.1 Disk full')).toMatchObject({ verdict: 'later', counts: true });
    expect(await told('mail', 421, '4.3.2 Closing')).toMatchObject({ verdict: 'later', counts: true });
    expect(server.messages()).toEqual([]);
  });

  test('C09 our password: the channel waits for a person, no letter is to blame', async () => {
    const guarded = await startFakeSmtp({ password: 'right' });
    const send = (password: string) => smtpChannel(guarded.url.replace('//', `//acme:${password}@`)).send(lot(letter('msg_1')));
    expect(await send('wrong')).toMatchObject([{ verdict: 'later', counts: false, pausesChannel: true }]);
    expect(await smtpChannel(guarded.url).send(lot(letter('msg_1')))).toMatchObject([
      { verdict: 'later', counts: false, pausesChannel: true },
    ]);
    expect(await send('right')).toMatchObject([{ verdict: 'accepted' }]);
    await guarded.close();
  });
});

describe('a line that breaks', () => {
  test('C11 nobody listens: later', async () => {
    const gone = await startFakeSmtp();
    await gone.close();
    expect(await smtpChannel(gone.url).send(lot(letter('msg_1')))).toMatchObject([
      { verdict: 'later', counts: true, pausesChannel: false },
    ]);
  });

  test('C11 before the text: later', async () => {
    server.next({ fault: 'drop_before_data' }, { fault: 'drop_before_data' });
    expect(await smtpChannel(server.url).send(lot(letter('msg_1')))).toMatchObject([{ verdict: 'later' }]);
    expect(server.messages()).toEqual([]);
  });

  test('C10 after the text and before the answer: unclear', async () => {
    server.next({ fault: 'drop_after_data' });
    expect(await smtpChannel(server.url).send(lot(letter('msg_1')))).toMatchObject([{ verdict: 'unclear' }]);
    expect(server.messages(), 'it was taken after all').toHaveLength(1);
  });

  test('C12 no answer to the text: unclear, after our own time', async () => {
    server.next({ fault: 'hang_after_data' });
    expect(await smtpChannel(server.url, { timeoutMs: 900 }).send(lot(letter('msg_1')))).toMatchObject([{ verdict: 'unclear' }]);
  });

  test('C12 a server that never greets: later, after our own time', async () => {
    const { createServer } = await import('node:net');
    const mute = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => mute.once('listening', ready));
    const url = `smtp://127.0.0.1:${(mute.address() as { port: number }).port}`;
    expect(await smtpChannel(url, { timeoutMs: 150 }).send(lot(letter('msg_1')))).toMatchObject([{ verdict: 'later' }]);
    mute.close();
  });

  test('while it rested: the next letter takes a new one, and arrives once', async () => {
    const channel = smtpChannel(server.url);
    await channel.send(lot(letter('msg_1')));
    server.hangUp();
    expect(await channel.send(lot(letter('msg_2')))).toMatchObject([{ verdict: 'accepted' }]);
    expect(server.messages()).toHaveLength(2);
  });

  test('a 421 to a line that rested too long is no refusal', async () => {
    const channel = smtpChannel(server.url);
    await channel.send(lot(letter('msg_1')));
    server.next({ at: 'mail', code: 421, text: '4.4.2 Idle for too long' });
    expect(await channel.send(lot(letter('msg_2')))).toMatchObject([{ verdict: 'accepted' }]);
    expect(server.messages()).toHaveLength(2);
  });
});

describe('many letters', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => letter(`msg_${n}`));

  test('twenty go over one line, one bad one among them hurts no other', async () => {
    server.next({ at: 'rcpt', code: 550, text: '5.1.1 no such user' });
    const deliveries = await smtpChannel(server.url).send(lot(...many(20)));
    expect(deliveries.map((one) => one.verdict)).toEqual(['refused', ...Array(19).fill('accepted')]);
    expect(server.connections()).toBe(1);
  });

  test('a line is left after twenty', async () => {
    await smtpChannel(server.url).send(lot(...many(21)));
    expect(server.connections()).toBe(2);
  });

  test('a hundred at once share a few lines', async () => {
    const channel = smtpChannel(server.url);
    const deliveries = await Promise.all(many(100).map((message) => channel.send(lot(message))));
    expect(deliveries.flat().every((one) => one.verdict === 'accepted')).toBe(true);
    expect(new Set(server.messages().map((mail) => mail.raw.match(/^Message-ID: (.+)$/m)?.[1])).size).toBe(100);
    expect(server.connections()).toBeLessThan(12);
  });
});

test('C05 says that it knows no repeats, and sends alone', () => {
  expect(smtpChannel(server.url)).toMatchObject({ recognisesRepeatsFor: 0, lotSize: 1 });
});

test('an address that is no mail server is said at the start, not at the first letter', () => {
  expect(() => smtpChannel('mail.example.com')).toThrow('smtp://');
});
