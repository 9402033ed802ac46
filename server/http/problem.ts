import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { refusalIn } from '../core/commit.ts';
import type { Refusal, RefusalCode } from '../core/refusal.ts';

const STATUS: Record<RefusalCode, ContentfulStatusCode> = {
  bad_json: 400,
  bad_encoding: 400,
  bad_signature: 400,
  no_credentials: 401,
  bad_credentials: 401,
  forbidden: 403,
  needs_manager: 403,
  not_found: 404,
  conflict: 409,
  wrong_state: 409,
  idempotency_mismatch: 409,
  last_admin: 409,
  link_expired: 410,
  link_erased: 410,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  needs_alternatives: 422,
  beyond_authority: 422,
  beyond_limit: 422,
  slow_down: 429,
  busy: 503,
};

export const statusOf = (code: RefusalCode): ContentfulStatusCode => STATUS[code];

/** A refusal as problem details (RFC 9457): `code`, `field` and `next` are members of our own. */
export const problemOf = ({ code, message, detail: { field, next, also, status } }: Refusal) => ({
  type: `https://ringback.dev/problems/${code}`,
  title: TITLES[code],
  status: (status ?? STATUS[code]) as number,
  detail: message,
  code,
  ...(field === undefined ? {} : { field }),
  ...(next === undefined ? {} : { next }),
  ...also,
});

/** Answers a refusal. Anything else that was thrown is a fault of ours: it is reported, and its inside stays inside. */
export function answerProblem(error: unknown, c: Context, report: (error: unknown) => string): Response {
  const refusal = refusalIn(error);
  if (refusal) {
    const wait = refusal.detail.retryAfter;
    return c.json(problemOf(refusal), refusal.detail.status ?? STATUS[refusal.code], {
      'Content-Type': PROBLEM,
      ...(wait === undefined ? {} : { 'Retry-After': String(wait) }),
    });
  }
  const requestId = report(error);
  const body = { type: 'about:blank', title: 'Something went wrong on our side.', status: 500, code: 'fault', requestId };
  return c.json(body, 500, { 'Content-Type': PROBLEM });
}

const PROBLEM = 'application/problem+json';

const TITLES: Record<RefusalCode, string> = {
  bad_json: 'The body is not JSON',
  bad_encoding: 'The body is not UTF-8',
  bad_signature: 'The signature does not fit',
  no_credentials: 'Credentials are missing',
  bad_credentials: 'The credentials are not valid',
  forbidden: 'Not allowed',
  needs_manager: 'This needs a manager',
  not_found: 'Not found',
  conflict: 'Somebody was first',
  wrong_state: 'Not possible now',
  idempotency_mismatch: 'Told differently before',
  last_admin: 'There must be an administrator',
  link_expired: 'This link has expired',
  link_erased: 'Erased',
  too_large: 'Too large',
  unsupported_media_type: 'Not a format that is read here',
  invalid: 'Something in the input is wrong',
  needs_alternatives: 'A no needs alternatives',
  beyond_authority: 'Beyond their authority',
  beyond_limit: 'Beyond your limit',
  slow_down: 'Too many requests',
  busy: 'Busy',
};
