import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { MONDAY } from '../world.ts';
import { ROSA, TEXTED, type TextWorld, textWorld } from './text-world.ts';

type Answer = { score: number; answers: Record<string, string | number>; version: number };
type Case = { id: string; state: string; cause: string; open: number; score: number | null; round: number };

/** What Rosa writes, how she is answered, and what came of it. */
async function talking(world: TextWorld, number: string = ROSA) {
  const said = () => world.fake.sentTo(number).map(({ body }) => body);
  return {
    /** Writes, and gives what she is answered. */
    async writes(body: string): Promise<string[]> {
      const before = said().length;
      await world.hears(world.fake.writes(number, body));
      return said().slice(before);
    },
    said,
    last: async () => (await world.texts()).at(-1)!,
    answers: async () =>
      (await rowsOf<{ score: number; answers: string; version: number }>(world.client, 'SELECT * FROM responses ORDER BY id')).map(
        (row): Answer => ({ ...row, answers: JSON.parse(row.answers) as Answer['answers'] }),
      ),
    cases: () => rowsOf<Case>(world.client, 'SELECT * FROM callbacks ORDER BY id'),
    story: async () =>
      (await rowsOf<{ kind: string }>(world.client, "SELECT kind FROM ledger WHERE subject LIKE 'cbk_%'")).map((row) => row.kind),
  };
}

/** Rosa was asked by text. */
async function asked(...options: Parameters<typeof textWorld>) {
  const world = await textWorld(...options);
  await world.asks();
  return { world, rosa: await talking(world) };
}

/** Rosa answered 2, and Ines says that it is fixed. */
async function fixed() {
  const { world, rosa } = await asked();
  await rosa.writes('2');
  const ines = await world.signIn('ines');
  const [kase] = await rosa.cases();
  const path = `/api/callbacks/${kase!.id}`;
  const fix = async (done: string) => {
    await ines.post(`${path}/attempts`, { outcome: 'reached' });
    await ines.post(`${path}/understanding`, { words: 'Two charges.', agreed: true });
    await ines.post(`${path}/fix`, { cause: 'system', done });
    await world.tick();
  };
  await ines.post(`${path}/claim`);
  await fix('One charge was paid back.');
  return { world, rosa, ines, path, fix };
}

