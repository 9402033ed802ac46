import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, toRfc3339 } from '../../server/core/time.ts';
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

const { rosa, kenji, amina, walt } = CUSTOMERS;
const opened = openForAll();

const SAID = [
  [rosa, { score: '5', comment: 'Leo listened to the end.', continue: 'The calm voice.' }],
  [kenji, { score: '1', comment: 'Third call about it. My PIN is 4711.', sorted: 'no' }],
  [amina, { score: '4' }],
  [walt, { score: '3', stop: 'The music on hold.' }],
  [
    { ...rosa, id: 'c-elif', name: 'Elif Aydın', email: 'elif@customer.example', locale: 'tr' },
    { score: '5', comment: 'Teşekkürler!' },
  ],
] as const;

/** Five customers answer about contacts with Leo; Tom is away, so that all of it is Ines's to read. */
async function fiveAnswer(acme: Acme): Promise<void> {
  const tom = await acme.visitor().signIn('tom@acme.example');
  const { id } = await tom.get<{ id: string }>('/api/me');
  await tom.post(`/api/people/${id}/absence`, { absence: { from: toRfc3339(MONDAY - DAY), until: null } });
  const visitor = acme.visitor();
  for (const [customer, said] of SAID) {
    const { id: ref, name, email } = customer;
    const locale = 'locale' in customer ? { locale: customer.locale } : {};
    await visitor.handIn({
      externalId: `call ${email}`,
      team: 'Billing',
      endedAt: toRfc3339(MONDAY),
      subject: 'a double charge',
      recordingUrl: 'https://recordings.acme.example/1',
      handledBy: { id: 'a-17', name: 'Leo Marsh' },
      customer: { id: ref, name, email, zone: 'Europe/Berlin', ...locale },
    });
    const survey = pathOf(linkIn(await visitor.mail('invitation', email), '/s/'));
    expect((await visitor.fillIn(survey, said)).status).toBe(200);
  }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

inBrowser('the page stays while it looks for news, and so does the focus', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, DESK);
  await page.clock.install();
  await signIn(page, acme, 'ines');
  await page.goto('/reading');
  const tab = page.getByRole('link', { name: 'Unread in my teams' });
  await tab.focus();
  // What was read is old after seconds, and asked for anew after a quarter of a minute.
  for (let seconds = 0; seconds < 40; seconds += 2) {
    await page.clock.runFor(2_000);
    expect(await tab.evaluate((link) => link === document.activeElement), `after ${seconds} s`).toBe(true);
  }
});

