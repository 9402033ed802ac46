import { DAY, type Instant, MINUTE, type Millis, SECOND } from '../core/time.ts';
import type { ArrivedText, Delivery, OutboundMessage, TextChannel, TextRequest } from './channel.ts';
import { type Answer, exchange, isRecord } from './exchange.ts';
import { meaningOf, reasonOf, statusFrom } from './twilio-codes.ts';
import { verifySignature } from './twilio-signature.ts';

export type TwilioOptions = {
  accountSid: string;
  authToken: string;
  /** Our number (`+1…`), or the messaging service that has several (`MG…`). */
  from: string;
  /** Where the provider reports what became of the message with this id. */
  statusUrl: (messageId: string) => string;
  /** Another server than Twilio's: a test server, a proxy. The environment is not read here. */
  baseUrl?: string | undefined;
  fetch?: typeof fetch;
  timeoutMs?: Millis;
};

/** Twilio takes 1 to 36,000 seconds. */
const LONGEST_VALIDITY = 36_000;
const MOST_PAGES = 20;

/**
 * Texts through Twilio's REST interface, version 2010-04-01. It recognises no repeats, so a text travels alone, and an answer that
 * leaves a doubt is `unclear`: it is looked for later, and never sent again by itself. Judged by status first, code second.
 */
export function twilioChannel(options: TwilioOptions): TextChannel {
  const { accountSid, authToken, from, statusUrl, fetch: ask = fetch, timeoutMs = 15 * SECOND } = options;
  const host = (options.baseUrl ?? 'https://api.twilio.com').replace(/\/+$/, '');
  const messages = `/2010-04-01/Accounts/${accountSid}/Messages`;
  const headers = { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };

  async function create({ id, request, goodFor }: OutboundMessage<TextRequest>): Promise<Delivery> {
    const form = new URLSearchParams({ To: request.to, Body: request.body, StatusCallback: statusUrl(id) });
    form.set(request.from.startsWith('MG') ? 'MessagingServiceSid' : 'From', request.from);
    if (goodFor !== undefined) form.set('ValidityPeriod', String(Math.min(LONGEST_VALIDITY, Math.max(1, Math.floor(goodFor / SECOND)))));
    const sent = { headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() };
    return { id, ...judge(await exchange(ask, `${host}${messages}.json`, sent, timeoutMs)) };
  }

  async function read(path: string): Promise<Record<string, unknown> | undefined> {
    const answer = await exchange(ask, `${host}${path}`, { method: 'GET', headers }, timeoutMs);
    if ('status' in answer && answer.status === 404) return undefined;
    if (!('status' in answer) || answer.status !== 200 || !isRecord(answer.body))
      throw new Error(`Twilio cannot be asked: ${'status' in answer ? `status ${answer.status}` : answer.reason}.`);
    return answer.body;
  }

  /** Lists are asked for by whole days of UTC: the finer sieve is ours. */
  async function list(filter: Record<string, string>, since: Instant): Promise<Listed[]> {
    const query = new URLSearchParams({ ...filter, 'DateSent>': new Date(since - MINUTE).toISOString().slice(0, 10), PageSize: '1000' });
    const found: Listed[] = [];
    let path: string | null = `${messages}.json?${query}`;
    for (let page = 0; path !== null && page < MOST_PAGES; page++) {
      const body: Record<string, unknown> = (await read(path)) ?? {};
      found.push(...(Array.isArray(body.messages) ? body.messages.flatMap(listed) : []));
      path = typeof body.next_page_uri === 'string' && body.next_page_uri !== '' ? body.next_page_uri : null;
    }
    return found.filter(({ at }) => at === null || at >= since).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  }

  return {
    name: 'twilio',
    lotSize: 1,
    recognisesRepeatsFor: 0,
    from,
    async send(lot) {
      const deliveries: Delivery[] = [];
      for (const message of lot.messages) deliveries.push(await create(message));
      return deliveries;
    },
    isGenuine: (url, parameters, signature) => verifySignature(authToken, url, parameters, signature),
    readArrived(parameters) {
      const [sid, sender] = [parameters.get('MessageSid'), parameters.get('From')];
      if (!sid || !sender) return undefined;
      const keyword = parameters.get('OptOutType');
      const optOutType = keyword === 'STOP' || keyword === 'START' || keyword === 'HELP' ? keyword : null;
      return { sid, from: sender, to: parameters.get('To') ?? '', body: parameters.get('Body') ?? '', optOutType, at: null };
    },
    readStatus(parameters) {
      const [sid, word] = [parameters.get('MessageSid'), parameters.get('MessageStatus')];
      return sid && word ? statusFrom(sid, word, Number(parameters.get('ErrorCode')) || null) : undefined;
    },
    async listArrived(since) {
      const found = await list(from.startsWith('MG') ? {} : { To: from }, since);
      return found.filter(({ direction }) => direction === 'inbound').map(arrived);
    },
    async statusOf(sid) {
      const [found] = [await read(`${messages}/${encodeURIComponent(sid)}.json`)].flatMap(listed);
      return found && statusFrom(found.sid, found.status, found.errorCode);
    },
    async findSent(to, body, since, until) {
      const found = await list({ To: to }, since);
      return found
        .filter((one) => one.direction.startsWith('outbound') && one.body === body && (one.at === null || one.at <= until))
        .map((one) => statusFrom(one.sid, one.status, one.errorCode));
    },
  };
}

