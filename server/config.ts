import type { Settings } from './core/context.ts';
import { currencyOf, isCurrency } from './core/money.ts';
import { SECOND } from './core/time.ts';
import { isZone } from './core/zone.ts';

/** Everything that can be configured, read once at a door. */
export type Config = {
  settings: Settings;
  database: { url: string; authToken: string | undefined };
  /** Undefined: a development installation makes one and keeps it in its database. */
  secret: string | undefined;
  mail: { kind: 'resend'; apiKey: string; baseUrl: string | undefined } | { kind: 'smtp'; url: string } | { kind: 'mailbox' };
  /** Undefined: nobody is texted. */
  text:
    | { kind: 'twilio'; accountSid: string; authToken: string; from: string; baseUrl: string | undefined }
    | { kind: 'mailbox' }
    | undefined;
  /** Undefined: everybody signs in by a link in their mail. */
  signOn: { issuer: string; clientId: string; clientSecret: string } | undefined;
  webhookSecrets: readonly string[];
  /** The first administrator: made known when nobody works here yet. */
  administrator: string;
  port: number;
  /** The door stands where only this machine reaches it. */
  host: string;
  /** Requests a second that one API key may send. */
  keyRate: number;
  /** A clock that stands still until it is moved, and where it begins: for replays of old data. */
  stillClock: string | undefined;
  trustedProxies: boolean;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration, or every problem with it at once. A value that is there but empty counts as not there. */
export function readConfig(env: Environment, place: 'node' | 'worker' = 'node'): { config: Config } | { problems: string[] } {
  const problems: string[] = [];
  const get = (name: string) => env[name]?.trim() || undefined;
  const number = (name: string, usual: number, least: number, most: number) => {
    const value = Number(get(name) ?? usual);
    if (!Number.isInteger(value) || value < least || value > most)
      problems.push(`${name} must be a whole number from ${least} to ${most}.`);
    return value;
  };
  const port = number('PORT', 3000, 0, 65_535);
  const keyRate = number('RINGBACK_KEY_RATE', 200, 1, 1_000_000);
  // Longer than any provider may take to answer (15 s) where several instances run; one alone never overtakes itself.
  const leaseSeconds = number('RINGBACK_LEASE_SECONDS', 90, 1, 3_600);
  const days = (kind: string, usual: number) => number(`RINGBACK_KEEP_${kind}`, usual, 0, 36_500);
  const keep = {
    answers: days('ANSWERS', 1_095),
    cases: days('CASES', 1_095),
    messages: days('MESSAGES', 180),
    requests: days('REQUESTS', 30),
  };
  const baseUrl = (get('RINGBACK_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]+$/.test(baseUrl) || !URL.canParse(baseUrl))
    problems.push('RINGBACK_URL must be like https://care.example.com, without a path.');
  const zone = get('RINGBACK_ZONE') ?? 'UTC';
  if (!isZone(zone)) problems.push(`RINGBACK_ZONE must be a time zone like Europe/Berlin, not ${zone}.`);
  const region = get('RINGBACK_REGION') ?? 'US';
  if (!/^[A-Z]{2}$/.test(region)) problems.push('RINGBACK_REGION must be two capital letters, like US or DE.');
  const currency = get('RINGBACK_CURRENCY') ?? currencyOf(region);
  if (!isCurrency(currency)) problems.push(`RINGBACK_CURRENCY must be a currency like EUR or JPY (ISO 4217), not ${currency}.`);
  const secret = get('RINGBACK_SECRET');
  if (secret !== undefined && secret.length < 32)
    problems.push('RINGBACK_SECRET must have at least 32 characters. `openssl rand -base64 32` makes one.');
  const url = get('RINGBACK_DATABASE') ?? 'file:data/ringback.db';
  if (!/^(file:|libsql:|https?:|wss?:|:memory:)/.test(url)) problems.push('RINGBACK_DATABASE must begin with file:, libsql: or https:.');
  if (place === 'worker') problems.push(...notInAWorker(get, url));

  const local = URL.canParse(baseUrl) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(baseUrl).hostname);
  const mail = mailOf(get, local, problems);
  const text = textOf(get, baseUrl, problems) ?? (mail.kind === 'mailbox' ? { kind: 'mailbox' as const } : undefined);
  const signOn = signOnOf(get, problems);
  if (secret === undefined && (mail.kind !== 'mailbox' || text?.kind === 'twilio' || place === 'worker'))
    problems.push('RINGBACK_SECRET is missing: links in messages are made with it.');
  if (mail.kind !== 'mailbox' && get('RINGBACK_SENDER') === undefined)
    problems.push('RINGBACK_SENDER is missing, like Acme <care@acme.example>.');
  if (problems.length) return { problems };
  return {
    config: {
      settings: {
        baseUrl,
        company: get('RINGBACK_COMPANY') ?? 'Acme',
        sender: get('RINGBACK_SENDER') ?? 'Acme <care@acme.example>',
        senders: {},
        replyTo: null,
        internalDomains: (get('RINGBACK_INTERNAL_DOMAINS') ?? '')
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
        region,
        zone,
        currency,
        language: 'en',
        lease: leaseSeconds * SECOND,
        keep,
      },
      database: { url, authToken: get('RINGBACK_DATABASE_TOKEN') },
      secret,
      mail,
      text,
      signOn,
      webhookSecrets: (get('RESEND_WEBHOOK_SECRET') ?? '').split(/[\s,]+/).filter(Boolean),
      administrator: (get('RINGBACK_ADMIN') ?? 'admin@example.com').toLowerCase(),
      port,
      host: get('HOST') ?? (mail.kind === 'mailbox' ? '127.0.0.1' : '0.0.0.0'),
      keyRate,
      stillClock: get('RINGBACK_CLOCK'),
      trustedProxies: get('RINGBACK_TRUST_PROXY') === 'yes',
    },
  };
}

/** What is said when there are problems, all at once. */
export const cannotStart = (problems: readonly string[]): string =>
  `Ringback cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;

/** A Worker has no files, no sockets, and nothing that stays between two requests. */
const notInAWorker = (get: (name: string) => string | undefined, database: string): string[] => [
  ...(/^(file:|:memory:|wss?:)/.test(database) ? ['RINGBACK_DATABASE must begin with libsql: or https: in a Worker.'] : []),
  ...['SMTP_URL', 'RINGBACK_CLOCK'].filter((name) => get(name)).map((name) => `${name} works on Node only.`),
];

/** Without a provider, mail goes to a page that anybody who reaches it can read: that is only for a machine of one's own. */
function mailOf(get: (name: string) => string | undefined, local: boolean, problems: string[]): Config['mail'] {
  const [apiKey, smtp] = [get('RESEND_API_KEY'), get('SMTP_URL')];
  if (apiKey && smtp) problems.push('RESEND_API_KEY and SMTP_URL are both there: choose one.');
  if (apiKey) return { kind: 'resend', apiKey, baseUrl: get('RESEND_BASE_URL') };
  if (smtp) {
    if (!/^smtps?:\/\//.test(smtp)) problems.push('SMTP_URL must begin with smtp:// or smtps://.');
    return { kind: 'smtp', url: smtp };
  }
  if (!local)
    problems.push('There is no way to send mail: set RESEND_API_KEY or SMTP_URL. (Without them, mail goes to a page on localhost only.)');
  return { kind: 'mailbox' };
}

/** Texts go by Twilio, when all of it is known. */
function textOf(get: (name: string) => string | undefined, baseUrl: string, problems: string[]): Config['text'] {
  const needed = {
    TWILIO_ACCOUNT_SID: 'like AC…',
    TWILIO_AUTH_TOKEN: 'the secret of the account',
    TWILIO_FROM: 'like +14155550100 or MG…',
  };
  const missing = Object.entries(needed).filter(([name]) => get(name) === undefined);
  if (missing.length === Object.keys(needed).length) return undefined;
  for (const [name, what] of missing) problems.push(`${name} is missing (${what}): texts need ${Object.keys(needed).join(', ')}.`);
  const [accountSid = '', authToken = '', from = ''] = Object.keys(needed).map(get);
  if (accountSid !== '' && !/^AC\w+$/.test(accountSid)) problems.push('TWILIO_ACCOUNT_SID must begin with AC.');
  if (from !== '' && !/^(\+\d{6,15}|MG\w+)$/.test(from))
    problems.push('TWILIO_FROM must be a number like +14155550100, or a messaging service like MG….');
  const server = get('TWILIO_BASE_URL');
  if (server !== undefined && !/^https?:\/\/[^/]/.test(server)) problems.push('TWILIO_BASE_URL must begin with http:// or https://.');
  if (URL.canParse(baseUrl) && new URL(baseUrl).hostname.includes('_'))
    problems.push('RINGBACK_URL must have no _ in its host: Twilio does not report to such addresses.');
  return { kind: 'twilio', accountSid, authToken, from, baseUrl: server };
}

/** Single sign-on, when all of it is known. A provider on plain http is one on this machine. */
function signOnOf(get: (name: string) => string | undefined, problems: string[]): Config['signOn'] {
  const needed = { OIDC_ISSUER: 'like https://login.example.com', OIDC_CLIENT_ID: 'of Ringback there', OIDC_CLIENT_SECRET: 'its secret' };
  const [issuer, clientId, clientSecret] = Object.keys(needed).map(get);
  if (!issuer && !clientId && !clientSecret) return undefined;
  for (const [name, what] of Object.entries(needed))
    if (!get(name)) problems.push(`${name} is missing (${what}): single sign-on needs ${Object.keys(needed).join(', ')}.`);
  if (issuer && !/^(https:\/\/[^?#]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^?#]*)?)$/.test(issuer))
    problems.push('OIDC_ISSUER must be the https address that the provider names as its issuer, without a query.');
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined;
}
