import { expect } from 'vitest';
import { linkIn } from '../visitor.ts';
import {
  type Acme,
  DESK,
  enter,
  expectOpenToAll,
  inBrowser,
  inMenu,
  openForAll,
  openNew,
  openWindow,
  PHONE,
  REFUSED,
  type,
} from './support.ts';

const ADMIN = 'admin@example.com';
/** What is refused on purpose is an error in the console of the browser. */
const opened = openForAll();

async function arrive(page: Awaited<ReturnType<typeof openWindow>>, acme: Acme): Promise<void> {
  const visitor = acme.visitor();
  await visitor.post('/api/sign-in', { email: ADMIN });
  await page.goto(linkIn(await visitor.mail('sign_in', ADMIN), '/sign-in/'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Set up Ringback' }).waitFor();
}

inBrowser(
  'a new installation asks five things, and its administrator closes a loop of their own, on a phone',
  async () => {
    const acme = await openNew(opened.web);
    const page = await openWindow(opened.browser, acme, PHONE, REFUSED);
    await arrive(page, acme);
    const step = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
    await step('Your company');
    await page.getByLabel('Company', { exact: true }).fill('Zenith');
    await page.getByLabel('Your own mail domains').fill('example.com');
    await expectOpenToAll(page, 'the company');
    await page.getByRole('button', { name: 'Save and go on' }).tap();

    await step('From whom mail comes');
    await page.getByLabel('Mail comes from').fill('Zenith Care');
    await page.getByRole('button', { name: 'See what it would change' }).tap();
    await page.getByText('"Zenith Care" <care@acme.example>').waitFor();
    await expectOpenToAll(page, 'the sender');
    await page.getByRole('button', { name: 'Save and go on' }).tap();

    await step('Teams and hours');
    await page.getByLabel('Monday').fill('9 to 5');
    await page.getByText('Not yet: 9 to 5 is not a time as HH:MM').waitFor();
    await page.getByLabel('Monday').fill('09:00–12:00');
    await page.getByText('A low answer on Mon 2 Mar 10:00 is due Tue 3 Mar 11:00.').waitFor();
    await page.getByRole('button', { name: 'Make the team' }).tap();
    await page.getByText('Another team').waitFor();
    await expectOpenToAll(page, 'a team');
    // The browser dies: what was answered stays, and the rest is asked.
    await page.goto('/setup');
    await step('Teams and hours');
    await page.getByRole('button', { name: 'These are all teams: go on' }).tap();

    await step('Who is who');
    await page.getByLabel('Your name').fill('Robin Hale');
    await page.getByRole('button', { name: 'Save my name' }).tap();
    await page.getByText('Hello, Robin Hale.').first().waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Ines Duarte');
    await page.getByLabel('Email address at work').fill('ines@example.com');
    await page.getByRole('button', { name: 'Send the invitation' }).tap();
    await page.getByText('Ines Duarte, supervisor').waitFor();
    await expectOpenToAll(page, 'who is who');
    await page.getByRole('button', { name: 'That is everybody for now: go on' }).tap();

    await step('When to ask');
    await page.getByLabel('Minutes after the contact').fill('30');
    await page.getByText('After a contact that ends Mon 2 Mar 10:00, the customer is asked Mon 2 Mar 10:30.').waitFor();
    await page.getByText('Nobody is asked more than once in 14 days.').waitFor();
    await expectOpenToAll(page, 'when to ask');
    await page.getByRole('button', { name: 'Save and go on' }).tap();

    await step('Your first loop');
    await expectOpenToAll(page, 'before the survey');
    await page.getByRole('button', { name: 'Send me a survey' }).tap();
    await page.getByText('Your survey is being written').waitFor();
    const visitor = acme.visitor();
    const invitation = await visitor.mail('invitation', ADMIN);
    expect(invitation.subject).toBe('Zenith: how was your contact with us?');
    await page.getByText('Be the customer', { exact: true }).waitFor();
    await expectOpenToAll(page, 'the survey is sent');

    await visitor.fillIn(linkIn(invitation, '/s/'), { score: '5' });
    await page.getByText('You answered 5: nobody needs to call you').waitFor();
    await expectOpenToAll(page, 'content');
    await visitor.fillIn(linkIn(invitation, '/s/'), { score: '1' });

    await page.getByText('Now be the supervisor').waitFor();
    await page.getByRole('link', { name: 'Open the callback' }).tap();
    await page.getByText('a trial of your own').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await page
      .getByRole('button', { name: /^(Claim|Take)/ })
      .first()
      .tap();
    await page.getByRole('main').getByText('Robin Hale').first().waitFor();
    await (await inMenu(page, 'link', 'Set up')).tap();
    await page.getByText('It is yours: call').waitFor();
    await expectOpenToAll(page, 'it is mine');
    const robin = await acme.visitor().signIn(ADMIN);
    await robin.post(`/api/callbacks/${id}/attempts`, { outcome: 'reached' });
    await page.getByText('Now fix it').waitFor();
    await robin.post(`/api/callbacks/${id}/understanding`, { words: 'I wanted to see it work.', agreed: true });
    await robin.post(`/api/callbacks/${id}/fix`, { cause: 'process', done: 'It works.' });
    await page.getByText('Be the customer again').waitFor();
    const kase = linkIn(await visitor.mail('is_it_fixed', ADMIN), '/c/');
    const customer = await openWindow(opened.browser, acme, PHONE);
    await customer.goto(kase);
    await customer.getByRole('button', { name: 'It is fixed' }).tap();
    await page.getByText('Your first loop is closed').waitFor();
    await expectOpenToAll(page, 'closed');
    await page.getByRole('button', { name: 'To the callback list' }).tap();
    await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
    expect(await page.getByRole('link', { name: 'Set up' }).count()).toBe(0);
  },
  120_000,
);

inBrowser('the setup can be left with the keyboard, and an empty list leads back to it', async () => {
  const acme = await openNew(opened.web);
  const page = await openWindow(opened.browser, acme, DESK);
  await arrive(page, acme);
  await expectOpenToAll(page, 'at a desk');
  await type(page.getByLabel('Company', { exact: true }), ' and Sons');
  await enter(page.getByRole('button', { name: 'Save and go on' }));
  await page.getByRole('heading', { name: 'From whom mail comes' }).waitFor();
  await enter(page.getByRole('button', { name: 'Leave the rest for later' }));
  await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
  await page.getByText('Nothing has come in yet.').waitFor();
  await expectOpenToAll(page, 'a list in which there is nothing');
  await enter(page.getByRole('link', { name: 'Close your first loop' }));
  await page.getByRole('heading', { name: 'From whom mail comes' }).waitFor();
  await enter(page.getByRole('link', { name: 'Teams and hours' }));
  await enter(page.getByRole('button', { name: 'One team will do' }));
  await page.getByRole('heading', { name: 'Who is who' }).waitFor();
  const { teams } = await (await acme.visitor().signIn(ADMIN)).get<{ teams: { name: string }[] }>('/api/me');
  expect(teams.map((team) => team.name)).toEqual(['Customer service']);
});
