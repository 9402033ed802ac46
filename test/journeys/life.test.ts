import { describe, expect, onTestFinished, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import { MAIL, ROSA, TEXTED, textWorld } from '../texts/text-world.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { CHROMIUM, openBrowser } from '../web/support.ts';
import { byBrowser, byForms, type Hands } from './hands.ts';

type Shown = {
  state: string;
  round: number;
  window: object | null;
  owner: { name: string } | null;
  timeline: { kind: string; by: string; data: Record<string, unknown> }[];
};

// A survey that went out by mail is answered on its page; only one that was asked by text has its score by text.
describe('Rosa’s life with Acme: asked by mail, then by text; let down, called, heard, and forgotten', () => {
  test('by text and plain forms', () => life(async (world) => byForms(world)));

  test.skipIf(!CHROMIUM)(
    'by text and in a Chromium (CHROMIUM_PATH)',
    async () => {
      const browser = await openBrowser();
      onTestFinished(() => browser.close());
      await life((world) => byBrowser(browser, world));
    },
    60_000,
  );
});

type TextWorld = Awaited<ReturnType<typeof textWorld>>;

async function life(handsIn: (world: TextWorld) => Promise<Hands>): Promise<void> {
  const world = await textWorld({ policy: { firstChannel: 'email' } });
  const hands = await handsIn(world);
  const rosa = world.visitor();
  const texts = () => world.fake.sentTo(ROSA).map(({ body }) => body);
  const writes = async (body: string): Promise<string | undefined> => {
    const before = texts().length;
    await world.hears(world.fake.writes(ROSA, body));
    return texts().slice(before).at(-1);
  };

  await world.asks();
  const survey = pathOf(linkIn(await rosa.mail('invitation', MAIL), '/s/'));
  await hands.rates(survey, 5);
  expect(await rowsOf(world.client, 'SELECT score FROM responses')).toEqual([{ score: 5 }]);

  // A second contact: since then she does not want to be asked by mail.
  await world.pass(31 * DAY);
  await world.asks({ ...TEXTED, consent: { text: true, email: false } }, { subject: 'a double charge' });
  expect(texts()).toEqual([expect.stringMatching(/^Acme: how was your contact with us today\?/)]);
  const sorry = await writes('2 - charged twice');
  expect(sorry).toMatch(/^Sorry\. A supervisor will call you by /);
  await world.pass(MINUTE);
  expect(await writes('and nobody could say why')).toBeUndefined();

  const kase = pathOf(linkIn({ text: sorry } as Parameters<typeof linkIn>[0], '/c/'));
  await hands.choosesTime(kase);

  const ines = await world.visitor().signIn(COLLEAGUES.ines.email);
  const { items } = await ines.get<{ items: { id: string; customer: string }[] }>('/api/callbacks');
  expect(items).toMatchObject([{ customer: 'Rosa Keller', firstWords: 'charged twice\nand nobody could say why' }]);
  const path = `/api/callbacks/${items[0]!.id}`;
  expect((await ines.get<Shown>(path)).window).not.toBeNull();
  const fix = async (done: string) => {
    await ines.post(`${path}/attempts`, { outcome: 'reached' });
    await ines.post(`${path}/understanding`, { words: 'Two charges for one order.', agreed: true });
    await ines.post(`${path}/fix`, { cause: 'system', done });
    await world.tick();
  };
  await ines.post(`${path}/claim`);
  await ines.post(`${path}/announce`);
  await world.tick();
  expect(texts().at(-1)).toMatch(/^Ines from Acme will call you shortly/);
  await fix('One charge was paid back.');
  expect(texts().at(-1)).toMatch(/Ines says that your problem is fixed/);

  await world.pass(HOUR);
  expect(await writes('still broken, the money is not there')).toBe('We are sorry. It is open again, more urgent than before.');
  expect(await ines.get<Shown>(path)).toMatchObject({ state: 'claimed', round: 2, owner: { name: 'Ines Duarte' } });
  await fix('The bank confirmed the transfer.');
  await world.pass(DAY);
  expect(await writes('yes it works')).toBe('Thank you. We are glad that it is fixed.');

  const closed = await ines.get<Shown>(path);
  expect(closed).toMatchObject({ state: 'confirmed' });
  expect(closed.timeline.map(({ kind, by }) => `${kind}${by === 'the customer' ? ' by her' : ''}`)).toEqual([
    'opened by her',
    'answer_changed by her',
    'window_chosen by her',
    'claimed',
    'announced',
    'attempted',
    'understood',
    'fixed',
    'contested by her',
    'attempted',
    'understood',
    'fixed',
    'confirmed by her',
  ]);
  expect(closed.timeline[8]!.data).toMatchObject({ words: 'still broken, the money is not there' });

  await writes('STOP');
  const sent = texts().length;
  await world.pass(40 * DAY);
  await world.asks({ ...TEXTED, consent: { email: false } });
  expect((await world.invitations()).at(-1)).toMatchObject({ state: 'not_asked' });
  expect(texts()).toHaveLength(sent);

  const maya = await world.visitor().signIn(COLLEAGUES.maya.email);
  const found = await maya.get<{ items: { id: string }[] }>(`/api/customers?phone=${encodeURIComponent(ROSA)}`);
  await maya.post(`/api/customers/${found.items[0]!.id}/erase`, { reason: 'asked_by_customer' });
  for (const table of await rowsOf<{ name: string }>(world.client, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
    const text = JSON.stringify(await rowsOf(world.client, `SELECT * FROM "${table.name}"`));
    for (const trace of [ROSA, 'Rosa Keller', 'charged twice', 'nobody could say why', 'money is not there', 'yes it works'])
      expect([table.name, trace, text.includes(trace)]).toEqual([table.name, trace, false]);
  }
  await hands.findsErased(kase);
  expect(await writes('START')).toBeUndefined();
  expect(await rowsOf(world.client, 'SELECT score FROM responses ORDER BY id')).toEqual([{ score: 5 }, { score: 2 }]);
}
