import { expect, onTestFinished } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { startFakeOidc } from '../fakes/oidc.ts';
import { linkIn } from '../visitor.ts';
import { DESK, expectOpenToAll, inBrowser, inMenu, openAcme, openForAll, openWindow, PHONE } from './support.ts';

const opened = openForAll();

inBrowser('L12 whoever opens a page signed out signs in first and lands there, and no error is in the console', async () => {
  const acme = await openAcme(opened.web);
  const page = await openWindow(opened.browser, acme, PHONE);
  await page.goto('/settings/own');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await expectOpenToAll(page, 'sign-in');
  await page.getByLabel('Your email address at work').fill(COLLEAGUES.ines.email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
  await page.goto(linkIn(await acme.visitor().mail('sign_in', COLLEAGUES.ines.email), '/sign-in/'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/own');
  await expectOpenToAll(page, 'where one is signed in');
  await (await inMenu(page, 'button', 'Sign out')).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(page.url(), 'whoever is next begins at the beginning').toBe(`${acme.url}/sign-in`);
});

inBrowser('somebody signs in with their company account, and somebody who is not known here is told whom to ask', async () => {
  const provider = await startFakeOidc();
  onTestFinished(provider.close);
  const acme = await openAcme(opened.web, undefined, provider.env);
  const page = await openWindow(opened.browser, acme, DESK, [
    new RegExp(`a request to ${provider.issuer}/authorize`),
    // What a browser writes of every refusal.
    /status of 403 \(Forbidden\)/,
  ]);
  provider.signsOn({ sub: 'u-9', email: 'noor@acme.example', email_verified: true });
  await page.goto('/settings/own');
  const withCompany = page.getByRole('button', { name: 'Sign in with your company account' });
  await withCompany.waitFor();
  await expectOpenToAll(page, 'sign-in with a company account');
  await withCompany.click();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await page.getByText('Ask an administrator of Ringback to invite noor@acme.example.').waitFor();
  expect(page.url(), 'nothing of the answer stays in the history').toBe(`${acme.url}/signed-on`);
  await expectOpenToAll(page, 'a stranger at the company');
  await page.getByRole('link', { name: 'Use a link in your mail' }).click();
  provider.signsOn({ sub: 'u-1', email: COLLEAGUES.ines.email, email_verified: true });
  await page.goto('/settings/own');
  await withCompany.click();
  await page.getByText('with your company account').waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/own');
});
