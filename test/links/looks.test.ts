import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM, expectOpenToAll, openBrowser } from '../web/support.ts';
import { EVERY_STATE } from './states.ts';

/** A slow phone: a round trip of 400 ms and 400 kbit/s ("slow 3G" in Chromium's own presets). */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

describe.skipIf(!CHROMIUM)('what a customer sees, in a Chromium (CHROMIUM_PATH) without a script', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const languages = [...new Set(EVERY_STATE.map(([name]) => name.split(' in ')[1] ?? 'development'))];

  it.each(languages)('keeps nobody out and nothing sticks out at 320 pixels: %s', { timeout: 120_000 }, async (language) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    onTestFinished(() => page.close());
    for (const [name, html] of EVERY_STATE.filter(([name]) => (name.split(' in ')[1] ?? 'development') === language)) {
      await page.setContent(html);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll('details')) part.open = true;
      });
      await expectOpenToAll(page, name);
    }
  });

  it('is there within two seconds on a slow phone: one request, and nothing else', async () => {
    const [, html] = EVERY_STATE[0]!;
    const context = await browser.newContext({ javaScriptEnabled: false });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const asked: string[] = [];
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: html });
    });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW);
    await page.goto('http://customer.example/s/token');
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    expect(asked).toEqual(['http://customer.example/s/token']);
    // One round trip and the bytes at that speed, uncompressed: the budget is about what is sent, not about this machine.
    const millis = SLOW.latency + (Buffer.byteLength(html) / SLOW.downloadThroughput) * 1000;
    expect(millis).toBeLessThan(2_000);
  });
});
