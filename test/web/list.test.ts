import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { linkIn } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { openMany } from './many.ts';
import { type Acme, DESK, expectOpenToAll, giveTo, inBrowser, openAcme, openForAll, openWindow, PHONE } from './support.ts';

const { rosa, kenji, amina, walt } = CUSTOMERS;

const opened = openForAll();

inBrowser('a supervisor walks the list, takes, chooses, and goes to the next call with single keys', async () => {
  const acme = await openAcme(opened.web);
  for (const customer of [rosa, kenji, amina, walt]) await nobodyAnswers(acme, customer);
  const page = await signedIn(acme, 'ines', DESK);
  await page.goto('/?tab=unowned');
  await expectLines(page, [rosa, kenji, amina, walt]);
  expect(await page.getByRole('navigation', { name: 'Which callbacks' }).innerText()).toMatch(
    /Mine\s+Unowned\s+4\s+My team\s+4\s+Waiting for the customer\s+Done/,
  );

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await expectOpenToAll(page, 'the keys');
  await page.keyboard.press('Escape');

  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  await expectFocus(page, 'Rosa Keller');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await isSaid(page, 'One is yours now.');
  await expectFocus(page, 'Kenji Mori'); // It stays where it was while one is in the list.
  await page.getByRole('listitem').filter({ hasText: 'Kenji Mori' }).getByText('you', { exact: true }).waitFor();

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('2 chosen').waitFor();
  await expectOpenToAll(page, 'two are chosen');
  await page.getByRole('button', { name: 'Take them' }).click();
  await isSaid(page, '2 are yours now.');
  await expectOpenToAll(page, 'two were taken');

  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  await isSaid(page, 'Rosa Keller is yours now.');
  await page.keyboard.press('n');
  await page.keyboard.type('She prefers the afternoon.');
  expect(await page.getByLabel('What you want to keep').or(page.locator('textarea:focus')).first().inputValue()).toContain('She prefers');

  await page.goto('/');
  await expectLines(page, [rosa, kenji, amina, walt]);
  await page.keyboard.press('r');
  await isSaid(page, 'There is nobody to call right now. The next one is today 14:00.');
  await expectOpenToAll(page, 'nobody to call');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-move=attempt]'));
});

inBrowser('single keys can be switched off, and do nothing while somebody types', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  const page = await signedIn(acme, 'ines', DESK);
  await page.goto('/?tab=unowned');
  await expectLines(page, [rosa]);
  await page.keyboard.press('/');
  await page.keyboard.type('rosa jc?');
  await page.getByText('Nothing here is like that').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await expectOpenToAll(page, 'nothing was found');
  expect(page.url()).toContain('q=rosa+jc');
  await page.getByRole('button', { name: 'Show all' }).first().click();
  await expectLines(page, [rosa]);
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByLabel('Single keys do something on these pages').uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.reload();
  await page.keyboard.press('?');
  await expectLines(page, [rosa]);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

inBrowser('two browsers at the same list: one wins each callback, and the other is told by whom', async () => {
  const acme = await openAcme(opened.web);
  for (const customer of [rosa, kenji, amina]) await nobodyAnswers(acme, customer);
  const ines = await signedIn(acme, 'ines', DESK);
  const tom = await signedIn(acme, 'tom', DESK);
  for (const page of [ines, tom]) {
    await page.goto('/?tab=unowned');
    await expectLines(page, [rosa, kenji, amina]);
  }
  const take = (page: Page) => page.getByRole('button', { name: 'Take it: Rosa Keller' }).click();
  await Promise.all([take(ines), take(tom)]);
  const saidTo = (page: Page) =>
    page
      .getByText(/^(One is yours now\.|None was taken\. 1 not:)$/)
      .first()
      .innerText();
  const said = await Promise.all([ines, tom].map(saidTo));
  expect([...said].sort()).toEqual(['None was taken. 1 not:', 'One is yours now.']);
  const [winner, loser] = said[0]!.startsWith('One') ? ['Ines Duarte', tom] : ['Tom Becker', ines];
  await loser.getByText(`Rosa Keller: ${winner} took it a moment ago.`).first().waitFor();
  await expectOpenToAll(loser, 'somebody was first');

  const ready = (page: Page) => page.getByRole('button', { name: 'Ready for the next call' }).click();
  await Promise.all([ready(ines), ready(tom)]);
  const names = await Promise.all([ines, tom].map((page) => page.waitForURL('**/callbacks/*').then(() => page.locator('h1').innerText())));
  expect(names.sort()).toEqual(['Amina Diallo', 'Kenji Mori']);
});

inBrowser('new work comes by itself, and moves nothing under the pointer', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await nobodyAnswers(acme, kenji);
  const page = await signedIn(acme, 'ines', DESK);
  await page.goto('/?tab=team');
  await expectLines(page, [rosa, kenji]);
  const [first] = await page.getByRole('listitem').all();
  await first!.hover();
  const place = await first!.boundingBox();
  await nobodyAnswers(acme, kenji, 'again'); // A second failure: it belongs on top.
  await nobodyAnswers(acme, amina);
  await nobodyAnswers(acme, amina, 'again');
  await page.getByRole('button', { name: 'One more callback: show it' }).waitFor({ timeout: 15_000 });
  await page.getByRole('listitem').filter({ hasText: 'Kenji Mori' }).getByText('second failure', { exact: true }).waitFor();
  await expectLines(page, [rosa, kenji]);
  await expectOpenToAll(page, 'something waits');
  expect(await first!.boundingBox(), 'the line under the pointer has not moved').toEqual(place);
  await page.mouse.move(5, 5);
  await expectLines(page, [kenji, amina, rosa]);
  // Tom takes one: with the pointer elsewhere, it leaves the list of those whom nobody owns.
  await page.mouse.move(5, 5);
  await page.goto('/?tab=unowned');
  await expectLines(page, [kenji, amina, rosa]);
  const tom = await acme.visitor().signIn(COLLEAGUES.tom.email);
  const { items } = await tom.get<{ items: { id: string }[] }>('/api/callbacks?tab=unowned');
  await tom.post(`/api/callbacks/${items[0]!.id}/claim`);
  await expectLines(page, [amina, rosa]);
});

