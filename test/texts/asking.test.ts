import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPANY, CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { optOut } from '../../server/customers/actions.ts';
import { invitationText } from '../../server/surveys/messages-text.ts';
import { DEFAULT_SURVEY, scoreQuestion } from '../../server/surveys/rules.ts';
import { withName } from '../../server/texts/rules-name.ts';
import { segmentsOf } from '../../server/texts/rules-segments.ts';
import { spokenIn } from '../../server/words/words.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { rowsOf } from '../support/hash.ts';
import { pathOf } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { MAIL, ROSA, TEXTED, textWorld } from './text-world.ts';

const { email: _, ...MOBILE_ONLY } = TEXTED;
const rating = scoreQuestion(DEFAULT_SURVEY.questions);

describe('how somebody is asked', () => {
  const refusedMail = { text: true, email: false };
  test.each<[string, 'email' | 'text', object, string | null, string | null]>([
    ['both ways, mail first', 'email', TEXTED, 'email', null],
    ['both ways, text first', 'text', TEXTED, 'text', null],
    ['N08 without a word about texts, text first', 'text', CUSTOMERS.rosa, 'email', null],
    ['N08 with consent to mail only, text first', 'text', { ...TEXTED, consent: { email: true } }, 'email', null],
    ['N08 refusing texts, text first', 'text', { ...TEXTED, consent: { text: false } }, 'email', null],
    ['refusing mail, mail first', 'email', { ...TEXTED, consent: refusedMail }, 'text', null],
    ['by number only, mail first', 'email', MOBILE_ONLY, 'text', null],
    ['N08 by number only, and never agreed to texts', 'text', { ...MOBILE_ONLY, consent: {} }, null, 'no_consent'],
    ['by number only, refusing texts', 'text', { ...MOBILE_ONLY, consent: { text: false } }, null, 'no_consent'],
    ['by mail only, refusing mail', 'email', { ...TEXTED, phone: undefined, consent: refusedMail }, null, 'no_consent'],
  ])('%s', async (_what, firstChannel, customer, channel, because) => {
    const world = await textWorld({ policy: { firstChannel } });
    await world.asks(customer as Record<string, unknown>);
    expect(await world.invitations()).toMatchObject([{ channel, not_asked: because }]);
    expect((await world.messages()).map((message) => message.channel)).toEqual(channel ? [channel] : []);
  });

  test('a no to the survey at its source is a no by text too', async () => {
    const world = await textWorld();
    await world.asks(TEXTED, { consent: false });
    expect(await world.invitations()).toMatchObject([{ state: 'not_asked', not_asked: 'no_consent' }]);
  });

  test('somebody who stopped our surveys in a mail is not asked by text instead', async () => {
    const world = await textWorld();
    await world.asks();
    const [row] = await rowsOf<{ id: string }>(world.client, 'SELECT id FROM customers');
    await optOut(world.ctx(), row!.id, 'one_click');
    await world.pass(20 * DAY);
    await world.asks();
    expect((await world.invitations()).at(-1)).toMatchObject({ not_asked: 'opted_out' });
  });

  test('B03 the cap follows the person over both: asked by mail, they are not asked by text', async () => {
    const world = await textWorld();
    await world.asks(CUSTOMERS.rosa);
    await world.pass(DAY);
    await world.asks(TEXTED);
    expect(await world.invitations()).toMatchObject([{ channel: 'email' }, { channel: null, not_asked: 'capped' }]);
  });

  test('B04 and the number: two people who share one are one person to it', async () => {
    const world = await textWorld();
    await world.asks();
    await world.asks({ ...CUSTOMERS.walt, phone: ROSA, consent: { text: true, email: false } });
    expect((await world.invitations()).at(-1)).toMatchObject({ not_asked: 'capped' });
  });
});