describe('E13 a score by text', () => {
  test.each(['2', ' 2 ', '２', 'two', '2!!', '2 - still broken'])('“%s” is an answer, and a supervisor will call', async (body) => {
    const { world, rosa } = await asked();
    const replies = await rosa.writes(body);
    expect(replies).toEqual([
      expect.stringMatching(/^Sorry\. A supervisor will call you by Mon 2 Mar, \d\d:\d\d\. .*http:\/\/localhost:3000\/c\//),
    ]);
    expect(await rosa.answers()).toMatchObject([
      { score: 2, answers: body.includes('broken') ? { score: 2, comment: 'still broken' } : { score: 2 } },
    ]);
    expect(await rosa.cases()).toMatchObject([{ state: 'open', cause: 'low_score', score: 2 }]);
    expect(await world.texts()).toMatchObject([{ state: 'done', read_as: 'score' }]);
    expect(await world.invitations()).toMatchObject([{ state: 'answered' }]);
    expect((await world.messages()).map(({ kind }) => kind)).toEqual(['invitation', 'reply']);
  });

  test('a good one is thanked for, and nobody is called', async () => {
    const { rosa } = await asked();
    expect(await rosa.writes('5')).toEqual(['Thank you. A supervisor reads every answer.']);
    expect(await rosa.cases()).toEqual([]);
  });

  test('everything that follows is written with it, or nothing', async () => {
    const { world, rosa } = await asked();
    const { url, init } = world.fake.writes(ROSA, '2');
    await world.fetch(url, init);
    const real = world.deps.db.batch;
    world.deps.db.batch = () => Promise.reject(new Error('the machine died'));
    await world.tick();
    world.deps.db.batch = real;
    expect([await rosa.answers(), await rosa.cases(), await rosa.last()]).toMatchObject([[], [], { state: 'new' }]);
    await world.pass(MINUTE);
    expect([(await rosa.answers()).length, (await rosa.cases()).length, (await rosa.last()).state, rosa.said().length]).toEqual([
      1,
      1,
      'done',
      2,
    ]);
  });

  test('is spoken in the customer’s language', async () => {
    const world = await textWorld();
    await world.asks({ ...TEXTED, locale: 'de' });
    const rosa = await talking(world);
    expect(await rosa.writes('zwei, immer noch kaputt')).toEqual([expect.stringContaining('/c/')]);
    expect(await rosa.answers()).toMatchObject([{ score: 2 }]);
  });

  test('G12 and their page are one answer: each word that comes later corrects it, whichever way it came', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('👍');
    const page = new URL((await rosa.writes('👍'))[0]!.split(': ')[1]!).pathname;
    await rosa.writes('2');
    expect((await world.visitor().fillIn(page, { score: '4', comment: 'It was sorted at once.' })).status).toBe(200);
    await rosa.writes('1');
    expect(await rosa.answers()).toMatchObject([{ score: 1, version: 3 }]);
    const told = await rowsOf<{ score: number }>(
      world.client,
      "SELECT data ->> '$.answers.score' score FROM ledger WHERE kind IN ('answered', 'corrected') AND subject LIKE 'rsp_%' ORDER BY seq",
    );
    expect(told.map(({ score }) => Number(score))).toEqual([2, 4, 1]);
    expect(await rosa.cases()).toHaveLength(1);
  });

  test('another one of the same day corrects it; what was said before is in its history', async () => {
    const { rosa } = await asked();
    await rosa.writes('5');
    expect(await rosa.writes('1')).toEqual([expect.stringMatching(/^Sorry/)]);
    expect(await rosa.answers()).toMatchObject([{ score: 1, version: 2 }]);
    expect(await rosa.cases()).toHaveLength(1);
  });
});

describe('E14 what is no score', () => {
  test.each(['10', '0', '2 or 3', '👍', ''])('“%s” is not guessed: one clarifying text, then the page, then silence', async (body) => {
    const { world, rosa } = await asked();
    expect(await rosa.writes(body)).toEqual([expect.stringMatching(/^We could not read that\. .* 1 \(very bad\) to 5/)]);
    const [link] = await rosa.writes(body);
    expect(link).toMatch(/^You can answer here: http:\/\/localhost:3000\/s\//);
    expect(await rosa.writes(body)).toEqual([]);
    expect([await rosa.answers(), await rosa.cases()]).toEqual([[], []]);
    const path = new URL(link!.split(': ')[1]!).pathname;
    expect((await world.visitor().fillIn(path, { score: '4' })).status).toBe(200);
    expect(await world.invitations()).toMatchObject([{ state: 'answered' }]);
  });

  test('words go to a person, and nobody is called by a machine', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('well it was a strange sort of afternoon');
    expect([await rosa.last(), await rosa.cases()]).toMatchObject([{ state: 'unmatched', read_as: 'unclear' }, []]);
    const maya = await world.signIn('maya');
    expect(await maya.get('/api/texts/unmatched')).toMatchObject({ items: [{ body: 'well it was a strange sort of afternoon' }] });
  });

  test('E19 unless a word of the team’s stands in them', async () => {
    const { rosa } = await asked({ policy: { firstChannel: 'text', callWords: ['lawyer'] } });
    expect(await rosa.writes('You will hear from my lawyer about this')).toEqual([
      expect.stringMatching(/^All right\. A supervisor will call you\. http/),
    ]);
    expect(await rosa.cases()).toMatchObject([{ cause: 'word_rule', state: 'open' }]);
    expect(await rosa.last()).toMatchObject({ state: 'done' });
  });

  test('G07 which our own text in a quote of theirs is not: they wrote it themselves, or nobody is called', async () => {
    const { world, rosa } = await asked({ policy: { firstChannel: 'text', callWords: ['contact'] } });
    const [ours] = rosa.said();
    expect(ours).toContain('contact');
    await rosa.writes(`Liked “${ours}”`);
    await rosa.writes(`Liked “${ours!.slice(0, 60)}…”`);
    expect(await rosa.cases()).toEqual([]);
    await rosa.writes(`“${ours}” I want no contact any more`);
    expect(await rosa.cases()).toMatchObject([{ cause: 'word_rule' }]);
    await mustBeSound(world);
  });
});

