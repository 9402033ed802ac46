import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { toRfc3339 } from '../../server/core/time.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { type Acme, DESK, expectOpenToAll, giveTo, inBrowser, openAcme, openForAll, openWindow, signIn } from './support.ts';

const { rosa, kenji } = CUSTOMERS;
const REFUSED = [/status of 409/];

const opened = openForAll();

inBrowser(
  'H02 two take one callback at the same moment: one has it, the other reads who, and keeps the note they were writing',
  async () => {
    const acme = await openAcme(opened.web);
    const path = await missed(acme);
    const [ines, tom] = [await at(acme, 'ines', path), await at(acme, 'tom', path)];
    for (const page of [ines, tom]) {
      await page.getByRole('button', { name: /^Write a note/ }).click();
      await page.getByLabel('Your note').fill('She wrote to the shop, too.');
    }
    await together('**/claim', [ines, tom], (page) => page.getByRole('button', { name: 'Take it' }).click());
    const { winner, loser, name } = await whoWon(acme, path, ines, tom);
    await winner.getByText('It is yours now. The next step is the call.').first().waitFor();
    await panel(loser).getByText(`${name} took it a moment ago.`).waitFor();
    await panel(loser).getByText(`${name} owns it, and makes the next step.`).waitFor();
    expect(await loser.getByLabel('Your note').inputValue()).toBe('She wrote to the shop, too.');
    await loser.getByRole('button', { name: 'Keep the note' }).click();
    await panel(loser).getByText('The note is kept.').waitFor();
    await expectOpenToAll(loser, 'somebody was first');
  },
);

inBrowser('two who are ready for the next call at the same moment get two different callbacks', async () => {
  const acme = await openAcme(opened.web);
  await missed(acme);
  await missed(acme, kenji);
  const [ines, tom] = [await at(acme, 'ines', '/'), await at(acme, 'tom', '/')];
  await together('**/api/callbacks/next', [ines, tom], (page) => page.getByRole('button', { name: 'Ready for the next call' }).click());
  const names = [];
  for (const page of [ines, tom]) {
    await page.waitForURL('**/callbacks/*');
    names.push(await page.getByRole('heading', { level: 1 }).innerText());
  }
  expect(names.toSorted()).toEqual(['Kenji Mori', 'Rosa Keller']);
});

inBrowser(
  'a hand-over is accepted and taken back at the same moment: it is owned throughout, and the second reads what happened',
  async () => {
    const acme = await openAcme(opened.web);
    const path = await missed(acme);
    const ines = await desk(acme, 'ines', path);
    const { id } = await (await acme.visitor().signIn(COLLEAGUES.maya.email)).get<{ id: string }>('/api/me');
    await ines.post('claim');
    await ines.post('hand-off', { to: id, power: 'refund', amount: 90_000, why: 'More than I may give.' });
    const [giver, receiver] = [await at(acme, 'ines', path), await at(acme, 'maya', path)];
    await together(/\/(accept|recall)$/, [giver, receiver], (page) =>
      page.getByRole('button', { name: page === giver ? 'Take the offer back' : 'Accept: I own it from now on' }).click(),
    );
    const { owner } = await ines.read();
    if (owner?.name === COLLEAGUES.maya.name) {
      await panel(giver).getByText('Maya Lindqvist accepted it and owns it now.').waitFor();
      await panel(receiver).getByText('It is yours now, and the customer is told your name.').waitFor();
    } else {
      expect(owner?.name).toBe(COLLEAGUES.ines.name);
      await panel(receiver).getByText('It is not offered to anybody now; Ines Duarte owns it.').waitFor();
      await panel(receiver).getByText('Ines Duarte took the offer back.').waitFor();
      await panel(giver).getByText('The offer is taken back. Ines Duarte owns it.').waitFor();
    }
    for (const page of [giver, receiver]) await page.getByRole('button', { name: /^Accept/ }).waitFor({ state: 'detached' });
  },
);

inBrowser(
  'it is said to be fixed while its customer says that it is not quite it: what was typed stays, and both are on the record',
  async () => {
    const acme = await openAcme(opened.web);
    const path = await missed(acme);
    const ines = await desk(acme, 'ines', path);
    await ines.post('claim');
    await ines.post('attempts', { outcome: 'reached' });
    await ines.post('understanding', { words: 'A double charge.' });
    const page = await at(acme, 'ines', path);
    await page.getByRole('button', { name: /^Fixed/ }).click();
    await page.getByLabel('A policy').check();
    await page.getByLabel('What was done').fill('One charge was paid back.');
    // The customer puts it in their own words on their page, at the moment at which she presses.
    const visitor = acme.visitor();
    const kase = linkIn((await visitor.mails()).findLast(({ text }) => text.includes('/c/'))!, '/c/');
    await page.route('**/fix', async (route) => {
      expect((await visitor.fillIn(kase, { words: 'Two charges, and rude about it.' }, `${pathOf(kase)}/correct`)).status).toBe(200);
      await route.continue();
    });
    await page.getByRole('button', { name: 'It is fixed: ask the customer' }).click();
    await panel(page).getByText('This callback has changed since you looked.').waitFor();
    await panel(page).getByText('The customer put it in their own words.').waitFor();
    await page.getByText('Two charges, and rude about it.').first().waitFor();
    expect(await page.getByLabel('What was done').inputValue()).toBe('One charge was paid back.');
    expect(await page.getByLabel('A policy').isChecked()).toBe(true);
    await page.unroute('**/fix');
    await page.getByRole('button', { name: 'It is fixed: ask the customer' }).click();
    await panel(page).getByText('Said to be fixed. The customer is asked now.').waitFor();

    // She is writing a note when the customer says that it is still broken: the page follows, and her words stay.
    await page.getByRole('button', { name: /^Write a note/ }).click();
    await page.getByLabel('Your note').fill('They were content on the');
    expect((await visitor.fillIn(kase, { words: 'It came again.' }, `${pathOf(kase)}/contest`)).status).toBe(200);
    await page.getByText('still broken: round 2').first().waitFor({ timeout: 20_000 });
    expect(await page.getByLabel('Your note').inputValue()).toBe('They were content on the');
  },
);