describe('N08 what they agreed to', () => {
  test('is kept with its source and its time, and the newest word stands', async () => {
    const world = await textWorld();
    await world.asks({ ...TEXTED, consent: { text: true, email: true } });
    await world.pass(DAY);
    await world.asks({ ...TEXTED, consent: { text: false } }, { source: 'crm' });
    const said = await rowsOf(
      world.client,
      "SELECT channel, purpose, given, at FROM consents WHERE source = 'api' ORDER BY channel, purpose, at",
    );
    const both = (channel: string, words: { given: number; at: number }[]) =>
      ['case', 'survey'].flatMap((purpose) => words.map(({ given, at }) => ({ channel, purpose, given, at })));
    expect(said).toEqual([
      ...both('email', [{ given: 1, at: MONDAY }]),
      ...both('text', [
        { given: 1, at: MONDAY },
        { given: 0, at: MONDAY + DAY },
      ]),
    ]);
  });

  test('taken back before the survey leaves, it does not leave; nor does the reminder', async () => {
    const world = await textWorld({ policy: { firstChannel: 'text', delayMinutes: 60 } });
    await world.asks(MOBILE_ONLY);
    await world.asks({ ...MOBILE_ONLY, consent: { text: false } });
    await world.pass(HOUR);
    expect(await world.invitations()).toMatchObject([{ not_asked: 'no_consent' }, { not_asked: 'no_consent' }]);
    expect(world.fake.sent()).toEqual([]);

    const later = await textWorld();
    await later.asks(MOBILE_ONLY);
    await later.asks({ ...MOBILE_ONLY, consent: { text: false } });
    await later.pass(4 * DAY);
    expect(later.fake.sent()).toHaveLength(1);
  });

  test('every text stands on it: a join proves it', async () => {
    const world = await textWorld();
    await world.asks();
    await world.asks({ ...MOBILE_ONLY, phone: CUSTOMERS.walt.phone, id: 'c-walt' }, { outcome: 'unanswered' });
    await world.asks({ ...CUSTOMERS.kenji });
    await world.pass(4 * DAY);
    const texts = await rowsOf<{ given: number | null }>(
      world.client,
      `SELECT c.given FROM messages m JOIN identities i ON i.kind = 'phone' AND i.value = m.address
        LEFT JOIN consents c ON c.customer_id = i.customer_id AND c.channel = 'text' AND c.at <= m.created_at WHERE m.channel = 'text'`,
    );
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.every(({ given }) => given === 1)).toBe(true);
  });

  test('a misspelt channel is refused by name', async () => {
    const world = await textWorld();
    const customer = { ...CUSTOMERS.rosa, consent: { sms: true } };
    expect(await helpdesk(world).refused(call('call-1', { customer }))).toMatchObject({ status: 422, field: 'customer.consent.sms' });
    const yes = { ...CUSTOMERS.rosa, consent: { text: 'yes' } };
    expect(await helpdesk(world).refused(call('call-2', { customer: yes }))).toMatchObject({ status: 422, field: 'customer.consent.text' });
  });
});

describe('D08 a survey whose mail did not arrive', () => {
  const bounced = async (consent: object) => {
    const world = await textWorld({ policy: { firstChannel: 'email' } });
    world.deps.channels.email = {
      ...world.deps.channels.email,
      send: async ({ messages }) => messages.map(({ id }) => ({ id, verdict: 'refused', reason: 'no such mailbox', fault: 'address' })),
    };
    await world.asks({ ...CUSTOMERS.rosa, consent });
    return world;
  };

  test('is asked by text, once, where they agreed to texts', async () => {
    const world = await bounced({ text: true });
    expect(await world.invitations()).toMatchObject([{ state: 'asked', channel: 'text', instead_of: 'email' }]);
    await world.hears(world.fake.becomes(world.fake.sent()[0]!, 'undelivered', 30008));
    expect(await world.invitations()).toMatchObject([{ state: 'undelivered', channel: 'text' }]);
    expect(await world.messages()).toHaveLength(2);
  });

  test('and is undelivered where they did not', async () => {
    const world = await bounced({});
    expect(await world.invitations()).toMatchObject([{ state: 'undelivered', channel: 'email' }]);
  });
});

describe('E16 two surveys for one number', () => {
  const SHARED = { ...CUSTOMERS.walt, zone: CUSTOMERS.rosa.zone, phone: ROSA, consent: { text: true } };

  test('the second is asked by mail while the first waits for its answer', async () => {
    const world = await textWorld({ policy: { firstChannel: 'text', capDays: 0 } });
    await world.asks();
    await world.asks(SHARED);
    expect(await world.invitations()).toMatchObject([
      { state: 'asked', channel: 'text' },
      { state: 'asked', channel: 'email', instead_of: 'text' },
    ]);
    expect(world.fake.sent()).toHaveLength(1);
  });

  test('without a mail address it waits until the first has ended', async () => {
    const world = await textWorld({ policy: { firstChannel: 'text', capDays: 0, expiryDays: 2, reminderHours: null } });
    await world.asks();
    await world.pass(DAY);
    await world.asks({ ...SHARED, email: undefined });
    await world.pass(2 * HOUR);
    expect(await world.invitations()).toMatchObject([{ state: 'asked' }, { state: 'scheduled' }]);
    await world.pass(DAY);
    await world.pass(HOUR);
    expect(await world.invitations()).toMatchObject([{ state: 'expired' }, { state: 'asked', channel: 'text' }]);
  });

  test('asked at the very same moment: one of them has the number', async () => {
    const world = await textWorld({ policy: { firstChannel: 'text', capDays: 0, delayMinutes: 60 } });
    for (let n = 0; n < 5; n++) await world.asks({ id: `c-${n}`, name: `Customer ${n}`, phone: ROSA, consent: { text: true } });
    await world.pass(HOUR);
    await world.pass(MINUTE);
    expect(world.fake.sent()).toHaveLength(1);
    expect((await world.invitations()).map(({ state }) => state).sort()).toEqual(['asked', ...Array(4).fill('scheduled')]);
  });
});

