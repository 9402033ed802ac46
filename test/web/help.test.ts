import type { Page } from 'playwright-core';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { linkIn } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import {
  type Acme,
  DESK,
  enter,
  expectOpenToAll,
  inBrowser,
  openAcme,
  openForAll,
  openWindow,
  PHONE,
  REFUSED,
  signIn,
  tabTo,
  type,
} from './support.ts';

const { kenji } = CUSTOMERS;

const opened = openForAll();

// When words alone do not help: a refund, another department, somebody who may say yes.

inBrowser(
  'H18 H06 with the keyboard alone, 1280 wide: a refund is granted, another department asked, the case handed over and accepted',
  async () => {
    const acme = await openAcme(opened.web);
    await letDown(acme);
    const page = await openWindow(opened.browser, acme, DESK, REFUSED);
    await signIn(page, acme, 'ines');
    await enter(page.getByRole('button', { name: 'Ready for the next call' }));
    await page.getByRole('heading', { name: 'Kenji Mori' }).waitFor();

    await enter(page.getByRole('button', { name: /^Propose/ }));
    await enter(page.getByRole('button', { name: /^Grant something/ }));
    await expectOpenToAll(page, 'the form of a remedy');
    await tabTo(page.getByRole('radio', { name: /^refund/ }));
    await page.keyboard.press('Space');
    await type(page.getByLabel('How much'), '200.01');
    await type(page.getByLabel('What they get'), 'Paid back to your card.');
    await enter(page.getByRole('button', { name: 'Grant it now' }));
    await page.getByText(/You may grant .*200\.00 of “refund” here/).waitFor();
    await expectOpenToAll(page, 'a remedy above the limit');
    // What is wrong has the focus already.
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('50');
    await enter(page.getByRole('button', { name: 'Grant it now' }));
    await isSaid(page, 'Granted.');
    await page.getByRole('region', { name: 'Where it stands' }).getByText('Paid back to your card.').waitFor();

    await enter(page.getByRole('button', { name: /^Propose/ }));
    await enter(page.getByRole('button', { name: /^Ask another department/ }));
    await type(page.getByLabel('Which department'), 'Payments');
    await type(page.getByLabel('What you ask'), 'Which of the two is wrong?');
    await enter(page.getByRole('button', { name: 'Ask them' }));
    await page.getByText('Say by when.').waitFor();
    await expectOpenToAll(page, 'a request without its time');
    await page.getByLabel('Answer by').fill('2026-03-03T12:00');
    await enter(page.getByRole('button', { name: 'Ask them' }));
    await isSaid(page, 'Noted: ask them yourself.');
    await enter(page.getByRole('button', { name: /^Propose/ }));
    await enter(page.getByRole('button', { name: /^Ask another department/ }));
    await expectOpenToAll(page, 'an open request');
    await type(page.getByLabel('What they answered'), 'The second one.');
    await enter(page.getByRole('button', { name: 'Log the answer' }));
    await isSaid(page, 'The answer is logged.');

    await page.keyboard.press('h');
    await page.getByLabel('What has to be said yes to').waitFor();
    await page.keyboard.type('refund');
    await type(page.getByLabel('How much'), '40');
    await type(page.getByLabel('Why', { exact: true }), 'Tom knows the shop.');
    await page.getByText(/Maya Lindqvist/).waitFor();
    await enter(page.getByRole('button', { name: 'Ask them to take it over' }));
    await page.getByText('Choose who is asked.').waitFor();
    await expectOpenToAll(page, 'a hand-over to nobody');
    // Those who may say yes have the focus already: down to the next of them.
    await page.keyboard.press('ArrowDown');
    await page.getByRole('radio', { name: /^Tom Becker/, checked: true }).waitFor();
    await page.getByText('Tom looks after you now').waitFor();
    await expectOpenToAll(page, 'a hand-over with what the customer is told');
    await enter(page.getByRole('button', { name: 'Ask them to take it over' }));
    await isSaid(page, 'Offered to Tom Becker.');

    const tom = await openWindow(opened.browser, acme, DESK);
    await signIn(tom, acme, 'tom');
    await tom.goto(new URL(page.url()).pathname);
    await enter(tom.getByRole('button', { name: 'Accept: I own it from now on' }));
    await isSaid(tom, 'It is yours now');
    // A second time it is handed over by managers alone.
    await enter(tom.getByRole('button', { name: /^Propose/ }));
    await enter(tom.getByRole('button', { name: /^Hand it over/ }));
    await tom.getByText(/only a manager can hand it over again\. Ask Maya Lindqvist/).waitFor();
    await expectOpenToAll(tom, 'a second hand-over');
    await page.reload();
    await page.getByRole('button', { name: 'Ready for the next call' }).waitFor();
    await expectOpenToAll(page, 'a callback that went to somebody else');
  },
  120_000,
);

inBrowser(
  'H18 with a thumb, 360 wide: a refund and how confident they are, the message of a fix before it is sent, and on to the next call',
  async () => {
    const acme = await openAcme(opened.web);
    await letDown(acme);
    const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
    const tap = (name: string | RegExp) => page.getByRole('button', { name }).tap();
    await signIn(page, acme, 'ines');
    await tap('Ready for the next call');
    await tap('We spoke');
    await page.getByLabel('The problem, as the customer would say it').fill('I was charged twice.');
    await tap('Write it down');
    await tap(/^Grant something/);
    await page.getByRole('radio', { name: /^refund/ }).tap();
    await page.getByLabel('How much').fill('a lot');
    await page.getByLabel('What they get').fill('Paid back to your card.');
    await tap('Grant it now');
    await page.getByText('Write a sum like 120 or 49.90.').waitFor();
    await expectOpenToAll(page, 'a remedy that is no sum');
    await page.getByLabel('How much').fill('49.90');
    await tap('Grant it now');
    await isSaid(page, 'Granted.');

    await tap(/^How confident they are/);
    await page.getByRole('radio', { name: '2: hardly' }).tap();
    await tap('Log what they said');
    await page.getByText('Choose when they said it.').waitFor();
    await expectOpenToAll(page, 'a rating without its time');
    await page.getByRole('radio', { name: /^Before/ }).tap();
    await tap('Log what they said');
    await isSaid(page, '2 of 5 before');

    // Something was granted: what is next is to say that it is fixed.
    await page.getByLabel('A policy').tap();
    await page.getByLabel('What was done').fill('One month was paid back.');
    await page.getByText('Ines says that your problem is fixed. What was done: One month was paid back.').waitFor();
    await page.getByText(/They have 5 days to answer, until Sat 7 Mar/).waitFor();
    await expectOpenToAll(page, 'a fix with what the customer is asked');
    await tap('It is fixed: ask the customer');
    await isSaid(page, 'Said to be fixed.');
    await tap('Ready for the next call');
    await page
      .getByText(/There is nobody to call right now/)
      .first()
      .waitFor();
    await expectOpenToAll(page, 'nobody to call after a fix');
  },
  120_000,
);

/** What came of the newest move. */
const isSaid = (page: Page, words: string) => page.getByRole('region', { name: 'What to do' }).getByText(words).first().waitFor();

/** A contact, its survey, and a low answer to it. */
async function letDown(acme: Acme): Promise<void> {
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: 'call', team: 'Billing', endedAt: toRfc3339(MONDAY), customer: kenji });
  const survey = linkIn(await visitor.mail('invitation', kenji.email), '/s/');
  await visitor.fillIn(survey, { score: '1', comment: 'Charged twice, and nobody can tell me why.' });
}
