import { describe, expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { groupBy } from '../../server/core/group.ts';
import { DAY, toRfc3339 } from '../../server/core/time.ts';
import { someFile } from '../support/flaky.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { MONDAY, makeWorld } from '../world.ts';
import { call, helpdesk, somebody } from './helpdesk.ts';

const contacts = (count: number, more: (n: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: count }, (_, n) => call(`call-${n}`, { customer: somebody(n), ...more(n) }));
const tally = (results: { status: string }[]) =>
  Object.fromEntries([...groupBy(results, ({ status }) => status)].map(([status, all]) => [status, all.length]));

describe('A19 a thousand contacts, of which number 417 is wrong', () => {
  test.each([
    ['in memory', () => ':memory:'],
    ['on a file', someFile],
  ])('999 are stored and each has its verdict; the same batch again stores nothing (%s)', async (_where, address) => {
    const world = await makeWorld({ opened: openDb(address()) });
    const desk = helpdesk(world);
    const batch = contacts(1_000, (n) => (n === 417 ? { endedAt: 'yesterday' } : {}));
    const results = await desk.tellAll(batch);
    expect(results.map(({ index }) => index)).toEqual(batch.map((_, n) => n));
    expect(tally(results)).toEqual({ stored: 999, invalid: 1 });
    expect(results[417]).toMatchObject({ status: 'invalid', field: 'endedAt', message: expect.stringContaining('RFC 3339') });
    expect(results[3]).toMatchObject({ id: expect.stringMatching(/^int_/), invitation: { state: 'scheduled' }, callback: null });
    expect(await countIn(world.client, 'interactions', 'invitations', 'jobs')).toEqual({ interactions: 999, invitations: 999, jobs: 999 });

    const again = await withoutChange(world.client, () => desk.tellAll(batch));
    expect(tally(again)).toEqual({ replayed: 999, invalid: 1 });
    expect(again[3]).toEqual({ ...results[3], status: 'replayed' });
    const mended = await desk.tellAll(contacts(1_000));
    expect(tally(mended)).toEqual({ replayed: 999, stored: 1 });
  });

  test('the wrong ones are told apart from each other, whatever is wrong with them', async () => {
    const world = await makeWorld();
    const wrong = [null, 42, 'call', [], {}, call('call-1', { colour: 'red' }), { ...call('call-1'), externalId: 5 }, call('call-1')];
    const results = await helpdesk(world).tellAll(wrong);
    expect(results.map(({ status, field }) => field ?? status)).toEqual([
      'body',
      'body',
      'body',
      'body',
      'externalId',
      'colour',
      'externalId',
      'stored',
    ]);
  });

  test('the same twice at once is still each contact once', async () => {
    const world = await makeWorld();
    const batch = contacts(200);
    const results = await Promise.all([1, 2, 3].map(() => helpdesk(world).tellAll(batch)));
    expect(tally(results.flat())).toEqual({ stored: 200, replayed: 400 });
    expect(await countIn(world.client, 'interactions', 'jobs')).toEqual({ interactions: 200, jobs: 200 });
  });

  test('two that overlap, at once, in opposite order, store their union', async () => {
    const world = await makeWorld();
    const all = contacts(300);
    const results = await Promise.all([helpdesk(world).tellAll(all.slice(0, 200)), helpdesk(world).tellAll(all.slice(100).reverse())]);
    expect(tally(results.flat())).toEqual({ stored: 300, replayed: 100 });
    expect(await countIn(world.client, 'interactions')).toEqual({ interactions: 300 });
  });

  test.each([
    ['of none is answered with none', 0, undefined],
    ['of 1,001 is refused whole', 1_001, 'too_large'],
  ])('a batch %s', async (_what, count, code) => {
    const world = await makeWorld();
    if (code) expect(await helpdesk(world).refused(contacts(count))).toMatchObject({ status: 413, code });
    else expect(await withoutChange(world.client, () => helpdesk(world).tellAll([]))).toEqual([]);
  });
});

describe('A20 the same id twice in one batch', () => {
  test('the first wins; the second is a replay, or a contradiction that says what differs', async () => {
    const world = await makeWorld();
    const results = await helpdesk(world).tellAll([
      call('42'),
      call('42'),
      call('42', { subject: 'another' }),
      call('43', { customer: somebody(2) }),
    ]);
    expect(results).toMatchObject([
      { status: 'stored' },
      { status: 'replayed', id: results[0]!.id },
      { status: 'idempotency_mismatch', id: results[0]!.id, differs: ['subject'] },
      { status: 'stored' },
    ]);
    expect(await countIn(world.client, 'interactions', 'invitations')).toEqual({ interactions: 2, invitations: 2 });
  });

  test('a first one that is wrong does not stand in the way of a second one that is right', async () => {
    const future = toRfc3339(MONDAY + DAY);
    const results = await helpdesk(await makeWorld()).tellAll([call('42', { endedAt: future }), call('42', { team: '' }), call('42')]);
    expect(results).toMatchObject([{ status: 'invalid', field: 'endedAt' }, { status: 'invalid', field: 'team' }, { status: 'stored' }]);
  });
});

describe('one batch about the same people', () => {
  test('makes one customer of one person, one team of one name, and asks the person once', async () => {
    const world = await makeWorld();
    const before = await countIn(world.client, 'customers', 'teams');
    const results = await helpdesk(world).tellAll([
      call('1', { team: 'Repairs', customer: { id: 'c-9', email: 'nine@customer.example' } }),
      call('2', { team: ' repairs ', customer: { email: 'Nine@Customer.example', name: 'Nine' } }),
      call('3', { team: 'REPAIRS', customer: { id: 'c-9', phone: '+4930901820' } }),
      call('4', { team: 'Repairs', customer: { phone: '+49 30 901820' } }),
    ]);
    expect(results.map(({ invitation }) => (invitation as { because: string | null }).because)).toEqual([
      null,
      'capped',
      'capped',
      'capped',
    ]);
    const after = await countIn(world.client, 'customers', 'teams');
    expect(after).toEqual({ customers: before.customers + 1, teams: before.teams + 1 });
    expect(await rowsOf(world.client, 'SELECT ref, name, email, phone FROM customers')).toEqual([
      { ref: 'c-9', name: 'Nine', email: 'Nine@customer.example', phone: '+4930901820' },
    ]);
  });
});

describe('A23 ten thousand contacts of last year', () => {
  test('are stored, asked about by nobody, and leave nothing to be done later', async () => {
    const world = await makeWorld();
    const batchesOf = 1_000;
    const before = await countIn(world.client, 'jobs', 'messages');
    for (let batch = 0; batch < 10; batch++) {
      const outcome = (n: number) => (n % 10 === 0 ? { outcome: 'unanswered', unanswered: 'missed' } : {});
      const lastYear = Array.from({ length: batchesOf }, (_, n) => {
        const number = batch * batchesOf + n;
        return call(`old-${number}`, {
          customer: somebody(number % 5_000),
          endedAt: toRfc3339(MONDAY - (91 + (number % 365)) * DAY),
          ...outcome(n),
        });
      });
      const results = await helpdesk(world).tellAll(lastYear);
      expect(
        results.every(({ invitation, callback }) => (invitation as { because: string }).because === 'too_old' && callback === null),
      ).toBe(true);
    }
    expect(await countIn(world.client, 'interactions', 'callbacks')).toEqual({ interactions: 10_000, callbacks: 0 });
    expect(await countIn(world.client, 'jobs', 'messages')).toEqual(before);
  });
});
