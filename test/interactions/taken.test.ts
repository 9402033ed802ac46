import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';
import { call, helpdesk, somebody } from './helpdesk.ts';

const customerIn = async (world: World) => (await rowsOf(world.client, 'SELECT name, email, phone FROM customers'))[0];

describe('A12 when it ended', () => {
  test.each([
    ['in the last century', '1999-12-31T23:59:59Z', 'too_old'],
    ['in the year nought', '0000-01-01T00:00:00+23:59', 'too_old'],
    ['ninety days and a moment ago', toRfc3339(MONDAY - 90 * DAY - 1), 'too_old'],
    ['ninety days ago', toRfc3339(MONDAY - 90 * DAY), null],
    ['in five minutes, by their clock', toRfc3339(MONDAY + 5 * MINUTE), null],
  ])('%s: it is stored as told, and the decision says %s', async (_what, endedAt, because) => {
    const world = await makeWorld();
    const { id, status, invitation } = await helpdesk(world).tell(call('call-1', { endedAt }));
    expect(status).toBe(201);
    expect(invitation).toMatchObject({ because, state: because ? 'not_asked' : 'scheduled', at: because ? null : toRfc3339(MONDAY) });
    const [row] = await rowsOf(world.client, 'SELECT ended_at FROM interactions WHERE id = ?', id);
    expect(row!.ended_at).toBe(endedAt.startsWith('0000') ? Date.parse('-000001-12-31T00:01:00Z') : Date.parse(endedAt));
  });
});

describe('A14 an email address through the API', () => {
  test.each([
    ['with a display name', 'Rosa Keller <rosa@customer.example>', 'rosa@customer.example'],
    ['with capitals in front', 'Rosa.Keller@Customer.Example', 'Rosa.Keller@customer.example'],
    ['of a domain with an umlaut', 'rosa@bücher.example', 'rosa@xn--bcher-kva.example'],
    ['with a dot at its end', 'rosa@customer.example.', 'rosa@customer.example'],
  ])('%s is read once, kept for sending as %s', async (_what, email, kept) => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1', { customer: { email } }));
    expect(await customerIn(world)).toMatchObject({ email: kept });
    expect(await rowsOf(world.client, 'SELECT address FROM invitations')).toEqual([{ address: kept.toLowerCase() }]);
    await world.tick();
    const [message] = await rowsOf<{ address: string; request: string }>(world.client, 'SELECT address, request FROM messages');
    expect(message!.address).toBe(kept.toLowerCase());
    expect(JSON.parse(message!.request)).toMatchObject({ to: kept });
  });

  test.each([
    ['two with a comma', 'rosa@customer.example, eve@customer.example'],
    ['a second header', 'rosa@customer.example\r\nBcc: eve@customer.example'],
    ['a line break', 'rosa@customer.example\n'],
    ['three hundred characters', `rosa@${'a.'.repeat(146)}com`],
    ['no domain', 'rosa@'],
    ['nothing', ''],
    ['a number', 5],
  ])('%s is refused by the name of its field', async (_what, email) => {
    const refused = await helpdesk(await makeWorld()).refused(call('call-1', { customer: { email } }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', field: 'customer.email' });
  });

  test('is the same one in capitals: one person, asked once', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1', { customer: { email: 'rosa@customer.example' } }));
    const second = await helpdesk(world).tell(call('call-2', { customer: { email: 'ROSA@CUSTOMER.EXAMPLE' } }));
    expect(second.invitation.because).toBe('capped');
    expect(await countIn(world.client, 'customers')).toEqual({ customers: 1 });
  });
});

describe('A15 a telephone number through the API', () => {
  test.each([
    ['written as it is dialled in Germany', '030 901820', '+4930901820'],
    ['written for abroad', '+1 (415) 555-0100', '+14155550100'],
    ['with the prefix for abroad', '0044 20 7946 0958', '+442079460958'],
  ])('%s is kept as E.164', async (_what, phone, e164) => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1', { customer: { phone } }));
    expect(await customerIn(world)).toMatchObject({ phone: e164 });
  });

  test.each([
    ['with an extension', '+1 415 555 0100 x12'],
    ['a short code', '62020'],
    ['at a premium', '+49 900 1234567'],
    ['of zeros', '0000000000'],
    ['in words', 'ask at the desk'],
    ['nothing', ''],
  ])('%s is left out, never guessed: the contact is stored and nobody is asked', async (_what, phone) => {
    const world = await makeWorld();
    const { status, invitation } = await helpdesk(world).tell(call('call-1', { customer: { phone } }));
    expect([status, invitation.because]).toEqual([201, 'no_address']);
    expect(await customerIn(world)).toEqual({ name: null, email: null, phone: null });
  });

  test('a company elsewhere reads the same digits as its own', async () => {
    const world = await makeWorld({ env: { RINGBACK_REGION: 'US' } });
    await helpdesk(world).tell(call('call-1', { customer: { phone: '(415) 555-0100' } }));
    expect(await customerIn(world)).toMatchObject({ phone: '+14155550100' });
  });
});

