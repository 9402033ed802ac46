import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import {
  type Acme,
  DESK,
  enter,
  expectOpenToAll,
  inBrowser,
  inMenu,
  openAcme,
  openForAll,
  openWindow,
  PHONE,
  signIn,
  type,
} from './support.ts';

/** A browser with a window does not call itself headless. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
const AT_DESK = { ...DESK, userAgent };
const ON_PHONE = { ...PHONE, userAgent };
const { rosa, kenji, amina } = CUSTOMERS;

const opened = openForAll();

type Customer = { name: string; email: string; zone: string };

/** A contact, told once however often this is asked for, and the survey about it. */
async function surveyFor(acme: Acme, { name, email }: Customer): Promise<string> {
  const visitor = acme.visitor();
  const customer = { name, email, zone: 'Europe/Berlin' };
  await visitor.handIn({ externalId: `call ${email}`, team: 'Billing', endedAt: toRfc3339(MONDAY), customer });
  return pathOf(linkIn(await visitor.mail('invitation', email), '/s/'));
}

/** A filter opens the link, and sends the form as its program is written. */
async function aFilterSends(acme: Acme, customer: Customer, comment: string): Promise<void> {
  const { page } = await acme.visitor().fillIn(await surveyFor(acme, customer), { score: '1', comment, hand: 'still' });
  expect(page).toContain('Was this you?');
}

const moveClock = (acme: Acme, to: number) =>
  acme.visitor().send('/dev/clock', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: toRfc3339(to) }),
  });

/** A hand is never there as soon as the page is. */
const aHandIsThere = (page: Page) => page.waitForFunction(() => performance.now() > 600);

inBrowser('F02 what a program sends is held, what a hand sends counts, in the same second; F03 one tap on the second page', async () => {
  const acme = await openAcme(opened.web);
  const survey = await surveyFor(acme, rosa);
  const page = await openWindow(opened.browser, acme, ON_PHONE);
  await page.goto(`${survey}?score=1`);
  await page.evaluate(() => document.forms[0]!.submit());
  await page.getByRole('heading', { name: 'Was this you?' }).waitFor();
  await expectOpenToAll(page, 'was this you');
  // The page's own script presses the button: no hand either.
  await page.evaluate(() => document.querySelector('button')!.click());
  await page.getByRole('heading', { name: 'Was this you?' }).waitFor();
  await aHandIsThere(page);
  await page.getByRole('button', { name: 'Yes, it was me' }).tap();
  await page.getByText(/A supervisor will call you by/).waitFor();

  await aFilterSends(acme, amina, 'Lorem ipsum.');
  await page.goto(await surveyFor(acme, amina));
  await page.getByRole('radio', { name: '4' }).tap();
  await aHandIsThere(page);
  await page.getByRole('button', { name: 'Send', exact: true }).first().tap();
  await page.getByText('Thank you for telling us').waitFor();

  // With the keyboard alone, as fast.
  const next = await openWindow(opened.browser, acme, AT_DESK);
  await next.goto(`${await surveyFor(acme, kenji)}?score=2`);
  await aHandIsThere(next);
  await enter(next.getByRole('button', { name: 'Send', exact: true }).first());
  await next.getByText(/A supervisor will call you by/).waitFor();
});

inBrowser('F03 without scripts an answer counts in its own time', async () => {
  const acme = await openAcme(opened.web);
  const survey = await surveyFor(acme, rosa);
  await moveClock(acme, MONDAY + MINUTE);
  const page = await openWindow(opened.browser, acme, { ...ON_PHONE, javaScriptEnabled: false });
  await page.goto(`${survey}?score=1`);
  await moveClock(acme, MONDAY + 2 * MINUTE);
  await page.getByRole('button', { name: 'Send', exact: true }).first().tap();
  await page.getByText(/A supervisor will call you by/).waitFor();
});

inBrowser('a supervisor reads what may come from a machine: one is dismissed, one is real, with the keyboard and on a phone', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, AT_DESK);
  await signIn(page, acme, 'ines');
  await enter(page.getByRole('link', { name: 'Reading' }));
  await enter(page.getByRole('link', { name: 'Held' }));
  await page.getByText('Nothing is here').waitFor();
  await expectOpenToAll(page, 'nothing to be read');

  await aFilterSends(acme, rosa, 'Charged twice, and nobody can tell me why.');
  await aFilterSends(acme, amina, 'Lorem ipsum dolor sit amet.');
  await moveClock(acme, MONDAY + DAY);
  await page.reload();
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  await expectOpenToAll(page, 'answers to be read');

  const aminas = page.getByRole('article', { name: 'Amina Diallo' });
  await aminas.getByText('No key was pressed and nothing was tapped on the page before it was sent.').waitFor();
  await enter(aminas.getByRole('button', { name: 'A machine sent it: dismiss' }));
  await aminas.getByText('Say why you think so.').waitFor();
  const why = aminas.getByLabel('Why a machine sent it');
  expect(await why.evaluate((box) => box === document.activeElement)).toBe(true);
  await expectOpenToAll(page, 'a reason is missing');
  await type(why, 'Nobody writes that.');
  await enter(aminas.getByRole('button', { name: 'A machine sent it: dismiss' }));
  await aminas.waitFor({ state: 'detached' });
  await page
    .getByRole('status')
    .filter({ hasText: 'Dismissed: what came from the link of Amina Diallo does not count.' })
    .waitFor({ state: 'attached' });

  const phone = await openWindow(opened.browser, acme, ON_PHONE);
  await signIn(phone, acme, 'ines');
  await (await inMenu(phone, 'link', 'Reading')).tap();
  await phone.getByRole('link', { name: 'Held' }).tap();
  await phone.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  await expectOpenToAll(phone, 'answers to be read, on a phone');
  await phone.getByRole('button', { name: 'It is real: call them' }).tap();
  await phone.locator('main').getByText('It counts now, and Rosa Keller is to be called.').waitFor();
  await expectOpenToAll(phone, 'after it was judged');
  await phone.getByRole('link', { name: 'To the callback' }).tap();
  await phone.getByText('Charged twice, and nobody can tell me why.').first().waitFor();
});
