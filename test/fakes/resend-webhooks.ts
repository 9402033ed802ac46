import { Webhook } from 'standardwebhooks';
import { type Instant, SECOND } from '../../server/core/time.ts';

export type SignedEvent = { id: string; headers: Record<string, string>; body: string };

export type EventOptions = {
  id?: string;
  at?: Instant;
  /** When it is signed: the time of the event unless told otherwise. */
  signedAt?: Instant;
  /** Several sign one after the other, as during a rotation. */
  secret?: string | readonly string[];
  /** More members of `data`, or other values for those it has. */
  data?: Record<string, unknown>;
};

export const FAKE_SECRET = `whsec_${btoa('the secret of the fake Resend')}`;

type About = { emailId: string; messageId: string; to: string[] };

/** An event in the words of Resend, signed. Its `data.message_id` is the Message-ID header; our own id is in the tags. */
export function makeEvent(
  type: string,
  { emailId, messageId, to }: About,
  options: EventOptions & { id: string; at: Instant },
): SignedEvent {
  const createdAt = new Date(options.at).toISOString();
  const data = { email_id: emailId, created_at: createdAt, message_id: `<${messageId}@mail.example>`, to, tags: { message_id: messageId } };
  const body = JSON.stringify({ type, created_at: createdAt, data: { ...data, ...EXTRAS[type], ...options.data } });
  return sign(options.id, body, options.signedAt ?? options.at, options.secret ?? FAKE_SECRET);
}

type Source = {
  signedEvent: (type: string, messageId: string, options?: EventOptions) => SignedEvent;
  now: () => Instant;
  secret?: string | readonly string[] | undefined;
};

/** Deliveries to one address: queued first, so that a test can hold them back, repeat them and put them in another order. */
export function webhooksTo(url: string, { signedEvent, now, secret = FAKE_SECRET }: Source) {
  const waiting: SignedEvent[] = [];
  const post = async ({ headers, body }: SignedEvent) => (await fetch(url, { method: 'POST', headers, body })).status;
  return {
    waiting: (): readonly SignedEvent[] => waiting,
    queue(type: string, messageId: string, options: EventOptions = {}): SignedEvent {
      const event = signedEvent(type, messageId, { secret, ...options });
      waiting.push(event);
      return event;
    },
    /** Sends what waits, each `times` times, in the order that `order` gives it; says the statuses. */
    async flush({ times = 1, order = (events: SignedEvent[]) => events } = {}): Promise<number[]> {
      const statuses: number[] = [];
      for (const event of order(waiting.splice(0))) for (let n = 0; n < times; n++) statuses.push(await post(event));
      return statuses;
    },
    /** The same event again, signed now: what a person can do in the dashboard, weeks later. */
    replay: ({ id, body }: SignedEvent) => post(sign(id, body, now(), secret)),
  };
}

/** Signed by the reference library, so that our own check is held against it. */
export function sign(id: string, body: string, at: Instant, secrets: string | readonly string[]): SignedEvent {
  const signatures = [secrets].flat().map((secret) => new Webhook(secret as string).sign(id, new Date(at), body));
  const headers = { 'svix-id': id, 'svix-timestamp': String(Math.floor(at / SECOND)), 'svix-signature': signatures.join(' ') };
  return { id, headers: { 'content-type': 'application/json', ...headers }, body };
}

const EXTRAS: Record<string, Record<string, unknown>> = {
  'email.bounced': { bounce: { type: 'Permanent', subType: 'NoEmail', message: 'The mailbox does not exist.' } },
  'email.failed': { failed: { reason: 'reached_daily_quota' } },
  'email.suppressed': { suppressed: { type: 'bounce', message: 'The address is on the suppression list.' } },
};
