import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { MONDAY } from '../world.ts';
import { DESK, expectOpenToAll, inBrowser, openAcme, openForAll, openWindow, signIn, tabTo } from './support.ts';

const opened = openForAll();

inBrowser(
  'L10 a recording opens at once, by key, click and middle button; who opened it is written down beside that, and it is said when it could not be',
  async () => {
    const acme = await openAcme(opened.web);
    const taken = await acme.visitor().handIn({
      externalId: 'missed',
      team: 'Billing',
      endedAt: toRfc3339(MONDAY),
      outcome: 'unanswered',
      recordingUrl: `${acme.url}/healthz`,
      customer: CUSTOMERS.rosa,
    });
    const page = await openWindow(opened.browser, acme, DESK, [/ERR_FAILED|Failed to load/]);
    await signIn(page, acme, 'ines');
    const { callback } = (await taken.json()) as { callback: string };
    await page.goto(`/callbacks/${callback}`);
    const link = page.getByRole('link', { name: 'Listen to it, or read it again (opens in a new tab)' });
    await tabTo(link);
    await expectOpenToAll(page, 'a contact with its recording');

    const ways = [() => page.keyboard.press('Enter'), () => link.click(), () => link.click({ button: 'middle' })];
    for (const open of ways) {
      const tab = page.context().waitForEvent('page');
      // The server does not even hear of it before it is open.
      await page.route('**/recording', async (route) => void tab.then(() => route.continue()), { times: 1 });
      const noted = page.waitForResponse(/\/recording$/);
      await open();
      await (await tab).close();
      expect((await noted).status()).toBe(200);
    }
    const opens = await page.evaluate(async () => {
      const { items } = await (await fetch('/api/customers?email=rosa@customer.example')).json();
      const { history } = await (await fetch(`/api/customers/${items[0].id}`)).json();
      return history.filter(({ kind }: { kind: string }) => kind === 'recording_opened').map(({ by }: { by: string }) => by);
    });
    expect(opens).toEqual(['Ines Duarte', 'Ines Duarte', 'Ines Duarte']);

    await page.route('**/recording', (route) => route.abort());
    const tab = page.context().waitForEvent('page');
    await link.click();
    await (await tab).close();
    await page.getByText('That you opened it was not written down.').waitFor({ timeout: 20_000 });
    await expectOpenToAll(page, 'a recording that nobody wrote down');
  },
  120_000,
);
