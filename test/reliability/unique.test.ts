import type { Client } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { commit } from '../../server/core/commit.ts';
import { contextOf } from '../../server/core/context.ts';
import { entry } from '../../server/core/ledger.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

/** What makes a row be in an index that holds only some. One that is new is written down here, or its test fails. */
const ONLY: Record<string, Record<string, string | number>> = {
  callbacks_one_open: { open: 1 },
  invitations_one_text: { channel: 'text', state: 'asked' },
};

type Column = { name: string; type: string; required: number };
type Unique = { table: string; name: string; columns: string[] };

/** Every key and unique index there is, as SQLite itself lists them. */
const uniques = async (client: Client): Promise<Unique[]> =>
  (
    await rowsOf<{ table: string; name: string; columns: string }>(
      client,
      `select m.name as "table", i.name, (select group_concat(c.name) from (select name from pragma_index_info(i.name) order by seqno) c) as columns
        from sqlite_master m join pragma_index_list(m.name) i
        where m.type = 'table' and m.name not like 'sqlite_%' and i."unique" = 1 order by 1, 2`,
    )
  ).map(({ columns, ...one }) => ({ ...one, columns: columns.split(',') }));

test('I02 every key and unique index, broken in turn: it is named for what it is, and the entry beside it is not written', async () => {
  const world = await makeWorld();
  const all = await uniques(world.client);
  const stated = await rowsOf<{ name: string }>(world.client, `select name from sqlite_master where sql like 'CREATE UNIQUE INDEX%'`);
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(stated.map(({ name }) => name)));
  expect(stated.length).toBeGreaterThan(10);
  const ctx = contextOf(world.deps, theClock);
  let n = 0;
  for (const unique of all) {
    const columns = await rowsOf<Column>(
      world.client,
      `select name, type, "notnull" and dflt_value is null as required from pragma_table_info(?)`,
      unique.table,
    );
    const keys = new Set(all.filter(({ table }) => table === unique.table).flatMap((one) => one.columns));
    const made = (same: Record<string, string | number>): Record<string, string | number> => {
      n += 1;
      const wanted = columns.filter(({ name, required }) => required || keys.has(name) || name in same);
      const values = wanted.map(({ name, type }) => [name, /INT/i.test(type) ? 1_000_000 + n : `"made ${n}"`]);
      return { ...Object.fromEntries(values), ...ONLY[unique.name], ...same };
    };
    const insert = (row: Record<string, string | number>) =>
      sql`insert into ${sql.identifier(unique.table)} (${sql.join(
        Object.keys(row).map((name) => sql.identifier(name)),
        sql`, `,
      )}) values (${sql.join(
        Object.values(row).map((value) => sql`${value}`),
        sql`, `,
      )})`;
    // Only the one key is to be in the way. After an error the connection has forgotten this.
    await world.client.execute('PRAGMA foreign_keys = OFF');
    const first = made({});
    await commit(ctx, [ctx.deps.db.run(insert(first))]);
    const second = made(Object.fromEntries(unique.columns.map((name) => [name, first[name]!])));
    await withoutChange(world.client, async () => {
      const broken = commit(ctx, [entry(ctx, 'case', 1, { kind: 'x' }), ctx.deps.db.run(insert(second))]);
      const columnsOf = unique.columns.map((name) => `${unique.table}.${name}`);
      await expect(broken, unique.name).rejects.toMatchObject({ name: 'Conflict', columns: columnsOf });
    });
  }
});
