import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECOND } from '../../server/core/time.ts';

export const CLIENT = { OIDC_CLIENT_ID: 'ringback', OIDC_CLIENT_SECRET: 'the secret of a fake client' };

/** Whom the provider signs on, as it tells it. */
export type Account = { sub: string; email?: string; email_verified?: boolean };

/** What is wrong with the next sign-on. */
export type Fault =
  | { claims: Record<string, unknown> }
  | 'other_key'
  | 'no_signature'
  | 'denied'
  | 'unavailable'
  | 'other_issuer'
  | 'no_issuer'
  | 'other_state'
  | 'token_500'
  | 'token_hangs'
  | 'no_id_token';

type Granted = { account: Account; challenge: string; nonce: string; redirect: string; used: boolean };

/**
 * An OpenID Connect provider as a real server on the loopback: discovery, keys, the page that sends the browser back, tokens and
 * userinfo. It checks what a provider checks: the client's secret, PKCE, the address to come back to, and that a code is used once.
 */
export async function startFakeOidc() {
  const keys = { own: keyPair(), other: keyPair() };
  const granted = new Map<string, Granted>();
  const tokens = new Map<string, Account>();
  const seen: string[] = [];
  const hanging: ServerResponse[] = [];
  let account: Account = { sub: 'u-1', email: 'ines@acme.example', email_verified: true };
  let fault: Fault | undefined;
  let down = false;
  let thin = false;
  let issuer = '';

  const jwt = (claims: object, key: KeyObject, signed = true) => {
    const [head, body] = [{ alg: signed ? 'RS256' : 'none', kid: 'k-1', typ: 'JWT' }, claims].map(encoded);
    return `${head}.${body}.${signed ? createSign('RSA-SHA256').update(`${head}.${body}`).sign(key, 'base64url') : ''}`;
  };

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const back = new URL(query.get('redirect_uri')!);
    const answer = back.searchParams;
    answer.set('state', fault === 'other_state' ? 'of somebody else' : query.get('state')!);
    if (fault !== 'no_issuer') answer.set('iss', fault === 'other_issuer' ? 'https://evil.example' : issuer);
    if (fault === 'denied' || fault === 'unavailable') {
      answer.set('error', fault === 'denied' ? 'access_denied' : 'temporarily_unavailable');
    } else {
      const code = randomBytes(16).toString('hex');
      const [challenge, nonce] = [query.get('code_challenge')!, query.get('nonce')!];
      granted.set(code, { account, challenge, nonce, redirect: query.get('redirect_uri')!, used: false });
      answer.set('code', code);
    }
    response.writeHead(302, { Location: back.href }).end();
  }

  function token(form: URLSearchParams, authorization: string | undefined, response: ServerResponse): void {
    if (fault === 'token_500') return void response.writeHead(500).end('<h1>Down</h1>');
    if (fault === 'token_hangs') return void hanging.push(response);
    const ours = `Basic ${Buffer.from([CLIENT.OIDC_CLIENT_ID, CLIENT.OIDC_CLIENT_SECRET].map(formEncoded).join(':')).toString('base64')}`;
    if (authorization !== ours) {
      reply(response, 401, { error: 'invalid_client' });
      return;
    }
    const grant = granted.get(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || grant.used || grant.challenge !== challenge || grant.redirect !== form.get('redirect_uri')) {
      reply(response, 400, { error: 'invalid_grant' });
      return;
    }
    grant.used = true;
    const now = Math.floor(Date.now() / SECOND);
    const { sub, ...more } = grant.account;
    const usual = { iss: issuer, aud: CLIENT.OIDC_CLIENT_ID, sub, iat: now, exp: now + 300, nonce: grant.nonce, ...(thin ? {} : more) };
    const claims = { ...usual, ...(typeof fault === 'object' ? fault.claims : {}) };
    const access = randomBytes(16).toString('hex');
    tokens.set(access, grant.account);
    const signed = jwt(claims, fault === 'other_key' ? keys.other.privateKey : keys.own.privateKey, fault !== 'no_signature');
    reply(response, 200, { access_token: access, token_type: 'Bearer', ...(fault === 'no_id_token' ? {} : { id_token: signed }) });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    seen.push(pathname);
    if (down) return void request.socket.destroy();
    if (pathname === '/.well-known/openid-configuration')
      return reply(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        authorization_response_iss_parameter_supported: true,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (pathname === '/keys')
      return reply(response, 200, { keys: [{ ...keys.own.publicKey.export({ format: 'jwk' }), kid: 'k-1', use: 'sig', alg: 'RS256' }] });
    if (pathname === '/authorize') return authorize(searchParams, response);
    if (pathname === '/token') return token(new URLSearchParams(await bodyOf(request)), request.headers.authorization, response);
    const known = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    return pathname === '/userinfo' && known ? reply(response, 200, known) : reply(response, 404, { error: 'nothing here' });
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    env: { OIDC_ISSUER: issuer, ...CLIENT },
    issuer,
    seen,
    /** Who is at the provider's page from now on. */
    signsOn(who: Account) {
      account = who;
    },
    /** What goes wrong from now on; nothing, when nothing is said. */
    goesWrong(what?: Fault) {
      fault = what;
    },
    isDown(yes: boolean) {
      down = yes;
    },
    /** Keeps the address out of the token: whoever wants it asks for it. */
    keepsTokensShort() {
      thin = true;
    },
    close: async () => {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** RFC 6749, section 2.3.1: both halves are form-encoded first. */
const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);

const reply = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}
