import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant } from '../../server/core/time.ts';

export const FAKE_ACCOUNT = 'AC00000000000000000000000000000001';
export const FAKE_TOKEN = 'the token of a fake account';
export const OUR_NUMBER = '+14155550100';

/** What the fake does with one coming request instead of serving it. `drop_reply` and `hang` take the text all the same. */
export type Scripted =
  | { status: number; code?: number; message?: string; headers?: Record<string, string> }
  | { fault: 'drop_request' | 'drop_reply' | 'hang' | 'html' | 'no_sid' };

/** A text as the provider has it in its books. */
export type Booked = {
  sid: string;
  direction: 'inbound' | 'outbound-api';
  from: string;
  to: string;
  body: string;
  status: string;
  errorCode: number | null;
  at: Instant;
  statusCallback: string;
  /** Seconds. */
  validity: number | null;
};

/** A request that it makes of us, signed. */
export type Told = { url: string; init: { method: 'POST'; headers: Record<string, string>; body: string } };

type Options = { now?: () => Instant; port?: number; pageSize?: number };

/**
 * Twilio's texts, as far as reliability.md 3.2 knows them, as a real server on the loopback that lives in the test's time. It
 * recognises no repeats, remembers who said STOP, tells everything once at most, and keeps a list. Close it with `close()`.
 */
