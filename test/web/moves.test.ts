import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { linkIn, type Visitor } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import {
  type Acme,
  DESK,
  enter,
  expectOpenToAll,
  giveTo,
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

const { kenji, rosa } = CUSTOMERS;

const opened = openForAll();

inBrowser(
  'H18 with a thumb, 360 wide: a department that is known is chosen with its address, and what is open there stands in the way of “fixed”',
  async () => {
    const acme = await openAcme(opened.web);
    const { path, ines } = await ownedByInes(acme);
    const ask = (to: string, email?: string) =>
      ines.post<{ requests: { id: string }[] }>(`${path}/requests`, { to, email, what: 'Is it there?', at: toRfc3339(MONDAY + DAY) });
    const { requests } = await ask('Payments', 'payments@acme.example');
    await ines.post(`${path}/withdraw-request`, { request: requests[0]!.id, because: 'Found.' });
    const page = await onCallback(acme, path, PHONE);
    const tap = (name: string | RegExp) => page.getByRole('button', { name }).tap();
    await tap(/^Ask another department/);
    const [department, address] = [page.getByLabel('Which department'), page.getByLabel('Their mail address')];
    await tap('Payments');
    expect([await department.inputValue(), await address.inputValue()]).toEqual(['Payments', 'payments@acme.example']);
    // Another one is not asked at that address; an address of one's own stays.
    await department.fill('The warehouse');
    expect(await address.inputValue()).toBe('');
    await address.fill('warehouse');
    await page.getByLabel('What you ask').fill('Which of the two was sent?');
    await page.getByLabel('Answer by').fill('2026-03-03T12:00');
    await tap('Ask them');
    await page.getByText('An email address has an @ in it.').waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
    await expectOpenToAll(page, 'a request to an address that is none');
    await address.fill('warehouse@acme.example');
    await tap('Ask them');
    await isSaid(page, 'Asked by mail at warehouse@acme.example.');
    expect((await ines.mail('request', 'warehouse@acme.example')).text).toContain('Which of the two was sent?');

    await tap(/^Fixed/);
    await page.getByText('The warehouse has not answered yet.').waitFor();
    await page.getByText(/log the answer, or withdraw the request/).waitFor();
    await page.getByLabel('What was done').fill('One was paid back.');
    await expectOpenToAll(page, 'a fix that an open request stands in the way of');
    await tap('Go to the request');
    await page.getByLabel('What they answered').fill('The second.');
    await tap('Log the answer');
    await isSaid(page, 'The answer is logged.');
    await tap(/^Fixed/);
    await page.getByText('The warehouse has not answered yet.').waitFor({ state: 'detached' });
    await page.getByLabel('A system').tap();
    expect(await page.getByLabel('What was done').inputValue()).toBe('One was paid back.');
    const told = await toldOn(page);
    await tap('It is fixed: ask the customer');
    await isSaid(page, 'Said to be fixed.');
    expect(textOf(await ines.mail('is_it_fixed', kenji.email))).toEqual(told);
  },
  120_000,
);

inBrowser(
  'H06 with the keyboard alone, 1280 wide: whom to ask is named while nobody may say yes, or everybody who may is away',
  async () => {
    const acme = await openAcme(opened.web);
    const { path } = await ownedByInes(acme);
    const ada = await signedIn(acme, 'ada');
    const people = await idsOf(ada);
    await ada.post(`/api/people/${people.maya}/change`, { powers: [{ power: 'refund', upTo: 90_000 }] });
    const page = await onCallback(acme, path, DESK, REFUSED);
    await page.keyboard.press('h');
    const power = page.getByLabel('What has to be said yes to');
    await power.waitFor();
    await tabTo(page.getByRole('button', { name: 'refund', exact: true }));
    await page.keyboard.press('Space');
    await type(page.getByLabel('How much'), '900.01');
    await page.getByText('Nobody else may say yes to “refund” of $900.01. Ask:').waitFor();
    await page.getByText('may say yes to most of it, up to $900.00 · here now').waitFor();
    await page.getByText('decides who may say yes to what · here now').waitFor();
    await expectOpenToAll(page, 'a hand-over that nobody may say yes to');
    await page.getByLabel('How much').fill('300');
    await page.getByRole('radio', { name: /^Maya Lindqvist/ }).waitFor();
    const absence = { from: toRfc3339(MONDAY), until: toRfc3339(MONDAY + 2 * DAY) };
    await ada.post(`/api/people/${people.maya}/absence`, { absence });
    await page.getByLabel('How much').fill('301');
    await page.getByText('Everybody who may say yes to that is away.').waitFor();
    const away = page.getByRole('radio', { name: /^Maya Lindqvist.*away until Wed 4 Mar 10:00/ });
    expect(await away.isDisabled()).toBe(true);
    await page.getByText('Ada Okafor').waitFor();
    await expectOpenToAll(page, 'a hand-over while everybody is away');
    await page.getByLabel('How much').fill('20');
    await page.getByText('You may say yes to it yourself').waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: /^Tom Becker.*here now/ }).waitFor();
  },
  120_000,
);

