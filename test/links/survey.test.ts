import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { LONGEST_ANSWER } from '../../server/responses/rules.ts';
import { bringToFix, caseOf, handIn, letDown, type Shown, surveyFor } from '../callbacks/cases.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { browser } from './scanner.ts';
import { withoutOurScript } from './script.ts';

/** What is typed and chosen on a page, as a browser would send it back. */
function typedOn(page: string): Record<string, string> {
  const unescaped = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  const inputs = [...page.matchAll(/<input[^>]*>/g)]
    .map((match) => match[0])
    .filter((tag) => attribute(tag, 'type') === 'hidden' || / checked/.test(tag))
    .map((tag) => [attribute(tag, 'name')!, attribute(tag, 'value') ?? 'on'] as const);
  const texts = [...page.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g)].map(
    (match) => [match[1]!, match[2]!] as const,
  );
  return Object.fromEntries([...inputs, ...texts].map(([name, value]) => [name, unescaped(value)]));
}

const responsesOf = (world: World) =>
  rowsOf<{ id: string; version: number; score: number; low: number }>(world.client, 'select * from responses');

describe('a survey is answered', () => {
  it('F10 with a plain form, and nothing but what is on the page', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    // Somebody without scripts needs the time that people need: to find the mail, and to read the page.
    await world.pass(MINUTE);
    const page = await (await world.visitor().send(`${survey}?score=2`)).text();
    await world.pass(10 * SECOND);
    expect(page).toMatch(new RegExp(`<form method="post" action="${survey}">`));
    expect(withoutOurScript(page)).not.toMatch(/enctype|onsubmit|<script/);
    const fields = typedOn(page);
    expect(fields).toMatchObject({ score: '2' });
    const post = async (body: Record<string, string>) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await world.visitor().send(survey, { method: 'POST', headers, body: new URLSearchParams(body).toString() });
      expect(answer.status).toBe(200);
      return answer.text();
    };
    const thanks = typedOn(await post(fields));
    expect(thanks).toMatchObject({ score: '2', comment: '', stop: '' });
    expect(await responsesOf(world)).toMatchObject([{ score: 2, low: 1, version: 1 }]);
    await world.pass(10 * SECOND);
    await post({ ...thanks, comment: 'Charged twice.' });
    expect(await responsesOf(world)).toMatchObject([{ score: 2, low: 1, version: 2 }]);
  });

  it('F15 at once: a bad score alone is enough, and words may follow', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world, 'rosa', { score: '1' });
    const ines = await world.signIn('ines');
    expect(await ines.get<Shown>(path)).toMatchObject({ state: 'open', score: 1, firstWords: null });
    const more = await world.visitor().fillIn(survey, { score: '1', comment: 'Charged twice.' });
    expect(more.page).toContain('Your answer is changed');
    const shown = await ines.get<Shown>(path);
    expect(shown.firstWords).toBe('Charged twice.');
    expect(shown.answers).toMatchObject([{ version: 2 }]);
    expect(shown.timeline.map((moment) => moment.kind)).toEqual(['opened', 'answer_changed']);
  });

  it('F15, F10 without scripts too: the score alone, and later the words, each with the button that is there', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const rosa = browser(world);
    await world.pass(MINUTE);
    const page = await rosa.open(`${survey}?score=1`);
    await world.pass(10 * SECOND);
    const thanks = await rosa.send(survey, page, { score: '1' });
    expect(thanks).toMatch(/supervisor will call you by/i);
    expect(await countIn(world.client, 'responses', 'callbacks')).toEqual({ responses: 1, callbacks: 1 });
    await world.pass(10 * SECOND);
    expect(await rosa.send(survey, thanks, { ...typedOn(thanks), comment: 'Charged twice.' })).toContain('Your answer is changed');
    expect(await responsesOf(world)).toMatchObject([{ score: 1, low: 1, version: 2 }]);
    expect(await rowsOf(world.client, 'select first_words from callbacks')).toEqual([{ first_words: 'Charged twice.' }]);
  });

  it('F04 once, however often the same is sent', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const send = () => world.visitor().fillIn(survey, { score: '2', comment: 'Charged twice.' });
    const first = await send();
    const again = await withoutChange(world.client, send);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.page).toContain('We already have your answer');
    expect(again.page).toMatch(/supervisor will call you by Mon 2 Mar, 14:00/);
    expect(await countIn(world.client, 'responses', 'callbacks')).toEqual({ responses: 1, callbacks: 1 });
  });

  it('F04 once, when the same is sent from two tabs at the same moment', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const answers = await Promise.all([1, 2, 3].map(() => world.visitor().fillIn(survey, { score: '2' })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await responsesOf(world)).toMatchObject([{ version: 1 }]);
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 1 });
  });

  it('F04 anew, when something else is sent: a correction, with both in the ledger', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '4', comment: 'Fine.' });
    await world.visitor().fillIn(survey, { score: '5', comment: 'Fine.' });
    const [response] = await responsesOf(world);
    expect(response).toMatchObject({ version: 2, score: 5 });
    const told = await rowsOf<{ kind: string; data: string }>(world.client, 'select * from ledger where subject = ?', response!.id);
    expect(told.map(({ kind, data }) => [kind, JSON.parse(data).answers.score])).toEqual([
      ['answered', 4],
      ['corrected', 5],
    ]);
    const page = await (await world.visitor().send(survey)).text();
    expect(typedOn(page)).toMatchObject({ score: '5', comment: 'Fine.' });
  });

  it('F05 corrected upwards: the callback stays, and tells its supervisor', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world, 'rosa', { score: '1', comment: 'Charged twice.' });
    const thanks = await world.visitor().fillIn(survey, { score: '5', comment: 'All is well now.' });
    expect(thanks.page).toMatch(/supervisor will call you/i);
    const shown = await (await world.signIn('ines')).get<Shown>(path);
    expect(shown).toMatchObject({ state: 'open', cause: 'low_score', score: 5, firstWords: 'All is well now.', secondFailure: false });
    expect(shown.timeline.at(-1)).toMatchObject({ kind: 'answer_changed', by: 'the customer', data: { was: 1, score: 5 } });
  });

  it('F05 corrected downwards: a callback in that commit', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '5' });
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 0 });
    const thanks = await world.visitor().fillIn(survey, { score: '1' });
    expect(thanks.page).toMatch(/supervisor will call you/i);
    expect(await rowsOf(world.client, 'select cause, score from callbacks')).toEqual([{ cause: 'low_score', score: 1 }]);
  });
});

