import { describe, expect, test } from 'vitest';
import { opened } from '../../db/client.ts';
import type { CastName } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';
import { bringToFix, type Case, letDown, missedCall } from './cases.ts';

type Line = { id: string; customer: string; rank: number | null; atRisk: boolean; offer: { to: string } | null };
type List = { items: Line[]; next: string | null; at: number; tooMany: boolean };
type Changes = { at: number; items: Line[]; more: boolean; counts: Record<string, number> };

const names = ({ items }: { items: Line[] }): string[] => items.map(({ customer }) => customer.split(' ')[0]!);

async function desk() {
  const world = await makeWorld();
  const as = async (who: CastName) => {
    const visitor = await world.signIn(who);
    return { ...visitor, list: (query: string) => visitor.get<List>(`/api/callbacks?${query}`) };
  };
  return { world, ines: await as('ines'), tom: await as('tom'), maya: await as('maya'), priya: await as('priya') };
}

/** A missed call of somebody who is not in the cast. */
const callOf = (world: World, n: number, more: Record<string, unknown> = {}) =>
  missedCall(world, 'rosa', {
    customer: { id: `c-${n}`, name: `Customer ${n}`, email: `c${n}@customer.example` },
    ...more,
  });

/** The customer asked to be called so many hours from now; their supervisor writes it down. */
const chooses = (who: { post(path: string, body: object): Promise<unknown> }, world: World, { path }: Case, from: number, to: number) =>
  who.post(`${path}/window`, {
    window: { from: toRfc3339(world.clock.now() + from * HOUR), to: toRfc3339(world.clock.now() + to * HOUR) },
    reason: 'The customer said so on the telephone.',
  });

