import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** Where the server answers that has everything but the pages. */
const SERVER = process.env.RINGBACK_URL ?? 'http://localhost:3000';

// What the app answers itself. `/sign-in` alone is a page of the dashboard; the link in the mail, `/sign-in/…`, is the app's.
const APP = ['^/api/', '^/dev/', '^/s/', '^/c/', '^/sign-in/.'];

/**
 * The dashboard. Everything is a file of its own: the policy of its pages (`script-src 'self'; style-src 'self'`) refuses what is
 * inlined, so no polyfill and no asset is.
 */
export default defineConfig({
  root: 'web',
  plugins: [solid(), tailwindcss()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The server takes changes only from pages of its own address, and in development these are.
  server: { proxy: Object.fromEntries(APP.map((path) => [path, { target: SERVER, headers: { origin: SERVER } }])) },
});