describe('F09 what cannot be taken', () => {
  const typed = { score: '2', comment: 'Charged “twice” & <b>nobody</b> knows why.', stop: 'Queues.', sorted: 'no', call_me: 'yes' };

  it.each([
    ['a score off the scale', { score: '9' }, /choose a number from 1 to 5/],
    ['no score', { score: '' }, /choose a number from 1 to 5/],
    ['a score that is a word', { score: 'bad' }, /choose a number from 1 to 5/],
    ['neither yes nor no', { sorted: 'perhaps' }, /Please choose one of these/],
    ['a question that was not asked', { nps: '10' }, /This was not asked/],
    ['a comment of a megabyte', { comment: 'x'.repeat(1024 * 1024) }, /at most 5,000 characters; this has 1,048,576/],
    ['one letter too many', { start: 'y'.repeat(LONGEST_ANSWER + 1) }, /this has 5,001/],
  ] as [string, Record<string, string>, RegExp][])(
    '%s: the page again with everything typed, and nothing stored',
    async (_, wrong, says) => {
      const world = await makeWorld();
      const survey = await surveyFor(world);
      const sent = { ...typed, ...wrong };
      const answer = await withoutChange(world.client, () => world.visitor().fillIn(survey, sent));
      expect(answer.status).toBe(422);
      expect(answer.page).toMatch(says);
      const kept = typedOn(answer.page);
      const known = ['score', 'comment', 'stop', 'start', 'sorted', 'call_me'] as const;
      for (const name of known) {
        const offered = !['score', 'sorted'].includes(name) || wrong[name as 'score'] === undefined;
        if (name in sent && offered) expect(kept[name]).toBe(sent[name as keyof typeof sent]);
      }
    },
  );

  it('a file: the page again with everything typed, and nothing stored', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const proof = typedOn(await (await world.visitor().send(survey)).text()).proof!;
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...typed, proof })) form.set(name, value);
    form.set('photo', new File(['\u0000\u0001'], 'charge.png', { type: 'image/png' }));
    const answer = await withoutChange(world.client, () => world.visitor().send(survey, { method: 'POST', body: form }));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('A file cannot be sent here');
    expect(typedOn(page)).toMatchObject(typed);
  });

  it('the same without a file, from a mail program that sends multipart', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const proof = typedOn(await (await world.visitor().send(survey)).text()).proof!;
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...typed, proof })) form.set(name, value);
    expect((await world.visitor().send(survey, { method: 'POST', body: form })).status).toBe(200);
  });

  it.each([
    ['JSON', 'application/json', '{"score":2}', 415],
    ['no type', undefined, 'score=2', 415],
    ['multipart without its boundary', 'multipart/form-data', 'score=2', 400],
    ['multipart that is cut off', 'multipart/form-data; boundary=x', '--x\r\nContent-Dispo', 400],
    ['more than any form', 'application/x-www-form-urlencoded', `comment=${'x'.repeat(2 * 1024 * 1024)}`, 413],
  ] as [string, string | undefined, string, number][])('%s', async (_, type, body, status) => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const headers: Record<string, string> = type ? { 'Content-Type': type } : {};
    const answer = await withoutChange(world.client, () =>
      world.visitor().send(survey, { method: 'POST', headers, body: new TextEncoder().encode(body) }),
    );
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });
});

