import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { DESK, enter, expectOpenToAll, inBrowser, inMenu, openAcme, openForAll, openWindow, PHONE, signIn, type } from './support.ts';

/** What is refused on purpose is an error in the console of the browser. */
const REFUSED = [/status of (409|422)/];

const opened = openForAll();

inBrowser('an administrator invites somebody with the keyboard, and is told at the field what is wrong', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, DESK, REFUSED);
  await signIn(page, acme, 'ada');
  await enter(page.getByRole('link', { name: 'Settings' }));
  await enter(page.getByRole('link', { name: 'People' }));
  const invite = page.getByRole('article', { name: 'Invite somebody' });
  await type(invite.getByLabel('Name'), 'Noor Aziz');
  await type(invite.getByLabel('Email address at work'), 'ines@acme.example');
  await type(invite.getByLabel('What they may say yes to'), 'refund 200\nexception');
  await enter(invite.getByRole('button', { name: 'Send the invitation' }));
  await invite.getByText('Somebody has this address already.').waitFor();
  const email = invite.getByLabel('Email address at work');
  expect(await email.evaluate((box) => box === document.activeElement)).toBe(true);
  await expectOpenToAll(page, 'an address that is known');
  await email.fill('noor@acme.example');
  await enter(invite.getByRole('button', { name: 'Send the invitation' }));
  const noor = page.getByRole('article', { name: /^Noor Aziz/ });
  await noor.getByText('May say yes to: exception, refund 200.').waitFor();
  expect((await acme.visitor().mail('invited', 'noor@acme.example')).text).toContain('/sign-in/');

  await enter(noor.getByText('Change Noor Aziz'));
  await noor.getByLabel('What they may say yes to').fill('refund 50');
  await enter(noor.getByRole('button', { name: 'Save' }));
  await noor.getByText('May say yes to: refund 50.').waitFor();
  await expectOpenToAll(page, 'somebody is changed');
});

inBrowser('somebody who leaves hands over what is open', async () => {
  const acme = await openAcme(opened.web);
  const contact = { externalId: 'call 1', team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer: CUSTOMERS.rosa };
  const { callback } = (await (await acme.visitor().handIn(contact)).json()) as { callback: string };
  await (await acme.visitor().signIn(COLLEAGUES.ines.email)).post(`/api/callbacks/${callback}/claim`);
  const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
  await signIn(page, acme, 'ada');
  await page.goto('/settings/people');
  const ines = page.getByRole('article', { name: /^Ines Duarte/ });
  await ines.getByText('Ines Duarte leaves').tap();
  await ines.getByRole('button', { name: 'Close the account' }).tap();
  await ines.getByText('Ines Duarte owns an open callback: say who takes them over.').waitFor();
  await ines.getByRole('radio', { name: 'Tom Becker' }).waitFor();
  await expectOpenToAll(page, 'who takes over, on a phone');
  await ines.getByRole('radio', { name: 'Tom Becker' }).check();
  await ines.getByRole('button', { name: 'Close the account' }).tap();
  await ines.getByText('account closed').waitFor();
  await page.goto(`/callbacks/${callback}`);
  await page.getByText('Tom Becker owns it now, in place of Ines Duarte.').waitFor();
});

inBrowser('what other opening hours would move is shown before they are saved', async () => {
  const acme = await openAcme(opened.web);
  const contact = { externalId: 'call 1', team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer: CUSTOMERS.rosa };
  await acme.visitor().handIn(contact);
  const page = await openWindow(opened.browser, acme, DESK, REFUSED);
  await signIn(page, acme, 'ada');
  await page.goto('/settings/teams');
  const billing = page.getByRole('article', { name: 'Billing' });
  await billing.getByText('Opening hours of Billing').click();
  await billing.getByLabel('Monday').fill('9 to 12');
  await billing.getByRole('button', { name: 'See what it would change' }).click();
  await billing.getByText('9 to 12 is not a time as HH:MM').waitFor();
  await billing.getByLabel('Monday').fill('09:00-12:00');
  await billing.getByRole('button', { name: 'See what it would change' }).click();
  await billing.getByText('1 open callback is due at another time:').waitFor();
  await billing.getByText('Rosa Keller: today 14:00 → tomorrow 11:00').waitFor();
  await billing.getByText('A low answer on Mon 2 Mar 10:00 is due Tue 3 Mar 11:00.').waitFor();
  await expectOpenToAll(page, 'what hours would move');
  await billing.getByRole('button', { name: 'Save these hours' }).click();
  await billing.getByText('The hours are saved.').waitFor();
  await billing.getByText('Mon: 09:00–12:00').waitFor();

  await billing.getByText('Rules of Billing').click();
  await billing.getByLabel('Call below a score of').fill('9');
  await billing.getByRole('button', { name: 'See what it would change' }).last().click();
  await billing.getByText('some scores must be, and some not').waitFor();
  await expectOpenToAll(page, 'a threshold that cannot be');

  await billing.getByText('Questions of Billing').click();
  await billing.getByLabel('Language').selectOption('de');
  await billing.getByLabel('1. A rating').fill('Wie war Ihr Gespräch?');
  const first = billing.frameLocator('iframe[title="The first page"]');
  await first.getByRole('heading', { name: 'Wie war Ihr Gespräch?', includeHidden: true }).waitFor({ state: 'attached' });
  await billing.getByLabel('What 1 means').first().fill('schlimm');
  await first.getByText('schlimm').first().waitFor();
  await billing.getByRole('button', { name: /^Leave it out.*question 5/ }).click();
  await billing.getByLabel('Ask one more thing').selectOption('In their own words');
  await billing.getByRole('button', { name: 'Add it' }).click();
  await billing.getByLabel('9. In their own words').fill('Was noch?');
  await billing.frameLocator('iframe >> nth=1').getByText('Was noch?').first().waitFor();
  await expectOpenToAll(page, 'questions in German');
  await billing.getByRole('button', { name: 'Save these questions' }).click();
  await billing.getByText('Saved as version 1.').waitFor();
});

