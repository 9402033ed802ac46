import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IMPERSONAL, PERSONAL, PERSONAL_TABLES, type Personal } from '../../server/customers/rules-columns.ts';
import { ERASED, withoutAnswers, withoutTexts, withoutWords } from '../../server/customers/rules-words.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { idOf, rosa, rosasLife, TRACES, textColumns } from './life.ts';

type Export = { customer: string; at: string; tables: Record<string, Record<string, unknown>[]> };

const listed = () => [
  ...PERSONAL_TABLES.flatMap((table) => Object.keys(PERSONAL[table].columns).map((column) => `${table}.${column}`)),
  ...Object.entries(IMPERSONAL).flatMap(([table, { columns }]) => columns.map((column) => `${table}.${column}`)),
];

describe('N09 the list of columns', () => {
  test('has every text of the database in it, once: a new one must say what becomes of it', async () => {
    const { client } = await makeWorld();
    const there = (await textColumns(client)).map(({ table, column }) => `${table}.${column}`);
    expect(listed().sort()).toEqual(there.sort());
    await client.execute('alter table customers add column nickname text');
    const after = (await textColumns(client)).map(({ table, column }) => `${table}.${column}`);
    expect(after.filter((one) => !listed().includes(one))).toEqual(['customers.nickname']);
  });

  test('knows whose each row is', async () => {
    const { client } = await makeWorld();
    for (const table of PERSONAL_TABLES) {
      const { whose }: Personal = PERSONAL[table];
      await expect(
        rowsOf(client, `select count(*) from "${table}" where ${whose.replaceAll('$customer', `'cus_1'`)}`),
        table,
      ).resolves.toHaveLength(1);
    }
  });
});

describe('N09 everything about me', () => {
  const worldOf = () => makeWorld({ env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET } });
  const exported = async (world: World, id: string) => (await world.signIn('maya')).post<Export>(`/api/customers/${id}/export`);

  test('has every trace of them, table by table, with times that people read', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const all = await exported(world, await idOf(world));
    const text = JSON.stringify(all);
    for (const [what, trace] of Object.entries(TRACES)) expect([what, text.includes(trace)]).toEqual([what, true]);
    expect(Object.keys(all.tables)).toEqual(PERSONAL_TABLES);
    expect(all.tables.customers).toMatchObject([
      { name: rosa.name, email: rosa.email, phone: rosa.phone, created_at: '2026-03-02T09:00:00.000Z' },
    ]);
    expect(all.tables.responses![0]!.answers).toMatchObject({ score: 2, sorted: 'no' });
  });

  test('has nothing of anybody else, no colleague by name, and no secret', async () => {
    const world = await worldOf();
    await rosasLife(world);
    await world.visitor().handIn({
      externalId: 'other',
      team: 'Billing',
      endedAt: new Date(world.clock.now()).toISOString(),
      subject: 'a kettle',
      customer: { id: 'c-other', name: 'Otto Other', email: 'otto@customer.example' },
    });
    const all = await exported(world, await idOf(world));
    const { messages: _, ...others } = all.tables;
    expect(JSON.stringify(all)).not.toMatch(/kettle|Otto|otto@/);
    expect(JSON.stringify(others)).not.toMatch(/Ines|Duarte|Tom|Becker|Leo Marsh|a-17|per_/);
    expect(all.tables.links!.map((row) => Object.keys(row).sort())).toEqual(
      all.tables.links!.map(() => ['erased', 'expires_at', 'purpose', 'subject']),
    );
  });

  test('comes from the same subjects as erasure: of somebody who was erased no trace is left in it', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const id = await idOf(world);
    const before = await exported(world, id);
    const maya = await world.signIn('maya');
    await maya.post(`/api/customers/${id}/erase`, { reason: 'law' });
    const after = await exported(world, id);
    for (const table of PERSONAL_TABLES.filter((one) => one !== 'identities' && one !== 'callback_words' && one !== 'ledger'))
      expect([table, after.tables[table]!.length]).toEqual([table, before.tables[table]!.length]);
    for (const [what, trace] of Object.entries(TRACES)) expect([what, JSON.stringify(after).includes(trace)]).toEqual([what, false]);
  });

  test('is for managers and administrators', async () => {
    const world = await worldOf();
    await rosasLife(world);
    const answer = await (await world.signIn('ines')).refused(`/api/customers/${await idOf(world)}/export`);
    expect(answer.status).toBe(403);
  });
});

describe('N01 plain data without anybody’s words', () => {
  const data = fc.dictionary(
    fc.constantFrom('text', 'words', 'firstWords', 'note', 'answers', 'cause', 'state', 'at', 'list', 'x'),
    fc.jsonValue(),
  );
  const textsIn = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
  const shapeOf = (value: unknown): unknown =>
    typeof value === 'string'
      ? ''
      : Array.isArray(value)
        ? value.map(shapeOf)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
          : value;

  test('keeps its shape, its numbers, its yes and no; done again, it is as it was', () => {
    fc.assert(
      fc.property(data, fc.constantFrom(withoutWords, withoutAnswers, withoutTexts), (value, without) => {
        const after = without(value);
        expect(shapeOf(after)).toEqual(shapeOf(value));
        expect(without(after)).toEqual(after);
      }),
    );
  });

  test('has no text under a name that is not ours', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ minLength: 1 }).filter((name) => !['state', 'cause', 'id', 'to', 'by', 'kind'].includes(name)),
        (value, name) => {
          fc.pre(!['answers'].includes(name));
          const inside = withoutWords({ [`their ${name}`]: JSON.stringify(value) });
          expect(textsIn(inside)).toEqual([ERASED]);
        },
      ),
    );
  });

  test('of answers keeps the choices, of a mail keeps nothing', () => {
    const answers = { score: 2, sorted: 'no', comment: 'No!', call_me: 'yes' };
    expect(withoutAnswers(answers)).toEqual({ score: 2, sorted: 'no', comment: ERASED, call_me: 'yes' });
    expect(withoutWords({ cause: 'low_score', answers })).toEqual({ cause: 'low_score', answers: withoutAnswers(answers) });
    expect(textsIn(withoutTexts({ to: rosa.email, from: 'a', tags: [{ name: 'n', value: 'v' }] })).every((text) => text === ERASED)).toBe(
      true,
    );
  });
});
