import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, toRfc3339 } from '../../server/core/time.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { browser, FIREFOX } from './scanner.ts';

/** So many customers had a contact, and have their survey in the mail: the path of each, in their order. */
async function surveysFor(world: World, name: string, count: number): Promise<string[]> {
  const visitor = world.visitor();
  const endedAt = toRfc3339(world.clock.now() - HOUR);
  const address = (i: number) => `${name}.${i}@customer.example`;
  const contacts = Array.from({ length: count }, (_, i) => ({
    ...{ externalId: `${name}-${i}`, team: 'Billing', endedAt },
    customer: { name: `${name} ${i}`, email: address(i) },
  }));
  expect((await visitor.handIn(contacts)).status).toBe(207);
  await world.tick();
  const paths = new Map<string, string>();
  for (let after = ''; ; ) {
    const { items } = await visitor.get<{ items: Parameters<typeof linkIn>[0][] }>(`/dev/mailbox.json?limit=1000&after=${after}`);
    for (const mail of items) paths.set(mail.address, pathOf(linkIn(mail, '/s/')));
    if (items.length < 1000) break;
    after = items.at(-1)!.id;
  }
  return contacts.map((_, i) => paths.get(address(i))!);
}

const HEADLESS = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36';
const TIMES = 1_000;

/** Opens every link of the mail, as filters do, and leaves it at that. */
async function opensEverything(world: World, path: string, agent = FIREFOX): Promise<void> {
  const filter = browser(world, { agent });
  for (const link of ['?score=1', '?score=5', '?call=1', '/unsubscribe']) await filter.open(path + link, { 'Sec-Purpose': 'prefetch' });
  await filter.open(path, {}, 'HEAD');
}

/** The kinds of scanner there are: how long after the mail each comes, and what it does to a survey. */
const SCANNERS: { after: number; scan: (world: World, path: string) => Promise<void> }[] = [
  { after: 0, scan: (world, path) => opensEverything(world, path, 'Mimecast') },
  // Without scripts: sends the form behind each link, and the one on the page that asks whether it was them.
  { after: 1 * SECOND, scan: (world, path) => sendsEveryForm(world, path, { agent: FIREFOX }) },
  // A browser without a window, that says so, and even moves a mouse.
  { after: 2 * SECOND, scan: (world, path) => sendsEveryForm(world, path, { agent: HEADLESS, hand: '900' }) },
  // The same under a false name: it runs the script, and submits by program.
  { after: 20 * SECOND, scan: (world, path) => sendsEveryForm(world, path, { agent: FIREFOX, hand: 'still' }) },
  // Without scripts, under a false name, long after the mail.
  { after: 25 * SECOND, scan: (world, path) => sendsEveryForm(world, path, { agent: FIREFOX }) },
];

async function sendsEveryForm(world: World, path: string, as: { agent: string; hand?: string }): Promise<void> {
  const scanner = browser(world, as);
  const best = await scanner.open(`${path}?score=5`);
  expect(await scanner.send(path, best, { score: '5' })).toContain('Was this you?');
  const worst = await scanner.open(`${path}?score=1&call=1`);
  const asked = await scanner.send(path, worst, { score: '1', call_me: 'yes' });
  expect(asked).toContain('Was this you?');
  expect(await scanner.send(path, asked)).toContain('Was this you?');
}

/** The kinds of customer there are: when they open the mail, and how they answer. Each gives their score. */
const CUSTOMERS: { after: number; answers: (world: World, path: string, score: string) => Promise<() => Promise<string>> }[] = [
  // Was looking at the mailbox: opens the link at once and taps. The script saw the tap.
  { after: 2 * SECOND, answers: async (world, path, score) => tap(world, path, score, '700') },
  // As fast, without scripts: is asked whether it was them, and says so.
  { after: 3 * SECOND, answers: async (world, path, score) => tap(world, path, score, '') },
  // Takes their time, without scripts.
  { after: 2 * MINUTE, answers: async (world, path, score) => tap(world, path, score, '') },
  // Takes their time.
  { after: 3 * MINUTE, answers: async (world, path, score) => tap(world, path, score, '9000') },
];

