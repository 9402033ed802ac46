import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { type Acme, DESK, expectOpenToAll, inBrowser, openAcme, openForAll, openProfile, openWindow, PHONE, signIn } from './support.ts';

const { rosa } = CUSTOMERS;

const opened = openForAll();

const problemWords = (page: Page) => page.getByLabel('The problem, as the customer would say it');

inBrowser('what is typed survives a killed browser, and nobody else sees it at the same browser', async () => {
  const acme = await openAcme(opened.web);
  const { path } = await spokenWith(acme);
  const profile = await openProfile(acme, DESK);
  const before = await profile.open();
  await signIn(before, acme, 'ines');
  await before.goto(path);
  await problemWords(before).pressSequentially('Charged twice in March.');
  await before.getByRole('button', { name: /^Fixed/ }).click();
  await before.getByLabel('A policy').check();
  await before.getByLabel('What was done').pressSequentially('Paid back');
  await isOnDisk(before, 'Paid back');
  await profile.kill(before);

  const after = await profile.open();
  await signIn(after, acme, 'ines');
  await after.goto(path);
  await problemWords(after).waitFor();
  expect(await problemWords(after).inputValue()).toBe('Charged twice in March.');
  await after.getByRole('button', { name: /^Fixed/ }).click();
  expect(await after.getByLabel('A policy').isChecked()).toBe(true);
  expect(await after.getByLabel('What was done').inputValue()).toBe('Paid back');

  // Her session ends without a word; a colleague signs in at the same browser, and then she again.
  await after.context().clearCookies();
  await signIn(after, acme, 'maya');
  await after.goto(path);
  await problemWords(after).waitFor();
  expect(await problemWords(after).inputValue()).toBe('');
  await after.getByRole('button', { name: 'Sign out' }).click();
  await after.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(after, acme, 'ines');
  await after.goto(path);
  await expect.poll(() => problemWords(after).inputValue()).toBe('Charged twice in March.');
  await after.getByRole('button', { name: 'Sign out' }).click();
  await after.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(after, acme, 'ines');
  await after.goto(path);
  await problemWords(after).waitFor();
  expect(await problemWords(after).inputValue(), 'she signed out herself').toBe('');
});

inBrowser('what nobody has gone on with for 30 days is gone from the browser, and what is younger is not', async () => {
  const acme = await openAcme(opened.web);
  const { path } = await spokenWith(acme);
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'ines');
  await page.goto(path);
  await problemWords(page).pressSequentially('Charged twice in March.');
  await isOnDisk(page, 'Charged twice in March.');
  const age = (days: number) =>
    page.evaluate(
      async (at) => {
        const asked = indexedDB.open('ringback', 1);
        const db = await new Promise<IDBDatabase>((resolve) => {
          asked.onsuccess = () => resolve(asked.result);
        });
        const shelf = db.transaction('drafts', 'readwrite').objectStore('drafts');
        const walk = shelf.openCursor();
        await new Promise<void>((resolve) => {
          walk.onsuccess = () => {
            if (!walk.result) return resolve();
            walk.result.update({ ...walk.result.value, at });
            walk.result.continue();
          };
        });
        db.close();
      },
      Date.now() - days * 86_400_000,
    );
  await age(29);
  await page.reload();
  await expect.poll(() => problemWords(page).inputValue()).toBe('Charged twice in March.');
  await age(31);
  await page.reload();
  await problemWords(page).waitFor();
  expect(await problemWords(page).inputValue()).toBe('');
  await expect.poll(() => onDisk(page)).toBe('[]');
});

inBrowser('what is typed right before the page is closed is kept to the last letter', async () => {
  const acme = await openAcme(opened.web);
  const { path } = await spokenWith(acme);
  let page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'ines');
  await page.goto(path);
  for (let round = 1; round <= 8; round++) {
    const words = `${round}: nobody rings me back.`;
    // A hand that is faster than the disk.
    await problemWords(page).evaluate((box: HTMLTextAreaElement, typed) => {
      for (let end = 1; end <= typed.length; end++) {
        box.value = typed.slice(0, end);
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }, words);
    await page.close();
    page = await page.context().newPage();
    await page.goto(path);
    await problemWords(page).waitFor();
    expect(await problemWords(page).inputValue()).toBe(words);
  }
});

inBrowser('a second tab sees what is typed, field by field; the caret stays where it is, and nothing is taken back', async () => {
  const acme = await openAcme(opened.web);
  const { path } = await spokenWith(acme);
  const one = await openWindow(opened.browser, acme, DESK);
  await signIn(one, acme, 'ines');
  await one.goto(path);
  const two = await one.context().newPage();
  await two.goto(path);
  await problemWords(two).pressSequentially('Charged in March.');
  await expect.poll(() => problemWords(one).inputValue()).toBe('Charged in March.');

  // Somebody is in the field here while it is typed there.
  await problemWords(one).focus();
  await one.evaluate(() => (document.activeElement as HTMLTextAreaElement).setSelectionRange(7, 7));
  await problemWords(two).press('End');
  await two.keyboard.type(' Still open.');
  await expect.poll(() => problemWords(one).inputValue()).toBe('Charged in March. Still open.');
  expect(await one.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionStart)).toBe(7);
  await one.keyboard.type(' twice');
  await expect.poll(() => problemWords(two).inputValue()).toBe('Charged twice in March. Still open.');

  // What is typed in one field there costs nothing in another field here.
  await two.getByRole('button', { name: /^Write a note/ }).click();
  await two.getByLabel('Your note').pressSequentially('Prefers mornings');
  expect(await problemWords(one).inputValue()).toBe('Charged twice in March. Still open.');

  // It is sent here, while more is typed there: what was sent goes, what was typed since stays.
  await one.route('**/notes', async (route) => {
    await two.getByLabel('Your note').press('End');
    await two.keyboard.type(', not Mondays');
    await route.continue();
  });
  await one.getByRole('button', { name: /^Write a note/ }).click();
  await one.getByRole('button', { name: 'Keep the note' }).click();
  await one.getByText('The note is kept.').first().waitFor({ state: 'attached' });
  expect(await two.getByLabel('Your note').inputValue()).toBe('Prefers mornings, not Mondays');
  await two.reload();
  await two.getByRole('button', { name: /^Write a note/ }).click();
  expect(await two.getByLabel('Your note').inputValue()).toBe('Prefers mornings, not Mondays');
});

