import { STYLE_HASHES } from './html.tsx';

/** Whether the app answers here itself. Everything else is a file of the dashboard, or its one page. */
export const isForApp = (pathname: string): boolean =>
  /^\/(?:(?:api|hooks|dev|s|c|sign-in)\/|(?:api|hooks|healthz|readyz|openapi\.json)$)/.test(pathname);

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** What kind of file this asks for; nothing for the address of a page. */
export const typeOfFile = (pathname: string): string | undefined => TYPES[/\.\w+$/.exec(pathname)?.[0] ?? ''];

/** Whether this is the dashboard's one page, whatever address it was asked for under. */
export const isPage = (contentType: string): boolean => contentType.startsWith('text/html');

const SECURITY = {
  'Content-Security-Policy':
    // The hash is the one style of customers' pages, which the settings show in a frame.
    `default-src 'none'; script-src 'self'; style-src 'self' '${STYLE_HASHES[0]}'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** What goes with every file of the dashboard. What lies in `/assets/` has its content in its name and is kept for ever; the page never is. */
export const webHeaders = (pathname: string, contentType: string): Record<string, string> => ({
  ...SECURITY,
  'Cache-Control': pathname.startsWith('/assets/') && !isPage(contentType) ? 'public, max-age=31536000, immutable' : 'no-cache',
});