inBrowser('a key is shown once; managers look, and supervisors find what is their own', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
  await signIn(page, acme, 'ada');
  await page.goto('/settings/keys');
  await page.getByLabel('What will use it').fill('shop');
  await page.getByRole('button', { name: 'Make the key' }).tap();
  await page.getByText(/^rb_live_\S{20}/).waitFor();
  await expectOpenToAll(page, 'a key, on a phone');
  await page.getByText('End the key of shop').tap();
  await page.getByRole('button', { name: 'End it now' }).tap();
  await page.getByText('ended', { exact: true }).waitFor();

  const manager = await openWindow(opened.browser, acme, DESK);
  await signIn(manager, acme, 'maya');
  await manager.goto('/settings');
  await manager.getByText('You can look at this. An administrator can change it.').waitFor();
  expect(await manager.getByRole('article', { name: 'Invite somebody' }).count()).toBe(0);

  const supervisor = await openWindow(opened.browser, acme, PHONE);
  await signIn(supervisor, acme, 'ines');
  await (await inMenu(supervisor, 'link', 'Settings')).tap();
  await supervisor.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await supervisor.getByText('Here', { exact: true }).waitFor();
  await expectOpenToAll(supervisor, 'what is one’s own, on a phone');
  await supervisor.getByLabel('From').fill('2026-03-02T10:00');
  await supervisor.getByRole('button', { name: 'Save' }).tap();
  await supervisor.getByText('You are away from today 10:00.').waitFor();
  await expectOpenToAll(supervisor, 'somebody who is away');
});

inBrowser('how mail goes out is shown before another sender is saved, and a test mail proves it', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
  await signIn(page, acme, 'ada');
  await page.goto('/settings/company');
  const sheet = page.getByRole('article', { name: 'Name and sender' });
  await sheet.getByText('From the environment, until you save it here.').first().waitFor();
  await expectOpenToAll(page, 'the company, on a phone');
  await sheet.getByLabel('Company', { exact: true }).fill('Zenith');
  await sheet.getByLabel('Address', { exact: true }).fill('care');
  await sheet.getByRole('button', { name: 'See what it would change' }).tap();
  await sheet.getByText('An email address has an @ in it.').waitFor();
  await expectOpenToAll(page, 'an address that is none');
  await sheet.getByLabel('Address', { exact: true }).fill('care@zenith.example');
  await sheet.getByRole('button', { name: 'See what it would change' }).tap();
  await sheet.getByText('"Acme" <care@zenith.example>').waitFor();
  await sheet.getByText('Zenith: how was your contact with us?').waitFor();
  await expectOpenToAll(page, 'how mail would go out');
  await sheet.getByRole('button', { name: 'Save', exact: true }).tap();
  await sheet.getByText('Saved. The next mail goes out so.').waitFor();
  await sheet.getByRole('button', { name: 'Send me a test mail' }).tap();
  await sheet.getByText(`It is on its way to ${COLLEAGUES.ada.email}.`).waitFor();
  expect((await acme.visitor().mail('test', COLLEAGUES.ada.email)).subject).toBe('A test of the mail of Zenith');

  await sheet.getByText('Teams with a sender of their own').tap();
  const billing = sheet.getByRole('group', { name: 'Billing' });
  await billing.getByLabel('Name').fill('Zenith Billing');
  await sheet.getByRole('button', { name: 'See what it would change' }).last().tap();
  await billing.getByText('There is no address here.').waitFor();
  await expectOpenToAll(page, 'a team without an address');
});

inBrowser('what somebody else has changed meanwhile is told before it is overwritten, and appears where nothing was typed', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
  await signIn(page, acme, 'ada');
  await page.goto('/settings/company');
  const sheet = page.getByRole('article', { name: 'When nothing else is known' });
  await sheet.getByLabel('Time zone').fill('Europe/Vienna');
  const other = await acme.visitor().signIn(COLLEAGUES.ada.email);
  await other.post('/api/company', { zone: 'Europe/Zurich', region: 'CH' });
  await sheet.getByRole('button', { name: 'Save' }).tap();
  await sheet.getByText('It says “Europe/Zurich” now. What you wrote is kept: save again to have it so.').waitFor();
  expect(await sheet.getByLabel('Time zone').inputValue()).toBe('Europe/Vienna');
  expect(await sheet.getByLabel('Country').inputValue()).toBe('CH');
  await expectOpenToAll(page, 'a setting that somebody else has changed');
  await sheet.getByRole('button', { name: 'Save' }).tap();
  await sheet.getByText('Saved.').waitFor();
  expect(await other.get('/api/company')).toMatchObject({ zone: 'Europe/Vienna', region: 'CH' });
});
