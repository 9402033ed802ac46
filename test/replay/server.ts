import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = join(ROOT, 'dist/main.js');

/** Starts a real Node server in a process of its own, and waits until it takes requests. Only `env` is told to it. */
export async function startServer(env: Record<string, string>) {
  const program = bundleIsFresh() ? [BUNDLE] : ['--import', 'tsx', join(ROOT, 'server/main.ts')];
  const child = spawn(process.execPath, [...(process.env.REPLAY_NODE_OPTIONS ?? '').split(' ').filter(Boolean), ...program], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const dieWithUs = () => child.kill('SIGKILL');
  process.once('exit', dieWithUs);
  void ended.then(() => process.off('exit', dieWithUs));
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const url = await started(child, () => complaints);
  return {
    url,
    pid: child.pid!,
    /** What it wrote to standard error so far: one line for each fault of its own. */
    complaints: () => complaints,
    /** As the power cut does it: no last word, nothing is finished. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    /** As an operator does it. Gives the exit code. */
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function started(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /"event":"started","url":"([^"]+)"/.exec(said)?.[1];
      if (url) resolve(url.replace('localhost', '127.0.0.1'));
    });
    child.once('close', (code) => reject(new Error(`The server ended with ${code} before it took requests. ${complaints()}`)));
  });
}

/** Whether the bundle is younger than everything it was made from. */
export function bundleIsFresh(): boolean {
  if (!existsSync(BUNDLE)) return false;
  const made = statSync(BUNDLE).mtimeMs;
  return ['server', 'db'].every((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .every((name) => statSync(join(ROOT, folder, name)).mtimeMs < made),
  );
}

/** The most memory that the process ever held, in bytes; undefined where the system does not tell (only Linux does). */
export function peakMemoryOf(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** How long a processor worked for this process so far, in seconds; undefined where the system does not tell. Other work on the machine does not change it. */
export function processorTimeOf(pid: number): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // The 14th and 15th words, in ticks of 10 ms; the name before them may hold spaces.
  const [user, system] = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
