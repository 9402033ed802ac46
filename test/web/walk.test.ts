import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { linkIn } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { type Acme, DESK, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, PHONE } from './support.ts';

const { kenji } = CUSTOMERS;

const opened = openForAll();

// Somebody who has never seen it, from the address to the customer's word, in the dark: with the keyboard alone, and with a thumb.

inBrowser(
  'walked by somebody new with the keyboard alone, 1280 wide, in the dark: the next thing is never far from the last one',
  async () => {
    const acme = await openAcme(opened.web);
    await letDown(acme);
    const page = await openWindow(opened.browser, acme, { ...DESK, colorScheme: 'dark' });
    await page.goto('/sign-in');
    await page.getByLabel('Your email address at work').waitFor();
    await near(page.getByLabel('Your email address at work'), 5);
    await page.keyboard.type(COLLEAGUES.ines.email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
    await page.goto(linkIn(await acme.visitor().mail('sign_in', COLLEAGUES.ines.email), '/sign-in/'));
    await near(page.getByRole('button', { name: 'Sign in' }), 3);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Callbacks' }).waitFor();

    // Past the header by its first button, and past the sheet of keys to the one large button.
    await near(page.getByRole('button', { name: 'Skip to the content' }), 1);
    await page.keyboard.press('Enter');
    await near(page.getByRole('button', { name: 'Ready for the next call' }), 2);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kenji Mori' }).waitFor();
    await near(page.getByRole('link', { name: /^Call \+/ }), 3);
    await near(page.getByLabel('A note'), 9);
    await page.keyboard.type('He was at work.');
    await near(page.getByRole('button', { name: 'We spoke' }), 6);
    await page.keyboard.press('Enter');
    await said(page, 'Logged: you spoke.');
    await near(page.getByLabel('The problem, as the customer would say it'), 4);
    await page.keyboard.type('I was charged twice in March.');
    await near(page.getByLabel('The customer agreed'), 1);
    await page.keyboard.press('Space');
    await near(page.getByRole('button', { name: 'Write it down' }), 1);
    await page.keyboard.press('Enter');
    await said(page, 'Written down, and agreed.');
    await near(page.getByLabel('What you propose'), 5);
    await page.keyboard.type('We pay one month back.');
    await near(page.getByRole('button', { name: 'Log the proposal' }), 1);
    await page.keyboard.press('Enter');
    await said(page, 'The proposal is logged.');
    await near(page.getByLabel('A person'), 7);
    await page.keyboard.press('ArrowDown');
    await near(page.getByLabel('What was done'), 1);
    await page.keyboard.type('One month was paid back.');
    await near(page.getByRole('button', { name: 'It is fixed: ask the customer' }), 1);
    await page.keyboard.press('Enter');
    await said(page, 'Said to be fixed. The customer is asked now.');
    await expectOpenToAll(page, 'the end of a walk with the keyboard');

    await confirmed(acme, { ...DESK, colorScheme: 'dark' }, async (button) => {
      await near(button, 12);
      await button.page().keyboard.press('Enter');
    });
    await page.reload();
    await page.getByText('Kenji Mori said that it is fixed. Nothing is left to do.').waitFor();
  },
);

inBrowser(
  'walked by somebody new with a thumb, 360 wide, in the dark: all that is tapped is large enough, and nothing sticks out',
  async () => {
    const acme = await openAcme(opened.web);
    await letDown(acme);
    const page = await openWindow(opened.browser, acme, { ...PHONE, colorScheme: 'dark' });
    const tap = async (name: string | RegExp) => {
      await expectRoomForThumbs(page);
      await page.getByRole('button', { name, exact: typeof name === 'string' }).tap();
    };
    await page.goto('/sign-in');
    await page.getByLabel('Your email address at work').fill(COLLEAGUES.ines.email);
    await tap(/link/);
    await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
    await page.goto(linkIn(await acme.visitor().mail('sign_in', COLLEAGUES.ines.email), '/sign-in/'));
    await tap('Sign in');
    await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
    await page.getByRole('link', { name: /^Unowned/ }).tap();
    await page.getByRole('link', { name: 'Kenji Mori' }).waitFor();
    await tap('Ready for the next call');
    await page.getByRole('heading', { name: 'Kenji Mori' }).waitFor();
    await page.getByLabel('A note').fill('He was at work.');
    await tap('We spoke');
    await said(page, 'Logged: you spoke.');
    await page.getByLabel('The problem, as the customer would say it').fill('I was charged twice in March.');
    await page.getByLabel('The customer agreed').tap();
    await tap('Write it down');
    await said(page, 'Written down, and agreed.');
    await page.getByLabel('What you propose').fill('We pay one month back.');
    await tap('Log the proposal');
    await said(page, 'The proposal is logged.');
    await page.getByLabel('A policy').tap();
    await page.getByLabel('What was done').fill('One month was paid back.');
    await tap('It is fixed: ask the customer');
    await said(page, 'Said to be fixed. The customer is asked now.');
    await expectOpenToAll(page, 'the end of a walk with a thumb');
    await confirmed(acme, { ...PHONE, colorScheme: 'dark' }, (button) => button.tap());
    await page.reload();
    await page.getByText('Kenji Mori said that it is fixed. Nothing is left to do.').waitFor();
    await page.getByRole('link', { name: 'All callbacks' }).tap();
    await page.getByRole('link', { name: 'Done' }).tap();
    await page.getByText('Fixed', { exact: true }).waitFor();
    await expectRoomForThumbs(page);
  },
);

/** The tab key leads there, in so many presses at most. */
async function near(target: Locator, most: number): Promise<void> {
  await target.first().waitFor();
  const page = target.page();
  const way: string[] = [];
  for (let presses = 1; presses <= most; presses++) {
    await page.keyboard.press('Tab');
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    way.push(await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 40) || String(document.activeElement?.id)));
  }
  expect.fail(`${String(target)} is further than ${most} presses of the tab key: ${way.join(' → ')}`);
}

