import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { serve } from '@hono/node-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { BATCH_LIMIT, SINGLE_LIMIT } from '../../server/http/body.ts';
import { endKey, makeKey } from '../../server/people/actions.ts';
import { withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { call, helpdesk, type Problem } from './helpdesk.ts';

/** The same app behind a real socket. */
async function listening(world: World): Promise<{ port: number; requests: () => number }> {
  let requests = 0;
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => {
      requests += 1;
      return world.app.fetch(request, { door: world.door, callerAddress: '192.0.2.7' });
    },
  });
  await once(server, 'listening');
  onTestFinished(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

type Answer = { status: number; problem: Problem };

/** Posts pieces as they come, with the headers as given: without a length they go in chunks. Stops when it is answered. */
async function post(world: World, port: number, pieces: Iterable<string | Buffer>, headers: Record<string, string> = {}): Promise<Answer> {
  const request = httpRequest({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/api/interactions', agent: false },
    headers: { Authorization: `Bearer ${world.key}`, 'Content-Type': 'application/json', ...headers },
  });
  let isAnswered = false;
  const answer = new Promise<Answer>((resolve, reject) => {
    request.on('error', reject); // After an answer this says only that the rest was not wanted.
    request.on('response', (response) => {
      isAnswered = true;
      read(response).then((text) => resolve({ status: response.statusCode!, problem: JSON.parse(text) as Problem }), reject);
    });
  });
  for (const piece of pieces) {
    if (isAnswered) break;
    if (!request.write(piece)) await Promise.race([once(request, 'drain'), answer]);
  }
  if (isAnswered) request.destroy();
  else request.end();
  return answer;
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function* megabytes(count: number) {
  const piece = Buffer.alloc(64 * 1024, ' ');
  for (let n = 0; n < count * 16; n++) yield piece;
}

describe('A08 a body that is too much', () => {
  test.each([
    ['200,000 brackets inside each other', '['.repeat(200_000)],
    ['200,000 objects inside each other', '{"a":'.repeat(200_000)],
    ['33 levels', `{"customer":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['a single contact over 256 kB', JSON.stringify(call('call-1', { subject: 'x'.repeat(SINGLE_LIMIT) }))],
    ['a batch over 5 MB', `[${' '.repeat(BATCH_LIMIT)}]`],
  ])('is refused before anything is made of it: %s', async (_what, body) => {
    const refused = await helpdesk(await makeWorld()).refused(body);
    expect(refused).toMatchObject({ status: 413, code: 'too_large' });
  });

  test('up to the limit it is read', async () => {
    const fill = (limit: number, start: string, end: string) => start + ' '.repeat(limit - start.length - end.length) + end;
    const desk = helpdesk(await makeWorld());
    expect(await desk.tell(fill(SINGLE_LIMIT, JSON.stringify(call('call-1')).slice(0, -1), '}'))).toMatchObject({ status: 201 });
    expect(await desk.tellAll(fill(BATCH_LIMIT, '[', ']') as never)).toEqual([]);
  });

  test('ten and a hundred megabytes over a real socket: 413 at the limit, and memory stays flat', async () => {
    const world = await makeWorld();
    const { port } = await listening(world);
    await post(world, port, megabytes(10));
    const before = process.memoryUsage().rss;
    for (const size of [10, 100, 100]) {
      const refused = await withoutChange(world.client, () => post(world, port, megabytes(size)));
      expect(refused).toMatchObject({ status: 413, problem: { code: 'too_large' } });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect((await post(world, port, [JSON.stringify(call('call-1'))])).status, 'the server still serves').toBe(201);
  });
});

describe('A09 a length that lies', () => {
  test.each([
    ['in chunks, without a length', {}],
    ['with the length of all of it', { 'Content-Length': String(10 * 1024 * 1024) }],
  ])('%s: what counts is what was read', async (_what, headers) => {
    const world = await makeWorld();
    const { port } = await listening(world);
    expect(await post(world, port, megabytes(10), headers as Record<string, string>)).toMatchObject({
      status: 413,
      problem: { code: 'too_large' },
    });
  });

  test('a length of 5 in front of much: only five bytes are the body, and the rest is no request', async () => {
    const world = await makeWorld();
    const { port, requests } = await listening(world);
    await withoutChange(world.client, async () => {
      expect(await raw(port, `${headOf(world)}Content-Length: 5\r\n\r\n${JSON.stringify(call('call-1'))}`)).toMatch(/^HTTP\/1\.1 400/);
    });
    expect(requests()).toBeLessThanOrEqual(1);
  });

  test('a length in the header alone costs nobody anything: a body that is cut off changes nothing, and is no fault of ours', async () => {
    const world = await makeWorld();
    const { port, requests } = await listening(world);
    await withoutChange(world.client, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`${headOf(world)}Content-Length: 1000\r\n\r\n{"externalId":"call-1"`);
      await expect.poll(requests).toBe(1);
      socket.destroy();
      await once(socket, 'close');
      await post(world, port, ['{']);
    });
    expect(world.faults).toEqual([]);
  });

  test('two lengths, or a length and chunks, are no request at all', async () => {
    const world = await makeWorld();
    const { port, requests } = await listening(world);
    for (const lengths of ['Content-Length: 5\r\nContent-Length: 6', 'Content-Length: 5\r\nTransfer-Encoding: chunked'])
      expect(await raw(port, `${headOf(world)}${lengths}\r\n\r\n{}   0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/);
    expect(requests()).toBe(0);
  });
});

const headOf = (world: World) =>
  `POST /api/interactions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${world.key}\r\nContent-Type: application/json\r\n`;

/** Everything that comes back for these bytes, until the other end closes. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return read(socket);
}

describe('A24 a key that is revoked', () => {
  test('while a batch is being read: that batch is finished, the next is refused', async () => {
    const world = await makeWorld();
    const { secret } = await makeKey(contextOf(world.deps, theClock), 'crm', ['interactions:write']);
    let goOn = () => {};
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('['));
        goOn = () => {
          stream.enqueue(new TextEncoder().encode(`${JSON.stringify(call('call-1'))}]`));
          stream.close();
        };
      },
    });
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    const reading = world.fetch('/api/interactions', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    await expect.poll(() => body.locked).toBe(true);
    await endKey(contextOf(world.deps, theClock), secret.slice(0, 14));
    goOn();
    const answer = await reading;
    expect(answer.status).toBe(207);
    expect(await answer.json()).toMatchObject({ results: [{ status: 'stored' }] });
    expect(await helpdesk(world, secret).refused(call('call-2'))).toMatchObject({
      status: 401,
      code: 'bad_credentials',
      field: 'Authorization',
    });
  });
});