describe('the lists', () => {
  test('are one’s own, nobody’s, the team’s, those that wait for the customer, and those that ended', async () => {
    const { world, ines, tom, maya, priya } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await missedCall(world, 'kenji');
    const amina = await missedCall(world, 'amina');
    const walt = await missedCall(world, 'walt');
    await missedCall(world, 'rosa', { team: 'Deliveries', customer: { id: 'c-9', name: 'Nora Vik', email: 'nora@customer.example' } });
    await ines.post(`${rosa.path}/claim`);
    await bringToFix(tom, amina);
    await maya.post(`${walt.path}/let-go`, { reason: 'He moved abroad.', alternatives: ['A letter', 'A call in the evening'] });

    expect(names(await ines.list('tab=mine'))).toEqual(['Rosa']);
    expect(names(await ines.list('tab=unowned'))).toEqual(['Kenji']);
    expect(names(await ines.list('tab=team'))).toEqual(['Rosa', 'Kenji']);
    expect(names(await ines.list('tab=waiting'))).toEqual(['Amina']);
    expect(names(await ines.list('tab=done'))).toEqual(['Walt']);
    expect(names(await tom.list('tab=unowned'))).toEqual(['Nora', 'Kenji']);
    expect(names(await priya.list('tab=team'))).toEqual(['Nora']);
    expect(names(await maya.list('tab=team'))).toEqual(['Nora', 'Rosa', 'Kenji']);
    const { counts } = await maya.get<Changes>('/api/callbacks/changes');
    expect(counts).toEqual({ mine: 0, unowned: 2, team: 3, waiting: 1 });
    expect((await ines.get<Changes>('/api/callbacks/changes')).counts).toEqual({ mine: 1, unowned: 1, team: 2, waiting: 1 });
  });

  test('can be narrowed to a team, to a colleague, to those who were let down again', async () => {
    const { world, ines, tom, maya } = await desk();
    const rosa = await missedCall(world, 'rosa');
    const kenji = await missedCall(world, 'kenji');
    await missedCall(world, 'amina', { team: 'Deliveries' });
    await ines.post(`${rosa.path}/claim`);
    await tom.post(`${kenji.path}/claim`);
    await missedCall(world, 'kenji');
    const billing = (await maya.get<{ teams: { id: string; name: string }[] }>('/api/me')).teams.find(({ name }) => name === 'Billing')!.id;
    expect(names(await maya.list(`tab=team&team=${billing}`))).toEqual(['Kenji', 'Rosa']);
    expect(names(await maya.list(`tab=team&owner=${world.people.tom}`))).toEqual(['Kenji']);
    expect(names(await tom.list('tab=team&owner=me'))).toEqual(['Kenji']);
    expect(names(await ines.list('tab=team&urgent=yes'))).toEqual(['Kenji']);
    expect(names(await ines.list(`tab=team&owner=${world.people.tom}`))).toEqual(['Kenji']);
  });

  test('refuse, by the name of the field, what makes no sense', async () => {
    const { ines, maya } = await desk();
    const { teams } = await maya.get<{ teams: { id: string; name: string }[] }>('/api/me');
    const deliveries = teams.find(({ name }) => name === 'Deliveries')!.id;
    for (const [query, field] of [
      ['tab=open', 'tab'],
      ['tab=unowned&owner=me', 'owner'],
      ['tab=done&urgent=yes', 'urgent'],
      ['urgent=maybe', 'urgent'],
      [`team=${deliveries}`, 'team'],
      ['team=', 'team'],
      ['q=', 'q'],
      [`q=${'a'.repeat(10_000)}`, 'q'],
      ['q=rosa&cursor=x', 'cursor'],
      ['who=me', 'who'],
    ]) {
      const answer = await ines.send(`/api/callbacks?${query}`);
      expect({ query, ...((await answer.json()) as object) }).toMatchObject({ query, status: 422, code: 'invalid', field });
    }
    expect(((await (await ines.send('/api/callbacks/changes?since=-1')).json()) as { field: string }).field).toBe('since');
  });

  test('K02 a cursor of one list is refused by another, and by another filter of the same', async () => {
    const { world, maya } = await desk();
    for (let n = 0; n < 3; n++) await callOf(world, n);
    const { next } = await maya.list('tab=team&limit=1');
    const cursor = encodeURIComponent(next!);
    expect((await maya.list(`tab=team&limit=1&cursor=${cursor}`)).items).toHaveLength(1);
    for (const query of ['tab=unowned', 'tab=mine', 'tab=done', 'tab=team&owner=me', 'tab=team&urgent=yes']) {
      const answer = await maya.send(`/api/callbacks?${query}&cursor=${cursor}`);
      expect(await answer.json(), query).toMatchObject({ status: 422, field: 'cursor' });
    }
  });

  test('K01 K09 show each callback once, page after page, when many are due at the same moment', async () => {
    const { world, tom } = await desk();
    for (let n = 0; n < 7; n++) await callOf(world, n, { team: n % 2 ? 'Deliveries' : 'Billing' });
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: List = await tom.list(`tab=unowned&limit=2${next && `&cursor=${encodeURIComponent(next)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual((await tom.list('tab=unowned')).items.map(({ id }) => id));
    expect(new Set(seen).size).toBe(7);
  });
});

describe('the order', () => {
  test('is what is due first, after those who were let down again and were not spoken with since', async () => {
    const { world, ines } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await world.pass(5 * MINUTE);
    const kenji = await missedCall(world, 'kenji');
    await world.pass(5 * MINUTE);
    await missedCall(world, 'amina');
    expect(names(await ines.list('tab=team'))).toEqual(['Rosa', 'Kenji', 'Amina']);

    await missedCall(world, 'amina'); // A second failure.
    expect(names(await ines.list('tab=team'))).toEqual(['Amina', 'Rosa', 'Kenji']);
    await missedCall(world, 'kenji');
    await missedCall(world, 'kenji'); // A third: we are about to lose him.
    const { items } = await ines.list('tab=team');
    expect(items.map(({ customer, atRisk }) => [customer.split(' ')[0], atRisk])).toEqual([
      ['Kenji', true],
      ['Amina', false],
      ['Rosa', false],
    ]);

    await ines.post(`${kenji.path}/claim`);
    await ines.post(`${kenji.path}/attempts`, { outcome: 'no_answer', next: 'soon' });
    expect(names(await ines.list('tab=team'))[0], 'nobody has spoken with him').toBe('Kenji');
    await ines.post(`${kenji.path}/attempts`, { outcome: 'reached' });
    expect(names(await ines.list('tab=team')), 'his next step has its own time').toEqual(['Amina', 'Rosa', 'Kenji']);
    await bringToFix(ines, rosa);
    expect((await ines.list('tab=waiting')).items[0]).toMatchObject({ customer: 'Rosa Keller', rank: null });
  });

  test('rises for what is overdue, and for a customer’s window when it opens', async () => {
    const { world, ines } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await missedCall(world, 'kenji');
    await ines.post(`${rosa.path}/claim`);
    await chooses(ines, world, rosa, 3, 5);
    expect(names(await ines.list('tab=team')), 'due by the end of the window').toEqual(['Kenji', 'Rosa']);
    await world.pass(3 * HOUR);
    expect(names(await ines.list('tab=team')), 'the window is open').toEqual(['Rosa', 'Kenji']);
    await world.pass(HOUR + MINUTE);
    expect(names(await ines.list('tab=team')), 'Kenji is overdue').toEqual(['Kenji', 'Rosa']);
    const { timeline } = await ines.get<{ timeline: { kind: string; by: string }[] }>(rosa.path);
    expect(timeline.filter(({ kind }) => kind === 'window_opened')).toMatchObject([{ by: 'the clock' }]);
  });

  test('puts a second failure on top though its customer had chosen a later time', async () => {
    const { world, ines } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await missedCall(world, 'kenji');
    await ines.post(`${rosa.path}/claim`);
    await chooses(ines, world, rosa, 5, 7);
    await missedCall(world, 'rosa');
    expect(names(await ines.list('tab=team'))).toEqual(['Rosa', 'Kenji']);
  });

  test('shows what is offered to somebody among their own, from another team too', async () => {
    const { world, ines, maya, priya } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await ines.post(`${rosa.path}/claim`);
    await ines.post(`${rosa.path}/hand-off`, { to: world.people.maya, power: 'exception', why: 'It needs a yes.' });
    expect(names(await maya.list('tab=mine'))).toEqual(['Rosa']);
    expect(names(await ines.list('tab=mine'))).toEqual(['Rosa']);
    expect((await maya.get<Changes>('/api/callbacks/changes')).counts.mine).toBe(1);
    expect(names(await priya.list('tab=mine'))).toEqual([]);
    await maya.post(`${rosa.path}/accept`);
    expect(names(await ines.list('tab=mine'))).toEqual([]);
  });
});

describe('searching', () => {
  test.each([
    ['rosa', ['Rosa']],
    ['ROSA kel', ['Rosa']],
    ['keller charged', ['Rosa']],
    ['rosa@customer.example', ['Rosa']],
    ['030 90 18', ['Rosa']],
    ['+49 30 901820', ['Rosa']],
    ['1820', ['Rosa']],
    ['charged', ['Amina', 'Rosa']],
    ['francois', ['Amina']],
    ['kenji', []],
    ['rosa kenji', []],
  ])('K10 “%s” finds %j', async (q, found) => {
    const { world, ines } = await desk();
    await letDown(world, 'rosa', { comment: 'Charged twice.' });
    await letDown(world, 'amina', { comment: 'I was charged, and François did not call.' });
    await missedCall(world, 'kenji', { team: 'Deliveries' });
    expect(names(await ines.list(`tab=team&q=${encodeURIComponent(q)}`)).sort()).toEqual(found);
  });

  test('K10 takes what means something to a database for what it is', async () => {
    const { world, maya } = await desk();
    await letDown(world, 'rosa', { comment: '100% sure. It says "no".' });
    for (const q of [
      '%',
      '_',
      '*',
      '"',
      "'",
      '" OR 1=1 --',
      'rosa*',
      'NEAR(rosa, 5)',
      '🙂',
      '\\',
      'rosa" AND "x',
      '(',
      '٣',
      'a'.repeat(200),
    ]) {
      const { items } = await maya.list(`tab=team&q=${encodeURIComponent(q)}`);
      expect([q, items.length]).toEqual([q, q === 'rosa*' ? 1 : 0]);
    }
    expect((await maya.list(`tab=team&q=${encodeURIComponent('100%')}`)).items).toHaveLength(1);
  });

  test('looks only in the list that is open, and finds what was said a second time', async () => {
    const { world, ines } = await desk();
    const rosa = await missedCall(world, 'rosa');
    await letDown(world, 'rosa', { comment: 'Still nothing.' });
    for (const tab of ['team', 'unowned']) expect(names(await ines.list(`tab=${tab}&q=still`)), tab).toEqual(['Rosa']);
    for (const tab of ['mine', 'waiting', 'done']) expect(names(await ines.list(`tab=${tab}&q=still`)), tab).toEqual([]);
    await ines.post(`${rosa.path}/claim`);
    expect(names(await ines.list('tab=mine&q=still'))).toEqual(['Rosa']);
    expect(names(await ines.list('tab=team&owner=me&urgent=yes&q=still'))).toEqual(['Rosa']);
  });
});

describe('what is new', () => {
  test('is told once: whoever has it is answered 304', async () => {
    const { world, ines } = await desk();
    await missedCall(world, 'rosa');
    for (const path of ['/api/callbacks?tab=team', '/api/callbacks/changes']) {
      const first = await ines.send(path);
      const tag = first.headers.get('etag')!;
      const again = await ines.send(path, { headers: { 'If-None-Match': tag } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      expect((await ines.send(path, { headers: { 'If-None-Match': `"x", ${tag}` } })).status).toBe(304);
      await missedCall(world, path.includes('changes') ? 'kenji' : 'amina');
      expect((await ines.send(path, { headers: { 'If-None-Match': tag } })).status).toBe(200);
    }
  });

  test('comes with its lines, and counts up to a hundred', async () => {
    const { world, ines, priya } = await desk();
    const { at } = await ines.get<Changes>('/api/callbacks/changes');
    const rosa = await missedCall(world, 'rosa');
    const news = await ines.get<Changes>(`/api/callbacks/changes?since=${at}`);
    expect(names(news)).toEqual(['Rosa']);
    await ines.post(`${rosa.path}/claim`);
    await ines.post(`${rosa.path}/notes`, { text: 'Prefers the afternoon.' });
    expect(names(await ines.get<Changes>(`/api/callbacks/changes?since=${news.at}`)), 'each callback once').toEqual(['Rosa']);
    expect(names(await priya.get<Changes>(`/api/callbacks/changes?since=${at}`)), 'nothing of another team').toEqual([]);
    for (let n = 0; n < 101; n++) await callOf(world, n);
    const many = await ines.get<Changes>(`/api/callbacks/changes?since=${at}`);
    expect([many.counts.unowned, many.items.length, many.more]).toEqual([100, 100, true]);
  });

  test('is not what another person may see: a change of role or team changes the answer', async () => {
    const { world, ines } = await desk();
    const tag = (await ines.send('/api/callbacks?tab=team')).headers.get('etag')!;
    await world.client.execute(`delete from memberships where person_id = '${world.people.ines}'`);
    expect((await ines.send('/api/callbacks?tab=team', { headers: { 'If-None-Match': tag } })).status).toBe(200);
    expect(MONDAY).toBe(world.clock.now());
  });
});

describe('what it costs', () => {
  test('a quiet look is one read of the end of an index, beside that of the session; the first page is one more, with its names', async () => {
    const sent: string[] = [];
    const memory = openDb(':memory:');
    const noting = {
      ...memory.client,
      execute: (statement: never, args?: never) => {
        sent.push(typeof statement === 'string' ? statement : (statement as { sql: string }).sql);
        return args === undefined ? memory.client.execute(statement) : memory.client.execute(statement, args);
      },
    } as typeof memory.client;
    const world = await makeWorld({ opened: opened(noting) });
    await missedCall(world, 'rosa');
    const ines = await world.signIn('ines');
    const readsOf = async (path: string, tag?: string) => {
      sent.length = 0;
      const answer = await ines.send(path, tag ? { headers: { 'If-None-Match': tag } } : {});
      return { tag: answer.headers.get('etag')!, reads: sent.map((sql) => /from "(\w+)"/.exec(sql)?.[1]) };
    };
    const list = await readsOf('/api/callbacks?tab=team');
    expect(list.reads).toEqual(['sessions', 'callbacks', 'callbacks', 'customers', 'teams']);
    expect((await readsOf('/api/callbacks?tab=team', list.tag)).reads).toEqual(['sessions', 'callbacks']);
    expect((await readsOf('/api/callbacks/changes?since=1', list.tag)).reads).toEqual(['sessions', 'callbacks']);
    expect(sent.at(-1)).toBe('select max("change") from "callbacks"');
  });
});
