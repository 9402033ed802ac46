import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY } from '../../server/core/time.ts';
import { bringToFix, letDown, says, surveyFor } from '../callbacks/cases.ts';
import { withoutChange } from '../support/hash.ts';
import { linkIn } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { withoutOurScript } from './script.ts';

const afterALetDown = (path: (world: World) => Promise<string>) => async (world: World) => {
  await letDown(world);
  return path(world);
};
const newestMail = async (world: World): Promise<string> => `/dev/mailbox/${(await world.visitor().mails()).at(-1)!.id}`;

/** Every link that leaves the house, and every page that shows one. */
const LINKS: [name: string, path: (world: World) => Promise<string>, status: number][] = [
  ['a survey', surveyFor, 200],
  ['a survey with a score in the link', async (world) => `${await surveyFor(world)}?score=1`, 200],
  ['a survey with a score off the scale in the link', async (world) => `${await surveyFor(world)}?score=99&call=1`, 200],
  ['a survey with a wish to be called in the link', async (world) => `${await surveyFor(world)}?call=1`, 200],
  ['a survey that was answered', async (world) => (await letDown(world)).survey, 200],
  ['a survey that has closed', async (world) => closed(world), 410],
  ['the way out of surveys', async (world) => `${await surveyFor(world)}/unsubscribe`, 200],
  ['the way out of surveys, after the survey has closed', async (world) => `${await closed(world)}/unsubscribe`, 200],
  ['a case', async (world) => (await letDown(world)).page, 200],
  ['a case that is said to be fixed', async (world) => caseAfter(world, 'fixed'), 200],
  ['a case that is confirmed', async (world) => caseAfter(world, 'confirmed'), 200],
  ['a case that was given up', async (world) => caseAfter(world, 'withdrawn'), 200],
  ['a case whose link is too old', async (world) => letDownLongAgo(world), 410],
  ['a link that leads nowhere', async () => '/s/nowhere', 404],
  ['a case that leads nowhere', async () => '/c/nowhere', 404],
  ['a link to sign in', signInLink, 200],
  ['a link to sign in that was made up', async () => '/sign-in/made-up', 200],
  ['the mailbox', afterALetDown(async () => '/dev/mailbox'), 200],
  ['the mailbox for programs', afterALetDown(async () => '/dev/mailbox.json'), 200],
  ['a message', afterALetDown(newestMail), 200],
  ['the body of a message', afterALetDown(async (world) => `${await newestMail(world)}/body`), 200],
  ['the clock', afterALetDown(async () => '/dev/clock'), 200],
];

async function closed(world: World): Promise<string> {
  const survey = await surveyFor(world);
  await world.pass(15 * DAY);
  return survey;
}

async function caseAfter(world: World, state: 'fixed' | 'confirmed' | 'withdrawn'): Promise<string> {
  const kase = await letDown(world);
  if (state !== 'withdrawn') await bringToFix(await world.signIn('ines'), kase);
  if (state === 'confirmed') await says(world, kase, 'confirm');
  if (state === 'withdrawn') await says(world, kase, 'withdraw');
  return kase.page;
}

async function letDownLongAgo(world: World): Promise<string> {
  const { page } = await letDown(world);
  world.clock.moveTo(world.clock.now() + 181 * DAY);
  return page;
}

async function signInLink(world: World): Promise<string> {
  await world.visitor().post('/api/sign-in', { email: 'ines@acme.example' });
  return linkIn(await world.visitor().mail('sign_in', 'ines@acme.example'), '/sign-in/');
}

describe('F01 whoever opens a link leaves no trace', () => {
  it.each(LINKS)('%s', async (_, made, status) => {
    const world = await makeWorld();
    const path = await made(world);
    const scanner = world.visitor();
    const headers = { 'User-Agent': 'Mimecast', Purpose: 'prefetch', 'Sec-Purpose': 'prefetch;prerender' };
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
      const answer = await withoutChange(world.client, () => scanner.send(path, { method, headers }));
      if (method === 'OPTIONS') expect(answer.status).toBeLessThan(500);
      else expect(answer.status, method).toBe(status);
      if (method === 'HEAD') expect(await answer.text()).toBe('');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe('F13, F14 a page of a customer', () => {
  it.each(LINKS.filter(([name]) => !/mailbox|message|clock/.test(name)))('%s', async (_, made) => {
    const world = await makeWorld();
    const answer = await world.visitor().send(await made(world));
    const page = await answer.text();
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toContain(`default-src 'none'`);
    expect(page).toContain('<meta name="robots" content="noindex"');
    expect(withoutOurScript(page)).not.toMatch(/<script|<img|<link|@import|url\(|https?:\/\//);
    expect(page.length).toBeLessThan(15_000);
  });
});

describe('what an address in the browser leads to', () => {
  it.each(['correct', 'confirm', 'contest', 'withdraw', 'agree'])('F04 a case again, after “%s” was sent from it', async (move) => {
    const world = await makeWorld();
    const { page } = await letDown(world);
    const answer = await withoutChange(world.client, () => world.visitor().send(`${page}/${move}`));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, page]);
  });

  it('F04 the survey again, after a supervisor was asked for', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const answer = await world.visitor().send(`${survey}/supervisor`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, survey]);
  });
});

describe('F08 a link that is passed on', () => {
  /** What a stranger must not read. */
  const PRIVATE = [CUSTOMERS.rosa.email, CUSTOMERS.rosa.phone, 'Keller', 'Leo', 'Marsh', 'Duarte', 'Becker', 'Ines Duarte'];

  it('shows of a survey what it is about, and nobody', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const page = await (await world.visitor().send(survey)).text();
    expect(page).toContain('a double charge');
    for (const text of [...PRIVATE, 'Rosa', 'Ines']) expect(page).not.toContain(text);
  });

  it('shows of a case the first name of whoever owns it, and never who handled the contact', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    await ines.post(`${kase.path}/notes`, { text: 'Leo Marsh should have seen it.' });
    await ines.post(`${kase.path}/attempts`, { outcome: 'reached', note: 'Rosa Keller was kind.' });
    await ines.post(`${kase.path}/understanding`, { words: 'Two charges for one order.' });
    await ines.post(`${kase.path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 100, why: 'Ines Duarte may not.' });
    await (await world.signIn('tom')).post(`${kase.path}/accept`);
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('Tom took over.');
    expect(page).toContain('Two charges for one order.');
    for (const text of PRIVATE) expect(page).not.toContain(text);
  });

  it('opens one thing only: the link of a survey is not that of a case, nor the other way round', async () => {
    const world = await makeWorld();
    const { survey, page } = await letDown(world);
    const token = (path: string) => path.split('/')[2];
    for (const path of [`/c/${token(survey)}`, `/s/${token(page)}`, `/s/${token(page)}/unsubscribe`, `/sign-in/${token(survey)}x`]) {
      const answer = await world.visitor().send(path, path.startsWith('/sign-in') ? { method: 'POST' } : {});
      expect([path, answer.status]).toEqual([path, path.startsWith('/sign-in') ? 410 : 404]);
    }
  });
});
