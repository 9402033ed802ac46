/** Whom a push is for, as their browser gave it (Push API, `PushSubscription`); the keys are base64url. */
export type PushTarget = { endpoint: string; p256dh: string; auth: string };

/** Longer words do not fit into the one record that a push service must take (RFC 8291, section 4). */
export const MOST_BYTES = 3_993;
const RECORD = 4_096;

/** Encrypts words so that only that browser can read them (RFC 8291, with the encoding `aes128gcm` of RFC 8188). Every push has a key pair and a salt of its own. */
export async function encrypt(
  words: string,
  { p256dh, auth }: Omit<PushTarget, 'endpoint'>,
  own?: { pair: CryptoKeyPair; salt: Uint8Array },
) {
  const plain = utf8(words);
  if (plain.length > MOST_BYTES) throw new Error(`A push holds at most ${MOST_BYTES} bytes.`);
  const pair = own?.pair ?? ((await crypto.subtle.generateKey(ECDH, true, ['deriveBits'])) as CryptoKeyPair);
  const salt = own?.salt ?? crypto.getRandomValues(new Uint8Array(16));
  const theirs = fromBase64url(p256dh);
  const ours = new Uint8Array((await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer);
  const them = await crypto.subtle.importKey('raw', theirs, ECDH, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: them }, pair.privateKey, 256));
  const secret = await derive(shared, fromBase64url(auth), joined(utf8('WebPush: info\0'), theirs, ours), 32);
  const key = await derive(secret, salt, utf8('Content-Encoding: aes128gcm\0'), 16);
  const nonce = await derive(secret, salt, utf8('Content-Encoding: nonce\0'), 12);
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  // The one record is the last: its padding begins with 2.
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, aes, joined(plain, new Uint8Array([2])));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, RECORD);
  return joined(salt, size, new Uint8Array([ours.length]), ours, new Uint8Array(sealed));
}

/** Who sends: the pair of keys by which a push service knows us again, as JSON Web Key and as browsers want its public half. */
export type PushKey = { private: JsonWebKey; public: string };

export async function makePushKey(): Promise<PushKey> {
  const pair = (await crypto.subtle.generateKey(ECDSA, true, ['sign'])) as CryptoKeyPair;
  const [own, open] = await Promise.all([crypto.subtle.exportKey('jwk', pair.privateKey), crypto.subtle.exportKey('raw', pair.publicKey)]);
  return { private: own as JsonWebKey, public: toBase64url(new Uint8Array(open as ArrayBuffer)) };
}

/** The header that says who sends (RFC 8292): signed for this one push service, until `until` in seconds, with a way to reach us. */
export async function vapid(key: PushKey, endpoint: string, subject: string, until: number): Promise<string> {
  const part = (value: object) => toBase64url(utf8(JSON.stringify(value)));
  const claims = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp: until, sub: subject })}`;
  const signer = await crypto.subtle.importKey('jwk', key.private, ECDSA, false, ['sign']);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signer, utf8(claims));
  return `vapid t=${claims}.${toBase64url(new Uint8Array(signature))}, k=${key.public}`;
}

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

type Bytes = Uint8Array<ArrayBuffer>;

async function derive(secret: Bytes, salt: Uint8Array, info: Bytes, bytes: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(salt), info }, key, bytes * 8),
  );
}

function joined(...parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}

const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));

const fromBase64url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
