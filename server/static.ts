import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isForApp, typeOfFile, webHeaders } from './http/web.ts';

/** Serves the dashboard from `folder`: its files as they are, and its one page for every other address. Gives nothing for what the app answers. */
export function serveWeb(folder: string): (request: Request) => Promise<Response | undefined> {
  const root = normalize(folder) + sep;
  const kept = new Map<string, Uint8Array>();
  return async (request) => {
    const { pathname } = new URL(request.url);
    if ((request.method !== 'GET' && request.method !== 'HEAD') || isForApp(pathname)) return undefined;
    const path = join(root, decodeOr404(pathname));
    const type = typeOfFile(path);
    const wanted = path.startsWith(root) && type ? path : join(root, 'index.html');
    const bytes = await readFile(wanted).catch(() => undefined);
    if (!bytes) return type ? undefined : new Response('The dashboard has not been built: run `npm run build`.', { status: 503 });
    const sent = typeOfFile(wanted)!;
    const headers = { ...webHeaders(pathname, sent), 'Content-Type': sent, Vary: 'Accept-Encoding' };
    if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return new Response(new Uint8Array(bytes), { headers });
    return new Response(new Uint8Array(await packed(wanted, bytes)), { headers: { ...headers, 'Content-Encoding': 'gzip' } });
  };

  /** Files with a hash in their name never change, so they are packed once. */
  async function packed(path: string, bytes: Uint8Array): Promise<Uint8Array> {
    const known = kept.get(path);
    if (known) return known;
    const small = await pack(bytes);
    if (path.startsWith(join(root, 'assets'))) kept.set(path, small);
    return small;
  }
}

const pack = promisify(gzip);

function decodeOr404(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/not-found';
  }
}
