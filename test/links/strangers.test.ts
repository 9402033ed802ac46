import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR } from '../../server/core/time.ts';
import { letDown, missedCall, surveyFor } from '../callbacks/cases.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const ROSA = CUSTOMERS.rosa.email;

describe('F06 a link that was guessed', () => {
  /** The same link with one character put differently, once for each character. */
  const nearly = (link: string): string[] => {
    const [, kind, token] = link.split('/') as [string, string, string];
    return [...token].map((sign, i) => `/${kind}/${token.slice(0, i)}${sign === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`);
  };

  it('leads nowhere, whichever character is wrong, and says the same each time', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const pages = new Set<string>();
    for (const path of [...nearly(survey), `${survey}x`, survey.slice(0, -1), '/s/x']) {
      const answer = await world.visitor().send(path);
      expect(answer.status).toBe(404);
      pages.add(await answer.text());
      await world.pass(10_000);
    }
    expect(pages.size).toBe(1);
    expect((await world.visitor().send(survey)).status).toBe(200);
  });

  it('slows the guesser down, and nobody whose link is honest', async () => {
    const world = await makeWorld();
    const { survey, page } = await letDown(world);
    const guess = (i: number) => world.visitor().send(`/${i % 2 ? 's' : 'c'}/${'guess'.repeat(5)}${i}`);
    const answers = [];
    for (let i = 0; i < 50; i++) answers.push(await guess(i));
    expect(answers.slice(0, 30).map((answer) => answer.status)).toEqual(Array(30).fill(404));
    expect(answers.slice(30).map((answer) => answer.status)).toEqual(Array(20).fill(429));
    expect(Number(answers.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answers.at(-1)!.text()).toContain('One moment, please');
    // Behind the same address, at the same moment:
    expect((await world.visitor().send(survey)).status).toBe(200);
    expect((await world.visitor().send(page)).status).toBe(200);
    expect((await world.visitor().fillIn(survey, { score: '1', comment: 'Honest.' })).status).toBe(200);
    await world.pass(60_000);
    expect((await guess(99)).status).toBe(404);
  });

  it('is one of 160 bits, of which only a hash is kept', async () => {
    const world = await makeWorld();
    const { survey, page } = await letDown(world);
    const tokens = [survey, page].map((path) => path.split('/')[2]!);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(20);
    const dump = JSON.stringify(await rowsOf(world.client, 'select * from links'));
    for (const token of tokens) expect(dump).not.toContain(token);
  });
});

describe('F11 a form that another site made', () => {
  const POSTS: [name: string, path: (world: World) => Promise<string>, fields: Record<string, string>][] = [
    ['an answer', surveyFor, { score: '1', comment: 'Not my words.' }],
    ['a wish for a supervisor', async (world) => `${await surveyFor(world)}/supervisor`, {}],
    ...(['agree', 'correct', 'confirm', 'contest', 'withdraw'] as const).map(
      (move): [string, (world: World) => Promise<string>, Record<string, string>] => [
        `“${move}”`,
        async (world) => `${(await missedCall(world)).page}/${move}`,
        { words: 'Not my words.' },
      ],
    ),
  ];

  it.each(POSTS)('%s is refused without our proof, or with that of another link', async (_, made, fields) => {
    const world = await makeWorld();
    const path = await made(world);
    const another = await (await world.visitor().send((await letDown(world, 'kenji')).page)).text();
    const proofs = ['', 'x', /name="proof" value="([^"]*)"/.exec(another)![1]!];
    for (const proof of [undefined, ...proofs]) {
      const body = new URLSearchParams({ ...fields, ...(proof === undefined ? {} : { proof }) });
      const answer = await withoutChange(world.client, () =>
        world.visitor().send(path, { method: 'POST', body, headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } }),
      );
      expect(answer.status).toBe(403);
      const page = await answer.text();
      expect(page).toContain('Please open your link again');
      for (const words of Object.values(fields).filter((value) => value.length > 1)) expect(page).toContain(words);
    }
  });
});

describe('F12 one click to be asked no more', () => {
  const urlencoded = () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const multipart = () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    return form;
  };
  const addressIn = (world: World) =>
    rowsOf<{ request: string }>(world.client, `select request from messages where kind = 'invitation'`).then(([message]) => {
      const { headers } = JSON.parse(message!.request) as { headers: Record<string, string> };
      expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
      return new URL(/^<(.*)>$/.exec(headers['List-Unsubscribe']!)![1]!).pathname;
    });
  const suppressions = (world: World) => rowsOf(world.client, 'select address, purpose, reason, source from suppressions');
  const out = (source: string) =>
    [ROSA, CUSTOMERS.rosa.phone].map((address) => ({ address, purpose: 'survey', reason: 'opted_out', source }));
  const OUT = out('one_click');

  it.each([
    ['urlencoded', urlencoded],
    ['multipart', multipart],
  ])('works %s, from the header of the mail, without cookie, origin or proof, and again', async (_, body) => {
    const world = await makeWorld();
    await surveyFor(world);
    const path = await addressIn(world);
    const click = () => world.fetch(path, { method: 'POST', body: body(), redirect: 'manual' });
    const first = await click();
    expect([first.status, await first.text(), first.headers.get('location')]).toEqual([200, '', null]);
    expect(await suppressions(world)).toEqual(OUT);
    const again = await withoutChange(world.client, click);
    expect(again.status).toBe(200);
  });

  it('works from another site, after the survey has closed, and from two machines at the same moment', async () => {
    const world = await makeWorld();
    const path = `${await surveyFor(world)}/unsubscribe`;
    await world.pass(30 * DAY);
    const headers = { Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' };
    const clicks = await Promise.all([1, 2, 3].map(() => world.fetch(path, { method: 'POST', body: urlencoded(), headers })));
    expect(clicks.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await suppressions(world)).toEqual(OUT);
    expect(await rowsOf(world.client, `select kind from ledger where kind = 'opted_out'`)).toHaveLength(1);
  });

  it('is only offered when the address is opened', async () => {
    const world = await makeWorld();
    const path = `${await surveyFor(world)}/unsubscribe`;
    const page = await withoutChange(world.client, async () => (await world.visitor().send(path)).text());
    expect(page).toContain('Shall we stop asking?');
    expect(await suppressions(world)).toEqual([]);
    const done = await world.visitor().fillIn(path, {});
    expect(done.page).toContain('We will not ask you again');
    expect(await suppressions(world)).toEqual(out('page'));
  });

  it('stops the reminder that was to come', async () => {
    const world = await makeWorld();
    const path = `${await surveyFor(world)}/unsubscribe`;
    await world.fetch(path, { method: 'POST', body: urlencoded() });
    await world.pass(72 * HOUR);
    const reminders = await rowsOf<{ state: string }>(world.client, `select state from messages where kind = 'reminder'`);
    expect(reminders.filter(({ state }) => state !== 'suppressed')).toEqual([]);
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 0 });
  });
});
