import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { openMany } from './many.ts';
import { type Acme, DESK, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, PHONE, signIn } from './support.ts';

const { rosa, kenji, amina } = CUSTOMERS;

const opened = openForAll();

const openBusyAcme = () =>
  openAcme(opened.web, async (client) => {
    const { rows } = await client.execute("select id from teams where name = 'Billing'");
    await openMany(client, { team: String(rows[0]!.id), count: 300, now: MONDAY + HOUR });
  });

inBrowser('whoever comes back from a callback finds the list as they left it: place, line and filters', async () => {
  const acme = await openBusyAcme();
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'maya');
  await page.goto('/?tab=unowned&q=custom');
  await page.goto('/?tab=unowned');
  await page.getByLabel('Team', { exact: true }).selectOption({ label: 'Billing' });
  await page.getByRole('link', { name: 'Customer 1', exact: true }).waitFor();
  for (let presses = 0; presses < 45; presses++) await page.keyboard.press('j');
  await expectFocus(page, 'Customer 45');
  const before = await placeOf(page, 'Customer 45');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Customer 45', exact: true }).waitFor();
  await page.getByRole('link', { name: 'All callbacks' }).click();
  await expectFocus(page, 'Customer 45');
  expect(await placeOf(page, 'Customer 45')).toEqual(before);
  expect(new URL(page.url()).searchParams.get('team')).toMatch(/^team_/);
  await page.keyboard.press('j');
  await expectFocus(page, 'Customer 46');

  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Customer 46', exact: true }).waitFor();
  const there = new URL(page.url()).pathname;
  await page.goBack();
  await expectFocus(page, 'Customer 46');
  // Somebody takes it meanwhile, and it leaves the list: the place stays.
  await page.goForward();
  await page.waitForURL(`**${there}`);
  const tom = await acme.visitor().signIn(COLLEAGUES.tom.email);
  await tom.post(`${there.replace('/callbacks/', '/api/callbacks/')}/claim`);
  await page.goBack();
  await page.getByRole('link', { name: 'Customer 47', exact: true }).waitFor();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(3_000);

  // Another list begins on top.
  await page.getByRole('link', { name: 'All teams' }).click();
  await page.getByRole('link', { name: 'Customer 1', exact: true }).waitFor();
});

inBrowser('on a phone, too: the thumb goes on where it was', async () => {
  const acme = await openBusyAcme();
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'ines');
  await page.goto('/?tab=team');
  await page.getByRole('link', { name: 'Customer 1', exact: true }).waitFor();
  await page.evaluate(() => scrollTo(0, 4_000));
  const link = page.getByRole('listitem').nth(6).getByRole('link');
  const name = await link.innerText();
  await link.tap();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled, 'a callback begins on top').toBe(0);
  await page.getByRole('link', { name: 'All callbacks' }).tap();
  await page.getByRole('link', { name, exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(3_500);
});

inBrowser('nothing moves under the keyboard; several are taken and given without a mouse, and not to who is away', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await nobodyAnswers(acme, kenji);
  const tom = await acme.visitor().signIn(COLLEAGUES.tom.email);
  const { id } = await tom.get<{ id: string }>('/api/me');
  await tom.post(`/api/people/${id}/absence`, { absence: { from: toRfc3339(MONDAY - HOUR), until: '2026-03-09T08:00:00Z' } });
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'maya');
  await page.goto('/?tab=team');
  await page.getByRole('link', { name: 'Kenji Mori' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expectFocus(page, 'Kenji Mori');
  const place = await placeOf(page, 'Kenji Mori');
  await nobodyAnswers(acme, amina);
  await nobodyAnswers(acme, amina, 'again'); // It belongs on top.
  await page.getByRole('button', { name: 'One more callback: show it' }).waitFor({ timeout: 15_000 });
  await expectFocus(page, 'Kenji Mori');
  expect(await placeOf(page, 'Kenji Mori')).toEqual(place);

  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await page.getByText('2 chosen').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('2 chosen').waitFor({ state: 'detached' });
  for (const key of ['x', 'j', 'x', 'g']) await page.keyboard.press(key);
  const whom = page.getByLabel('To whom');
  expect(await whom.evaluate((box) => box === document.activeElement)).toBe(true);
  const away = whom.locator('option', { hasText: 'Tom Becker' });
  expect(await away.innerText()).toBe('Tom Becker · away until Mon 9 Mar 09:00 · nothing open');
  expect(await away.evaluate((option) => (option as HTMLOptionElement).disabled)).toBe(true);
  await expectOpenToAll(page, 'two to give');
  await page.keyboard.type('Ines');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('2 are Ines Duarte’s now.').first().waitFor();
});

inBrowser('every key on the sheet does what the sheet says', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await nobodyAnswers(acme, kenji);
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'maya');
  const inList = async () => {
    await page.goto('/?tab=team');
    await page.getByRole('link', { name: 'Kenji Mori' }).waitFor();
    await page.keyboard.press('j');
    await expectFocus(page, 'Rosa Keller');
  };
  const opens = (step: string) => () => page.waitForFunction((move) => document.activeElement?.closest(`[data-move=${move}]`), step);
  // In this order: what is fixed can be asked of nobody before it was spoken about.
  const does: Record<string, () => Promise<unknown>> = {
    '?': () => page.getByRole('dialog', { name: 'Keys' }).waitFor(),
    '/': () => page.waitForFunction(() => document.activeElement?.id === 'search'),
    j: () => expectFocus(page, 'Kenji Mori'),
    k: () => expectFocus(page, 'Rosa Keller'),
    x: () => page.getByText('1 chosen').waitFor(),
    g: () => page.waitForFunction(() => document.activeElement?.matches('[data-give]')),
    Esc: () => page.getByText('1 chosen').waitFor({ state: 'detached' }),
    Enter: () => page.getByRole('heading', { name: 'Rosa Keller' }).waitFor(),
    c: () => page.getByText('One is yours now.').first().waitFor(),
    a: opens('attempt'),
    n: opens('note'),
    h: opens('hand_off'),
    f: opens('fix'),
    r: () => page.getByRole('heading', { name: 'Kenji Mori' }).waitFor(),
  };
  await inList();
  await page.keyboard.press('?');
  const listed = await page.getByRole('dialog').locator('kbd').allInnerTexts();
  expect(listed.toSorted()).toEqual(Object.keys(does).toSorted());
  for (const [key, seen] of Object.entries(does)) {
    await inList();
    if (key === 'g' || key === 'Esc') {
      await page.keyboard.press('x');
      await page.getByText('1 chosen').waitFor();
    }
    await page.keyboard.press(key === 'Esc' ? 'Escape' : key);
    await seen();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
});

const expectFocus = (page: Page, name: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent), { timeout: 10_000 }).toBe(name);

/** Where a line stands in the window, to the pixel. */
async function placeOf(page: Page, name: string) {
  const { y } = (await page.getByRole('listitem').filter({ hasText: name }).boundingBox())!;
  return Math.round(y);
}

const nobodyAnswers = async (acme: Acme, customer: { name: string; email: string }, nth = 'first') => {
  const contact = {
    externalId: `${nth} ${customer.email}`,
    team: 'Billing',
    outcome: 'unanswered',
    endedAt: toRfc3339(MONDAY - MINUTE),
    customer,
  };
  expect((await acme.visitor().handIn(contact)).status).toBe(201);
};