inBrowser('H17 a call is logged without a connection: it is kept, even when the browser is killed, and sent in order', async () => {
  const acme = await openAcme(opened.web);
  const { path, api } = await spokenWith(acme, false);
  const profile = await openProfile(acme, PHONE, [/ERR_INTERNET_DISCONNECTED/]);
  const page = await profile.open();
  await signIn(page, acme, 'ines');
  await page.goto(path);
  await page.getByRole('button', { name: 'We spoke' }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('A note').fill('She was kind.');
  await page.getByRole('button', { name: 'We spoke' }).tap();
  await page.getByRole('heading', { name: 'Not sent yet' }).waitFor();
  await page.getByText('She was kind.').waitFor();
  await expectOpenToAll(page, 'a call that is not sent yet');
  await problemWords(page).fill('Nobody rings me back.');
  await page.getByRole('button', { name: 'Write it down' }).tap();
  await page.getByText('Nobody rings me back.').waitFor();
  await profile.kill(page);

  const after = await profile.open();
  await after.context().route('**/understanding', (route) => route.abort('internetdisconnected'));
  await signIn(after, acme, 'ines');
  await after.getByText('One thing is not sent yet.').waitFor();
  await expectOpenToAll(after, 'a list with something not sent');
  await after.context().unroute('**/understanding');
  await after.getByRole('link', { name: 'Rosa Keller' }).first().tap();
  await after.getByRole('button', { name: 'Try now' }).tap();
  await after.getByText('Not sent yet').waitFor({ state: 'detached' });
  await after.getByText('wrote down the problem').waitFor();
  const ines = await acme.visitor().signIn(COLLEAGUES.ines.email);
  expect((await ines.get<Told>(api)).timeline.map(({ kind }) => kind)).toEqual(['opened', 'claimed', 'attempted', 'understood']);
});

inBrowser('H17 somebody was there meanwhile: both are shown with the choice, and nothing that was typed is lost', async () => {
  const acme = await openAcme(opened.web);
  const { path, api } = await spokenWith(acme);
  const page = await openWindow(opened.browser, acme, PHONE, [/ERR_INTERNET_DISCONNECTED/, /status of 409/]);
  await signIn(page, acme, 'ines');
  await page.goto(path);
  await problemWords(page).fill('I was charged twice.');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Write it down' }).tap();
  await page.getByRole('heading', { name: 'Not sent yet' }).waitFor();
  await page.getByRole('button', { name: /^Write a note/ }).tap();
  await page.getByLabel('Your note').fill('She prefers mornings.');
  await page.getByRole('button', { name: 'Keep the note' }).tap();
  await page.getByText('She prefers mornings.').waitFor();
  const maya = await acme.visitor().signIn(COLLEAGUES.maya.email);
  await maya.post(`${api}/understanding`, { words: 'Nobody rings back.', reason: 'Ines is on the road.' });

  await page.context().setOffline(false);
  const undecided = page.getByRole('region', { name: 'Not sent: Write it down' });
  await undecided.getByText('Maya Lindqvist wrote down the problem.').waitFor();
  await undecided.getByText('“Nobody rings back.”').waitFor();
  await undecided.getByText('I was charged twice.').waitFor();
  await expectOpenToAll(page, 'two understandings');
  expect((await maya.get<Told>(api)).timeline.at(-1)).toMatchObject({ kind: 'noted', by: 'Ines Duarte' });
  await undecided.getByRole('button', { name: 'Change it first' }).tap();
  expect(await problemWords(page).inputValue()).toBe('I was charged twice.');
  await problemWords(page).fill('I was charged twice, and nobody rings back.');
  await page.getByRole('button', { name: 'Replace what is written' }).tap();
  await expect.poll(async () => (await maya.get<Told>(api)).understanding?.words).toBe('I was charged twice, and nobody rings back.');
});

type Told = { timeline: { kind: string; by: string }[]; understanding: { words: string } | null };

/** Rosa was let down; Ines has her callback, and has spoken with her or not yet. */
async function spokenWith(acme: Acme, spoken = true): Promise<{ path: string; api: string }> {
  const contact = { externalId: 'missed', team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer: rosa };
  const { callback } = (await (await acme.visitor().handIn(contact)).json()) as { callback: string };
  const ines = await acme.visitor().signIn(COLLEAGUES.ines.email);
  const api = `/api/callbacks/${callback}`;
  await ines.post(`${api}/claim`);
  if (spoken) await ines.post(`${api}/attempts`, { outcome: 'reached' });
  return { path: `/callbacks/${callback}`, api };
}

/** The browser itself has it, and not only the page. */
const isOnDisk = (page: Page, words: string): Promise<void> => expect.poll(() => onDisk(page)).toContain(words);

const onDisk = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const asked = indexedDB.open('ringback');
        asked.onsuccess = () => {
          const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      }),
  );
