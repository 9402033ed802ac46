import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { told } from '../fakes/twilio.ts';
import { problemIn } from '../interactions/helpdesk.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { MONDAY } from '../world.ts';
import { ROSA, textWorld } from './text-world.ts';

const EVENING = { quiet: { from: '09:00', to: '18:00', zone: 'Europe/Berlin' } };

describe('a text that comes in', () => {
  test('E17 told twice, and twenty times at once, is one text', async () => {
    const world = await textWorld();
    const text = world.fake.writes(ROSA, '2 - still broken');
    await Promise.all(Array.from({ length: 20 }, () => world.hears(text)));
    await withoutChange(world.client, () => world.hears(text));
    expect(await countIn(world.client, 'texts')).toEqual({ texts: 1 });
  });

  test('E17 after a fault of ours it is taken the next time, once', async () => {
    const world = await textWorld();
    const { url, init } = world.fake.writes(ROSA, '2');
    const real = world.deps.db.batch;
    world.deps.db.batch = () => Promise.reject(Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' }));
    const refused = await world.fetch(url, init);
    world.deps.db.batch = real;
    expect(refused.status).toBe(503);
    await world.hears({ url, init });
    expect(await countIn(world.client, 'texts')).toEqual({ texts: 1 });
  });

  test('E27 is stored and answered with nothing, before anything is done about it', async () => {
    const world = await textWorld();
    const { url, init } = world.fake.writes(ROSA, 'STOP');
    const answer = await world.fetch(url, init);
    expect([answer.status, await answer.text()]).toEqual([200, '<Response/>']);
    expect(await world.texts()).toMatchObject([{ state: 'new' }]);
    expect(await rowsOf(world.client, 'SELECT kind FROM jobs')).toEqual([{ kind: 'texts.read' }]);
    expect(await world.stops()).toEqual([]);
    await world.tick();
    expect(await world.stops()).toHaveLength(1);
  });

  test('not signed by the provider is refused, and leaves no trace', async () => {
    const world = await textWorld();
    const { url, init } = told('http://localhost:3000/hooks/twilio/inbound', { MessageSid: 'SM1', From: ROSA, Body: 'STOP' }, 'another');
    const refused = await withoutChange(world.client, () => world.fetch(url, init));
    expect(await problemIn(refused)).toMatchObject({ status: 403, code: 'bad_signature' });
  });

  test('where nobody is texted there is no door for it', async () => {
    const world = await textWorld();
    world.deps.channels.text = undefined;
    const { url, init } = world.fake.writes(ROSA, 'STOP');
    expect(await problemIn(await world.fetch(url, init))).toMatchObject({ status: 403 });
  });
});

describe('E10 STOP', () => {
  test.each(['STOP', 'stop.', ' Stop ', 'STOPALL', 'Unsubscribe', 'ARRET', 'ｓｔｏｐ', 'stop!', 'Stop please', 'please stop texting me'])(
    '“%s” ends all texts, also one that waits',
    async (body) => {
      const world = await textWorld();
      await world.asks();
      await world.put(ROSA, EVENING);
      await world.hears(world.fake.writes(ROSA, body));
      expect(await world.stops()).toEqual([{ address: ROSA, purpose: 'all', reason: 'opted_out', source: 'text' }]);
      expect((await world.messages()).at(-1)).toMatchObject({ state: 'suppressed', reason: 'opted_out' });
      await world.pass(20 * DAY);
      expect(world.fake.sentTo(ROSA)).toHaveLength(1);
      expect(await rowsOf(world.client, "SELECT kind, actor_kind FROM ledger WHERE kind = 'opted_out'")).toEqual([
        { kind: 'opted_out', actor_kind: 'customer' },
      ]);
    },
  );

  test('what waits is stopped in the same commit as the no', async () => {
    const world = await textWorld();
    await world.put(ROSA, EVENING);
    const { url, init } = world.fake.writes(ROSA, 'STOP');
    await world.fetch(url, init);
    const real = world.deps.db.batch;
    world.deps.db.batch = () => Promise.reject(new Error('the machine died'));
    await world.tick();
    world.deps.db.batch = real;
    expect([await world.stops(), (await world.messages())[0]!.state]).toEqual([[], 'queued']);
    await world.pass(MINUTE);
    expect([(await world.stops()).length, (await world.messages())[0]!.state]).toEqual([1, 'suppressed']);
  });

  test('understood by the provider in words that are no keyword of ours', async () => {
    const world = await textWorld();
    await world.hears(world.fake.writes(ROSA, 'no more of this', { more: { OptOutType: 'STOP' } }));
    expect(await world.stops()).toHaveLength(1);
    expect(world.fake.sent()).toEqual([]);
  });

  test('leaves an open callback open: it is a call, and no text', async () => {
    const world = await textWorld();
    const { callback } = await world.asks(undefined, { outcome: 'unanswered' });
    await world.hears(world.fake.writes(ROSA, 'STOP'));
    expect(await rowsOf(world.client, 'SELECT id, open FROM callbacks')).toEqual([{ id: callback, open: 1 }]);
  });

  test('a survey that was going to be asked by text is asked by nobody, or by mail', async () => {
    const world = await textWorld();
    await world.hears(world.fake.writes(ROSA, 'STOP'));
    await world.asks();
    expect(await world.invitations()).toMatchObject([{ state: 'asked', channel: 'email' }]);
  });
});

describe('E11 START', () => {
  test('takes the no back, and nothing old is sent', async () => {
    const world = await textWorld();
    await world.put(ROSA, EVENING);
    await world.hears(world.fake.writes(ROSA, 'STOP'));
    await world.pass(HOUR);
    await world.hears(world.fake.writes(ROSA, 'Start'));
    expect(await world.stops()).toEqual([]);
    await world.pass(DAY);
    expect(world.fake.sent()).toEqual([]);
    await world.asks();
    expect(world.fake.sentTo(ROSA)).toHaveLength(1);
  });

  test('does not make a landline a mobile', async () => {
    const world = await textWorld();
    world.fake.next({ status: 400, code: 21614 });
    await world.put(ROSA);
    await world.hears(world.fake.writes(ROSA, 'START'));
    expect(await world.stops()).toMatchObject([{ reason: 'not_textable' }]);
  });
});

describe('E12 HELP', () => {
  test('is answered once, in one part, also at night', async () => {
    // 23:00 in Berlin.
    const world = await textWorld({ start: MONDAY + 13 * HOUR });
    await world.hears(world.fake.writes(ROSA, 'help'));
    expect(world.fake.sentTo(ROSA)).toMatchObject([{ body: expect.stringMatching(/^Acme .*STOP/) }]);
    expect(world.fake.sent()[0]!.body.length).toBeLessThanOrEqual(160);
    expect(world.fake.sent()[0]!.validity, 'not later than ten minutes after theirs').toBe(600);
  });

  test('is not answered where the provider has done that', async () => {
    const world = await textWorld();
    await world.hears(world.fake.writes(ROSA, 'HELP', { understood: true }));
    expect(world.fake.sent()).toEqual([]);
  });

  test('E20 asked again and again, as a machine does, is answered three times a day', async () => {
    const world = await textWorld();
    for (let n = 0; n < 20; n++) await world.hears(world.fake.writes(ROSA, 'INFO'));
    expect(world.fake.sent()).toHaveLength(3);
  });

  test('E23 whose answer could not leave within ten minutes of theirs waits for the morning', async () => {
    const world = await textWorld({ start: MONDAY + 13 * HOUR });
    world.fake.next({ status: 429, code: 20429, headers: { 'retry-after': '660' } });
    await world.hears(world.fake.writes(ROSA, 'help'));
    await world.pass(11 * MINUTE);
    expect(world.fake.sent()).toEqual([]);
    await world.pass(9 * HOUR);
    expect(world.fake.sent()).toHaveLength(1);
  });
});

describe('any other text', () => {
  test.each(['2', 'The door is still green.', ''])('“%s” waits for a person, and nobody answers it', async (body) => {
    const world = await textWorld();
    await world.hears(world.fake.writes('+4930901899', body));
    expect(await world.texts()).toMatchObject([{ state: 'unmatched', read_as: null }]);
    expect(world.fake.sent()).toEqual([]);
    const maya = await world.signIn('maya');
    expect(await maya.get('/api/texts/unmatched')).toEqual({
      items: [{ id: expect.stringMatching(/^txt_/), from: '+4930901899', body, at: expect.any(String) }],
      next: null,
    });
  });

  test('they are read page by page', async () => {
    const world = await textWorld();
    for (const body of ['a', 'b', 'c']) await world.hears(world.fake.writes(ROSA, body));
    const maya = await world.signIn('maya');
    type Page = { items: { body: string }[]; next: string | null };
    const first = await maya.get<Page>('/api/texts/unmatched?limit=2');
    const second = await maya.get<Page>(`/api/texts/unmatched?limit=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ body }) => body)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeNull();
  });

  test('by those who see every team, and nobody else', async () => {
    const world = await textWorld();
    const ines = await world.signIn('ines');
    expect(await problemIn(await ines.send('/api/texts/unmatched'))).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await world.fetch('/api/texts/unmatched')).status).toBe(401);
  });
});

test('a newcomer can answer on the mailbox page, through the same door inside', async () => {
  const world = await textWorld();
  await world.asks();
  const [invitation] = await world.messages();
  const newcomer = world.visitor();
  const page = await (await newcomer.send(`/dev/mailbox/${invitation!.id}`)).text();
  expect(page).toContain('Reply as this customer');
  const form = new URLSearchParams({ from: ROSA, to: '+14155550100', body: 'STOP' });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await newcomer.send('/dev/texts', { method: 'POST', headers, body: form.toString() });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/dev/mailbox']);
  expect(await world.stops()).toMatchObject([{ reason: 'opted_out' }]);
});
