import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { linkIn } from '../visitor.ts';
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
  tabTo,
  type,
} from './support.ts';

const { rosa, kenji } = CUSTOMERS;

const opened = openForAll();

inBrowser('a supervisor closes the loop with the keyboard alone', async () => {
  const acme = await openAcme(opened.web);
  const first = await openWindow(opened.browser, acme, DESK);
  const page = await signInThroughTheMailbox(first, acme);
  await page.getByText('Nothing is yours right now').waitFor();
  await expectOpenToAll(page, 'the empty list');

  await nobodyAnswers(acme, rosa);
  await enter(page.getByRole('link', { name: 'See what nobody has taken' }));
  await page.getByText('first call', { exact: true }).waitFor();
  expect(await page.locator('li').innerText()).toMatch(
    /in 4 h\s+first call\s+Rosa Keller\s+Promised a call by today 14:00\.\s+tried to reach us and nobody answered\s+nobody yet\s+Billing\s+Take it/,
  );
  await expectOpenToAll(page, 'the list');

  await enter(page.getByRole('link', { name: 'Rosa Keller' }));
  await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
  expect(await page.getByRole('link', { name: `Call ${rosa.phone}` }).getAttribute('href')).toBe(`tel:${rosa.phone}`);
  await page.getByText('It is Monday 10:00 there').waitFor();
  await expectOpenToAll(page, 'an open callback');

  await enter(page.getByRole('button', { name: 'Take it' }));
  await isSaid(page, 'It is yours now. The next step is the call.');
  await type(page.getByLabel('A note'), 'She was at work.');
  await enter(page.getByRole('button', { name: 'No answer' }));
  await isSaid(page, 'Logged. Try again today 12:00–15:00: it comes up in the list then.');
  await expectOpenToAll(page, 'a callback of one’s own');
  await enter(page.getByRole('button', { name: 'We spoke' }));
  await isSaid(page, 'Logged: you spoke.');

  // What is typed outlives a reload.
  await type(page.getByLabel('The problem, as the customer would say it'), 'Nobody rings me back.');
  await page.reload();
  await page.getByText('You spoke').waitFor();
  expect(await page.getByLabel('The problem, as the customer would say it').inputValue()).toBe('Nobody rings me back.');
  await tabTo(page.getByLabel('The customer agreed to these words'));
  await page.keyboard.press('Space');
  await enter(page.getByRole('button', { name: 'Write it down' }));
  await isSaid(page, 'Written down, and agreed.');

  await enter(page.getByRole('button', { name: /^Fixed/ }));
  await type(page.getByLabel('What was done'), 'A colleague answers that line again.');
  await enter(page.getByRole('button', { name: 'It is fixed: ask the customer' }));
  await page.getByText('Choose what let them down.').waitFor();
  expect(
    await page.getByLabel('A person').evaluate((radio) => radio === document.activeElement),
    'the focus is where something is wrong',
  ).toBe(true);
  await expectOpenToAll(page, 'a form with a problem');
  await page.keyboard.press('ArrowDown');
  await enter(page.getByRole('button', { name: 'It is fixed: ask the customer' }));
  await isSaid(page, 'Said to be fixed. The customer is asked now.');
  await page.getByText('We are waiting for Rosa Keller').waitFor();
  await expectOpenToAll(page, 'waiting for the customer');

  await confirmAsCustomer(acme, rosa.email);
  await page.reload();
  await page.getByText('Rosa Keller said that it is fixed. Nothing is left to do.').waitFor();
  await expectOpenToAll(page, 'a closed callback');
  const story = await page.locator('#timeline ~ ol > li').allInnerTexts();
  expect(story.map((entry) => entry.replaceAll(/\s+/g, ' '))).toEqual([
    'The customer tried to reach us and nobody answered, and this callback was opened. today 10:00',
    'Ines Duarte took it on. today 10:00',
    'Ines Duarte called: no answer. The next try is planned from today 12:00. today 10:00 “She was at work.”',
    'Ines Duarte spoke with the customer. today 10:00',
    'Ines Duarte wrote down the problem, and the customer agreed on the call. today 10:00 “Nobody rings me back.”',
    'Ines Duarte said that it is fixed. What let them down: a process. today 10:00 “A colleague answers that line again.”',
    'The customer said that it is fixed. today 10:00',
  ]);
});