type Verdict = Delivery extends infer D ? (D extends Delivery ? Omit<D, 'id'> : never) : never;

function judge(answer: Answer): Verdict {
  if ('lost' in answer) {
    if (answer.lost === 'after') return { verdict: 'unclear', reason: answer.reason };
    return { verdict: 'later', reason: answer.reason, after: 30 * SECOND, counts: true, pausesChannel: false };
  }
  const { status, headers, body } = answer;
  const fields = isRecord(body) ? body : {};
  if (status >= 200 && status < 300)
    return typeof fields.sid === 'string' && fields.sid !== ''
      ? { verdict: 'accepted', providerId: fields.sid }
      : { verdict: 'unclear', reason: `${status} without an id` };
  const code = typeof fields.code === 'number' ? fields.code : undefined;
  const reason = code === undefined ? `${status} without a reason` : reasonOf(code, String(fields.message ?? ''));
  if (status === 429) return { verdict: 'later', reason, after: retryAfter(headers), counts: false, pausesChannel: true };
  const meaning = code === undefined ? undefined : meaningOf(code);
  if (meaning?.ours || [401, 403, 404].includes(status))
    return { verdict: 'later', reason, after: 10 * MINUTE, counts: false, pausesChannel: true, alarm: true };
  if (status < 400 || status >= 500 || code === undefined) return { verdict: 'unclear', reason };
  return meaning?.bars
    ? { verdict: 'refused', reason, fault: 'address', bars: meaning.bars }
    : { verdict: 'refused', reason, fault: 'message' };
}

/** `retry-after` in seconds; 5 s when it cannot be read, a day at most. */
function retryAfter(headers: Headers): Millis {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 ? Math.min(Math.ceil(seconds * SECOND), DAY) : 5 * SECOND;
}

/** One message as Twilio lists it. */
type Listed = {
  sid: string;
  from: string;
  to: string;
  body: string;
  direction: string;
  status: string;
  errorCode: number | null;
  at: Instant | null;
};

function listed(value: unknown): Listed[] {
  if (!isRecord(value) || typeof value.sid !== 'string') return [];
  const text = (name: string): string => (typeof value[name] === 'string' ? (value[name] as string) : '');
  // RFC 2822, to the second.
  const at = Date.parse(text('date_sent') || text('date_created'));
  return [
    {
      sid: value.sid,
      from: text('from'),
      to: text('to'),
      body: text('body'),
      direction: text('direction'),
      status: text('status'),
      errorCode: Number(value.error_code) || null,
      at: Number.isNaN(at) ? null : at,
    },
  ];
}

/** A list does not say whether the provider understood a keyword. */
const arrived = ({ sid, from, to, body, at }: Listed): ArrivedText => ({ sid, from, to, body, optOutType: null, at });