describe('E15 a score without an open survey', () => {
  test('waits for a person, and is attached to nothing', async () => {
    const { world, rosa } = await asked();
    await world.pass(30 * DAY);
    expect(await world.invitations()).toMatchObject([{ state: 'expired' }]);
    expect(await rosa.writes('2')).toEqual([]);
    expect([await rosa.last(), await rosa.answers(), await rosa.cases()]).toMatchObject([{ state: 'unmatched', read_as: null }, [], []]);
  });

  test('of somebody who was asked by mail is none either', async () => {
    const world = await textWorld({ policy: { firstChannel: 'email' } });
    await world.asks();
    const rosa = await talking(world);
    expect(await rosa.writes('2')).toEqual([]);
    expect(await rosa.last()).toMatchObject({ state: 'unmatched' });
  });

  test('a person deals with it, says how, and it waits no more', async () => {
    const { world, rosa } = await asked();
    await world.pass(30 * DAY);
    await rosa.writes('2');
    const maya = await world.signIn('maya');
    const { items } = await maya.get<{ items: { id: string }[] }>('/api/texts/unmatched');
    const path = `/api/texts/${items[0]!.id}/settle`;
    expect(await maya.refused(path)).toMatchObject({ status: 422, field: 'note' });
    await maya.post(path, { note: 'I called her.' });
    expect(await maya.get('/api/texts/unmatched')).toEqual({ items: [], next: null });
    expect(await maya.refused(path, { note: 'Again.' })).toMatchObject({ status: 409, code: 'wrong_state' });
    expect(await maya.refused('/api/texts/txt_nobodys/settle', { note: 'Who?' })).toMatchObject({ status: 404 });
  });
});

test('E16 two who share a number: the second survey waits, and the score is of the first', async () => {
  const world = await textWorld({ policy: { firstChannel: 'text', capDays: 0 } });
  await world.asks();
  const { email: _, ...walt } = CUSTOMERS.walt;
  await world.asks({ ...walt, phone: ROSA, consent: { text: true } });
  expect(world.fake.sentTo(ROSA)).toHaveLength(1);
  const rosa = await talking(world);
  await rosa.writes('2');
  const [answer] = await rowsOf<{ ref: string }>(world.client, 'SELECT c.ref FROM responses r JOIN customers c ON c.id = r.customer_id');
  expect(answer).toEqual({ ref: CUSTOMERS.rosa.id });
});

describe('E18 a text in several parts', () => {
  test('the second is added to the comment; a number in its prose is no score', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('2 nobody called me back');
    await world.pass(MINUTE);
    expect(await rosa.writes('and I waited 5 days for the 3 parts')).toEqual([]);
    expect(await rosa.answers()).toMatchObject([
      { score: 2, answers: { comment: 'nobody called me back\nand I waited 5 days for the 3 parts' }, version: 2 },
    ]);
    expect(await rosa.cases()).toHaveLength(1);
    expect(await rosa.story()).toEqual(['opened', 'answer_changed']);
  });
});