inBrowser(
  'Ines clears five answers with the keyboard alone: reads, thanks, has somebody called, and is told that all is read',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, DESK);
    await signIn(page, acme, 'ines');
    await enter(page.getByRole('link', { name: 'Reading' }));
    await page.getByText('You have read everything').waitFor();
    await expectOpenToAll(page, 'nothing to read');

    await fiveAnswer(acme);
    await page.reload();
    await page.getByRole('link', { name: 'Reading 5 yours to read' }).waitFor();
    await page.getByRole('link', { name: 'Rosa Keller' }).waitFor();
    await page.getByText('worth a thank-you').waitFor();
    await expectOpenToAll(page, 'five to read');
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText('you have read it: on to the next').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });

    // Enter as soon as the sheet is closed: the browser takes the focus out of it only when it draws the next time.
    await page.keyboard.press('?');
    await sheet.waitFor();
    await sheet.evaluate((dialog: HTMLDialogElement) => {
      dialog.close();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await heading(page, 'Rosa Keller').waitFor();
    await page.getByText('1 of 5').waitFor();
    await page.getByText('Leo listened to the end.').waitFor();
    expect(await page.getByRole('link', { name: /Listen to it/ }).getAttribute('href')).toBe('https://recordings.acme.example/1');
    await expectOpenToAll(page, 'an answer');
    await page.keyboard.press('t');
    await page.keyboard.type('This is why people stay.');
    await enter(page.getByRole('button', { name: 'See the mail first' }));
    await page.getByText('Rosa has something kind to say about you').waitFor();
    await expectOpenToAll(page, 'the mail before it is sent');
    await enter(page.getByRole('button', { name: 'Send it' }));
    await page.getByText('We do not know the mail address of Leo Marsh.').waitFor();
    const address = page.getByLabel('Mail address of Leo Marsh');
    expect(await address.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('leo@acme.example');
    await enter(page.getByRole('button', { name: 'Send it' }));
    await page.getByText(/Ines Duarte thanked Leo Marsh/).waitFor();
    expect((await acme.visitor().mail('thanks', 'leo@acme.example')).text).toContain('> Leo listened to the end.');
    await heading(page, 'Rosa Keller').focus();
    await page.keyboard.press('m');

    await heading(page, 'Kenji Mori').waitFor();
    await page.getByText('2 of 5').waitFor();
    await page.getByText('My PIN is ••••.').waitFor();
    await page.getByText('There is a callback about this answer').waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Amina Diallo').waitFor();
    await page.keyboard.press('k');
    await heading(page, 'Kenji Mori').waitFor();
    await page.getByText('read by Ines Duarte').waitFor();
    await page.keyboard.press('j');

    await heading(page, 'Amina Diallo').waitFor();
    await page.keyboard.press('c');
    await enter(page.getByRole('button', { name: 'Have them called' }));
    await page.getByText('Say why they should be called.').waitFor();
    await page.keyboard.type('Four, and not a word: let us ask.');
    await enter(page.getByRole('button', { name: 'Have them called' }));
    await page.getByText(/There is a callback about this answer: it is waiting for an owner/).waitFor();
    await expectOpenToAll(page, 'an answer with its callback');
    await heading(page, 'Amina Diallo').focus();
    await page.keyboard.press('m');
    await heading(page, 'Walt Hughes').waitFor();
    await page.keyboard.press('m');
    await heading(page, 'Elif Aydın').waitFor();
    await page.getByText('5 of 5').first().waitFor();
    await page.getByText('in Turkish').waitFor();
    await page.keyboard.press('m');
    await page.getByText('You have read everything').waitFor();
    await page.getByText('5 of 5 read').waitFor();
    await expectOpenToAll(page, 'everything is read');
  },
);

inBrowser('on a phone: one thumb, answer after answer, and who was first is said', async () => {
  const acme = await openAcme(opened.web);
  await fiveAnswer(acme);
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'ines');
  await (await inMenu(page, 'link', 'Reading')).tap();
  await page.getByRole('button', { name: 'Begin to read' }).tap();
  await heading(page, 'Rosa Keller').waitFor();
  await expectOpenToAll(page, 'an answer, on a phone');
  await page.getByRole('button', { name: 'Read, next one' }).tap();
  await heading(page, 'Kenji Mori').waitFor();
  await page.getByRole('button', { name: 'Skip', exact: true }).tap();
  await heading(page, 'Amina Diallo').waitFor();

  const maya = await acme.visitor().signIn('maya@acme.example');
  const { items } = await maya.get<{ items: { id: string; customer: string }[] }>('/api/responses?tab=team');
  await maya.post(`/api/responses/${items.find(({ customer }) => customer === 'Amina Diallo')!.id}/read`);
  await page.getByRole('button', { name: /next one/i }).tap();
  await heading(page, 'Walt Hughes').waitFor();
  for (const name of ['Elif Aydın', 'Kenji Mori']) {
    await page.getByRole('button', { name: 'Read, next one' }).tap();
    await heading(page, name).waitFor();
  }
  await page.getByRole('button', { name: 'Read, next one' }).tap();
  await page.getByText('You have read everything').waitFor();
  await expectOpenToAll(page, 'everything is read, on a phone');
});

inBrowser('a manager puts an agent right, and takes their name and address away', async () => {
  const acme = await openAcme(opened.web);
  await fiveAnswer(acme);
  const page = await openWindow(opened.browser, acme, DESK);
  await signIn(page, acme, 'maya');
  await enter(page.getByRole('link', { name: 'Settings' }));
  await enter(page.getByRole('link', { name: 'Agents' }));
  await page.getByRole('heading', { name: 'Leo Marsh' }).waitFor();
  await expectOpenToAll(page, 'the agents');
  await enter(page.getByText('Change Leo Marsh'));
  await type(page.getByLabel('Mail address'), 'leo@acme.example');
  await enter(page.getByRole('button', { name: 'Save' }));
  await page.getByText('leo@acme.example · known to helpdesk as a-17').waitFor();
  await enter(page.getByText('Remove the name and address of Leo Marsh'));
  await enter(page.getByRole('button', { name: 'Remove name and address' }));
  await page.getByText('Name and address were removed.').waitFor();
  await expectOpenToAll(page, 'an agent who was removed');
});
