import { build } from 'esbuild';

// One file for Node. The native database driver stays outside: it is found in node_modules.
const options = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outdir: 'dist',
  external: ['libsql', '@libsql/*'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
};
await build({ ...options, entryPoints: { main: 'server/main.ts' } });
