import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { linkIn } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { type Acme, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, PHONE, signIn } from './support.ts';

const { kenji } = CUSTOMERS;
const opened = openForAll();

/** What came of the newest move. */
const isSaid = (page: Page, words: string) => page.getByRole('region', { name: 'What to do' }).getByText(words).first().waitFor();

/** An answer of Kenji's, and the callback that came of it, which is Ines's; with the page of his case. */
async function answered(acme: Acme, answers: Record<string, string>, customer: object = kenji) {
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: 'call', team: 'Billing', endedAt: toRfc3339(MONDAY), customer });
  await visitor.fillIn(linkIn(await visitor.mail('invitation', kenji.email), '/s/'), answers);
  const ines = acme.visitor();
  await ines.signIn(COLLEAGUES.ines.email);
  const { callback } = await ines.post<{ callback: { id: string } }>('/api/callbacks/next');
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'ines');
  await page.goto(`/callbacks/${callback.id}`);
  await page.getByRole('heading', { name: kenji.name }).waitFor();
  return { ines, page, path: `/api/callbacks/${callback.id}`, kase: linkIn(await visitor.mail('callback_opened', kenji.email), '/c/') };
}

inBrowser(
  'G07 with a thumb, 360 wide: a false alarm is closed with its reason, and its customer asks for the call with one tap',
  async () => {
    const acme = await openAcme(opened.web);
    const { ines, page, kase } = await answered(acme, { score: '5', comment: 'All good now, no lawyer needed!' });
    await page.getByRole('button', { name: /^No call is needed/ }).tap();
    const told = page.locator('[data-told] blockquote');
    await told.waitFor();
    const says = (await told.locator('p').allInnerTexts()).map((line) => line.trim());
    await page.getByRole('button', { name: 'Close it without a call' }).tap();
    await page.getByText('Say why no call is needed.').waitFor();
    await page.getByLabel('Why no call is needed').fill('He writes that he needs no lawyer.');
    await expectOpenToAll(page, 'a false alarm before it is closed');
    await page.getByRole('button', { name: 'Close it without a call' }).tap();
    await isSaid(page, 'It is closed without a call.');
    await isSaid(page, 'can still ask for one');
    await page.getByText('He writes that he needs no lawyer.').waitFor();
    await expectOpenToAll(page, 'a false alarm that is closed');
    const { text } = await ines.mail('dismissed', kenji.email);
    for (const line of says) expect(text).toContain(line);

    const customer = await openWindow(opened.browser, acme, PHONE);
    await customer.goto(kase);
    await customer.getByRole('heading', { name: 'We read what you wrote, and understood that no call is needed.' }).waitFor();
    await expectOpenToAll(customer, 'the case of a false alarm');
    await customer.getByRole('button', { name: 'Please have a supervisor call me' }).tap();
    await customer.getByText('All right. A supervisor will call you.').waitFor();

    await page.reload();
    await page.getByText('The customer would like a call all the same. It is open again.').first().waitFor();
    await page
      .getByRole('button', { name: /^Let it go|^Give it back/ })
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /^No call is needed/ }).count()).toBe(0);
  },
);

inBrowser('in the second round the guide asks anew what is understood, with the earlier words to begin from', async () => {
  const acme = await openAcme(opened.web);
  const { ines, page, path, kase } = await answered(acme, { score: '1', comment: 'Charged twice.' });
  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await ines.post(`${path}/understanding`, { words: 'Two charges for one order.', agreed: true });
  await ines.post(`${path}/fix`, { cause: 'system', done: 'One was paid back.' });
  await acme.visitor().fillIn(kase, { words: 'It is still there.' }, `${kase}/contest`);
  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await page.reload();
  const words = page.getByLabel('The problem, as the customer would say it');
  await words.waitFor();
  await page.getByText('They said that it is still broken: understand it anew.').waitFor();
  expect(await words.inputValue()).toBe('Two charges for one order.');
  await expectOpenToAll(page, 'understanding anew');
  await page.getByRole('button', { name: /^3?\s*Propose/ }).tap();
  await page.getByText('It is still broken. First write it down anew').waitFor();
  await page.getByRole('button', { name: /Understand/ }).tap();
  await words.fill('The second charge came back.');
  await page.getByLabel('The customer agreed to these words on the call').check();
  await page.getByRole('button', { name: 'Write it down' }).tap();
  await isSaid(page, 'Written down, and agreed.');
  expect(await ines.get(path)).toMatchObject({ round: 2, understanding: { words: 'The second charge came back.', state: 'agreed' } });
});

inBrowser(
  'G10 whoever has no number is written to, before and after a letter, until one is found; nobody can have called in vain',
  async () => {
    const acme = await openAcme(opened.web);
    const { ines, page, path } = await answered(acme, { score: '1', comment: 'Charged twice.' }, { ...kenji, phone: undefined });
    await page.getByText('No number is known. Write to them, or find a number.').waitFor();
    await page.getByRole('button', { name: 'Send this mail' }).tap();
    await isSaid(page, 'Sent');
    await page.getByText('wait for their answer, write again, or find a number').waitFor();
    await page.getByRole('button', { name: 'Send this mail' }).waitFor();
    await expectOpenToAll(page, 'nobody to call, after a letter');
    await page.getByRole('button', { name: 'Log a call' }).tap();
    await page.getByRole('button', { name: 'We spoke' }).waitFor();
    for (const outcome of ['No answer', 'Busy', 'Wrong number', 'Left a voicemail'])
      expect(await page.getByRole('button', { name: outcome }).count()).toBe(0);
    await page.getByRole('button', { name: /^Call them later/ }).tap();
    await page.getByLabel('A number that you found').fill('+49 (30) 90 18 20');
    await expectOpenToAll(page, 'a number that was found');
    await page.getByRole('button', { name: 'Keep this number' }).tap();
    await isSaid(page, 'Call them on that number.');
    await page.getByRole('link', { name: 'Call +4930901820' }).waitFor();
    expect(await ines.get(path)).toMatchObject({ reach: { phone: '+4930901820' }, tactic: 'call' });
  },
);
