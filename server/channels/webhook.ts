import type { DeliveryState } from '../core/ladder.ts';
import { fromRfc3339, type Instant, SECOND } from '../core/time.ts';
import { headerSafe } from './addresses.ts';

/** Reads one header by its lower-case name, as `Headers` does. */
export type ReadsHeaders = { get(name: string): string | null };

const TOLERANCE_SECONDS = 5 * 60;

/**
 * Whether the delivery was signed with one of our secrets (`whsec_…`, two during a rotation) within 5 minutes of `now`.
 * Standard Webhooks: HMAC-SHA256 of `id.timestamp.body` over the bytes as they came. Written on WebCrypto because the reference
 * library (standardwebhooks 1.1.1) reads the system's clock; the tests hold the two against each other.
 */
export async function verifyWebhook(secrets: readonly string[], headers: ReadsHeaders, rawBody: string, now: Instant): Promise<boolean> {
  const prefix = headers.get('svix-id') === null ? 'webhook' : 'svix';
  const id = headers.get(`${prefix}-id`);
  const timestamp = headers.get(`${prefix}-timestamp`) ?? '';
  if (!id || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Math.floor(now / SECOND) - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const claimed = (headers.get(`${prefix}-signature`) ?? '')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => bytesOf(signature.slice(3)));
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${rawBody}`);
  let genuine = false;
  for (const secret of secrets) {
    const expected = await hmac(bytesOf(secret.replace(/^whsec_/, '')), signed);
    for (const signature of claimed) genuine = sameBytes(signature, expected) || genuine;
  }
  return genuine;
}

/** The delivery's own id: the same on every repeat and replay, so it is what tells a repeat apart. */
export const webhookId = (headers: ReadsHeaders): string | undefined => headers.get('svix-id') ?? headers.get('webhook-id') ?? undefined;

/** What Resend reports about an email that it took. */
export type ResendEvent = {
  type: string;
  state: DeliveryState;
  /** Resend's id of the email, which is our `providerId`. */
  emailId: string;
  /** Our own id, from the tag `message_id`; not to be mistaken for `data.message_id`, which is the Message-ID header. */
  messageId: string | null;
  at: Instant | null;
  detail: string | null;
  /** `Permanent`, `Undetermined`, `Transient`. */
  bounceType: string | null;
};

const STATES: Record<string, DeliveryState> = {
  'email.sent': 'sent',
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
};

/**
 * Reads the body of a verified delivery. `'ignored'` for events that say nothing about delivery (opened, clicked, domains,
 * contacts, and whatever is invented later); `undefined` for what is no event at all.
 */
export function readResendEvent(rawBody: string): ResendEvent | 'ignored' | undefined {
  const event = parsed(rawBody);
  if (!isRecord(event) || typeof event.type !== 'string' || !isRecord(event.data)) return undefined;
  const state = Object.hasOwn(STATES, event.type) ? STATES[event.type] : undefined;
  if (state === undefined) return 'ignored';
  const { data } = event;
  if (typeof data.email_id !== 'string' || data.email_id === '') return undefined;
  const bounce = isRecord(data.bounce) ? data.bounce : {};
  const told = [bounce.subType, bounce.message, field(data.failed, 'reason'), field(data.suppressed, 'message')];
  const detail = headerSafe(told.filter((part) => typeof part === 'string').join(': '), 500);
  return {
    type: event.type,
    state,
    emailId: data.email_id,
    messageId: messageTag(data.tags),
    at: typeof event.created_at === 'string' ? readTime(event.created_at) : null,
    detail: detail === '' ? null : detail,
    bounceType: typeof bounce.type === 'string' ? bounce.type : null,
  };
}

// An unreadable secret or signature becomes no bytes at all, which match nothing.
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (key.length === 0) return new Uint8Array();
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, text));
}

/** Takes as long for a near miss as for a far one. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== 32 || b.length !== 32) return false;
  let difference = 0;
  for (let i = 0; i < 32; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/** Events carry tags as `{name: value}`; requests carry them as a list. Both are read. */
function messageTag(tags: unknown): string | null {
  const entries = Array.isArray(tags)
    ? tags.map((tag) => [field(tag, 'name'), field(tag, 'value')])
    : Object.entries(isRecord(tags) ? tags : {});
  const value = entries.find(([name]) => name === 'message_id')?.[1];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** RFC 3339, and the way some of Resend's pages write it: `2026-11-22 23:41:12.126+00`. */
const readTime = (text: string): Instant | null => fromRfc3339(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) ?? null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