describe('what a text says', () => {
  test('the invitation: one question, how to answer, how to stop; in one part', async () => {
    const world = await textWorld();
    await world.asks();
    const [text] = world.fake.sent();
    expect(text!.body).toBe('Acme: how was your contact with us today? Reply 1 (very bad) to 5 (very good). STOP to opt out.');
    expect(segmentsOf(text!.body).segments).toBe(1);
  });

  test('E22 whatever the name, it fits into one part if it can, and only the name is cut', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abc XYZ äöü.&'), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(letters, fc.boolean(), (name, again) => {
        const { body } = invitationText({ company: name }, spokenIn('en'), rating, again);
        expect(segmentsOf(body).segments).toBe(1);
        expect(body).toMatch(/Reply 1 \(very bad\) to 5 \(very good\)\. STOP to opt out\.$/);
      }),
    );
    expect(withName('Żabka', (name) => `${name}: ${'x'.repeat(150)}`)).toMatch(/: x{150}$/);
  });
});

describe('a case, told by text', () => {
  test('from “you will be called” to “is it fixed?”, for somebody who has only a mobile', async () => {
    const world = await textWorld();
    const { callback } = await world.asks(MOBILE_ONLY, { outcome: 'unanswered', unanswered: 'voicemail' });
    const ines = await world.signIn('ines');
    await ines.post(`/api/callbacks/${callback}/claim`, {});
    await ines.post(`/api/callbacks/${callback}/attempts`, { outcome: 'reached' });
    await ines.post(`/api/callbacks/${callback}/understanding`, { words: 'Nobody called back.' });
    await ines.post(`/api/callbacks/${callback}/fix`, { cause: 'process', done: 'She has the refund.' });
    await world.tick();
    const [opened, fixed] = world.fake.sentTo(ROSA).map(({ body }) => body);
    expect(opened).toMatch(/^Acme: sorry that this went wrong\. A supervisor will call you by .+ http:\/\/localhost:3000\/c\/\S+$/);
    expect(fixed).toMatch(/^Acme: Ines says that your problem is fixed\. .+ http:\/\/localhost:3000\/c\/\S+$/);
    const kase = pathOf(fixed!.split(' ').at(-1)!);
    expect((await world.visitor().fillIn(kase, {}, `${kase}/confirm`)).status).toBe(200);
    expect(await rowsOf(world.client, 'SELECT state FROM callbacks')).toEqual([{ state: 'confirmed' }]);
  });

  test.each<[string, 'email' | 'text', object, string]>([
    ['by text where that is first', 'text', TEXTED, 'text'],
    ['by mail where that is first', 'email', TEXTED, 'email'],
    ['N08 by mail without consent to texts', 'text', CUSTOMERS.rosa, 'email'],
  ])('%s', async (_what, firstChannel, customer, channel) => {
    const world = await textWorld({ policy: { firstChannel } });
    await world.asks(customer as Record<string, unknown>, { outcome: 'unanswered' });
    expect(await world.messages()).toMatchObject([{ kind: 'callback_opened', channel, address: channel === 'text' ? ROSA : MAIL }]);
  });

  test('nobody can be told who has neither', async () => {
    const world = await textWorld();
    await world.asks({ ...MOBILE_ONLY, consent: {} }, { outcome: 'unanswered' });
    expect(await world.messages()).toEqual([]);
  });

  test('E23 not at night, unless they have just written to us', async () => {
    const world = await textWorld({ start: MONDAY + 13 * HOUR });
    await world.asks(MOBILE_ONLY, { outcome: 'unanswered' });
    expect(world.fake.sent()).toEqual([]);
    await world.hears(world.fake.writes(CUSTOMERS.walt.phone, 'Nobody called me back'));
    await world.asks({ id: 'c-w', phone: CUSTOMERS.walt.phone, consent: { text: true } }, { outcome: 'unanswered' });
    expect(world.fake.sent()).toMatchObject([{ to: CUSTOMERS.walt.phone, body: expect.stringContaining(COMPANY) }]);
    await world.pass(9 * HOUR);
    expect(world.fake.sentTo(ROSA)).toHaveLength(1);
  });
});