inBrowser('a manager gives a callback to somebody at the moment at which another takes it: it is not taken from them unseen', async () => {
  const acme = await openAcme(opened.web);
  const path = await missed(acme);
  const [ines, maya] = [await at(acme, 'ines', '/?tab=unowned'), await at(acme, 'maya', '/?tab=unowned')];
  await maya.getByLabel('Choose Rosa Keller').check();
  await giveTo(maya, COLLEAGUES.tom.name);
  await together(/\/api\/callbacks\/(claim|assign)$/, [ines, maya], (page) =>
    page.getByRole('button', { name: page === ines ? 'Take it: Rosa Keller' : 'Assign' }).click(),
  );
  const { owner } = await (await desk(acme, 'tom', path)).read();
  if (owner?.name === COLLEAGUES.ines.name) {
    await ines.getByText('One is yours now.').first().waitFor();
    await maya.getByText('Rosa Keller: Ines Duarte took it a moment ago.').first().waitFor();
  } else {
    expect(owner?.name).toBe(COLLEAGUES.tom.name);
    await maya.getByText('One is Tom Becker’s now.').first().waitFor();
    await ines.getByText('Rosa Keller: Tom Becker took it a moment ago.').first().waitFor();
  }
});

inBrowser('it is given back while a manager logs the call with its customer: one counts, and no note is lost', async () => {
  const acme = await openAcme(opened.web);
  const path = await missed(acme);
  const api = await desk(acme, 'ines', path);
  await api.post('claim');
  const [ines, maya] = [await at(acme, 'ines', path), await at(acme, 'maya', path)];
  await ines.getByRole('button', { name: /^Give it back/ }).click();
  await ines.getByLabel('Why it is given back').fill('On leave tomorrow.');
  await maya.getByLabel('Why you act in place of Ines Duarte').fill('She asked me to.');
  await maya.getByLabel('A note').fill('He was very kind.');
  await together(/\/(release|attempts)$/, [ines, maya], (page) =>
    page.getByRole('button', { name: page === ines ? 'Give it back' : 'We spoke', exact: true }).click(),
  );
  const { state } = await api.read();
  if (state === 'open') {
    await panel(maya).getByText('Ines Duarte gave it back.').waitFor();
    await panel(maya).getByText('He was very kind.').waitFor();
    await panel(maya).getByRole('button', { name: 'Take it' }).waitFor();
  } else {
    await panel(ines).getByText('Maya Lindqvist spoke with the customer.').waitFor();
    await panel(ines).getByText('On leave tomorrow.').waitFor();
    expect(await ines.getByRole('button', { name: /^Give it back/ }).count(), 'who was spoken with is not given back').toBe(0);
  }
});

/** What there is to do, and what came of what was done. */
const panel = (page: Page) => page.getByRole('region', { name: 'What to do' });

async function at(acme: Acme, who: keyof typeof COLLEAGUES, path: string): Promise<Page> {
  const page = await openWindow(opened.browser, acme, DESK, REFUSED);
  await signIn(page, acme, who);
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Both press; what they send is held until both are there, and then let go at once. */
async function together(what: string | RegExp, pages: [Page, Page], press: (page: Page) => Promise<void>): Promise<void> {
  let open!: () => void;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  let there = 0;
  const hold = async (route: Route) => {
    if (++there === pages.length) open();
    await all;
    await route.continue();
  };
  for (const page of pages) await page.route(what, hold);
  const answers = pages.map((page) => page.waitForResponse((response) => response.request().method() === 'POST'));
  await Promise.all(pages.map(press));
  await Promise.all(answers);
}

async function whoWon(acme: Acme, path: string, ines: Page, tom: Page) {
  const { owner } = await (await desk(acme, 'tom', path)).read();
  const won = owner?.name === COLLEAGUES.ines.name;
  return { winner: won ? ines : tom, loser: won ? tom : ines, name: owner!.name };
}

type Shown = { state: string; owner: { name: string } | null };

/** Somebody at a callback, without a browser. */
async function desk(acme: Acme, who: keyof typeof COLLEAGUES, path: string) {
  const visitor = await acme.visitor().signIn(COLLEAGUES[who].email);
  return {
    post: (what: string, body: object = {}) => visitor.post(`/api${path}/${what}`, body),
    read: () => visitor.get<Shown>(`/api${path}`),
  };
}

/** Nobody answered them: a callback, and where it is worked on. */
async function missed(acme: Acme, customer: { name: string; email: string } = rosa): Promise<string> {
  const contact = { externalId: customer.email, team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY), customer };
  const { callback } = (await (await acme.visitor().handIn(contact)).json()) as { callback: string };
  return `/callbacks/${callback}`;
}
