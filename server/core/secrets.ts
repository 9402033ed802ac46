/** What only this installation can compute: the customers' links, and proofs that a form is ours. */
export type Secrets = {
  /** The unguessable part of a link (160 bits), the same every time it is asked for, so that a reminder carries the same link and nothing secret is stored. */
  token(purpose: string, subject: string): Promise<string>;
  /** A proof that a form was drawn by us for the link it is sent back on. */
  proof(text: string): Promise<string>;
  /** What stands for an address whose owner was erased: the same each time, and nobody can find the address from it without the secret. */
  erased(address: string): Promise<string>;
};

/** Refuses a secret under 32 characters. */
export function secretsFrom(secret: string): Secrets {
  if (secret.length < 32) throw new Error('The secret needs at least 32 characters.');
  const key = crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = async (text: string, bytes: number) =>
    base64url(new Uint8Array(await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(text))).subarray(0, bytes));
  return {
    token: (purpose, subject) => mac(`link\n${purpose}\n${subject}`, 20),
    proof: (text) => mac(`form\n${text}`, 16),
    erased: async (address) => `erased:${await mac(`erased\n${address}`, 16)}`,
  };
}

/** SHA-256 as base64url: how tokens and keys are stored. They are long and random, so one round is enough. */
export async function hashOf(text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** A random text of `bytes` times 8 bits, for API keys and secrets. */
export const randomText = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** Compares in a time that does not tell where two texts differ (ASVS 5 V11.2.4). */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(1, b.length));
  return difference === 0;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
