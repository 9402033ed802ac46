import { Resend } from 'resend';
import { DAY, HOUR, type Instant, MINUTE, type Millis, SECOND } from '../core/time.ts';
import { withoutAddresses } from './addresses.ts';
import type { Channel, Delivery, Lot, OutboundMessage } from './channel.ts';
import { type Answer, exchange, isRecord } from './exchange.ts';

export type ResendOptions = {
  apiKey: string;
  /** Another server than Resend's: a test server, a proxy. The environment is not read here. */
  baseUrl?: string | undefined;
  fetch?: typeof fetch;
  now: () => Instant;
  /** Resend's client waits for ever; this is how long we do, for the whole answer. */
  timeoutMs?: Millis;
};

/**
 * Email through Resend. One message goes to `/emails`, more to `/emails/batch` in permissive mode, always with the lot's key: a
 * repeat within 24 hours (we trust 23) is answered with the first answer and nothing is sent. Judged by status first, name
 * second (resend.com/docs/api-reference/errors); an answer that leaves a doubt is `unclear`, never `accepted`, never `later`.
 */
export function resendChannel({
  apiKey,
  baseUrl = 'https://api.resend.com',
  fetch: ask = fetch,
  now,
  timeoutMs = 15 * SECOND,
}: ResendOptions): Channel {
  const client = new Resend(apiKey, { baseUrl: baseUrl.replace(/\/+$/, ''), userAgent: 'Ringback (resend-node)' });
  // The client hides the HTTP status, the cause of a lost connection, and a 200 with a broken body (it calls that a lost connection):
  // so it writes every request, and this reads every answer.
  client.fetchRequest = (async (path: string, request: RequestInit = {}) => ({
    data: await exchange(ask, `${client.baseUrl}${path}`, request, timeoutMs),
    error: null,
    headers: null,
  })) as Resend['fetchRequest'];

  return {
    name: 'resend',
    lotSize: 100,
    recognisesRepeatsFor: 23 * HOUR,
    async send(lot) {
      if (lot.messages.length === 0) return [];
      const deliveries = judge(lot.messages, await post(client, lot), now());
      // "Later" means certainly not taken. This try was not; but an earlier one may have been, so the key must stay.
      const isFirstTry = lot.firstTriedAt === null;
      return isFirstTry
        ? deliveries
        : deliveries.map((one) =>
            one.verdict === 'later'
              ? { id: one.id, verdict: 'unclear', reason: one.reason, after: one.after, pausesChannel: one.pausesChannel }
              : one,
          );
    },
  };
}

async function post(client: Resend, { key, messages }: Lot): Promise<Answer> {
  try {
    const reply =
      messages.length === 1
        ? await client.emails.send(messages[0]!.request, { idempotencyKey: key })
        : await client.batch.send(
            messages.map((message) => message.request),
            { idempotencyKey: key, batchValidation: 'permissive' },
          );
    return reply.data as unknown as Answer;
  } catch (error) {
    return { lost: 'before', reason: `request could not be made: ${String(error)}` };
  }
}

type Verdict = Delivery extends infer D ? (D extends Delivery ? Omit<D, 'id'> : never) : never;

function judge(messages: readonly OutboundMessage[], answer: Answer, now: Instant): Delivery[] {
  const all = (verdict: Verdict): Delivery[] => messages.map(({ id }) => ({ id, ...verdict }));
  if ('lost' in answer) {
    if (answer.lost === 'after') return all({ verdict: 'unclear', reason: answer.reason });
    return all({ verdict: 'later', reason: answer.reason, after: 30 * SECOND, counts: true, pausesChannel: false });
  }
  if (answer.status < 200 || answer.status > 299) return all(judgeError(answer, messages.length === 1, now));
  const accepted = messages.length === 1 ? [acceptance(answer.body)] : batchAcceptance(answer.body, messages.length);
  return messages.map(({ id }, n) => ({ id, ...(accepted[n] ?? { verdict: 'unclear', reason: `${answer.status} without ids` }) }));
}

function acceptance(body: unknown): Verdict | undefined {
  return isRecord(body) && typeof body.id === 'string' && body.id !== '' ? { verdict: 'accepted', providerId: body.id } : undefined;
}

/** `data` lists those taken, in order; `errors` names the others by their place. When the two do not add up, nothing is certain. */
function batchAcceptance(body: unknown, size: number): (Verdict | undefined)[] {
  if (!isRecord(body) || !Array.isArray(body.data) || !Array.isArray(body.errors ?? [])) return [];
  const errors = new Map(
    ((body.errors ?? []) as unknown[]).map((error) => (isRecord(error) ? [error.index, error.message] : [])) as [unknown, unknown][],
  );
  const places = Array.from({ length: size }, (_, place) => place);
  const taken = places.filter((place) => !errors.has(place));
  if (taken.length !== body.data.length || taken.length + errors.size !== size) return [];
  const data: unknown[] = body.data;
  return places.map((place) =>
    errors.has(place) ? refusal('validation_error', String(errors.get(place))) : acceptance(data[taken.indexOf(place)]),
  );
}

function judgeError({ status, headers, body }: Extract<Answer, { status: number }>, isAlone: boolean, now: Instant): Verdict {
  const name = isRecord(body) && typeof body.name === 'string' ? body.name : undefined;
  const message = isRecord(body) && typeof body.message === 'string' ? body.message : '';
  const reason = name ?? `${status} without a reason`;
  const wait = (after: Millis): Verdict => ({
    verdict: 'later',
    reason: worded(reason, message),
    after,
    counts: false,
    pausesChannel: true,
  });
  switch (status) {
    case 429:
      if (name === 'daily_quota_exceeded') return wait(startOfNextDay(now) - now);
      if (name === 'monthly_quota_exceeded') return wait(startOfNextMonth(now) - now);
      return wait(retryAfter(headers));
    // A key, a domain or an address of the service that is not in order: a person has to look, and no message is to blame.
    case 401:
    case 403:
    case 404:
    case 405:
      return wait(10 * MINUTE);
    // Both kinds of conflict say that the key is in use: the message may have left under it, so it must never get another one.
    case 409:
      return { verdict: 'unclear', reason };
    case 400:
    case 413:
    case 422:
    case 451:
      // Of a whole lot it is not said which address is wrong: then none is blamed.
      if (name !== undefined)
        return isAlone ? refusal(name, message) : { verdict: 'refused', reason: worded(name, message), fault: 'message' };
      return { verdict: 'unclear', reason };
    default:
      return { verdict: 'unclear', reason };
  }
}

const refusal = (name: string, message: string): Verdict => ({
  verdict: 'refused',
  reason: worded(name, message),
  fault: /[`'"]to[`'"]|\bto field\b|\brecipient/i.test(message) ? 'address' : 'message',
});

const worded = (name: string, message: string): string => `${name}: ${withoutAddresses(message)}`.slice(0, 300);

/** `retry-after` in seconds, else `ratelimit-reset`; 5 s when neither can be read, a day at most. */
function retryAfter(headers: Headers): Millis {
  const seconds = Number(headers.get('retry-after') ?? headers.get('ratelimit-reset'));
  return seconds > 0 ? Math.min(Math.ceil(seconds * SECOND), DAY) : 5 * SECOND;
}

const startOfNextDay = (now: Instant): Instant => (Math.floor(now / DAY) + 1) * DAY;

const startOfNextMonth = (now: Instant): Instant => Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth() + 1, 1);
