import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DEFAULT_LIMIT, MAX_LIMIT, pageOf, readCursor, writeCursor } from '../../server/core/page.ts';
import { call, helpdesk, problemIn, somebody } from '../interactions/helpdesk.ts';
import { makeWorld } from '../world.ts';

const cursor = fc.record({ at: fc.integer({ min: 0, max: 2 ** 48 }), id: fc.stringMatching(/^cbk_[0-9a-z]{23}$/) });

describe('a cursor', () => {
  test('is read as it was written, and stands in an address as it is', () => {
    fc.assert(
      fc.property(cursor, (one) => {
        const text = writeCursor(one);
        expect(readCursor(text)).toEqual(one);
        expect(new URL(`https://x.example/?cursor=${text}`).searchParams.get('cursor')).toBe(text);
      }),
    );
  });

  test('nobody sent is none', () => expect(readCursor(undefined)).toBeUndefined());

  test('K02 of our making, or refused by the name of its field: nothing else, whatever is sent', () => {
    const sent = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json().map((json) => btoa(String.fromCharCode(...new TextEncoder().encode(json)))),
      fc.tuple(cursor, fc.nat(), fc.string({ maxLength: 2 })).map(([one, n, sign]) => {
        const text = writeCursor(one);
        return text.slice(0, n % text.length) + sign + text.slice((n % text.length) + 1);
      }),
    );
    fc.assert(
      fc.property(sent, (text) => {
        let read: ReturnType<typeof readCursor>;
        try {
          read = readCursor(text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Refusal', code: 'invalid', detail: { field: 'cursor', next: expect.any(String) } });
          return;
        }
        expect(read).toEqual({ at: expect.any(Number), id: expect.any(String) });
        expect(Number.isFinite(read!.at)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['', 'x', 'bnVsbA==', btoa('[]'), btoa('{}'), btoa('[1]'), btoa('["1","a"]'), btoa('[1e999,"a"]'), btoa('[null,"a"]'), '💥'])(
    'K02 %j is refused',
    (text) => expect(() => readCursor(text)).toThrow('not a cursor of this list'),
  );
});

describe('pages', () => {
  test('one after the other show every row once, whatever their size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 500 }), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (numbers, limit) => {
        const rows = numbers.sort((a, b) => a - b).map((at) => ({ at, id: `row_${at}` }));
        const seen: typeof rows = [];
        for (let next: string | null = ''; next !== null; ) {
          const after: { at: number } | undefined = next === '' ? undefined : readCursor(next)!;
          const page: { items: typeof rows; next: string | null } = pageOf(
            rows.filter((row) => !after || row.at > after.at).slice(0, limit + 1),
            limit,
            (row) => row,
          );
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          next = page.next;
        }
        expect(seen).toEqual(rows);
      }),
    );
  });
});

describe('a list over HTTP', () => {
  const listed = async (count = 5) => {
    const world = await makeWorld();
    const missed = Array.from({ length: count }, (_, n) => call(`call-${n}`, { outcome: 'unanswered', customer: somebody(n) }));
    await helpdesk(world).tellAll(missed);
    return world.signIn('maya');
  };

  test('K03 a limit that makes no sense is refused', async () => {
    const maya = await listed();
    for (const limit of ['0', '-1', '1000000000', '201', 'abc', '1.5', '', 'NaN', '1e2x', '%00']) {
      const answer = await maya.send(`/api/callbacks?limit=${limit}`);
      expect(await problemIn(answer), limit).toMatchObject({ status: 422, code: 'invalid', field: 'limit' });
    }
  });

  test(`K03 shows ${DEFAULT_LIMIT} when nothing is said, and ${MAX_LIMIT} at most`, async () => {
    const maya = await listed(DEFAULT_LIMIT + 5);
    const shown = async (query: string) => (await maya.get<{ items: unknown[] }>(`/api/callbacks${query}`)).items.length;
    expect([await shown(''), await shown(`?limit=${MAX_LIMIT}`), await shown('?limit=1')]).toEqual([DEFAULT_LIMIT, DEFAULT_LIMIT + 5, 1]);
  });

  test('K03 two limits are refused, the same or not: nobody knows which one is meant', async () => {
    const maya = await listed();
    for (const query of ['limit=1&limit=2', 'limit=1&limit=1', 'tab=team&limit=1&tab=done']) {
      const answer = await maya.send(`/api/callbacks?${query}`);
      expect(await problemIn(answer), query).toMatchObject({
        status: 422,
        code: 'invalid',
        field: query.startsWith('tab') ? 'tab' : 'limit',
      });
    }
  });

  test('K02 a cursor that was tampered with is refused', async () => {
    const maya = await listed();
    for (const text of ['x', btoa('[1]'), '%00', 'W10=', btoa('["now","cbk_1"]')]) {
      const answer = await maya.send(`/api/callbacks?cursor=${text}`);
      expect(await problemIn(answer), text).toMatchObject({ status: 422, code: 'invalid', field: 'cursor' });
    }
  });

  test('K01 goes through all pages, each row once, while new ones come', async () => {
    const world = await makeWorld();
    const missed = (n: number) =>
      call(`call-${n}`, {
        outcome: 'unanswered',
        customer: { ...CUSTOMERS.rosa, id: `c-${n}`, email: `c${n}@customer.example`, phone: undefined },
      });
    await helpdesk(world).tellAll(Array.from({ length: 9 }, (_, n) => missed(n)));
    const maya = await world.signIn('maya');
    const first = await maya.get<{ items: { id: string }[] }>('/api/callbacks');
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = await maya.get(`/api/callbacks?limit=2${next && `&cursor=${next}`}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
      await helpdesk(world).tell(missed(100 + seen.length));
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const { id } of first.items) expect(seen).toContain(id);
  });
});
