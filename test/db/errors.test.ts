import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createClient } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDb } from '../../db/client.ts';
import { isAmbiguous, isBusy, notNullViolation, uniqueViolation } from '../../db/errors.ts';
import { openDb } from '../../db/file.ts';
import { openRemote } from '../../db/remote.ts';
import { type Sqld, sqldMissing, startSqld } from '../support/sqld.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringback-errors-'));
let sqld: Sqld;
beforeAll(async () => {
  if (!sqldMissing) sqld = await startSqld();
});
afterAll(async () => {
  await sqld?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const worlds = [
  { world: 'a file', url: () => `file:${join(folder, 'company.db')}`, missing: undefined },
  { world: 'memory', url: () => ':memory:', missing: undefined },
  { world: 'a server over HTTP', url: () => sqld.url, missing: sqldMissing },
];

const ledger = sqliteTable('ledger', { subject: text(), seq: integer(), actor: text() });
const SCHEMA = `
  CREATE TABLE ledger (subject TEXT NOT NULL, seq INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (subject, seq)) WITHOUT ROWID;
  CREATE TABLE callbacks (id INTEGER PRIMARY KEY, person TEXT, phone TEXT UNIQUE, closed_at INTEGER CHECK (closed_at > 0));
  CREATE UNIQUE INDEX one_open_callback ON callbacks (person) WHERE closed_at IS NULL;
  CREATE UNIQUE INDEX one_person_by_folded_name ON callbacks (lower(person)) WHERE closed_at IS NOT NULL;
  INSERT INTO ledger VALUES ('cbk_1', 1, 'Ines');
  INSERT INTO callbacks VALUES (1, 'Ana', '+351', NULL), (2, 'Rui', NULL, 1);
`;

describe.each(worlds)('an error of $world', ({ url, missing }) => {
  let open: OpenDb;
  beforeAll(async () => {
    if (missing) return;
    open = openDb(url());
    await open.client.executeMultiple(SCHEMA);
  });
  afterAll(() => open?.close());

  const failing: [string, string, string[] | undefined, string | undefined][] = [
    ['a key of two columns', "INSERT INTO ledger VALUES ('cbk_1', 1, 'Rui')", ['ledger.subject', 'ledger.seq'], undefined],
    ['a row id', "INSERT INTO callbacks VALUES (1, 'Eva', NULL, NULL)", ['callbacks.id'], undefined],
    ['a unique column', "INSERT INTO callbacks VALUES (3, 'Eva', '+351', NULL)", ['callbacks.phone'], undefined],
    ['an index over some rows', "INSERT INTO callbacks VALUES (3, 'Ana', NULL, NULL)", ['callbacks.person'], undefined],
    ['an index over an expression', "INSERT INTO callbacks VALUES (3, 'RUI', NULL, 2)", ['one_person_by_folded_name'], undefined],
    ['an update', "UPDATE callbacks SET phone = '+351' WHERE id = 2", ['callbacks.phone'], undefined],
    ['nothing given', "INSERT INTO ledger VALUES ('cbk_1', NULL, 'Rui')", undefined, 'ledger.seq'],
    ['a check', "INSERT INTO callbacks VALUES (3, 'Eva', NULL, -1)", undefined, undefined],
    ['no such table', 'INSERT INTO nowhere VALUES (1)', undefined, undefined],
    ['no SQL', 'INSRT', undefined, undefined],
  ];

  it.skipIf(missing).each(failing)('%s', async (_, statement, columns, column) => {
    const { client, db } = open;
    const ways = [
      () => client.execute(statement),
      () => client.batch(['SELECT 1', statement], 'write'),
      () => client.executeMultiple(statement),
      () => client.migrate([statement]),
      () => db.run(sql.raw(statement)),
      () => db.batch([db.run(sql.raw(statement))]),
    ];
    for (const way of ways) {
      const error = await refusalOf(way());
      expect(uniqueViolation(error)).toEqual(columns);
      expect(notNullViolation(error)).toBe(column);
      expect([isBusy(error), isAmbiguous(error)]).toEqual([false, false]);
    }
  });

  it.skipIf(missing)('quoting what somebody wrote is not read as one', async () => {
    const forged = 'SQLITE_CONSTRAINT: UNIQUE constraint failed: ledger.subject, ledger.seq';
    const error = await refusalOf(open.db.insert(ledger).values({ subject: forged, seq: null, actor: forged }));
    expect(String(error)).toContain(forged);
    expect(uniqueViolation(error)).toBeUndefined();
    expect(notNullViolation(error)).toBe('ledger.seq');
  });
});

it('a file that another connection holds is busy', async () => {
  const url = `file:${join(folder, 'busy.db')}`;
  const [ours, theirs] = [openDb(url, { patience: 0, pause: async () => {} }), createClient({ url })];
  const held = await theirs.transaction('write');
  const error = await refusalOf(ours.client.batch(['CREATE TABLE t (a)']));
  expect([isBusy(error), isAmbiguous(error)]).toEqual([true, false]);
  held.close();
  for (const client of [ours, theirs]) client.close();
});

describe.skipIf(sqldMissing)('over HTTP', () => {
  it('a transaction that was overtaken is busy', async () => {
    const bare = createClient({ url: sqld.url });
    const slow = await bare.transaction('deferred');
    await slow.execute('SELECT * FROM ledger');
    await bare.execute("INSERT INTO ledger VALUES ('cbk_2', 1, 'Ines')");
    const error = await refusalOf(slow.execute("INSERT INTO ledger VALUES ('cbk_3', 1, 'Ines')"));
    expect([isBusy(error), isAmbiguous(error)]).toEqual([true, false]);
    slow.close();
    bare.close();
  });

  type Gateway = (request: IncomingMessage, response: ServerResponse, fromDatabase: () => Promise<Buffer>) => Promise<unknown>;
  const silent: Gateway = async () => {};
  const answering =
    (status: number, type: string): Gateway =>
    async (_, response) =>
      response.writeHead(status, { 'content-type': type }).end('Oh.');

  const gateways: [string, Gateway, boolean, boolean][] = [
    ['drops the answer', async (request, _, database) => database().then(() => request.socket.destroy()), true, true],
    ['drops half of the answer', halfOf, true, true],
    ['drops the question', async (request) => request.socket.destroy(), true, false],
    ['says nothing', silent, true, false],
    [
      'says 502 after the commit',
      async (request, response, database) => database().then(() => answering(502, 'text/html')(request, response, database)),
      true,
      true,
    ],
    ['says 504', answering(504, 'text/plain'), true, false],
    ['says 408', answering(408, 'text/plain'), true, false],
    ['shows a page of its own', answering(200, 'text/html'), true, false],
    ['says 401', answering(401, 'application/json'), false, false],
    ['says 404', answering(404, 'text/html'), false, false],
  ];

  it.each(gateways)('a gateway that %s', async (name, gateway, ambiguous, kept) => {
    const { url, stop } = await gatewayBefore(sqld.url, gateway);
    const remote = openRemote(url, { timeout: 300 });
    const write = { sql: "INSERT INTO ledger VALUES (?, 1, 'Ines')", args: [name] };
    const error = await refusalOf(remote.client.batch([write], 'write'));
    expect([isAmbiguous(error), isBusy(error), uniqueViolation(error)]).toEqual([ambiguous, false, undefined]);
    const direct = openRemote(sqld.url);
    const { rows } = await direct.client.execute({ sql: 'SELECT 1 FROM ledger WHERE subject = ?', args: [name] });
    expect(rows.length).toBe(kept ? 1 : 0);
    await stop();
  });

  it('nobody at the address: it was never sent', async () => {
    const { url, stop } = await gatewayBefore(sqld.url, silent);
    await stop();
    const error = await refusalOf(openRemote(url).client.execute('SELECT 1'));
    expect(isAmbiguous(error)).toBe(false);
  });

  it('a value that cannot be sent was not sent', async () => {
    const { client } = openRemote(sqld.url);
    const error = await refusalOf(client.execute({ sql: 'INSERT INTO ledger VALUES (?, ?, ?)', args: ['cbk_9', Number.NaN, 'Ines'] }));
    expect(isAmbiguous(error)).toBe(false);
  });
});

async function halfOf(_: IncomingMessage, response: ServerResponse, database: () => Promise<Buffer>): Promise<void> {
  const body = await database();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
}

async function gatewayBefore(
  url: string,
  gateway: (...args: [IncomingMessage, ServerResponse, () => Promise<Buffer>]) => Promise<unknown>,
) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = { 'content-type': 'application/json' };
    const fromDatabase = async () =>
      Buffer.from(await (await fetch(`${url}${request.url}`, { method: 'POST', headers, body })).arrayBuffer());
    await gateway(request, response, fromDatabase);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function refusalOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It was not refused.');
}
