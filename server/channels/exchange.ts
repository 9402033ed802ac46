import type { Millis } from '../core/time.ts';

/** What came back: an answer (`body` is `undefined` when it is not JSON), or none, and whether anything can have arrived there. */
export type Answer = { status: number; headers: Headers; body: unknown } | { lost: 'before' | 'after'; reason: string };

/** Asks once, follows no redirect, and waits at most `timeoutMs` for the whole answer. */
export async function exchange(ask: typeof fetch, url: string, { method, headers, body }: RequestInit, timeoutMs: Millis): Promise<Answer> {
  const hangUp = new AbortController();
  const timer = setTimeout(() => hangUp.abort(), timeoutMs);
  try {
    const request = {
      method: method ?? 'POST',
      headers: headers ?? {},
      body: body ?? null,
      redirect: 'manual',
      signal: hangUp.signal,
    } as const;
    const response = await ask(url, request);
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  } catch (error) {
    if (hangUp.signal.aborted) return { lost: 'after', reason: `no answer within ${timeoutMs} ms` };
    return { lost: neverLeft(error) ? 'before' : 'after', reason: causeOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

// Node tells in which call it failed: looking up, connecting and checking the certificate come before the first byte of ours.
const BEFORE_US = /^(UND_ERR_CONNECT_TIMEOUT$|CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_SSL_.*(HANDSHAKE|VERSION|PROTOCOL))/;

/** True only when it is certain; Workers give no codes, so there a failure is never certain. */
function neverLeft(error: unknown): boolean {
  if (!isRecord(error)) return false;
  if (Array.isArray(error.errors) && error.errors.length > 0) return error.errors.every(neverLeft);
  return error.syscall === 'connect' || error.syscall === 'getaddrinfo' || BEFORE_US.test(String(error.code)) || neverLeft(error.cause);
}

const causeOf = (error: unknown): string => {
  const cause = isRecord(error) && isRecord(error.cause) ? error.cause : error;
  return `no answer: ${isRecord(cause) ? String(cause.code ?? cause.message) : String(cause)}`;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