describe('E19 who asks for a call', () => {
  test('gets one, whatever the score', async () => {
    const { rosa } = await asked();
    expect(await rosa.writes('5 but please call me')).toEqual([expect.stringMatching(/^All right\. A supervisor will call you\. /)]);
    expect([await rosa.answers(), await rosa.cases()]).toMatchObject([[{ score: 5 }], [{ cause: 'asked', state: 'open' }]]);
  });

  test('after a low score it is the same call', async () => {
    const { rosa } = await asked();
    await rosa.writes('1, call me');
    await rosa.writes('call me please');
    expect(await rosa.cases()).toMatchObject([{ cause: 'low_score' }]);
    expect(await rosa.story()).toEqual(['opened', 'wrote']);
  });

  test('without a survey, and after a STOP, which is no no to a call', async () => {
    const world = await textWorld({ policy: { firstChannel: 'email' } });
    await world.asks();
    const rosa = await talking(world);
    await rosa.writes('STOP');
    expect(await rosa.writes('call me')).toEqual([]);
    expect(await rosa.cases()).toMatchObject([{ cause: 'asked', state: 'open' }]);
  });

  test('a better time is noted word for word for whoever calls; NO ends it', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('2');
    await world.pass(5 * MINUTE);
    expect(await rosa.writes('tomorrow after 6pm please')).toEqual(['Thank you. We try to call you then.']);
    const ines = await world.signIn('ines');
    const [kase] = await rosa.cases();
    const { timeline } = await ines.get<{ timeline: { kind: string; data: object }[] }>(`/api/callbacks/${kase!.id}`);
    expect(timeline.at(-1)).toMatchObject({ kind: 'wrote', data: { words: 'tomorrow after 6pm please' } });
    expect(await rosa.writes('NO')).toEqual(['All right. Nobody will call you about this.']);
    expect(await rosa.cases()).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('E20 machines that answer', () => {
  test.each(["I'm driving right now and will reply later", 'Automatic reply: I am out of the office until 3 March'])(
    '“%s” is no score',
    async (body) => {
      const { rosa } = await asked();
      expect(await rosa.writes(body)).toEqual([]);
      expect([await rosa.answers(), await rosa.last()]).toMatchObject([[], { state: 'done', read_as: 'auto_reply' }]);
    },
  );

  test('are answered three times a day at most', async () => {
    const { world, rosa } = await asked();
    for (let n = 0; n < 20; n++) await rosa.writes('HELP');
    expect(rosa.said()).toHaveLength(1 + 3);
    await world.pass(DAY + HOUR);
    expect(await rosa.writes('HELP')).toHaveLength(1);
  });
});

describe('E21 a number that somebody else has now', () => {
  test.each(['who is this?', 'wrong number'])('“%s” ends the survey, unlinks the number, and discloses nothing', async (body) => {
    const { world, rosa } = await asked();
    expect(await rosa.writes(body)).toEqual([]);
    expect(await world.invitations()).toMatchObject([{ state: 'wrong_person' }]);
    expect(await rowsOf(world.client, 'SELECT phone FROM customers')).toEqual([{ phone: null }]);
    expect(await rowsOf(world.client, "SELECT value FROM identities WHERE kind = 'phone'")).toEqual([]);
    expect(await rowsOf(world.client, 'SELECT id FROM text_conversations')).toEqual([]);
    expect(await rosa.writes('call me')).toEqual([]);
    expect([await rosa.last(), await rosa.cases()]).toMatchObject([{ state: 'unmatched' }, []]);
    await world.pass(20 * DAY);
    await world.asks();
    expect(await world.invitations()).toMatchObject([{}, { channel: 'email' }]);
    expect(rosa.said()).toHaveLength(1);
  });

  test('after a STOP of whoever had it before, too', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('STOP');
    await rosa.writes('who is this?');
    expect(await rowsOf(world.client, 'SELECT phone FROM customers')).toEqual([{ phone: null }]);
    expect(await rowsOf(world.client, 'SELECT customer_id IS NULL AS nobodys FROM texts ORDER BY id')).toEqual([
      { nobodys: 0 },
      { nobodys: 1 },
    ]);
  });

  test('whoever was going to call sees it, and the customer keeps only what is theirs', async () => {
    const { world, rosa } = await asked();
    await rosa.writes('2');
    await rosa.writes('wrong number');
    expect(await rosa.story()).toEqual(['opened', 'number_lost']);
    expect(await rowsOf(world.client, 'SELECT body, customer_id IS NULL AS nobodys FROM texts ORDER BY id')).toEqual([
      { body: '2', nobodys: 0 },
      { body: 'wrong number', nobodys: 1 },
    ]);
  });
});

describe('E23 at night', () => {
  const NIGHT = { start: MONDAY + 13 * HOUR };

  test('who writes is answered at once', async () => {
    const world = await textWorld();
    await world.asks();
    const rosa = await talking(world);
    await world.pass(13 * HOUR);
    expect(await rosa.writes('2')).toEqual([expect.stringMatching(/^Sorry/)]);
    expect(world.fake.sent().at(-1)!.validity).toBe(600);
  });

  test('what could not leave within ten minutes of theirs waits for the morning', async () => {
    const world = await textWorld(NIGHT);
    await world.asks(TEXTED, { outcome: 'unanswered' });
    const rosa = await talking(world);
    world.fake.next({ status: 429, code: 20429, headers: { 'retry-after': '660' } });
    expect(await rosa.writes('call me')).toEqual([]);
    await world.pass(11 * MINUTE);
    const early = rosa.said().filter((body) => body.startsWith('All right'));
    await world.pass(9 * HOUR);
    expect([early, rosa.said().some((body) => body.startsWith('All right'))]).toEqual([[], true]);
  });
});

describe('“Is it fixed?”, asked by text', () => {
  test('yes closes the case, still broken opens it again with the same person', async () => {
    const { rosa, ines, path, fix } = await fixed();
    expect(rosa.said().at(-1)).toMatch(/Ines says that your problem is fixed/);
    expect(await rosa.writes('no, still broken')).toEqual(['We are sorry. It is open again, more urgent than before.']);
    expect(await ines.get(path)).toMatchObject({ state: 'claimed', round: 2, level: 1, owner: { name: 'Ines Duarte' } });
    await fix('The bank confirmed it.');
    expect(await rosa.writes('yes it works')).toEqual(['Thank you. We are glad that it is fixed.']);
    expect(await ines.get(path)).toMatchObject({ state: 'confirmed' });
  });

  test('partly is not fixed', async () => {
    const { rosa } = await fixed();
    expect(await rosa.writes('partly')).toEqual(['We are sorry. It is open again, more urgent than before.']);
    expect(await rosa.cases()).toMatchObject([{ state: 'claimed', round: 2 }]);
  });

  test('what is no answer to it is asked again, about the case', async () => {
    const { rosa } = await fixed();
    expect(await rosa.writes('hm I would have to look')).toEqual([expect.stringMatching(/Is it\? Reply YES/)]);
    const [link] = await rosa.writes('hm I would have to look');
    expect(link).toMatch(/http:\/\/localhost:3000\/c\//);
    expect(await rosa.cases()).toMatchObject([{ state: 'fixed' }]);
  });

  test('said on the page already, it is no question any more', async () => {
    const { world, rosa } = await fixed();
    const mail = (await world.messages()).at(-1)!;
    const kase = pathOf(linkIn({ text: mail.subject } as Parameters<typeof linkIn>[0], '/c/'));
    expect((await world.visitor().fillIn(kase, { words: 'Not at all.' }, `${kase}/contest`)).status).toBe(200);
    expect(await rosa.writes('yes')).toEqual([]);
    expect(await rosa.cases()).toMatchObject([{ state: 'claimed' }]);
  });
});

test('two texts read at the same moment are both heard', async () => {
  const { world, rosa } = await asked();
  for (const body of ['2', 'The door is still open']) {
    const { url, init } = world.fake.writes(ROSA, body);
    await world.fetch(url, init);
  }
  await Promise.all([world.tick(), world.tick()]);
  expect(await rosa.answers()).toHaveLength(1);
  expect((await world.texts()).filter(({ state }) => state === 'new')).toEqual([]);
});
