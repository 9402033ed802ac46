import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Visitor } from '../visitor.ts';

/** A customer on our pages: by plain forms, or in a browser. */
export type Hands = {
  /** Answers a survey with a score, and says that it is sorted. */
  rates(survey: string, score: number): Promise<void>;
  /** Chooses the second of the times at which they can be called. */
  choosesTime(kase: string): Promise<void>;
  /** Finds that a link has nothing behind it any more. */
  findsErased(path: string): Promise<void>;
};

type Sending = { fetch: (path: string, init?: RequestInit) => Promise<Response>; visitor: () => Visitor };

export const byForms = ({ visitor }: Sending): Hands => ({
  async rates(survey, score) {
    expect((await visitor().fillIn(survey, { score: String(score), sorted: 'yes' })).status).toBe(200);
  },
  async choosesTime(kase) {
    const [, second] = [...(await (await visitor().send(kase)).text()).matchAll(/<option value="(\d+-\d+)"/g)].map(([, id]) => id!);
    const chosen = await visitor().fillIn(kase, { call_when: second!, call_number: '', call_country: 'DE' }, `${kase}/window`);
    expect(chosen.page).toContain('Thank you. We call you then.');
  },
  async findsErased(path) {
    expect((await visitor().send(path)).status).toBe(410);
  },
});

/** The same with a phone in the hand. Every page is asked of the world over HTTP. */
export async function byBrowser(browser: Browser, world: Sending): Promise<Hands> {
  const server = createServer(
    getRequestListener((request) => world.fetch(new URL(request.url).pathname + new URL(request.url).search, request as RequestInit)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  // A browser with a window does not call itself headless.
  const userAgent = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36';
  const context = await browser.newContext({ baseURL, userAgent, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  onTestFinished(async () => {
    await context.close();
    server.close();
  });
  const page = await context.newPage();
  /** A hand is never there as soon as the page is. */
  const open = async (path: string) => {
    const answer = await page.goto(path);
    await page.waitForFunction(() => performance.now() > 600);
    return answer;
  };
  return {
    async rates(survey, score) {
      await open(`${survey}?score=${score}`);
      await page.getByRole('button', { name: 'Send', exact: true }).tap();
      await page.getByRole('heading', { name: 'Thank you for telling us' }).waitFor();
      await page.waitForFunction(() => performance.now() > 600);
      await page.getByRole('radio', { name: 'Yes' }).check();
      await page.getByRole('button', { name: 'Send what I added' }).tap();
      await page.getByRole('heading', { name: 'Your answer is changed' }).waitFor();
    },
    async choosesTime(kase) {
      await open(kase);
      await page.getByText('Change when or where we call').tap();
      await page.getByLabel('When may we call you?').selectOption({ index: 2 });
      await page.getByRole('button', { name: 'Save' }).tap();
      await page.getByText('Thank you. We call you then.').waitFor();
    },
    async findsErased(path) {
      expect((await open(path))?.status()).toBe(410);
    },
  };
}