/** Opens the page; what is given back sends it, and gives the page that comes of it. */
async function tap(world: World, path: string, score: string, hand: string): Promise<() => Promise<string>> {
  const customer = browser(world, { hand });
  const page = await customer.open(`${path}?score=${score}`);
  return () => customer.send(path, page, { score });
}

describe('scanners of mail', () => {
  it('F02 a thousand of them record nothing that counts and call nobody; F03 a thousand people are all counted, be they fast', async () => {
    const world = await makeWorld();
    const scanned = await surveysFor(world, 'scanned', TIMES);
    const asked = await surveysFor(world, 'asked', TIMES);
    const start = world.clock.now();
    const scoreOf = (i: number) => String(1 + (i % 5));
    const kindOf = (i: number) => CUSTOMERS[Math.floor(i / 5) % CUSTOMERS.length]!;

    // The filters come to the customers' mail too: to every fifth before anybody has read it.
    const links = [
      ...scanned.map((path, i) => ({ path, i })),
      ...asked.map((path, i) => ({ path, i })).filter(({ i }) => Math.floor(i / 5) % 5 === 0),
    ];
    const held: { path: string; page: string; i: number }[] = [];
    const moments = [...SCANNERS.map(({ after }) => after), ...CUSTOMERS.map(({ after }) => after)].sort((a, b) => a - b);
    for (const moment of new Set(moments)) {
      world.clock.moveTo(start + moment);
      const early = SCANNERS.filter(({ after }) => after === moment);
      for (const scanner of early) {
        const at = SCANNERS.indexOf(scanner);
        // Whoever was counted before a filter comes is not what is looked at here.
        const there = links.filter(({ path, i }) => i % SCANNERS.length === at && (scanned[i] === path || kindOf(i).after > moment));
        await Promise.all(there.map(({ path }) => scanner.scan(world, path)));
      }
      const here = asked.map((path, i) => ({ path, i })).filter(({ i }) => kindOf(i).after === moment);
      const opened = await Promise.all(
        here.map(async ({ path, i }) => ({ path, i, send: await kindOf(i).answers(world, path, scoreOf(i)) })),
      );
      // Nobody who reads at their ease is faster than three seconds; the fast one is.
      world.clock.moveTo(start + moment + (moment < MINUTE ? 800 : 3 * SECOND));
      for (const { path, i, page } of await Promise.all(opened.map(async (one) => ({ ...one, page: await one.send() })))) {
        if (page.includes('Was this you?')) held.push({ path, page, i });
        else expect(page).toContain('Thank you for telling us');
      }
    }
    expect(held.length).toBeGreaterThanOrEqual(TIMES / CUSTOMERS.length);
    expect(new Set(held.map(({ i }) => CUSTOMERS.indexOf(kindOf(i))))).toEqual(new Set([1]));
    for (const { path, page } of held) expect(await browser(world).send(path, page)).toContain('Thank you for telling us');

    const counted = await rowsOf<{ path: string; score: number }>(
      world.client,
      'select c.name as path, r.score from responses r join customers c on c.id = r.customer_id',
    );
    expect(counted.filter(({ path }) => path.startsWith('scanned'))).toEqual([]);
    const said = new Map(counted.map(({ path, score }) => [path, String(score)]));
    expect([...Array(TIMES).keys()].filter((i) => said.get(`asked ${i}`) !== scoreOf(i))).toEqual([]);
    const low = [...Array(TIMES).keys()].filter((i) => Number(scoreOf(i)) < 3).length;
    expect(await countIn(world.client, 'responses', 'callbacks')).toEqual({ responses: TIMES, callbacks: low });

    // What the filters sent is held, and nothing of theirs is left where people answered.
    const machines = scanned.filter((_, i) => i % SCANNERS.length !== 0).length;
    expect(await countIn(world.client, 'held_answers')).toEqual({ held_answers: machines });
    expect(await rowsOf(world.client, "select 1 from invitations where state = 'answered'")).toHaveLength(TIMES);
  }, 120_000);
});