inBrowser('a supervisor closes the loop by tapping, on a phone', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE);
  await signInByLink(page, acme, 'ines');
  await letDown(acme, kenji, 'Charged twice, and nobody can tell me why.');

  await page.getByRole('link', { name: /^Unowned/ }).tap();
  await page.getByText('Charged twice, and nobody can tell me why.').waitFor();
  await expectOpenToAll(page, 'the list on a phone');
  await page.getByRole('link', { name: 'Kenji Mori' }).tap();
  await page.getByText('It is Monday 09:00 there').waitFor();
  await page.getByRole('button', { name: 'Take it' }).tap();
  await page.getByRole('button', { name: 'We spoke' }).tap();
  await page.getByLabel('The problem, as the customer would say it').fill('I was charged twice in March.');
  await page.getByRole('button', { name: 'Write it down' }).tap();
  await page.getByText('They have not said yet whether this is right.').waitFor();
  await expectOpenToAll(page, 'whoever has not said yet whether they were understood');
  await page.getByRole('button', { name: 'They agree' }).tap();
  await isSaid(page, 'Agreed, and logged.');

  await page.getByLabel('What you propose').fill('We pay one month back.');
  await page.getByRole('button', { name: 'Log the proposal' }).tap();
  await isSaid(page, 'The proposal is logged.');
  await page.getByRole('button', { name: /^Promise/ }).tap();
  await page.getByLabel('What you promise').fill('The money by Friday');
  await page.getByLabel('By when').fill('2026-03-06T12:00');
  await page.getByRole('button', { name: 'Promise it' }).tap();
  await page.getByRole('button', { name: 'It is kept' }).tap();
  await isSaid(page, 'Kept, and logged.');
  await expectOpenToAll(page, 'a callback on a phone');

  await page.getByLabel('A policy').tap();
  await page.getByLabel('What was done').fill('One month was paid back.');
  await page.getByRole('button', { name: 'It is fixed: ask the customer' }).tap();
  await page.getByText('We are waiting for Kenji Mori').waitFor();

  await confirmAsCustomer(acme, kenji.email);
  await page.reload();
  await page.getByText('Kenji Mori said that it is fixed. Nothing is left to do.').waitFor();
  await page.getByRole('link', { name: 'All callbacks' }).tap();
  await page.getByRole('link', { name: 'Done' }).tap();
  await page.getByText('Fixed', { exact: true }).waitFor();
  await expectOpenToAll(page, 'what is done, on a phone');
});

inBrowser('of two at one callback, the second is told who was first, and keeps what they typed', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE, [/status of 409/]);
  await signInByLink(page, acme, 'ines');
  await nobodyAnswers(acme, rosa);
  await page.getByRole('link', { name: /^Unowned/ }).tap();
  await page.getByRole('link', { name: 'Rosa Keller' }).tap();
  await page.getByRole('button', { name: 'Take it' }).waitFor();

  const tom = await acme.visitor().signIn(COLLEAGUES.tom.email);
  const callback = page.url().replace(/.*\//, '/api/callbacks/');
  await tom.post(`${callback}/claim`);
  await page.getByRole('button', { name: 'Take it' }).tap();
  await isSaid(page, 'Tom Becker took it a moment ago.');
  await page.getByText('Tom Becker owns it, and makes the next step.').waitFor();
  await expectOpenToAll(page, 'somebody was first');

  // The manager stands in, with a reason, while Tom writes down the same problem.
  await (await inMenu(page, 'button', 'Sign out')).tap();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signInByLink(page, acme, 'maya');
  await tom.post(`${callback}/attempts`, { outcome: 'reached' });
  await page.goto(callback.replace('/api', ''));
  await page.getByLabel('The problem, as the customer would say it').fill('No reply for a week.');
  await page.getByRole('button', { name: 'Write it down' }).tap();
  await page.getByText('Say why you act in place of Tom Becker.').waitFor();
  await page.getByLabel('Why you act in place of Tom Becker').fill('Tom is ill.');
  await tom.post(`${callback}/understanding`, { words: 'Nobody rings back.' });
  await page.getByRole('button', { name: /Write it down|Replace what is written/ }).tap();
  await isSaid(page, 'This callback has changed since you looked.');
  expect(await page.getByLabel('The problem, as the customer would say it').inputValue()).toBe('No reply for a week.');
  await page.getByRole('button', { name: 'Replace what is written' }).tap();
  await isSaid(page, 'Written down. The customer can say on their page whether it is right.');
  await page.getByText('In the owner’s place, because: Tom is ill.').waitFor();
});

