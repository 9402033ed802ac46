import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONFIG = join(ROOT, 'wrangler.toml');

/** What `wrangler deploy` would send: the Worker's one module, and a dashboard of three small files. */
export type Bundle = { code: string; dashboard: string; remove(): void };

/** Bundles the Worker by wrangler, as it is deployed; nothing is sent anywhere. */
export async function bundleWorker(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-worker-'));
  const dashboard = join(folder, 'web');
  mkdirSync(join(dashboard, 'assets'), { recursive: true });
  writeFileSync(join(dashboard, 'index.html'), '<!doctype html><title>The dashboard</title>');
  writeFileSync(join(dashboard, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dashboard, 'assets/main-1a2b.js'), 'export {};');
  const offline = { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(folder, 'logs') };
  await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', '--outdir', join(folder, 'out'), '--assets', dashboard],
    { cwd: ROOT, env: { ...process.env, ...offline } },
  );
  const code = readFileSync(join(folder, 'out/worker.js'), 'utf8');
  return { code, dashboard, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type WorkerOptions = {
  /** Variables and secrets beside those of wrangler.toml; `undefined` takes one away. */
  vars: Record<string, string | undefined>;
  /** Whether the queue of wrangler.toml is there. The cron comes only when it is called. */
  queue?: boolean;
};

/** Runs the bundle in workerd, as wrangler.toml has it. A fault that the Worker logs is in `faults`. */
export async function runWorker({ code, dashboard }: Bundle, { vars, queue = false }: WorkerOptions) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIG, undefined, { overrides: { assets: { directory: dashboard } } });
  const { queueProducers, queueConsumers, bindings: _, ...options } = workerOptions;
  // Not the bindings that wrangler found: a developer's own .dev.vars would be among them.
  const all = { ...unstable_readConfig({ config: CONFIG }).vars, ...vars };
  const faults: string[] = [];
  const miniflare = new Miniflare({
    ...options,
    ...(queue ? { queueProducers, queueConsumers } : {}),
    bindings: Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => typeof one[1] === 'string')),
    modules: [{ type: 'ESModule', path: 'worker.js', contents: code }],
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) => {
      if (level === 'error' || message.includes('"event":"fault"')) faults.push(message);
    },
    cf: false,
  });
  await miniflare.ready;
  const worker = (await miniflare.getWorker()) as unknown as { scheduled(options: { cron: string }): Promise<{ outcome: string }> };
  return {
    faults,
    fetch: async (path: string, init?: RequestInit): Promise<Response> =>
      (await miniflare.dispatchFetch(new URL(path, String(all.RINGBACK_URL)), init as never)) as unknown as Response,
    /** The cron comes. Says how it went. */
    scheduled: async () => (await worker.scheduled({ cron: '* * * * *' })).outcome,
    stop: () => miniflare.dispose(),
  };
}
