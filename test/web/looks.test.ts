import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type CastName, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { DESK, expectOpenToAll, inBrowser, inMenu, openAcme, openForAll, openWindow, PHONE, signIn } from './support.ts';

const opened = openForAll();

/** Every page that needs nothing to have happened before. */
const PAGES: Partial<Record<CastName, readonly string[]>> = {
  ines: [
    '/',
    '/?tab=unowned',
    '/?tab=team',
    '/?tab=waiting',
    '/?tab=done',
    '/?q=nobody-of-that-name',
    '/reading',
    '/reading?tab=team',
    '/reading?tab=all',
    '/held',
    '/held?tab=waiting',
    '/held?tab=dismissed',
    '/alerts',
    '/settings',
    '/not-a-page',
  ],
  ada: ['company', 'people', 'agents', 'teams', 'keys', 'own'].map((section) => `/settings/${section}`),
};

/** What can be tapped and is too small for a finger. A link within a sentence may be as high as its line. */
const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, select, summary, input, textarea')]
      .filter((it) => it.checkVisibility() && !it.closest('label') && getComputedStyle(it).display !== 'inline')
      .map((it) => ({ name: it.textContent || it.outerHTML, ...it.getBoundingClientRect().toJSON() }))
      // What is only for those who listen is one pixel large.
      .filter(({ width, height }) => width > 2 && height > 2 && (width < 24 || height < 24))
      .map(({ name, width, height }) => `${name}: ${width} × ${height}`),
  );

/** Nothing on the page is still being read. */
const isThere = async (page: Page) => {
  await page.locator('h1').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
};

for (const [width, options] of [
  ['on a phone', PHONE],
  ['at a desk', DESK],
] as const)
  inBrowser(
    `every page is open to all and fits ${width}, in light and in dark`,
    async () => {
      const acme = await openAcme(opened.web);
      for (const [who, paths] of Object.entries(PAGES) as [CastName, readonly string[]][]) {
        const page = await openWindow(opened.browser, acme, options);
        await signIn(page, acme, who);
        for (const path of paths) {
          await page.goto(path);
          await isThere(page);
          await expectOpenToAll(page, `${path} ${width}`);
          if (options === PHONE) expect(await tooSmall(page), path).toEqual([]);
        }
      }
    },
    240_000,
  );

inBrowser(
  'on a phone the ways to everything are behind one button, which closes with Escape, a tap elsewhere and where it leads',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, PHONE);
    await signIn(page, acme, 'ines');
    expect((await page.getByRole('banner').boundingBox())!.height, 'one line').toBeLessThan(70);
    const menu = page.getByRole('navigation', { name: 'Everything else' });
    const button = page.getByRole('button', { name: 'Menu' });
    expect(await menu.isVisible()).toBe(false);

    await inMenu(page, 'link', 'Settings');
    await expectOpenToAll(page, 'the menu is open');
    expect(await tooSmall(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);

    await inMenu(page, 'link', 'Settings');
    await page.touchscreen.tap(180, 700);
    await menu.waitFor({ state: 'hidden' });

    await (await inMenu(page, 'link', 'Settings')).tap();
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await menu.waitFor({ state: 'hidden' });
  },
);

inBrowser('on a phone the parts of a page stand in one line, with the open one in sight, and every reason can be tapped', async () => {
  const acme = await openAcme(opened.web);
  const contact = { externalId: 'call 1', team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer: CUSTOMERS.rosa };
  const { callback } = (await (await acme.visitor().handIn(contact)).json()) as { callback: string };
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'ada');
  for (const [path, label, open, first] of [
    ['/settings/own', 'Which settings', 'You', 'Company'],
    ['/?tab=done', 'Which callbacks', 'Done', /^Mine/],
    ['/reading?tab=all', 'Which answers', 'All', /^Mine/],
  ] as const) {
    await page.goto(path);
    await isThere(page);
    const line = page.getByRole('navigation', { name: label });
    expect((await line.boundingBox())!.height, path).toBeLessThan(50);
    const isIn = (name: string | RegExp) =>
      line.getByRole('link', { name }).evaluate((link) => {
        const [at, around] = [link.getBoundingClientRect(), link.parentElement!.getBoundingClientRect()];
        return at.left >= around.left - 1 && at.right <= around.right + 1;
      });
    expect(await isIn(open), `${path}: ${open}`).toBe(true);
    await line.getByRole('link', { name: open }).focus();
    for (
      let steps = 0;
      steps < 6 && !(await line.getByRole('link', { name: first }).evaluate((it) => it === document.activeElement));
      steps++
    )
      await page.keyboard.press('Shift+Tab');
    expect(await isIn(first), `${path}: the first one, by the keyboard`).toBe(true);
    await expectOpenToAll(page, path);
  }
  await page.goto('/?tab=unowned');
  await page.locator('button[aria-describedby]').first().waitFor();
  expect(await tooSmall(page)).toEqual([]);
  await page.goto(`/callbacks/${callback}`);
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  expect(await tooSmall(page)).toEqual([]);
});
