import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Not ours to answer: the app's own doors. Everything else is a page of the dashboard. */
const APP = /^\/(api|s|c|sign-in\/|dev\/|hooks|healthz|readyz|openapi\.json)/;

/** Serves the dashboard from `folder`: its files as they are, and its one page for every other address. Gives nothing for what the app answers. */
export function serveWeb(folder: string): (request: Request) => Promise<Response | undefined> {
  const root = normalize(folder) + sep;
  return async (request) => {
    const { pathname } = new URL(request.url);
    if ((request.method !== 'GET' && request.method !== 'HEAD') || isForApp(pathname)) return undefined;
    const path = join(root, decodeOr404(pathname));
    const type = TYPES[extname(path)];
    const wanted = path.startsWith(root) && type ? path : join(root, 'index.html');
    const bytes = await readFile(wanted).catch(() => undefined);
    if (!bytes) return type ? undefined : new Response('The dashboard has not been built: run `npm run build`.', { status: 503 });
    const forever = pathname.startsWith('/assets/');
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...SECURITY,
        'Content-Type': TYPES[extname(wanted)]!,
        'Cache-Control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}

const isForApp = (pathname: string): boolean => APP.test(pathname) && !/^\/(api|s|c|hooks)[^/]/.test(pathname);

function decodeOr404(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/not-found';
  }
}