test.each([[{}], [undefined], [{ id: 'c-7', name: 'Somebody' }]])(
  'A16 a customer without any address (%j) is counted and not asked',
  async (customer) => {
    const world = await makeWorld();
    const { status, invitation } = await helpdesk(world).tell(call('call-1', { customer }));
    expect(status).toBe(201);
    expect(invitation).toMatchObject({ state: 'not_asked', because: 'no_address', channel: null, at: null, detail: expect.any(String) });
    expect(await countIn(world.client, 'interactions', 'invitations', 'jobs')).toEqual({ interactions: 1, invitations: 1, jobs: 0 });
  },
);

describe('A17 who handled it', () => {
  test('is kept as it was then, known to us or not, whatever the next contact calls them', async () => {
    const world = await makeWorld();
    const desk = helpdesk(world);
    const first = await desk.tell(call('call-1', { handledBy: { id: 'a-99', name: 'Nobody Known' } }));
    await desk.tell(call('call-2', { customer: CUSTOMERS.kenji, handledBy: { id: 'a-99', name: 'Married Name' } }));
    expect(await rowsOf(world.client, 'SELECT agent_ref, agent_name FROM interactions ORDER BY id')).toEqual([
      { agent_ref: 'a-99', agent_name: 'Nobody Known' },
      { agent_ref: 'a-99', agent_name: 'Married Name' },
    ]);
    expect((await desk.tell(call('call-1', { handledBy: { id: 'a-99', name: 'Nobody Known' } }))).id).toBe(first.id);
  });
});

describe('A18 a contact that nobody answered', () => {
  test.each(['voicemail', 'missed', 'abandoned'])(
    '%s: no survey; a callback in the same commit, and one only, however often it is told',
    async (unanswered) => {
      const world = await makeWorld();
      const missed = call('call-1', { outcome: 'unanswered', unanswered, subject: 'a double charge' });
      const told = await helpdesk(world).tell(missed);
      expect(told.invitation).toMatchObject({ state: 'not_asked', because: 'unanswered' });
      expect(told.callback).toMatch(/^cbk_/);
      const [callback] = await rowsOf(world.client, 'SELECT * FROM callbacks');
      expect(callback).toMatchObject({ id: told.callback, cause: 'unanswered_contact', open: 1, first_words: 'a double charge' });
      const again = await withoutChange(world.client, () => helpdesk(world).tell(missed));
      expect(again).toEqual({ ...told, status: 200, replayed: true });
    },
  );

  test('told fifty times at once is one callback', async () => {
    const world = await makeWorld();
    const missed = call('call-1', { outcome: 'unanswered' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => helpdesk(world).tell(missed)));
    expect(new Set(answers.map(({ callback }) => callback)).size).toBe(1);
    expect(await countIn(world.client, 'callbacks', 'callback_reasons')).toEqual({ callbacks: 1, callback_reasons: 1 });
  });

  test('five of one person at once, one after the other or in one batch, are one callback with five reasons', async () => {
    const world = await makeWorld();
    const missed = (n: number) => call(`call-${n}`, { outcome: 'unanswered' });
    const atOnce = await Promise.all([1, 2, 3, 4].map((n) => helpdesk(world).tell(missed(n))));
    const together = await helpdesk(world).tellAll([missed(5), missed(6)]);
    expect(new Set([...atOnce, ...together].map(({ callback }) => callback)).size).toBe(1);
    expect(await countIn(world.client, 'callbacks', 'callback_reasons')).toEqual({ callbacks: 1, callback_reasons: 6 });
  });

  test('long ago is history, not a case', async () => {
    const world = await makeWorld();
    const old = call('call-1', { outcome: 'unanswered', endedAt: toRfc3339(MONDAY - 91 * DAY) });
    expect(await helpdesk(world).tell(old)).toMatchObject({ callback: null, invitation: { because: 'too_old' } });
    expect(await countIn(world.client, 'callbacks', 'messages', 'jobs')).toMatchObject({ callbacks: 0, messages: 0, jobs: 0 });
  });

  test('of a customer without any address or name is a callback all the same', async () => {
    const world = await makeWorld();
    const told = await helpdesk(world).tell(call('call-1', { outcome: 'unanswered', customer: {} }));
    expect(told.callback).toMatch(/^cbk_/);
  });
});

describe('a team', () => {
  test('that nobody has set up is made, with the usual rules, and found again in any case', async () => {
    const world = await makeWorld();
    const before = await countIn(world.client, 'teams');
    const teams = ['Repairs', 'repairs', '  REPAIRS '];
    await Promise.all(teams.map((team, n) => helpdesk(world).tell(call(`call-${n}`, { team, customer: somebody(n) }))));
    expect(await countIn(world.client, 'teams')).toEqual({ teams: before.teams + 1 });
  });
});
