import type { Client } from '@libsql/client';
import { describe, expect, it } from 'vitest';
import { type OpenDb, opened } from '../../db/client.ts';
import { openDb } from '../../db/file.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { HOUR } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import type { Policy } from '../../server/people/policy.ts';
import { DEFAULT_SURVEY, type Question } from '../../server/surveys/rules.ts';
import { caseOf, handIn, letDown, missedCall, type Shown, surveyFor } from '../callbacks/cases.ts';
import { flakyDb } from '../support/flaky.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { pathOf } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

const inTeam = (world: World, policy: Partial<Policy>) => setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy });
const callbacksOf = (world: World) =>
  rowsOf<{ id: string; cause: string; score: number; second_failure: number; level: number; due_at: number }>(
    world.client,
    'select * from callbacks order by id',
  );

/** A database in which one statement of the next big commit fails: the first, the second, … */
function failingDb() {
  const { client } = openDb(':memory:');
  let failing: number | undefined;
  let size = 0;
  const broken: Client = {
    ...client,
    execute: (first: never, args?: never) => client.execute(first, args as never),
    batch: async (steps, mode) => {
      const at = failing;
      if (at === undefined || steps.length < 5) return client.batch(steps, mode);
      size = steps.length;
      return client.batch([...steps.slice(0, at), 'insert into no_such_table values (1)', ...steps.slice(at)], mode);
    },
  };
  return {
    opened: opened(broken) satisfies OpenDb,
    failAt: (statement: number | undefined) => {
      failing = statement;
    },
    sizeOfTheCommit: () => size,
  };
}

describe('an answer and its callback', () => {
  it('G01 are both there or neither, whichever statement fails', async () => {
    const db = failingDb();
    const world = await makeWorld({ opened: db.opened });
    const survey = await surveyFor(world);
    const rosa = world.visitor();
    for (let at = 0; at === 0 || at <= db.sizeOfTheCommit(); at++) {
      db.failAt(at);
      const answer = await withoutChange(world.client, () => rosa.fillIn(survey, { score: '1', comment: 'Charged twice.' }));
      expect([at, answer.status]).toEqual([at, 500]);
      expect(answer.page).toContain('Charged twice.');
      expect(world.faults.splice(0)).toHaveLength(1);
    }
    expect(db.sizeOfTheCommit()).toBeGreaterThan(8);
    db.failAt(undefined);
    expect((await rosa.fillIn(survey, { score: '1', comment: 'Charged twice.' })).status).toBe(200);
    expect(await countIn(world.client, 'responses', 'callbacks', 'callback_reasons')).toEqual({
      responses: 1,
      callbacks: 1,
      callback_reasons: 1,
    });
  });

  it.each(['reply_lost_before', 'reply_lost_after'] as const)('G01 are both there, once, when the database’s %s', async (mishap) => {
    const db = flakyDb();
    const world = await makeWorld({ opened: db });
    const survey = await surveyFor(world);
    db.next(mishap);
    const answer = await world.visitor().fillIn(survey, { score: '1' });
    expect(answer.status, answer.page).toBe(200);
    expect(await countIn(world.client, 'responses', 'callbacks')).toEqual({ responses: 1, callbacks: 1 });
  });

  it('G01 are both missing while the database is busy, and nothing that was typed is lost', async () => {
    const db = flakyDb();
    const world = await makeWorld({ opened: db });
    const survey = await surveyFor(world);
    db.next('busy');
    const answer = await withoutChange(world.client, () => world.visitor().fillIn(survey, { score: '1', comment: 'Charged twice.' }));
    expect(answer.status).toBe(503);
    expect(answer.page).toContain('Charged twice.');
  });

  it.each([
    ['2 of 5, below 3', { min: 1, max: 5 }, 3, '2', 1],
    ['3 of 5, not below 3', { min: 1, max: 5 }, 3, '3', 0],
    ['6 of 10, below 7', { min: 0, max: 10 }, 7, '6', 1],
    ['7 of 10, not below 7', { min: 0, max: 10 }, 7, '7', 0],
    ['0 of 10', { min: 0, max: 10 }, 7, '0', 1],
  ])('G02 %s', async (_, range, threshold, score, callbacks) => {
    const world = await makeWorld();
    const question: Question = { id: 'score', kind: 'rating', text: 'How was it?', low: 'bad', high: 'good', ...range };
    await world.client.execute({ sql: 'update surveys set questions = ?', args: [JSON.stringify([question])] });
    await inTeam(world, { threshold });
    const survey = await surveyFor(world);
    const answer = await world.visitor().fillIn(survey, { score });
    expect(answer.status, answer.page).toBe(200);
    expect(await callbacksOf(world)).toHaveLength(callbacks);
    expect(/supervisor will call you/i.test(answer.page)).toBe(callbacks === 1);
  });

  it('G03 are decided by the rule of that moment, and its threshold is written beside the answer', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '3' });
    await inTeam(world, { threshold: 5 });
    await world.pass(24 * HOUR);
    expect(await callbacksOf(world)).toEqual([]);
    const [answered] = await rowsOf<{ data: string }>(
      world.client,
      `select data from ledger where kind = 'answered' and subject like 'rsp_%'`,
    );
    expect(JSON.parse(answered!.data)).toMatchObject({ threshold: 3, cause: null, answers: { score: 3 } });
  });

  it.each([
    ['G06 asking for a supervisor with the best score', { score: '5', call_me: 'yes' }, 'asked'],
    ['G08 a problem that is not sorted, with the best score', { score: '5', sorted: 'no' }, 'unsorted'],
    ['G07 a word that the team listens for', { score: '5', comment: 'My lawyer will write to you.' }, 'word_rule'],
  ] as [string, Record<string, string>, string][])('%s is a reason to call', async (_, said, cause) => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const thanks = await world.visitor().fillIn(survey, said);
    expect(thanks.page).toMatch(/supervisor will call you by Mon 2 Mar, 14:00/i);
    expect(await callbacksOf(world)).toMatchObject([{ cause, score: 5 }]);
  });

  it('a link that asks for a supervisor only proposes it: nothing is asked before the form is sent', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const page = await withoutChange(world.client, async () => (await world.visitor().send(`${survey}?call=1`)).text());
    expect(page).toMatch(/<input[^>]*name="call_me"[^>]*checked/);
  });
});