/** What came of the newest move stands on the page, in sight. */
async function said(page: Page, words: string): Promise<void> {
  const place = page.getByRole('region', { name: 'What to do' }).getByText(words);
  await place.waitFor();
  await expect.poll(() => place.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
}

/** What is tapped is at least 44 pixels high; what only explains itself at least 24, and what stands in a sentence is as high as its line (WCAG 2.5.8). */
async function expectRoomForThumbs(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('button, select, textarea, input, a[href]')].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().width > 2,
    );
    const place = (element: HTMLElement) =>
      element.matches('input[type=checkbox], input[type=radio]') ? (element.closest('label') ?? element) : element;
    const inSentence = (element: HTMLElement) =>
      element.matches('p a, li a, p button:not(.button), dd button:not(.button)') &&
      /^inline(-block)?$/.test(getComputedStyle(element).display);
    const explains = (element: HTMLElement) => element.matches('button[aria-describedby].cursor-help');
    // The link of a line is spread over all of it.
    const height = (element: HTMLElement) =>
      element.closest('li[data-index]') && element.matches('a') ? 44 : place(element).getBoundingClientRect().height;
    return shown
      .filter((element) => !inSentence(element) && height(element) < (explains(element) ? 24 : 44))
      .map((element) => `${element.tagName} ${element.textContent?.trim().slice(0, 40)}: ${Math.round(height(element))}`);
  });
  expect(small, 'smaller than a thumb').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 'pixels that stick out').toBeLessThanOrEqual(0);
}

/** A contact, its survey, and a low answer to it. */
async function letDown(acme: Acme): Promise<void> {
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: 'call', team: 'Billing', endedAt: toRfc3339(MONDAY), customer: kenji });
  const survey = linkIn(await visitor.mail('invitation', kenji.email), '/s/');
  expect((await visitor.fillIn(survey, { score: '1', comment: 'Charged twice, and nobody can tell me why.' })).status).toBe(200);
}

async function confirmed(acme: Acme, options: object, press: (button: Locator) => Promise<void>): Promise<void> {
  const page = await openWindow(opened.browser, acme, options);
  await page.goto(linkIn(await acme.visitor().mail('is_it_fixed', kenji.email), '/c/'));
  await press(page.getByRole('button', { name: 'It is fixed', exact: true }));
  await page.getByText('We are glad that it is fixed').waitFor();
}