inBrowser(
  'H05 with the keyboard alone, 1280 wide: an owner who may say yes without limit says no with the reason alone, and asks for any other no',
  async () => {
    const acme = await openAcme(opened.web);
    const { path, ines } = await ownedByInes(acme);
    const ada = await signedIn(acme, 'ada');
    const powers = [{ power: 'replace', upTo: null }];
    await ada.post(`/api/people/${(await idsOf(ada)).ines}/change`, { powers });
    const page = await onCallback(acme, path, DESK, REFUSED);
    // Any other no is still a manager's.
    await page.getByRole('button', { name: /^Ask for a no/ }).waitFor();
    await enter(page.getByRole('button', { name: /^Let it go/ }));
    await type(page.getByLabel('Why it cannot be done'), 'It is two years old.');
    await enter(page.getByRole('button', { name: 'Let it go', exact: true }));
    await page.getByText('Choose what they ask for.').waitFor();
    await expectOpenToAll(page, 'a no to nothing in particular');
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: 'replace', checked: true }).waitFor();
    const told = await toldOn(page);
    await expectOpenToAll(page, 'a no with the reason alone');
    await enter(page.getByRole('button', { name: 'Let it go', exact: true }));
    await isSaid(page, 'It is let go.');
    await page.getByText('Ines Duarte let it go, with the reason alone.').waitFor();
    await expectOpenToAll(page, 'a callback that was let go');
    const mail = await ines.mail('let_go', kenji.email);
    expect(textOf(mail)).toEqual(told);
    expect(mail.text).toContain('It is two years old.');
    expect(await ines.get(path)).toMatchObject({ state: 'let_go', no: { power: 'replace', alternatives: [] } });
  },
  120_000,
);

inBrowser(
  'H05 with a thumb, 360 wide: whoever asks for a no reads which manager is here, and the manager finds what they wrote',
  async () => {
    const acme = await openAcme(opened.web);
    const { path, ines } = await ownedByInes(acme);
    const maya = await signedIn(acme, 'maya');
    const page = await onCallback(acme, path, PHONE);
    const askNo = () => page.getByRole('button', { name: /^Ask for a no/ }).tap();
    await askNo();
    await page.getByText('Every no is a manager’s. Ask Maya Lindqvist.').waitFor();
    const absence = { from: toRfc3339(MONDAY), until: toRfc3339(MONDAY + 2 * DAY) };
    await maya.post(`/api/people/${(await idsOf(maya)).maya}/absence`, { absence });
    await page.reload();
    await askNo();
    await page.getByText('No manager is here: Maya Lindqvist is away until Wed 4 Mar 10:00.').waitFor();
    await expectOpenToAll(page, 'asking for a no while no manager is here');
    await page.getByLabel('Why it cannot be done').fill('It is two years old.');
    await page.getByLabel('What was offered instead').fill('A voucher.\nA repair.');
    await page.getByRole('button', { name: 'Ask a manager to say no' }).tap();
    await isSaid(page, 'Asked. It stays with its owner');

    const boss = await onCallback(acme, path, PHONE, REFUSED, 'maya');
    await boss.getByRole('button', { name: /^Let it go/ }).tap();
    await boss.getByText('Ines Duarte asks for a no.').waitFor();
    expect(await boss.getByLabel('Why it cannot be done').inputValue()).toBe('It is two years old.');
    const told = await toldOn(boss);
    await expectOpenToAll(boss, 'a no that was asked for');
    await boss.getByRole('button', { name: 'Let it go', exact: true }).tap();
    await isSaid(boss, 'It is let go.');
    await isSaid(boss, 'Maya Lindqvist let it go, with the reason and the alternatives');
    expect(textOf(await ines.mail('let_go', kenji.email))).toEqual(told);
  },
  120_000,
);

for (const [currency, wrong, sum, minor, written, read, like] of [
  ['JPY', '49.90', '4990', 4_990, '¥4,990', 'JP¥4,990', '120 or 4990'],
  ['KWD', '49.9001', '49.905', 49_905, 'KWD 49.905', 'KWD 49.905', '120 or 49.900'],
] as const)
  inBrowser(`H18 a refund in ${currency} is the same sum in the form, in the ledger and on the page of the customer`, async () => {
    const acme = await openAcme(opened.web, undefined, { RINGBACK_CURRENCY: currency });
    const { path, ines, page: casePage } = await ownedByInes(acme);
    const ada = await signedIn(acme, 'ada');
    await ada.post(`/api/people/${(await idsOf(ada)).ines}/change`, { powers: [{ power: 'refund', upTo: 100_000 }] });
    const page = await onCallback(acme, path, PHONE, REFUSED);
    await page.getByRole('button', { name: /^Grant something/ }).tap();
    await page.getByRole('radio', { name: /^refund/ }).tap();
    await page.getByLabel('How much').fill(wrong);
    await page.getByLabel('What they get').fill(`${written}, paid back to your card.`);
    await page.getByRole('button', { name: 'Grant it now' }).tap();
    await page.getByText(`Write a sum like ${like}.`).waitFor();
    await page.getByLabel('How much').fill(sum);
    await page.getByRole('button', { name: 'Grant it now' }).tap();
    await isSaid(page, 'Granted.');
    await page.getByRole('region', { name: 'Where it stands' }).getByText(written).first().waitFor();
    const { timeline } = await ines.get<{ timeline: { kind: string; data: object }[] }>(path);
    expect(timeline.find(({ kind }) => kind === 'remedied')!.data).toMatchObject({ remedy: { power: 'refund', amount: minor } });
    expect((await (await ines.send(casePage)).text()).replaceAll('\u00a0', ' ')).toContain(`<strong>${read}</strong>`);
  });

