import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { type Acme, DESK, enter, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, PHONE, signIn } from './support.ts';

const opened = openForAll();

/** Somebody called, and nobody answered. */
const missedCall = (acme: Acme, who: keyof typeof CUSTOMERS) =>
  acme.visitor().handIn({
    externalId: `missed ${who}`,
    team: 'Billing',
    endedAt: toRfc3339(MONDAY),
    outcome: 'unanswered',
    customer: CUSTOMERS[who],
  });

/** What is said from now on to those who listen, as one text. */
async function listenTo(page: Page): Promise<() => Promise<string>> {
  const said = await page.getByRole('status').evaluateHandle((region) => {
    const words: string[] = [];
    new MutationObserver(() => words.push(region.textContent ?? '')).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return words;
  });
  return () => said.evaluate((words) => words.join(' '));
}

inBrowser(
  'alerts come by themselves, are said to those who listen, and lead to the callback, with the keyboard and on a phone',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, DESK);
    await signIn(page, acme, 'ines');
    await enter(page.getByRole('link', { name: 'Alerts', exact: true }));
    await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
    await expectOpenToAll(page, 'no alerts');

    await missedCall(acme, 'rosa');
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    await page.getByRole('link', { name: 'Rosa Keller' }).waitFor({ timeout: 25_000 });
    await page.getByRole('status').filter({ hasText: 'New callback: Rosa Keller, Billing.' }).waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe(focused);
    expect(await page.title()).toBe('(1) Alerts · Ringback');
    await page.getByRole('link', { name: 'Alerts 1 unread' }).waitFor();
    await expectOpenToAll(page, 'an alert');

    // Said once: not by the next look, nor when the page is opened again.
    const heard = await listenTo(page);
    await page.waitForResponse((answer) => answer.url() === `${acme.url}/api/alerts`, { timeout: 25_000 });
    await page.getByRole('link', { name: 'Callbacks', exact: true }).first().click();
    await page.getByRole('link', { name: 'Alerts 1 unread' }).click();
    await page.getByRole('heading', { name: 'Alerts', exact: true }).waitFor();
    expect(await heard()).not.toContain('New callback');
    await page.reload();
    await page.getByRole('link', { name: 'Rosa Keller' }).waitFor();
    await page.getByRole('link', { name: 'Alerts 1 unread' }).waitFor();
    expect(await page.getByRole('status').textContent()).not.toContain('New callback');

    await enter(page.getByRole('link', { name: 'Rosa Keller' }));
    await page.getByRole('heading', { name: 'Rosa Keller' }).waitFor();
    await page.getByRole('link', { name: 'Alerts', exact: true }).waitFor();
    expect(await page.title()).not.toContain('(1)');

    for (const who of ['kenji', 'amina'] as const) await missedCall(acme, who);
    const phone = await openWindow(opened.browser, acme, PHONE);
    await signIn(phone, acme, 'ines');
    await phone.getByRole('link', { name: 'Alerts 2 unread' }).tap();
    await phone.getByRole('link', { name: 'Amina Diallo' }).waitFor();
    await expectOpenToAll(phone, 'alerts on a phone');
    await phone.getByRole('button', { name: 'Mark all as read' }).tap();
    await phone.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'detached' });
    expect(await phone.evaluate(() => document.activeElement?.textContent)).toBe('Alerts');
    await phone.getByRole('link', { name: 'Alerts', exact: true }).waitFor();
  },
  120_000,
);

inBrowser(
  'everybody chooses of what they are told and how; what is pushed is shown, though the page asked for nothing',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, { ...DESK, permissions: ['notifications'] });
    await signIn(page, acme, 'maya');
    await page.goto('/settings/own');
    await page.getByLabel('New callback: Mail').check();
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor({ state: 'attached' });
    await expectOpenToAll(page, 'the choices');
    await page.reload();
    expect(await page.getByLabel('New callback: Mail').isChecked()).toBe(true);
    await page.getByLabel('What is raised to you reaches you outside your working hours too').waitFor();
    await page.getByRole('button', { name: 'Switch on in this browser' }).waitFor();

    const wire = await page.context().newCDPSession(page);
    const known: { registrationId: string }[] = [];
    wire.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => void known.push(...registrations));
    await wire.send('ServiceWorker.enable');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
    await expect.poll(() => known.length).toBeGreaterThan(0);
    const data = JSON.stringify({ title: 'Offered to you, in Billing', body: 'Rosa', url: '/alerts', tag: 'cbk_1' });
    await wire.send('ServiceWorker.deliverPushMessage', { origin: acme.url, registrationId: known.at(-1)!.registrationId, data });
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
      });
    await expect.poll(shown).toEqual(['Offered to you, in Billing: Rosa']);
  },
  120_000,
);

