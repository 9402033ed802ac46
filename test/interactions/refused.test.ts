import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND, toRfc3339 } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY, makeWorld } from '../world.ts';
import { call, helpdesk } from './helpdesk.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
const utf16 = (text: string) => [...text].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]);
const asText = JSON.stringify(call('call-1'));

describe('A07 a body that cannot be read is refused, and never a fault', () => {
  test.each([
    ['nothing', '', 'bad_json'],
    ['half of one', asText.slice(0, 40), 'bad_json'],
    ['one that was never any', '{bad', 'bad_json'],
    ['one with a comma too many', '{"externalId":"a",}', 'bad_json'],
    ['one with a comment', '{} // a contact', 'bad_json'],
    ['two after one another', '{}{}', 'bad_json'],
    ['a text that does not end', '{"externalId":"a', 'bad_json'],
    ['an escape that does not end', '{"externalId":"a\\', 'bad_json'],
    ['brackets the wrong way round', ']{', 'bad_json'],
    ['NaN', '{"externalId":NaN}', 'bad_json'],
    ['bytes that are not UTF-8', bytes('{"externalId":"', [0xc3, 0x28], '"}'), 'bad_encoding'],
    ['half a character in bytes', bytes('{"externalId":"', [0xed, 0xa0, 0x80], '"}'), 'bad_encoding'],
    ['UTF-16 with its mark', bytes([0xff, 0xfe], utf16(asText)), 'bad_encoding'],
    ['UTF-16 without', bytes(utf16(asText)), 'bad_json'],
  ])('%s', async (_what, body, code) => {
    const refused = await helpdesk(await makeWorld()).refused(body);
    expect(refused).toMatchObject({ status: 400, code });
  });

  test.each([
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"call-1"'],
    ['a truth', 'true'],
  ])('%s, which is JSON but no contact', async (_what, body) => {
    expect(await helpdesk(await makeWorld()).refused(body)).toMatchObject({ status: 422, code: 'invalid', field: 'body' });
  });

  test('but a byte order mark in front of a good one does no harm', async () => {
    const desk = helpdesk(await makeWorld());
    expect(await desk.tell(bytes([0xef, 0xbb, 0xbf], asText))).toMatchObject({ status: 201 });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
    'sent as %s',
    async (type) => {
      const refused = await helpdesk(await makeWorld()).refused(asText, { 'Content-Type': type });
      expect(refused).toMatchObject({ status: 415, code: 'unsupported_media_type', field: 'Content-Type' });
    },
  );

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.helpdesk+json'])('but not as %s', async (type) => {
    expect(await helpdesk(await makeWorld()).tell(asText, { 'Content-Type': type })).toMatchObject({ status: 201 });
  });
});

describe('A10 a field that is not one is refused by its name', () => {
  const withText = (json: string) => asText.replace('{', `{${json},`);
  test.each([
    ['one that nobody knows', withText('"colour":"red"'), 'colour'],
    ['A25 the id of another company', withText('"orgId":"org_b"'), 'orgId'],
    ['one inside the customer', JSON.stringify(call('call-1', { customer: { emial: 'rosa@customer.example' } })), 'customer.emial'],
    ['one inside who handled it', JSON.stringify(call('call-1', { handledBy: { name: 'Leo', salary: 1 } })), 'handledBy.salary'],
    ['__proto__', withText('"__proto__":{"polluted":true}'), '__proto__'],
    ['__proto__ in disguise', withText('"\\u005f_proto__":{"polluted":true}'), '__proto__'],
    [
      '__proto__ inside the customer',
      JSON.stringify(call('call-1')).replace('"customer":{', '"customer":{"__proto__":{"polluted":true},'),
      'customer.__proto__',
    ],
    ['constructor', withText('"constructor":{"prototype":{"polluted":true}}'), 'constructor'],
    ['toString', withText('"toString":"x"'), 'toString'],
    ['hasOwnProperty', withText('"hasOwnProperty":"x"'), 'hasOwnProperty'],
    ['one without a name', withText('"":"x"'), 'body'],
    ['one that is there twice', withText('"externalId":"call-2"'), 'externalId'],
    ['one that is there twice in disguise', withText('"external\\u0049d":"call-2"'), 'externalId'],
    [
      'one that is there twice inside the customer',
      asText.replace('"customer":{', '"customer":{"name":"Eve","name":"Rosa",'),
      'customer.name',
    ],
  ])('%s', async (_what, body, field) => {
    const refused = await helpdesk(await makeWorld()).refused(body);
    expect(refused).toMatchObject({ status: 422, code: 'invalid', field });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('four hundred of them are each told', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`field${n}`, n]));
    const refused = await helpdesk(await makeWorld()).refused(call('call-1', many));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', field: 'field0' });
    expect(refused.problems).toHaveLength(400);
  });

  test('the same name in two different places is no repetition', async () => {
    const body = call('call-1', { handledBy: { id: 'a-17', name: 'Leo Marsh' } });
    expect(await helpdesk(await makeWorld()).tell(body)).toMatchObject({ status: 201 });
  });
});