inBrowser('a manager narrows the list, shares it, and gives out the work, on a phone', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  await nobodyAnswers(acme, kenji, 'first', 'Deliveries');
  const page = await signedIn(acme, 'maya', PHONE);
  await page.goto('/?tab=team');
  await expectLines(page, [kenji, rosa]);
  await page.getByRole('button', { name: 'Filters' }).tap();
  await page.getByLabel('Team', { exact: true }).selectOption({ label: 'Billing' });
  await expectLines(page, [rosa]);
  const shared = await signedIn(acme, 'ada', DESK);
  await shared.goto(page.url());
  await expectLines(shared, [rosa]);
  await page.getByLabel('Choose Rosa Keller').tap();
  expect(await giveTo(page, 'Ines Duarte')).toBe('Ines Duarte · here now · nothing open');
  await expectOpenToAll(page, 'one is chosen on a phone');
  await page.getByRole('button', { name: 'Assign' }).tap();
  await isSaid(page, 'One is Ines Duarte’s now.');
  await page.getByRole('searchbox', { name: 'Search' }).fill('090 18');
  await expectLines(page, [rosa]);
  await expectOpenToAll(page, 'what was found on a phone');
});

inBrowser(
  'ten thousand callbacks are scrolled to the end without a long task, and walked through with the keyboard',
  async () => {
    const acme = await openAcme(opened.web, async (client) => {
      const { rows } = await client.execute("select id from teams where name = 'Billing'");
      await openMany(client, { team: String(rows[0]!.id), count: 10_000, now: MONDAY + HOUR });
    });
    const page = await signedIn(acme, 'maya', DESK);
    await page.goto('/?tab=unowned');
    await page.getByRole('listitem').first().waitFor();
    await page.getByRole('link', { name: /^Unowned 99\+/ }).waitFor();
    for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
    await expectFocus(page, 'Customer 3');
    await opened.browser.startTracing(page, {
      categories: ['toplevel', '__metadata', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    });
    await page.mouse.move(600, 600);
    await expect
      .poll(
        async () => {
          for (let turns = 0; turns < 20; turns++) await page.mouse.wheel(0, 4_000);
          return page.getByRole('link', { name: 'Customer 10000', exact: true }).count();
        },
        { timeout: 80_000, interval: 0 },
      )
      .toBe(1);
    expect(longestTask(await opened.browser.stopTracing())).toBeLessThan(100);
    expect(await page.getByRole('listitem').count(), 'only those in sight are drawn').toBeLessThan(40);
    await expectOpenToAll(page, 'the end of ten thousand');
  },
  120_000,
);

inBrowser('the first screen weighs less than 100 kB of compressed script, and so does a callback after it', async () => {
  const acme = await openAcme(opened.web);
  await nobodyAnswers(acme, rosa);
  const page = await signedIn(acme, 'ines', DESK);
  await page.goto('/?tab=unowned');
  await expectLines(page, [rosa]);
  await page.getByRole('link', { name: 'Rosa Keller' }).click();
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  const scripts = [...new Set(loaded)].filter((path) => path.endsWith('.js'));
  const weight = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(opened.web, path))).length, 0);
  expect(weight).toBeGreaterThan(10_000);
  expect(weight).toBeLessThan(100_000);
});

type TraceEvent = { name: string; pid: number; tid: number; tdur?: number; args: { name?: string } };

/** The longest task of the page's own thread, in milliseconds of its own time: what else runs on this machine does not count. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const ours = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && ours.has(`${pid} ${tid}`));
  expect(tasks.length).toBeGreaterThan(100);
  return Math.max(...tasks.map(({ tdur }) => (tdur ?? 0) / 1_000));
}

async function signedIn(acme: Acme, who: keyof typeof COLLEAGUES, options: object): Promise<Page> {
  const page = await openWindow(opened.browser, acme, options);
  const { email } = COLLEAGUES[who];
  const visitor = acme.visitor();
  await visitor.post('/api/sign-in', { email });
  await page.goto(linkIn(await visitor.mail('sign_in', email), '/sign-in/'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
  return page;
}

/** The list shows these customers, in this order, sooner or later. */
const expectLines = (page: Page, customers: { name: string }[]): Promise<void> =>
  expect
    .poll(
      async () => {
        const places = await page.locator('li[data-index] a').evaluateAll((links) =>
          links
            .map((link) => ({ at: Number(link.closest('li')?.dataset.index), name: link.textContent }))
            .sort((a, b) => a.at - b.at)
            .map(({ name }) => name),
        );
        return places;
      },
      { timeout: 15_000 },
    )
    .toEqual(customers.map(({ name }) => name));

const expectFocus = (page: Page, name: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent), { timeout: 10_000 }).toBe(name);

const isSaid = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });

/** Nobody answered them: a callback. */
const nobodyAnswers = async (acme: Acme, customer: { name: string; email: string }, nth = 'first', team = 'Billing') => {
  const contact = { externalId: `${nth} ${customer.email}`, team, outcome: 'unanswered', endedAt: toRfc3339(MONDAY - MINUTE), customer };
  expect((await acme.visitor().handIn(contact)).status).toBe(201);
};
