import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

type Ece = { decrypt(sealed: Buffer, how: { version: 'aes128gcm'; privateKey: ECDH; authSecret: Buffer }): Buffer };
const ece = createRequire(import.meta.url)('http_ece') as Ece;

/** A push that arrived: what the browser would read, and how it was sent. */
export type Arrived = { endpoint: string; words: Record<string, string>; ttl: number; urgency: string; topic: string; subject: string };

const DAY_SECONDS = 86_400;

/**
 * A push service as RFC 8030 describes it, on the loopback. It takes a push only when its signature (RFC 8292) is right: ES256, for this
 * service, good for at most a day, with somebody to reach; and it reads what the browser would (RFC 8291), with a library that is not ours.
 */
export async function startFakePush({ now = Date.now }: { now?: () => number } = {}) {
  const browsers = new Map<string, { keys: ECDH; secret: Buffer }>();
  const arrived: Arrived[] = [];
  const faults: string[] = [];
  const script: { status: number; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const next = script.shift();
    if (next) return void response.writeHead(next.status, next.headers).end();
    const endpoint = url + request.url;
    const browser = browsers.get(endpoint);
    if (!browser) return void response.writeHead(410).end();
    try {
      const subject = mustBeSigned(request.headers.authorization ?? '', url, now() / 1000);
      const { ttl, urgency, topic, 'content-encoding': encoding } = request.headers;
      if (encoding !== 'aes128gcm') throw new Error(`encoding ${encoding}`);
      if (!/^\d+$/.test(String(ttl)) || !/^[\w-]{1,32}$/.test(String(topic))) throw new Error(`ttl ${ttl}, topic ${topic}`);
      const sealed = Buffer.concat(chunks);
      if (sealed.length > 4_096) throw new Error('too large');
      const words = JSON.parse(
        ece.decrypt(sealed, { version: 'aes128gcm', privateKey: browser.keys, authSecret: browser.secret }).toString(),
      );
      arrived.push({ endpoint, words, ttl: Number(ttl), urgency: String(urgency), topic: String(topic), subject });
      response.writeHead(201, { Location: `${url}/message` }).end();
    } catch (error) {
      faults.push(String(error));
      response.writeHead(400).end();
    }
  }

  return {
    url,
    arrived,
    faults,
    /** What comes next is answered like this. */
    answerNext: (status: number, headers: Record<string, string> = {}) => void script.push({ status, headers }),
    /** A browser that asked for pushes, as it tells a server of it. */
    browser() {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys('base64url');
      const secret = randomBytes(16);
      const endpoint = `${url}/push/${browsers.size + 1}`;
      browsers.set(endpoint, { keys, secret });
      return { endpoint, p256dh, auth: secret.toString('base64url') };
    },
    /** The browser does not want any more. */
    forget: (endpoint: string) => browsers.delete(endpoint),
    close: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

/** The claims of the signature; throws when anything about it is wrong. */
function mustBeSigned(header: string, audience: string, now: number): string {
  const [, token = '', open = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const point = Buffer.from(open, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = read(claims);
  if (!signed || read(head).alg !== 'ES256') throw new Error('not signed');
  if (aud !== audience) throw new Error(`for ${aud}`);
  if (!(exp > now && exp <= now + DAY_SECONDS)) throw new Error(`good until ${exp}`);
  if (!/^(mailto:.+@|https:\/\/)/.test(sub)) throw new Error(`from ${sub}`);
  return sub;
}