inBrowser('a manager gives to whoever is here and has least to do: it stands beside each name', async () => {
  const acme = await openAcme(opened.web);
  await ownedByInes(acme);
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: 'lost', team: 'Billing', outcome: 'unanswered', endedAt: toRfc3339(MONDAY - HOUR), customer: rosa });
  const tom = await signedIn(acme, 'tom');
  await tom.post(`/api/people/${(await idsOf(tom)).tom}/absence`, { absence: { from: toRfc3339(MONDAY), until: null } });
  const page = await openWindow(opened.browser, acme, PHONE);
  await signIn(page, acme, 'maya');
  await page.goto('/?tab=unowned');
  await page.getByLabel('Choose Rosa Keller').tap();
  const options = page.getByLabel('To whom').locator('option');
  await options.nth(5).waitFor({ state: 'attached' });
  expect(await options.allInnerTexts()).toEqual([
    'Give to…',
    'Ada Okafor · here now · nothing open',
    'Maya Lindqvist · here now · nothing open',
    'Priya Nair · here now · nothing open',
    'Ines Duarte · here now · 1 open',
    'Tom Becker · away · nothing open',
  ]);
  await giveTo(page, COLLEAGUES.ines.name);
  await expectOpenToAll(page, 'one who has something to do already is chosen');
  await page.getByRole('button', { name: 'Assign' }).tap();
  await page.getByText('One is Ines Duarte’s now.').first().waitFor();
});

/** What came of the newest move. */
const isSaid = (page: Page, words: string) => page.getByRole('region', { name: 'What to do' }).getByText(words).first().waitFor();

/** What the customer is about to be told, as it stands on the screen: its lines without the one that tells of it. */
async function toldOn(page: Page): Promise<string[]> {
  const told = page.locator('[data-told] blockquote');
  await told.waitFor();
  return (await told.locator('p').allInnerTexts()).map((line) => line.trim());
}

/** The same of a mail that was sent: up to the way to the case, whose words the button has. */
function textOf({ text }: { text: string }): string[] {
  const [link] = /: \S+\/c\/\S+/.exec(text)!;
  return text.slice(0, text.indexOf(link)).split('\n\n');
}

async function signedIn(acme: Acme, who: keyof typeof COLLEAGUES): Promise<Visitor> {
  const visitor = acme.visitor();
  await visitor.signIn(COLLEAGUES[who].email);
  return visitor;
}

async function idsOf(visitor: Visitor): Promise<Record<string, string>> {
  const { items } = await visitor.get<{ items: { id: string; name: string }[] }>('/api/people');
  return Object.fromEntries(items.map(({ id, name }) => [name.split(' ')[0]!.toLowerCase(), id]));
}

/** A low answer of Kenji's, whom Ines has spoken with. */
async function ownedByInes(acme: Acme) {
  const visitor = acme.visitor();
  await visitor.handIn({ externalId: 'call', team: 'Billing', endedAt: toRfc3339(MONDAY), customer: kenji });
  const survey = linkIn(await visitor.mail('invitation', kenji.email), '/s/');
  await visitor.fillIn(survey, { score: '1', comment: 'Charged twice, and nobody can tell me why.' });
  const ines = await signedIn(acme, 'ines');
  const { callback } = await ines.post<{ callback: { id: string } }>('/api/callbacks/next');
  const path = `/api/callbacks/${callback.id}`;
  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await ines.post(`${path}/understanding`, { words: 'Two charges for one order.', agreed: true });
  return { path, ines, page: linkIn(await visitor.mail('callback_opened', kenji.email), '/c/') };
}

async function onCallback(acme: Acme, path: string, window: object, expected: RegExp[] = REFUSED, who: keyof typeof COLLEAGUES = 'ines') {
  const page = await openWindow(opened.browser, acme, window, expected);
  await signIn(page, acme, who);
  await page.goto(path.replace('/api', ''));
  await page.getByRole('heading', { name: kenji.name }).waitFor();
  return page;
}