inBrowser(
  'a browser that renews its address for pushes says so by itself; for nobody, and for somebody else, it says nothing',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, DESK, [/40[13]/]);
    await signIn(page, acme, 'maya');
    const begun = page.context().waitForEvent('serviceworker');
    await page.evaluate(async () => {
      const { id } = await (await fetch('/api/me')).json();
      await navigator.serviceWorker.register(`/sw.js?of=${id}`);
    });
    const worker = await begun;
    // A Chromium without the service of its maker has no address of its own: this one is given to it. Says whether it gave it back.
    const renewed = (address: string) =>
      worker.evaluate(async (address) => {
        let left = false;
        const leave = () => {
          left = true;
        };
        const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
        const made = { toJSON: () => ({ endpoint: `http://127.0.0.1:9/${address}`, keys }), unsubscribe: async () => leave() };
        await (globalThis as unknown as { renew(made: object): Promise<void> }).renew(made);
        return left;
      }, address);
    const known = () => page.evaluate(async () => (await fetch('/api/alerts/browsers')).json());
    for (const address of ['one', 'two'])
      expect([await renewed(address), await known()]).toMatchObject([false, { here: true, browsers: 1 }]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Send me a link' }).or(page.getByLabel(/mail/i)).first().waitFor();
    expect(await renewed('three')).toBe(false);
    await signIn(page, acme, 'ines');
    expect([await renewed('four'), await known()]).toMatchObject([true, { here: false, browsers: 0 }]);
  },
  120_000,
);

inBrowser(
  'pushes that cannot be switched on say why; after a new sign-in they go on for the same person, and not for whoever comes next',
  async () => {
    const acme = await openAcme(opened.web);
    const page = await openWindow(opened.browser, acme, { ...PHONE, permissions: ['notifications'] }, [/ERR_FAILED|401|incognito/]);
    await signIn(page, acme, 'maya');
    await page.goto('/settings/own');
    const section = page.getByRole('region', { name: 'Pushes in this browser' });
    // The service of its maker does not answer here.
    await enter(section.getByRole('button', { name: 'Switch on in this browser' }));
    await section.getByText('They stay off. Try again in a while').waitFor();
    expect(await section.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    await expectOpenToAll(page, 'pushes that the browser refuses');

    // From here on it has an address, as far as the page can tell.
    await page.addInitScript(() => {
      const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
      const endpoint = 'http://127.0.0.1:9/mayas';
      const unsubscribe = async () => {
        localStorage.setItem('given back', 'yes');
        return true;
      };
      const made = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe } as unknown as PushSubscription;
      PushManager.prototype.getSubscription = async () => (localStorage.getItem('given back') ? null : made);
    });
    await page.reload();
    await section.getByRole('button', { name: 'Send me a test' }).waitFor();
    await section.getByRole('button', { name: 'Send me a test' }).tap();
    await section.getByText('Sent to one browser. It arrives in a moment.').waitFor();
    await expectOpenToAll(page, 'pushes that are on');
    await page.route('**/api/alerts/browsers', (route) => route.abort());
    await page.reload();
    await section.getByText('Whether pushes are on here could not be read.').waitFor();
    await expectOpenToAll(page, 'pushes of which nothing is known');
    await page.unroute('**/api/alerts/browsers');
    await enter(section.getByRole('button', { name: 'Try again' }));
    await section.getByText('Pushes are on here').waitFor();
    expect(await section.evaluate((it) => it.contains(document.activeElement))).toBe(true);

    const elsewhere = await acme.visitor().signIn(COLLEAGUES.maya.email);
    await elsewhere.post('/api/me/sessions/end-others');
    expect(await elsewhere.get('/api/alerts/browsers')).toMatchObject({ browsers: 0 });
    await signIn(page, acme, 'maya');
    await expect.poll(() => elsewhere.get('/api/alerts/browsers')).toMatchObject({ browsers: 1 });
    await signIn(page, acme, 'ines');
    await expect.poll(() => page.evaluate(() => localStorage.getItem('given back'))).toBe('yes');
    await page.goto('/settings/own');
    await section.getByText('Pushes are off here').waitFor();
    expect(await elsewhere.get('/api/alerts/browsers')).toMatchObject({ browsers: 0 });
  },
  120_000,
);