describe('F07 a survey that has closed', () => {
  it('can no longer be answered, says so, and still brings a supervisor, once', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.pass(15 * DAY);
    const rosa = world.visitor();
    const closed = await rosa.send(survey);
    expect(closed.status).toBe(410);
    const page = await closed.text();
    expect(page).toContain('This survey has closed');
    expect(page).toContain(`action="${survey}/supervisor"`);
    const late = await withoutChange(world.client, () => rosa.fillIn(survey, { score: '1', comment: 'Too late?' }));
    expect(late.status).toBe(410);

    const asked = await rosa.fillIn(survey, {}, `${survey}/supervisor`);
    expect(asked.status).toBe(303);
    const again = await withoutChange(world.client, () => rosa.fillIn(survey, {}, `${survey}/supervisor`));
    expect(again.status).toBe(303);
    const [{ id }] = (await rowsOf<{ id: string }>(world.client, 'select id from callbacks')) as [{ id: string }];
    expect(await (await rosa.send((await caseOf(world, id)).page)).text()).toContain('We call you by Tue 17 Mar, 14:00');
    expect(await rowsOf(world.client, 'select cause, state, score from callbacks')).toEqual([
      { cause: 'asked', state: 'open', score: null },
    ]);
  });

  it('brings one supervisor to somebody who asks from two tabs at the same moment', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.pass(15 * DAY);
    const asked = await Promise.all([1, 2, 3].map(() => world.visitor().fillIn(survey, {}, `${survey}/supervisor`)));
    expect(asked.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 1 });
  });

  it('keeps what was typed when it closed in the meantime', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.pass(15 * DAY);
    const late = await world.visitor().fillIn(survey, { score: '1', comment: 'I wrote all this for you.' });
    expect(late.page).toContain('I wrote all this for you.');
  });
});

describe('F17 who opts out with an open case', () => {
  it('gets no survey any more, is told that the case goes on, and is asked whether it is fixed', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const out = `${kase.survey}/unsubscribe`;
    expect(await (await world.visitor().send(out)).text()).toContain('Your open case goes on: we still call you about it.');
    const done = await world.visitor().fillIn(out, {});
    expect(done.page).toContain('We will not ask you again');
    expect(done.page).toContain('Your open case goes on');
    await bringToFix(await world.signIn('ines'), kase);
    await world.pass(30 * DAY);
    await handIn(world, 'rosa');
    await world.pass(HOUR);
    const mails = (await world.visitor().mails()).filter((mail) => mail.address === CUSTOMERS.rosa.email);
    expect(mails.map((mail) => mail.kind)).toEqual(['invitation', 'callback_opened', 'is_it_fixed']);
  });
});

describe('F18 secrets in an answer', () => {
  it('are hidden from the supervisor and kept as they were typed', async () => {
    const world = await makeWorld();
    const comment = 'You charged 4111 1111 1111 1111 twice. My password is: hunter2';
    const { path, survey } = await letDown(world, 'rosa', { score: '1', comment });
    const ines = await world.signIn('ines');
    const [one, list] = [await (await ines.send(path)).text(), await (await ines.send('/api/callbacks')).text()];
    for (const text of [one, list]) {
      expect(text).toContain('•••• 1111 twice');
      expect(text).not.toMatch(/4111|hunter2/);
    }
    expect(JSON.parse((await rowsOf<{ answers: string }>(world.client, 'select answers from responses'))[0]!.answers).comment).toBe(
      comment,
    );
    expect(typedOn(await (await world.visitor().send(survey)).text()).comment).toBe(comment);
  });

  it('are hidden on the page of the case, and in what the customer says there', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    await ines.post(`${kase.path}/understanding`, { words: 'Two charges.' });
    const says = (move: string, words: string) => world.visitor().fillIn(kase.page, { words }, `${kase.page}/${move}`);
    await says('correct', 'Three charges, to 4111 1111 1111 1111.');
    await bringToFix(ines, kase);
    await says('contest', 'Still charged: 3782 822463 10005, pin 1234');
    await says('withdraw', 'My password: hunter2');
    for (const page of [await (await ines.send(kase.path)).text(), await (await world.visitor().send(kase.page)).text()])
      expect(page).not.toMatch(/4111|3782|1234|hunter2/);
  });
});