export async function startFakeTwilio({ now = Date.now, port = 0, pageSize = 50 }: Options = {}) {
  const books: Booked[] = [];
  const seen: { method: string; path: string; form: Record<string, string>; authorization: string | undefined }[] = [];
  const script: Scripted[] = [];
  /** Who does not want texts of whom. */
  const stopped = new Set<string>();
  let token = FAKE_TOKEN;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const { authorization } = request.headers;
    seen.push({ method: request.method ?? '', path: request.url ?? '', form, authorization });
    const next = script.shift();
    if (next && 'status' in next)
      return reply(response, next.status, { code: next.code, message: next.message ?? `About ${form.To ?? 'this'}.` }, next.headers);
    if (next?.fault === 'html') return void response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
    if (next?.fault === 'drop_request') return void request.socket.destroy();
    const { status, body } = answerTo(request.method ?? '', pathname, searchParams, form, authorization);
    if (next?.fault === 'drop_reply') return void request.socket.destroy();
    if (next?.fault === 'hang') return;
    return reply(response, status, next?.fault === 'no_sid' ? { status: 'queued' } : body);
  }

  function answerTo(method: string, path: string, query: URLSearchParams, form: Record<string, string>, authorization: string | undefined) {
    const expected = `Basic ${Buffer.from(`${FAKE_ACCOUNT}:${token}`).toString('base64')}`;
    if (authorization !== expected) return failure(401, 20003, 'Authenticate');
    const messages = `/2010-04-01/Accounts/${FAKE_ACCOUNT}/Messages`;
    const one = books.find(({ sid }) => path === `${messages}/${sid}.json`);
    if (one && method === 'GET') return { status: 200, body: shown(one) };
    if (path !== `${messages}.json`) return failure(404, 20404, 'The requested resource was not found');
    return method === 'POST' ? take(form) : list(path, query);
  }

  function take({ To = '', From, MessagingServiceSid, Body = '', StatusCallback = '', ValidityPeriod }: Record<string, string>) {
    const sender = From ?? MessagingServiceSid ?? '';
    if (!/^\+\d{7,15}$/.test(To)) return failure(400, 21211, `The 'To' number ${To} is not a valid phone number.`);
    if (sender === '') return failure(400, 21603, "A 'From' phone number is required.");
    if (Body === '' || Body.length > 1600)
      return failure(400, Body === '' ? 21602 : 21617, 'The message body is required, up to 1600 signs.');
    const validity = ValidityPeriod === undefined ? null : Number(ValidityPeriod);
    if (validity !== null && !(Number.isInteger(validity) && validity >= 1 && validity <= 36_000))
      return failure(400, 21405, 'The validity period is out of range.');
    if (StatusCallback !== '' && (!URL.canParse(StatusCallback) || new URL(StatusCallback).hostname.includes('_')))
      return failure(400, 21609, `The StatusCallback URL ${StatusCallback} is not a valid URL.`);
    if (stopped.has(`${sender} ${To}`)) return failure(400, 21610, `Attempt to send to unsubscribed recipient ${To}`);
    const status = MessagingServiceSid ? 'accepted' : 'queued';
    const sent = book({ direction: 'outbound-api', from: sender, to: To, body: Body, status, statusCallback: StatusCallback, validity });
    return { status: 201, body: shown(sent) };
  }

  function book(text: Omit<Booked, 'sid' | 'errorCode' | 'at'>): Booked {
    const sid = `SM${String(books.length + 1).padStart(32, '0')}`;
    const booked = { sid, errorCode: null, at: now(), ...text };
    books.push(booked);
    return booked;
  }

  /** Filtered by whole days, a page at a time, the newest first. */
  function list(path: string, query: URLSearchParams) {
    const since = query.get('DateSent>') ?? '';
    const found = books
      .filter((one) => (query.get('To') ?? one.to) === one.to && new Date(one.at).toISOString().slice(0, 10) >= since)
      .reverse();
    const page = Number(query.get('Page') ?? 0);
    const rest = found.length > (page + 1) * pageSize;
    const further = new URLSearchParams([...query].filter(([name]) => name !== 'Page'));
    further.set('Page', String(page + 1));
    return {
      status: 200,
      body: {
        messages: found.slice(page * pageSize, (page + 1) * pageSize).map(shown),
        next_page_uri: rest ? `${path}?${further}` : null,
      },
    };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What to do with the next requests, in turn; after that it serves them as it should. */
    next: (...behaviours: Scripted[]) => void script.push(...behaviours),
    /** From now on only this token is good. */
    onlyToken: (good: string) => {
      token = good;
    },
    seen: () => seen,
    sent: () => books.filter(({ direction }) => direction === 'outbound-api'),
    sentTo: (number: string) => books.filter(({ direction, to }) => direction === 'outbound-api' && to === number),
    /** A text has come so far. The report of it is given back, signed; whoever loses it loses it for good. */
    becomes(text: Booked, status: string, errorCode: number | null = null, more: Record<string, string> = {}): Told {
      Object.assign(text, { status, errorCode });
      const { sid, to, from } = text;
      const code: Record<string, string> = errorCode === null ? {} : { ErrorCode: String(errorCode) };
      const form = { MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status, AccountSid: FAKE_ACCOUNT, To: to, From: from };
      return told(text.statusCallback, { ...form, ApiVersion: '2010-04-01', ...code, ...more }, token);
    },
    /** A customer writes to us. `understood`: the account has keywords of its own, so that the provider says what it took it for. */
    writes(
      from: string,
      body: string,
      { understood = false, to = OUR_NUMBER, url = 'http://localhost:3000', more = {} }: Writing = {},
    ): Told {
      const keyword = KEYWORDS[body.trim().toUpperCase()];
      if (keyword === 'STOP') stopped.add(`${to} ${from}`);
      if (keyword === 'START') stopped.delete(`${to} ${from}`);
      const { sid } = book({ direction: 'inbound', from, to, body, status: 'received', statusCallback: '', validity: null });
      const form = {
        MessageSid: sid,
        SmsSid: sid,
        AccountSid: FAKE_ACCOUNT,
        From: from,
        To: to,
        Body: body,
        NumMedia: '0',
        NumSegments: '1',
      };
      return told(`${url}/hooks/twilio/inbound`, { ...form, ...(understood && keyword ? { OptOutType: keyword } : {}), ...more }, token);
    },
    /** Somebody said STOP by another way than a text to us. */
    stop: (number: string, sender = OUR_NUMBER) => void stopped.add(`${sender} ${number}`),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type FakeTwilio = Awaited<ReturnType<typeof startFakeTwilio>>;
type Writing = { understood?: boolean; to?: string; url?: string; more?: Record<string, string> };

const KEYWORDS: Record<string, 'STOP' | 'START' | 'HELP'> = {
  ...Object.fromEntries(['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'].map((word) => [word, 'STOP'])),
  ...{ START: 'START', UNSTOP: 'START', HELP: 'HELP', INFO: 'HELP' },
};

/** A request to this URL with this form, signed with the token for exactly that. */
export function told(url: string, form: Record<string, string>, token = FAKE_TOKEN): Told {
  const signed =
    url +
    Object.keys(form)
      .sort()
      .map((name) => name + form[name])
      .join('');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': createHmac('sha1', token).update(signed, 'utf8').digest('base64'),
  };
  return { url, init: { method: 'POST', headers, body: new URLSearchParams(form).toString() } };
}

const failure = (status: number, code: number, message: string) => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

const shown = ({ sid, direction, from, to, body, status, errorCode, at }: Booked) => {
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  return { sid, direction, from, to, body, status, error_code: errorCode, date_created: date, date_sent: date };
};

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
