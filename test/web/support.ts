import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Client } from '@libsql/client';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type CastName, COLLEAGUES } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { start } from '../../server/node.ts';
import { linkIn, type Visitor, visitor } from '../visitor.ts';
import { MONDAY, makeWorld } from '../world.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where a Chromium is on this machine, if there is one. */
export const CHROMIUM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  ...(process.env.PATH ?? '').split(':').map((folder) => join(folder, 'google-chrome')),
].find((path) => path !== undefined && existsSync(path));

/** A browser that speaks to nobody but the pages it is sent to. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM!, args: CHROMIUM_ARGS });

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A story that is left out where there is no Chromium. `CHROMIUM_PATH` says where one is. */
export const inBrowser = (story: string, tell: () => Promise<void>, patience = 60_000) =>
  test.skipIf(!CHROMIUM)(`in a Chromium (CHROMIUM_PATH): ${story}`, tell, patience);

/** The windows in which people work: at a desk, and with a phone in the hand. */
export const DESK = { viewport: { width: 1280, height: 860 } };
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** One browser, and the dashboard as it is shipped, for all the stories of a file. */
export function openForAll(): { browser: Browser; web: string } {
  const opened = {} as { browser: Browser; web: string };
  beforeAll(async () => {
    if (!CHROMIUM) return;
    [opened.web, opened.browser] = await Promise.all([buildDashboard(), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await opened.browser?.close();
    if (opened.web) rmSync(opened.web, { recursive: true, force: true });
  });
  return opened;
}

/** Signs somebody in by the link in their mail. */
export async function signIn(page: Page, acme: Acme, who: CastName): Promise<void> {
  const { email } = COLLEAGUES[who];
  const visitor = acme.visitor();
  await visitor.post('/api/sign-in', { email });
  await page.goto(linkIn(await visitor.mail('sign_in', email), '/sign-in/'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
}

/** Chooses somebody to give callbacks to; beside each name stands what is on their hands. Gives back all of it. */
export async function giveTo(page: Page, name: string): Promise<string> {
  const whom = page.getByLabel('To whom');
  const option = whom.locator('option', { hasText: name });
  await whom.selectOption(await option.getAttribute('value'));
  return option.innerText();
}

/** What is behind the menu of a phone, which this opens. */
export async function inMenu(page: Page, role: 'link' | 'button', name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Menu' }).tap();
  return page.getByRole('navigation', { name: 'Everything else' }).getByRole(role, { name });
}

/** Builds the dashboard as it is shipped, into a folder of its own, in a process of its own: here, libraries would be built for tests. */
async function buildDashboard(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-web-'));
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return folder;
}

/** Acme behind a Node server with the dashboard in `web`, on a Monday morning that lasts until the clock is moved. */
export async function openAcme(web: string, prepare: (client: Client) => Promise<void> = async () => {}, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-acme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = `file:${join(folder, 'acme.db')}`;
  const { key, client } = await makeWorld({ opened: openDb(database) });
  await prepare(client);
  return serveAcme(web, database, key, env);
}

async function serveAcme(web: string, database: string, key: string, env: Record<string, string> = {}) {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  // The links in the mail, and the check where a request comes from, need the port beforehand.
  const port = String(await freePort());
  const running = await start({
    PORT: port,
    HOST: '127.0.0.1',
    RINGBACK_URL: `http://localhost:${port}`,
    RINGBACK_DATABASE: database,
    RINGBACK_CLOCK: toRfc3339(MONDAY),
    RINGBACK_ZONE: 'Europe/Berlin',
    RINGBACK_WEB: web,
    ...env,
  });
  onTestFinished(running.stop);
  const { url } = running;
  const ask = (path: string, init?: RequestInit) => fetch(url + path, init);
  const tick = () =>
    ask('/dev/clock', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"to":"2026-01-01T00:00:00Z"}' });
  return { url, tick, visitor: (): Visitor => visitor(ask, { key, tick }) };
}

/** An installation in which nothing was set up yet, as `npm start` makes it. */
export async function openNew(web: string): Promise<Acme> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-new-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return serveAcme(web, `file:${join(folder, 'new.db')}`, '');
}

export type Acme = Awaited<ReturnType<typeof openAcme>>;

/**
 * A window on the dashboard. When the test ends, nothing may have gone wrong in it: no error or warning in the console (a breach
 * of the page's security policy is one), no fault, no request to anybody else. `expected` are refusals that belong to the story.
 */
export async function openWindow(browser: Browser, acme: Acme, options: BrowserContextOptions, expected: RegExp[] = []): Promise<Page> {
  const context = await browser.newContext({ ...settingsOf(acme), ...options });
  watch(context, acme, expected);
  return context.newPage();
}

/** Where people sit, and at whose door. */
const settingsOf = (acme: Acme) => ({ baseURL: acme.url, timezoneId: 'Europe/Berlin', locale: 'en-GB' });

/** Ends with the test, in which nothing may go wrong that was not expected. */
function watch(context: BrowserContext, acme: Acme, expected: RegExp[]): void {
  context.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  const note = (what: string) => expected.some((pattern) => pattern.test(what)) || wrong.push(what);
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && note(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => note(String(error.error().stack)));
  context.on('request', (request) => request.url().startsWith(acme.url) || note(`a request to ${request.url()}`));
  onTestFinished(async () => {
    await context.close();
    expect(wrong, 'what went wrong in the browser').toEqual([]);
  });
}

/** A browser with a profile on the disk, which can be killed as a power cut does it, and opened again with what it had kept. */
export async function openProfile(acme: Acme, options: BrowserContextOptions, expected: RegExp[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const settings = { executablePath: CHROMIUM!, args: CHROMIUM_ARGS, ...settingsOf(acme), ...options };
  return {
    async open(): Promise<Page> {
      const context = await chromium.launchPersistentContext(folder, settings);
      watch(context, acme, expected);
      return context.newPage();
    },
    /** SIGKILL to the browser and all of its processes. */
    async kill(page: Page): Promise<void> {
      const closed = page.context().waitForEvent('close');
      const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
      const ours = stdout.split('\n').filter((line) => line.includes(folder));
      expect(ours.length, 'processes of the browser').toBeGreaterThan(0);
      for (const line of ours) if (/^\s*\d+/.test(line)) killed(Number.parseInt(line, 10));
      await closed;
    },
  };
}

/** Its parts go down with it: some are gone before their turn. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

type Axe = { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** Nothing keeps anybody out, in light and in dark, and nothing is wider than the window. */
export async function expectOpenToAll(page: Page, where: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(
      async (rules) => {
        const { axe } = globalThis as unknown as { axe: Axe };
        return (await axe.run(document, rules)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        // Only colours are different in the dark.
      },
      colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] },
    );
    expect(violations, `${where}, ${colorScheme}`).toEqual([]);
  }
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(tooWide, `${where}: pixels that stick out`).toBe(0);
}

/** A refusal belongs to the story: the browser notes it. */
export const REFUSED = [/status of 422/];

/** Presses the tab key until the focus is there, which must be visible. Fails when it never comes. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  expect.fail(`The tab key does not lead to ${String(target)}.`);
}

/** Goes there with the tab key and presses Enter. */
export async function enter(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press('Enter');
}

/** Goes there with the tab key and types. */
export async function type(target: Locator, words: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(words);
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