inBrowser('when the server does not answer, it says so in words, and goes on when it does', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, DESK, [/ERR_FAILED/]);
  await signInByLink(page, acme, 'ada');
  await page.getByText('Nothing is yours right now').waitFor();
  await page.route('**/api/callbacks?*', (route) => route.abort());
  await page.getByRole('link', { name: 'Done' }).click();
  await page.getByText('The list could not be read.').waitFor();
  await expectOpenToAll(page, 'a list that could not be read');
  await page.unroute('**/api/callbacks?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Nothing has ended yet').waitFor();
});

/** Everything from the address to the button in the mail, with the keyboard. The link opens a window of its own: that one is given back. */
async function signInThroughTheMailbox(page: Page, acme: Acme): Promise<Page> {
  await page.goto('/sign-in');
  await expectOpenToAll(page, 'sign in');
  await type(page.getByLabel('Your email address at work'), COLLEAGUES.ines.email);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
  await expectOpenToAll(page, 'look in your mail');
  await acme.tick();
  await enter(page.getByRole('link', { name: 'Open the mailbox' }));
  await enter(page.getByRole('link', { name: /^Sign in to Ringback/ }));
  const opened = page.context().waitForEvent('page');
  await enter(page.getByRole('link', { name: /\/sign-in\// }));
  const next = await opened;
  await enter(next.getByRole('button', { name: 'Sign in' }));
  await next.getByRole('heading', { name: 'Callbacks' }).waitFor();
  return next;
}

async function signInByLink(page: Page, acme: Acme, who: keyof typeof COLLEAGUES): Promise<void> {
  const { email } = COLLEAGUES[who];
  const visitor = acme.visitor();
  await visitor.post('/api/sign-in', { email });
  await page.goto(linkIn(await visitor.mail('sign_in', email), '/sign-in/'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
}

/** What came of the newest move is read out, and can be seen. */
async function isSaid(page: Page, words: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });
  await page.getByRole('region', { name: 'What to do' }).getByText(words).waitFor();
}

type Customer = { name: string; email: string; zone: string };

/** A contact that nobody answered becomes a callback at once. */
const nobodyAnswers = (acme: Acme, customer: Customer) =>
  acme
    .visitor()
    .handIn({ externalId: `missed ${customer.email}`, team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer });

/** A contact, its survey, and a low answer to it. */
async function letDown(acme: Acme, customer: Customer, comment: string): Promise<void> {
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: `call ${customer.email}`, team: 'Billing', endedAt: toRfc3339(MONDAY), customer });
  const survey = linkIn(await visitor.mail('invitation', customer.email), '/s/');
  expect((await visitor.fillIn(survey, { score: '1', comment })).status).toBe(200);
}

/** The customer opens the link in the mail that asks whether it is fixed, and says that it is. */
async function confirmAsCustomer(acme: Acme, email: string): Promise<void> {
  const page = await openWindow(opened.browser, acme, PHONE);
  await page.goto(linkIn(await acme.visitor().mail('is_it_fixed', email), '/c/'));
  await expectOpenToAll(page, 'the customer’s case');
  await page.getByRole('button', { name: 'It is fixed', exact: true }).tap();
  await page.getByText('We are glad that it is fixed').waitFor();
}