describe('somebody who is let down again', () => {
  it('G04 has one callback: it becomes more urgent, and never due later', async () => {
    const world = await makeWorld();
    await inTeam(world, { capDays: 0 });
    const first = await letDown(world, 'rosa', { score: '2', comment: 'Charged twice.' });
    const [before] = await callbacksOf(world);
    await world.pass(HOUR);
    const second = await surveyFor(world);
    await world.visitor().fillIn(second, { score: '1', comment: 'And again.' });
    const all = await callbacksOf(world);
    expect(all).toHaveLength(1);
    expect(all).toMatchObject([{ second_failure: 1, level: 1, score: 1, first_words: 'And again.', due_at: before!.due_at }]);
    const ines = await world.signIn('ines');
    const shown = await ines.get<Shown>(first.path);
    expect(shown.answers.map((answer) => answer.answers.find((one) => one.question.includes('words'))?.answer)).toEqual([
      'Charged twice.',
      'And again.',
    ]);
    expect(shown.timeline.map((moment) => moment.kind)).toEqual(['opened', 'joined']);
  });

  it('G04 is due sooner when the new reason is more pressing', async () => {
    const world = await makeWorld();
    await inTeam(world, { capDays: 0 });
    await letDown(world);
    await inTeam(world, { firstContactMinutes: 60 });
    const [before] = await callbacksOf(world);
    const second = await surveyFor(world);
    await world.visitor().fillIn(second, { score: '1' });
    expect((await callbacksOf(world))[0]!.due_at).toBe(before!.due_at - 3 * HOUR);
  });

  it('G05 with two answers at the same moment has one callback, with both behind it', async () => {
    const world = await makeWorld();
    await inTeam(world, { capDays: 0 });
    const surveys = [await surveyFor(world), await surveyFor(world)];
    const answers = await Promise.all(surveys.map((survey) => world.visitor().fillIn(survey, { score: '1' })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    const [callback] = await callbacksOf(world);
    expect(callback).toMatchObject({ second_failure: 1, level: 1 });
    expect(await countIn(world.client, 'callbacks', 'responses', 'callback_reasons')).toEqual({
      callbacks: 1,
      responses: 2,
      callback_reasons: 2,
    });
  });

  it('G05 with an answer and a missed call at the same moment has one callback', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const [answer, missed] = await Promise.all([world.visitor().fillIn(survey, { score: '1' }), missedCall(world)]);
    expect(answer.status).toBe(200);
    expect((await callbacksOf(world)).map((one) => one.id)).toEqual([missed.id]);
  });

  it('is called again when they change their answer to a bad one after their case was closed', async () => {
    const world = await makeWorld();
    const first = await letDown(world);
    await world.visitor().fillIn(first.page, {}, `${first.page}/withdraw`);
    const thanks = await world.visitor().fillIn(first.survey, { score: '1', comment: 'It is broken again.' });
    expect(thanks.page).toMatch(/supervisor will call you/i);
    const all = await callbacksOf(world);
    expect(all).toMatchObject([{ state: 'withdrawn' }, { state: 'open', first_words: 'It is broken again.' }]);
    expect((await caseOf(world, all[1]!.id)).page).not.toBe(first.page);
  });
});

describe('who calls, and how', () => {
  it('G09 a team in which nobody works still has its callback: it waits, and is raised when it is due', async () => {
    const world = await makeWorld();
    const { callback: id } = (await (
      await world.visitor().handIn({
        externalId: 'call-1',
        team: 'A team of nobody',
        outcome: 'unanswered',
        endedAt: new Date(world.clock.now()).toISOString(),
        customer: { email: 'rosa@customer.example' },
      })
    ).json()) as { callback: string };
    await world.pass(4 * HOUR);
    const maya = await world.signIn('maya');
    expect(await maya.get<Shown>(`/api/callbacks/${id}`)).toMatchObject({ state: 'open', owner: null, escalated: true, level: 1 });
  });

  it('G10 a customer without a telephone is shown with the address that there is', async () => {
    const world = await makeWorld();
    const { path } = await letDown(world, 'amina');
    const ines = await world.signIn('ines');
    expect((await ines.get<Shown>(path)).reach).toMatchObject({ name: 'Amina Diallo', phone: null, email: 'amina@customer.example' });
  });

  it('G10 and is written to first, before any call was tried, until there is a number', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const tacticOf = async ({ path }: { path: string }) => (await ines.get<Shown & { tactic: string }>(path)).tactic;
    const [amina, rosa] = [await letDown(world, 'amina'), await letDown(world, 'rosa')];
    for (const { path } of [amina, rosa]) await ines.post(`${path}/claim`);
    expect([await tacticOf(amina), await tacticOf(rosa)]).toEqual(['write', 'call']);
    await ines.post(`${amina.path}/window`, { window: null, phone: '+4930901899' });
    expect(await tacticOf(amina)).toBe('call');
  });

  it('G10 a customer of whom there is neither has to be found first', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { callback } = await handIn(world, 'rosa', { outcome: 'unanswered', customer: { id: 'c-nobody', name: 'Somebody' } });
    const path = `/api/callbacks/${callback!}`;
    await ines.post(`${path}/claim`);
    expect(await ines.get(path)).toMatchObject({ tactic: 'find_number', reach: { phone: null, email: null } });
  });

  it('a customer without an address has a callback all the same', async () => {
    const world = await makeWorld();
    const taken = await world.visitor().handIn({
      externalId: 'call-1',
      team: 'Billing',
      outcome: 'unanswered',
      endedAt: new Date(world.clock.now()).toISOString(),
      customer: { phone: '+49 30 901820' },
    });
    const { callback: id } = (await taken.json()) as { callback: string };
    const ines = await world.signIn('ines');
    expect((await ines.get<Shown>(`/api/callbacks/${id}`)).reach).toMatchObject({ phone: '+4930901820', email: null });
    expect(await countIn(world.client, 'messages')).toEqual({ messages: 1 });
  });

  it('G12 two devices that answer one survey at the same moment leave one answer', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const answers = await Promise.all(['1', '2', '1', '5'].map((score) => world.visitor().fillIn(pathOf(survey), { score })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(await countIn(world.client, 'responses', 'callbacks')).toEqual({ responses: 1, callbacks: 1 });
    const [response] = await rowsOf<{ id: string; version: number; score: number }>(world.client, 'select * from responses');
    const told = await rowsOf<{ data: string }>(world.client, 'select data from ledger where subject = ? order by seq', response!.id);
    expect(told).toHaveLength(response!.version);
    expect(JSON.parse(told.at(-1)!.data).answers.score).toBe(response!.score);
  });
});
