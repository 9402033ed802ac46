/** What came with a request, in any order; a name may come more than once. */
export type Parameters = readonly (readonly [string, string])[];

/**
 * Whether Twilio signed a request to `url` with these form parameters (twilio.com/docs/usage/webhooks/webhooks-security): base64 of
 * HMAC-SHA1, keyed with the account's token, over the URL and each parameter, sorted, name and value. `url` is the configured one:
 * what a proxy makes of it is not what was signed. With and without its port, and with its query written anew, as Twilio's own client does.
 */
export async function verifySignature(token: string, url: string, parameters: Parameters, signature: string): Promise<boolean> {
  if (token === '' || !URL.canParse(url)) return false;
  const key = await crypto.subtle.importKey('raw', bytes(token), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const written = lined(parameters);
  let genuine = false;
  for (const candidate of formsOf(url)) {
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(candidate + written)));
    genuine = sameText(btoa(String.fromCharCode(...mac)), signature) || genuine;
  }
  return genuine;
}

/** A name that comes more than once has each of its values once, sorted. */
function lined(parameters: Parameters): string {
  const names = [...new Set(parameters.map(([name]) => name))].sort();
  const valuesOf = (name: string) => [...new Set(parameters.filter(([one]) => one === name).map(([, value]) => value))].sort();
  return names.flatMap((name) => valuesOf(name).map((value) => name + value)).join('');
}

function formsOf(url: string): Set<string> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const query = /\?([^#]*)/.exec(url)?.[1];
  const queries = query === undefined ? [''] : [`?${query}`, `?${new URLSearchParams(query)}`];
  const usual = port || (protocol === 'https:' ? '443' : '80');
  return new Set(
    queries.flatMap((one) => [`${protocol}//${hostname}${pathname}${one}`, `${protocol}//${hostname}:${usual}${pathname}${one}`]),
  );
}

/** Takes as long for a near miss as for a far one. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
