import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { type Acme, DESK, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, PHONE, signIn } from './support.ts';

const { rosa, kenji } = CUSTOMERS;

const opened = openForAll();

inBrowser('J11 a time that was asked for by text is seen in the list, and agreed to with one tap, on a phone', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await texts(acme, rosa.phone, 'call me tomorrow after 3');
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'ines');
  await page.goto('/?tab=team');
  await page.getByText('Rosa asked by text for: “call me tomorrow after 3”, promised a call by today').waitFor();
  await page.getByRole('link', { name: 'Rosa Keller' }).tap();
  await page.getByText('Whoever owns it can plan the call for then.').waitFor();
  await page.getByRole('button', { name: 'Take it' }).tap();
  const plan = page.getByRole('button', { name: 'Plan the call tomorrow 15:00–16:00' });
  await plan.waitFor();
  await expectOpenToAll(page, 'a wish by text');
  await plan.tap();
  await page.getByText('Until then our time to fix it waits, as they asked.').waitFor();
  expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('2026-03-03T15:00');
  expect(await page.getByLabel('Until', { exact: true }).inputValue()).toBe('2026-03-03T16:00');
  await expectOpenToAll(page, 'the time that was asked for, filled in');
  await page.getByRole('button', { name: 'Call them then' }).tap();
  await page.getByText('Noted. It comes up in the list when that time begins.').first().waitFor();
  await page.getByText('It waits until tomorrow 15:00, as the customer asked.').waitFor();
  expect(await plan.count()).toBe(0);
});

inBrowser('J11 a list says when our own time to fix it is nearly over, and that it is, and nothing of it before', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await moveClock(acme, MONDAY + 3 * DAY);
  await nobodyAnswers(acme, kenji);
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'ines');
  await page.goto('/?tab=team');
  await page.getByRole('link', { name: 'Rosa Keller' }).waitFor();
  expect(await page.getByText('to be fixed').count()).toBe(0);
  // Five working days from Monday at ten.
  await moveClock(acme, MONDAY + 7 * DAY - 2 * HOUR);
  await page.reload();
  await line(page, 'Rosa Keller').getByText('to be fixed in 2 h').waitFor();
  expect(await line(page, 'Kenji Mori').getByText('to be fixed').count()).toBe(0);
  await expectOpenToAll(page, 'nearly to be fixed');
  await moveClock(acme, MONDAY + 7 * DAY + 3 * HOUR);
  await page.reload();
  await line(page, 'Rosa Keller').getByText('fix overdue by 3 h').waitFor();
  await line(page, 'Rosa Keller').getByText('Was to be fixed by today 10:00, overdue by').waitFor();
  await line(page, 'Rosa Keller').getByRole('button', { name: 'fix overdue by 3 h' }).focus();
  await page.getByText(/^to be fixed within 5 working days/i).waitFor();
  await expectOpenToAll(page, 'not fixed in time');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectOpenToAll(page, 'not fixed in time, where there is little room');
});

const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

const nobodyAnswers = async (acme: Acme, customer: { name: string; email: string; phone: string }) => {
  const endedAt = toRfc3339(MONDAY - MINUTE);
  const contact = { externalId: `call ${customer.email}`, team: 'Billing', outcome: 'unanswered', endedAt, customer };
  expect((await acme.visitor().handIn(contact)).status).toBe(201);
};

const texts = async (acme: Acme, from: string, body: string) => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const form = new URLSearchParams({ from, to: '+4930901820', body });
  expect((await acme.visitor().send('/dev/texts', { method: 'POST', headers, body: form.toString() })).status).toBe(303);
};

const moveClock = (acme: Acme, to: number) =>
  acme.visitor().send('/dev/clock', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: toRfc3339(to) }),
  });
