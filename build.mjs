import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const shared = { bundle: true, format: 'esm', outdir: 'dist', jsx: 'automatic', jsxImportSource: 'hono/jsx', logLevel: 'warning' };

// One file for Node. The native database driver stays outside: it is found in node_modules.
const forNode = {
  ...shared,
  platform: 'node',
  target: 'node20',
  external: ['libsql', '@libsql/*'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  entryPoints: { main: 'server/main.ts' },
};

/** Word lists are laid out to be read: a Worker takes them along without the room around each bar. */
const closeTogether = {
  name: 'close together',
  setup: ({ onLoad }) =>
    onLoad({ filter: /texts.rules-words-..\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/\s*\|\s*/g, '|'),
      loader: 'ts',
    })),
};

// One file for Cloudflare, as wrangler would bundle it, but in UTF-8: thirteen languages weigh 4 kB less than in escaped ASCII.
const forWorkers = {
  ...shared,
  platform: 'browser',
  conditions: ['workerd', 'worker', 'browser'],
  target: 'es2024',
  charset: 'utf8',
  minify: true,
  sourcemap: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  // None is used, and all are large: every language of zod (for /openapi.json), the readers of incoming mail and of webhooks that
  // Resend's client brings along, and the sockets of libSQL's client, whose place Drizzle names.
  alias: {
    'zod/v4/core': './node_modules/zod/v4/core/json-schema-processors.js',
    'postal-mime': './server/channels/unread-mail.ts',
    standardwebhooks: './server/channels/unread-mail.ts',
    '@libsql/client/web': '@libsql/client/http',
    // The platform has this itself.
    'js-base64': './server/channels/base64.ts',
  },
  plugins: [closeTogether],
  entryPoints: { worker: 'server/worker.ts' },
};

await build(process.argv[2] === 'worker' ? forWorkers : forNode);