describe('A11 an id as a number is refused, because large ones lose their last digits', () => {
  test.each([
    ['externalId', asText.replace('"call-1"', '9007199254740993')],
    ['customer.id', asText.replace('"c-rosa"', '9007199254740993')],
    ['handledBy.id', JSON.stringify(call('call-1', { handledBy: { id: 1, name: 'Leo' } })).replace(':1,', ':9007199254740993,')],
  ])('%s', async (field, body) => {
    const refused = await helpdesk(await makeWorld()).refused(body);
    expect(refused).toMatchObject({ status: 422, code: 'invalid', field, detail: 'Send ids as text.' });
  });
});

describe('A13 a time that no clock with an offset shows is refused', () => {
  test.each([
    ['without an offset', '2026-03-02T08:00:00'],
    ['a day alone', '2026-03-02'],
    ['30 February', '2026-02-30T08:00:00Z'],
    ['29 February of another year', '2026-02-29T08:00:00Z'],
    ['month 13', '2026-13-01T08:00:00Z'],
    ['24:00', '2026-03-01T24:00:00Z'],
    ['second 60', '2016-12-31T23:59:60Z'],
    ['an offset of a day', '2026-03-02T08:00:00+24:00'],
    ['a zone by name', '2026-03-02T08:00:00 Europe/Berlin'],
    ['words', 'yesterday'],
    ['a number', 1772438400],
    ['space around it', ' 2026-03-02T08:00:00Z '],
    ['a line after it', '2026-03-02T08:00:00Z\n'],
    ['six digits of a year', '+012026-03-02T08:00:00Z'],
    ['nothing', null],
  ])('%s', async (_what, endedAt) => {
    const refused = await helpdesk(await makeWorld()).refused(call('call-1', { endedAt }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', field: 'endedAt', detail: expect.stringContaining('RFC 3339') });
  });

  test.each([
    ['2026-03-02T08:30:00Z', '2026-03-02T08:30:00.000Z'],
    ['2026-03-02t09:30:00.123456789+01:00', '2026-03-02T08:30:00.123Z'],
    ['2026-03-01T23:30:00-09:00', '2026-03-02T08:30:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('%s is read to the millisecond', async (endedAt, instant) => {
    const world = await makeWorld();
    const { id } = await helpdesk(world).tell(call('call-1', { endedAt }));
    expect(await rowsOf(world.client, 'SELECT ended_at FROM interactions WHERE id = ?', id)).toEqual([{ ended_at: Date.parse(instant) }]);
  });

  test('A12 so is one more than five minutes ahead of us; up to there clocks may differ', async () => {
    const desk = helpdesk(await makeWorld());
    const ahead = (millis: number) => call('call-1', { endedAt: toRfc3339(MONDAY + millis) });
    expect(await desk.refused(ahead(5 * MINUTE + 1))).toMatchObject({ status: 422, code: 'invalid', field: 'endedAt' });
    expect(await desk.tell(ahead(5 * MINUTE))).toMatchObject({ status: 201, invitation: { at: toRfc3339(MONDAY) } });
  });

  test('A12 a contact that is known stays known, even to a server whose clock is behind', async () => {
    const world = await makeWorld();
    const told = call('call-1', { endedAt: toRfc3339(MONDAY + 4 * MINUTE) });
    await helpdesk(world).tell(told);
    const behind = { ...world.door, deps: { ...world.deps, clock: { now: () => MONDAY - 2 * MINUTE - SECOND } } };
    const fetch = async (path: string, init?: RequestInit) =>
      world.app.fetch(new Request(new URL(path, 'http://localhost:3000'), init), { door: behind, callerAddress: '192.0.2.8' });
    expect(await helpdesk({ ...world, fetch }).tell(told)).toMatchObject({ status: 200, replayed: true });
  });
});

describe('A26 text', () => {
  test.each([
    ['a NUL', 'a\0b'],
    ['the first half of a character', 'a\ud83d'],
    ['the second half of a character', '\ude00b'],
    ['nothing', ''],
    ['spaces only', ' \t\u2003'],
    ['too much', 'x'.repeat(201)],
    ['a quarter of a megabyte of smiles', '😀'.repeat(60_000)],
  ])('with %s is refused, wherever it stands', async (_what, text) => {
    const desk = helpdesk(await makeWorld());
    for (const [field, body] of [
      ['externalId', call(text)],
      ['subject', call('call-1', { subject: text })],
      ['source', call('call-1', { source: text })],
      ['team', call('call-1', { team: text })],
      ['handledBy.name', call('call-1', { handledBy: { name: text } })],
      ['customer.name', call('call-1', { customer: { name: text } })],
      ['customer.id', call('call-1', { customer: { id: text } })],
    ] as const)
      expect(await desk.refused(body), field).toMatchObject({ status: 422, code: 'invalid', field });
  });

  test.each([
    ['right to left', 'abc\u202egnp.exe'],
    ['a script', '<script>alert(1)</script>'],
    ['a formula', '=HYPERLINK("http://evil.example","click")'],
    ['smiles', '😀👩‍👩‍👧‍👦'],
    ['marks that could be SQL', `Robert'); DROP TABLE interactions;--`],
    ['marks of a template', '{{token}} %s'],
    ['spaces around it', '  a double charge '],
    ['two forms of the same letter', 'e\u0301 é'],
  ])('of other kinds is kept as it was typed: %s', async (_what, subject) => {
    const world = await makeWorld();
    const { id } = await helpdesk(world).tell(call('call-1', { subject, handledBy: { name: subject } }));
    const [row] = await rowsOf(world.client, 'SELECT subject, agent_name FROM interactions WHERE id = ?', id);
    expect(row).toEqual({ subject, agent_name: subject });
  });
});

describe('a link, a language and a zone are what they say', () => {
  test.each([
    ['recordingUrl', { recordingUrl: 'javascript:alert(1)' }],
    ['recordingUrl', { recordingUrl: 'https://' }],
    ['recordingUrl', { recordingUrl: 'https://a b' }],
    ['customer.zone', { customer: { zone: 'europe/berlin' } }],
    ['customer.zone', { customer: { zone: 'Mars/Olympus' } }],
    ['customer.locale', { customer: { locale: 'not a language' } }],
    ['outcome', { outcome: 'solved' }],
    ['channel', { channel: 'pigeon' }],
    ['unanswered', { unanswered: 'voicemail' }],
    ['consent', { consent: 'yes' }],
    ['team', { team: undefined }],
    ['handledBy.name', { handledBy: {} }],
    ['customer', { customer: null }],
    ['customer', { customer: [] }],
  ])('%s', async (field, change) => {
    expect(await helpdesk(await makeWorld()).refused(call('call-1', change))).toMatchObject({ status: 422, code: 'invalid', field });
  });
});
