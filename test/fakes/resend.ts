import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY, type Instant, SECOND } from '../../server/core/time.ts';
import { type EventOptions, makeEvent, type SignedEvent, webhooksTo } from './resend-webhooks.ts';

/** What the fake does with one coming request instead of serving it. `accepts` is whether the messages are taken all the same. */
export type Scripted =
  | { status: number; name?: string; message?: string; headers?: Record<string, string> }
  | { fault: 'drop_request' | 'drop_reply' | 'hang' | 'hold' | 'html' | 'empty' | 'no_id' | 'half_a_body'; accepts?: boolean };

export type Taken = {
  providerId: string;
  /** Our id, from the tag `message_id`. */
  messageId: string | undefined;
  key: string | undefined;
  at: Instant;
  /** Taken, but not delivered: the address bounced before. */
  suppressed: boolean;
  request: Record<string, unknown>;
};

/** A request as it came, for tests that look at the wire. */
export type Seen = { path: string; headers: Record<string, string | string[] | undefined>; body: string };

/**
 * Resend, as far as reliability.md 3.1 knows it, as a real server on the loopback. Its time is `now`, so 24 hours pass when the test
 * says so. `perSecond` sets a rate limit; without it there is none. Close it with `close()`.
 */
export async function startFakeResend({ now = Date.now, perSecond = 1_000_000, port = 0 }: FakeOptions = {}) {
  const taken: Taken[] = [];
  const seen: Seen[] = [];
  const script: Scripted[] = [];
  const keys = new Map<string, { hash: string; at: Instant; answer: Answer | 'running' }>();
  const bounced = new Set<string>();
  const held: (() => void)[] = [];
  let validKey: string | undefined;
  let thisSecond = { second: 0, count: 0 };
  let made = 0;
  const newId = (prefix: string) => `${prefix}${String(++made).padStart(8, '0')}-0000-4000-8000-000000000000`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    seen.push({ path, headers: request.headers, body });
    // Cloudflare stands in front and turns away whoever does not say what they are.
    if (!request.headers['user-agent']) return reply(response, { status: 403, text: 'error code: 1010' });
    const { limits, isOver } = countRequest();
    if (isOver) return reply(response, failure(429, 'rate_limit_exceeded', 'Too many requests.'), { ...limits, 'retry-after': '1' });
    const next = script.shift();
    if (next && 'status' in next) return reply(response, failure(next.status, next.name, next.message), { ...limits, ...next.headers });
    const work = next?.fault === 'hold' ? new Promise<void>((go) => held.push(go)) : Promise.resolve();
    const accepts = next?.accepts ?? (next?.fault !== 'drop_request' && next?.fault !== 'html');
    const answer = accepts ? await answerTo(path, request, body, work) : failure(500, 'internal_server_error');
    switch (next?.fault) {
      case 'drop_request':
      case 'drop_reply':
        return void request.socket.destroy();
      case 'hang':
        return;
      case 'html':
        return reply(response, { status: 502, text: '<html><body>Bad gateway</body></html>' }, limits);
      case 'empty':
        return reply(response, { status: 200, text: '' }, limits);
      case 'no_id':
        return reply(response, { status: 200, text: '{"object":"email"}' }, limits);
      case 'half_a_body':
        return reply(response, { status: 200, text: answer.text.slice(0, answer.text.length / 2) }, limits);
      default:
        return reply(response, answer, limits);
    }
  }

  function countRequest() {
    const second = Math.floor(now() / SECOND);
    thisSecond = { second, count: thisSecond.second === second ? thisSecond.count + 1 : 1 };
    const left = perSecond - thisSecond.count;
    const limits = { 'ratelimit-limit': `${perSecond}`, 'ratelimit-remaining': `${Math.max(left, 0)}`, 'ratelimit-reset': '1' };
    return { limits, isOver: left < 0 };
  }

  async function answerTo(path: string, request: IncomingMessage, body: string, work: Promise<void>): Promise<Answer> {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!bearer) return failure(401, 'missing_api_key', 'Missing API key in the authorization header.');
    if (validKey !== undefined && bearer !== validKey) return failure(403, 'invalid_api_key', 'API key is invalid.');
    if (path !== '/emails' && path !== '/emails/batch') return failure(404, 'not_found', 'The requested endpoint does not exist.');
    if (request.method !== 'POST') return failure(405, 'method_not_allowed', 'Method is not allowed for the requested path.');
    const key = request.headers['idempotency-key'] as string | undefined;
    if (key === undefined) return take(path, request, body, key);
    if (key.length < 1 || key.length > 256) return failure(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
    const hash = createHash('sha256').update(`${path}\n${body}`).digest('hex');
    const known = keys.get(key);
    if (known && now() - known.at < DAY) {
      if (known.hash !== hash)
        return failure(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.');
      if (known.answer === 'running')
        return failure(409, 'concurrent_idempotent_requests', 'Same idempotency key used while original request is still in progress.');
      return known.answer;
    }
    keys.set(key, { hash, at: now(), answer: 'running' });
    await work;
    const answer = take(path, request, body, key);
    if (answer.status === 200) keys.set(key, { hash, at: now(), answer });
    else keys.delete(key);
    return answer;
  }

  function take(path: string, request: IncomingMessage, body: string, key: string | undefined): Answer {
    const parsed: unknown = JSON.parse(body);
    if (path === '/emails') {
      const problem = problemWith(parsed);
      return problem ?? success({ id: accept(parsed as Email, key) });
    }
    if (!Array.isArray(parsed) || parsed.length < 1 || parsed.length > 100)
      return failure(422, 'validation_error', 'A batch holds 1 to 100 emails.');
    const problems = parsed.map((item: unknown) => problemWith(item, true));
    const unverified = problems.find((problem) => problem?.status === 403);
    if (unverified) return unverified;
    if (request.headers['x-batch-validation'] !== 'permissive') {
      const first = problems.find((problem) => problem !== undefined);
      return first ?? success({ data: parsed.map((item) => ({ id: accept(item as Email, key) })) });
    }
    const data = parsed.flatMap((item, n) => (problems[n] ? [] : [{ id: accept(item as Email, key) }]));
    return success({
      data,
      errors: problems.flatMap((problem, index) => (problem ? [{ index, message: JSON.parse(problem.text).message }] : [])),
    });
  }

  function accept(email: Email, key: string | undefined): string {
    const providerId = newId('');
    const messageId = email.tags?.find((tag) => tag.name === 'message_id')?.value;
    taken.push({ providerId, messageId, key, at: now(), suppressed: receiversOf(email).some((to) => bounced.has(to)), request: email });
    return providerId;
  }

  /** A delivery as Resend signs it. A bounce bars its receivers from then on. */
  function signedEvent(type: string, messageId: string, options: EventOptions = {}): SignedEvent {
    const about = taken.find((one) => one.messageId === messageId);
    const to = about ? receiversOf(about.request) : [];
    if (type === 'email.bounced') for (const receiver of to) bounced.add(receiver);
    const message = { emailId: about?.providerId ?? newId('f'), messageId, to };
    return makeEvent(type, message, { id: newId('evt_'), at: now(), ...options });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What to do with the next requests, in turn; after that it serves them as it should. */
    next: (...behaviours: Scripted[]) => void script.push(...behaviours),
    /** Lets go the requests that `hold` keeps in work. */
    release: () =>
      held.splice(0).forEach((go) => {
        go();
      }),
    /** From now on only this API key is good. */
    onlyKey: (key: string) => {
      validKey = key;
    },
    messages: (): readonly Taken[] => taken,
    seen: (): readonly Seen[] => seen,
    acceptedTimes: (messageId: string) => taken.filter((one) => one.messageId === messageId).length,
    signedEvent,
    webhooks: (url: string, secret?: string | readonly string[]) => webhooksTo(url, { signedEvent, now, secret }),
    /** What Resend would report about everything it took and did not deliver. */
    suppressedEvents: () => taken.filter((one) => one.suppressed).map((one) => signedEvent('email.suppressed', one.messageId ?? '')),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type FakeResend = Awaited<ReturnType<typeof startFakeResend>>;
type FakeOptions = { now?: () => Instant; perSecond?: number; port?: number };
type Email = { from?: unknown; to?: string | string[]; tags?: { name: string; value: string }[] } & Record<string, unknown>;
type Answer = { status: number; text: string };

const receiversOf = (email: Email): string[] => [email.to ?? []].flat();

const ADDRESS = /^(?:[^<>\r\n]*<)?[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+>?$/;

function problemWith(email: unknown, isInBatch = false): Answer | undefined {
  const { from, subject, html, text, tags = [], attachments, scheduled_at, ...rest } = (email ?? {}) as Email;
  const missing = Object.entries({ from, to: rest.to, subject }).find(([, value]) => value === undefined || value === '');
  if (missing) return failure(422, 'missing_required_field', `Missing \`${missing[0]}\` field.`);
  if (typeof from !== 'string' || !ADDRESS.test(from))
    return failure(422, 'invalid_from_address', 'Invalid `from` field. The email address needs to follow the `email@example.com` format.');
  if (/@unverified\./.test(from))
    return failure(403, 'validation_error', 'The unverified.example domain is not verified. Please, add and verify your domain.');
  if (!receiversOf(rest).every((to) => ADDRESS.test(to)))
    return failure(
      422,
      'validation_error',
      `Invalid \`to\` field. The email address needs to follow the \`email@example.com\` format: ${rest.to}`,
    );
  if (html === undefined && text === undefined) return failure(422, 'validation_error', 'Missing `html` or `text` field.');
  if (!tags.every((tag) => /^[\w-]{1,256}$/.test(tag.name) && /^[\w-]{1,256}$/.test(tag.value)))
    return failure(422, 'validation_error', 'Tags should only contain ASCII letters, numbers, underscores, or dashes.');
  if (isInBatch && (attachments ?? scheduled_at) !== undefined)
    return failure(422, 'invalid_parameter', 'Attachments and scheduling do not go in a batch.');
  return undefined;
}

const success = (body: unknown): Answer => ({ status: 200, text: JSON.stringify(body) });

const failure = (statusCode: number, name = 'application_error', message = 'Something went wrong.'): Answer => ({
  status: statusCode,
  text: JSON.stringify({ statusCode, name, message }),
});

function reply(response: ServerResponse, { status, text }: Answer, headers: Record<string, string> = {}): void {
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
