import * as oauth from 'oauth4webapi';
import { HOUR, type Instant, type Millis, SECOND } from '../core/time.ts';
import type { SignOn, SignOnKept, SignOnTrouble, Vouched } from './channel.ts';

export type OidcOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the provider sends the browser back to. */
  backUrl: string;
  now: () => Instant;
  fetch?: typeof fetch;
  timeoutMs?: Millis;
};

/** What a provider says of itself is asked for again after this time. */
const DISCOVERED_FOR = HOUR;
/** How much the provider's clock may differ from ours, in seconds. */
const CLOCKS_DIFFER = 60;

/**
 * The company's single sign-on by OpenID Connect: the authorization code flow with PKCE (S256), state and nonce (OpenID Connect
 * Core 1.0, section 3.1; RFC 9700, section 2.1). The token is taken only with a good signature of the issuer, for us, in time, and
 * for this very sign-in; an answer that names another issuer is refused (RFC 9207).
 */
export function oidcSignOn({
  issuer,
  clientId,
  clientSecret,
  backUrl,
  now,
  fetch: ask = fetch,
  timeoutMs = 5 * SECOND,
}: OidcOptions): SignOn {
  const url = new URL(issuer);
  const name = url.host;
  const client: oauth.Client = { client_id: clientId, [oauth.clockTolerance]: CLOCKS_DIFFER };
  const jwks: oauth.JWKSCacheInput = {};
  let discovered: { as: oauth.AuthorizationServer; at: Instant } | undefined;

  const how = () => ({
    [oauth.customFetch]: ask as typeof fetch & ((url: string, options: object) => Promise<Response>),
    // A provider on this machine, in development and in tests.
    [oauth.allowInsecureRequests]: url.protocol === 'http:',
    [oauth.jwksCache]: jwks,
    signal: AbortSignal.timeout(timeoutMs),
  });

  async function discover(): Promise<oauth.AuthorizationServer> {
    if (discovered && now() - discovered.at < DISCOVERED_FOR) return discovered.as;
    const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, how()));
    discovered = { as, at: now() };
    return as;
  }

  async function begin({ state, nonce, verifier }: SignOnKept): Promise<string> {
    const { authorization_endpoint: endpoint } = await discover();
    if (!endpoint) throw new Error('The provider names no authorization endpoint.');
    const to = new URL(endpoint);
    const asked = {
      client_id: clientId,
      redirect_uri: backUrl,
      response_type: 'code',
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [key, value] of Object.entries(asked)) to.searchParams.set(key, value);
    return to.href;
  }

  async function finish(answer: string, { state, nonce, verifier }: SignOnKept): Promise<Vouched> {
    const as = await discover();
    const parameters = oauth.validateAuthResponse(as, client, new URLSearchParams(answer), state);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      proofFor(as, clientSecret),
      parameters,
      backUrl,
      verifier,
      how(),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true });
    await oauth.validateApplicationLevelSignature(as, response, how());
    const claims = oauth.getValidatedIdTokenClaims(tokens)!;
    // Those that keep the token short tell the address when they are asked (OpenID Connect Core 1.0, section 5.4).
    const said = claims.email === undefined && as.userinfo_endpoint ? await userInfo(as, tokens.access_token, claims.sub) : claims;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: typeof said.email === 'string' ? said.email : undefined,
      verified: said.email_verified === true,
    };
  }

  const userInfo = async (as: oauth.AuthorizationServer, token: string, subject: string) =>
    oauth.processUserInfoResponse(as, client, subject, await oauth.userInfoRequest(as, client, token, how()));

  return {
    name,
    begin: (kept) => begin(kept).catch(troubleOf),
    finish: (answer, kept) => finish(answer, kept).catch(troubleOf),
  };
}

/** Basic is what every provider takes that does not say otherwise (OpenID Connect Discovery 1.0, section 3). */
function proofFor(as: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const takes = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return takes.includes('client_secret_basic') ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

/** What the provider says when it cannot, rather than will not, go on. */
const FOR_NOW = ['server_error', 'temporarily_unavailable'];
/** Answers that are none, in the library's words. */
const NO_ANSWER: unknown[] = [oauth.RESPONSE_IS_NOT_CONFORM, oauth.RESPONSE_IS_NOT_JSON, oauth.PARSE_ERROR];

function troubleOf(error: unknown): SignOnTrouble {
  if (error instanceof oauth.AuthorizationResponseError) {
    const trouble = error.error === 'access_denied' ? 'declined' : FOR_NOW.includes(error.error) ? 'unreachable' : 'not_genuine';
    return { trouble, detail: error.error };
  }
  if (error instanceof oauth.ResponseBodyError) return { trouble: 'not_genuine', detail: error.error };
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return { trouble: NO_ANSWER.includes(error.code) ? 'unreachable' : 'not_genuine', detail: error.message };
  }
  // It was not reached, not in time, or said nothing that can be used.
  return { trouble: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
}
