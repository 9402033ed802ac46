import { createClient } from '@libsql/client/http';
import { type OpenDb, opened, ruled } from './client.ts';
import { OutcomeUnknown } from './errors.ts';

export type RemoteOptions = {
  authToken?: string | undefined;
  /** How long one request may take, in milliseconds. libSQL itself lets a writer wait 5 s for another, so: longer. */
  timeout?: number;
};

/**
 * Opens a database at a `libsql:`, `https:` or `http:` address; every call is one request. It holds no native module, so that a
 * Worker can carry it. Throws OutcomeUnknown when a request went out and no answer came back.
 */
export function openRemote(url: string, { authToken, timeout = 15_000 }: RemoteOptions = {}): OpenDb {
  if (!/^(libsql|https?):/i.test(url)) throw new Error(`Not the address of a database: ${JSON.stringify(url)}.`);
  const config = { url, fetch: (request: Request) => answer(request, timeout) };
  return opened(ruled(createClient(authToken === undefined ? config : { ...config, authToken })));
}

/** The whole answer, or an error that says whether the request can have had an effect. */
async function answer(request: Request, timeout: number): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(timeout) });
    const body = await response.arrayBuffer();
    if (!isVerdict(response)) throw new Error(`Not the database's own answer: HTTP status ${response.status}.`);
    return new Response(body, response);
  } catch (error) {
    throw neverLeft(error) ? error : new OutcomeUnknown(error);
  }
}

// A gateway in between answers 408, 5xx or with a page of its own, whatever the database behind it did.
const isVerdict = ({ ok, status, headers }: Response): boolean =>
  ok ? headers.get('content-type')?.includes('json') === true : status < 500 && status !== 408;

const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NEVER_LEFT.includes(String(error.code))) || neverLeft(error.cause);
}
