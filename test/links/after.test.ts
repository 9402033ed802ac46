import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { letDown, type Shown, surveyFor } from '../callbacks/cases.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const CALLS = { call_number: '030 123456', call_country: 'DE' };
const windowsOn = (page: string): string[] => [...page.matchAll(/<option value="(\d+-\d+)"/g)].map(([, id]) => id!);

describe('after a low score Rosa says when and where she can be called', () => {
  it('on the page that thanks her, in the opening hours of the team: it stands on the callback and on her case', async () => {
    const world = await makeWorld();
    const { survey, path, page } = await letDown(world);
    const rosa = world.visitor();
    const [, , third] = windowsOn(await (await rosa.send(survey)).text());
    const sent = await rosa.fillIn(survey, { score: '2', call_when: third!, ...CALLS });
    expect(sent.status).toBe(200);
    expect(sent.page).toMatch(/A supervisor will call you: Mon 2 March, 15:00\p{Z}*–\p{Z}*17:00/u);
    const [from, to] = third!.split('-').map(Number);
    expect(await (await world.signIn('ines')).get(path)).toMatchObject({
      window: { from: new Date(from!).toISOString(), to: new Date(to!).toISOString() },
      reach: { phone: '+4930123456' },
      due: { at: new Date(to!).toISOString() },
    });
    const kase = await (await rosa.send(page)).text();
    expect(kase).toMatch(/We call you Mon 2 March, 15:00/);
    expect(kase).not.toContain('123456');
  });

  it('how confident she is that it is sorted out, if she likes: once said it stands there, and is told once', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world);
    const rosa = world.visitor();
    const shown = async () => (await rosa.send(survey)).text();
    expect(await shown()).toContain('How confident are you that we will sort this out?');
    const ines = await world.signIn('ines');
    const ratings = async () =>
      (await ines.get<Shown>(path)).timeline.filter(({ kind }) => kind === 'rated').map(({ data }) => data.rating);
    for (const said of ['', '9', 'very']) {
      expect((await rosa.fillIn(survey, { score: '2', call_confidence: said })).status).toBe(200);
      expect(await ratings()).toEqual([]);
    }
    const sent = await rosa.fillIn(survey, { score: '2', call_confidence: '2' });
    expect(sent.page).toContain('Your answer is changed');
    await rosa.fillIn(survey, { score: '2', comment: 'Charged twice.', call_confidence: '2' });
    expect(await ratings()).toEqual([2]);
    expect(await ines.get(path)).toMatchObject({ confidence: { before: 2, after: null } });
    expect(await shown()).toMatch(/name="call_confidence" value="2" checked/);
    await rosa.fillIn(survey, { score: '2', comment: 'Charged twice.', call_confidence: '4' });
    expect(await ratings()).toEqual([2, 4]);
  });

  it('is not asked how confident she is when nobody needs to call her', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const sent = await world.visitor().fillIn(survey, { score: '5', call_confidence: '1' });
    expect(sent.status).toBe(200);
    expect(sent.page).not.toContain('call_confidence');
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 0 });
  });

  it('keeps the time that she chose when it has begun, and she only adds a word or a number', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world);
    const rosa = world.visitor();
    const [first] = windowsOn(await (await rosa.send(survey)).text());
    await rosa.fillIn(survey, { score: '2', call_when: first! });
    await world.pass(Number(first!.split('-')[0]) + HOUR - world.clock.now());
    const later = await (await rosa.send(survey)).text();
    expect(/<option value="([^"]*)" selected/.exec(later)?.[1]).toBe(first);
    await rosa.fillIn(survey, { score: '2', comment: 'Charged twice.', call_when: first!, ...CALLS });
    const [from] = first!.split('-').map(Number);
    expect(await (await world.signIn('ines')).get(path)).toMatchObject({
      window: { from: new Date(from!).toISOString() },
      reach: { phone: '+4930123456' },
    });
  });

  it('can still give a number when the time that she chose is over', async () => {
    const world = await makeWorld();
    const { survey, path } = await letDown(world);
    const rosa = world.visitor();
    const [first] = windowsOn(await (await rosa.send(survey)).text());
    await rosa.fillIn(survey, { score: '2', call_when: first! });
    await world.pass(Number(first!.split('-')[1]) + HOUR - world.clock.now());
    const sent = await rosa.fillIn(survey, { score: '2', ...CALLS });
    expect(sent.status).toBe(200);
    expect(await (await world.signIn('ines')).get(path)).toMatchObject({ reach: { phone: '+4930123456' } });
  });

  it('changes her mind on the page of her case, and cancels', async () => {
    const world = await makeWorld();
    const { path, page } = await letDown(world);
    const rosa = world.visitor();
    const first = windowsOn(await (await rosa.send(page)).text())[0]!;
    const chosen = await rosa.fillIn(page, { call_when: first, call_number: '', call_country: 'DE' }, `${page}/window`);
    expect(chosen.page).toContain('Thank you. We call you then.');
    const cleared = await rosa.fillIn(page, { call_when: '', call_number: '', call_country: 'DE' }, `${page}/window`);
    expect(cleared.status).toBe(200);
    expect((await (await world.signIn('ines')).get<Shown & { window: unknown }>(path)).window).toBeNull();
  });

  it.each([
    ['a number that is none', { call_number: '12', call_country: 'DE' }, 'This is not a phone number that we can call'],
    ['a costly number', { call_number: '+49 900 1234567', call_country: 'DE' }, 'This is not a phone number that we can call'],
    ['a country that is none', { call_number: '030 123456', call_country: 'XX' }, 'This is not a phone number that we can call'],
    ['a time at night', { call_when: '1772499600000-1772506800000' }, 'We cannot call at that time any more'],
    ['a time that is none', { call_when: 'soon' }, 'We cannot call at that time any more'],
  ])('%s is said beside its field, with everything typed, and nothing is kept', async (_, wish, says) => {
    const world = await makeWorld();
    const { survey } = await letDown(world);
    const said = { score: '2', comment: 'Charged twice.', ...wish };
    const sent = await withoutChange(world.client, () => world.visitor().fillIn(survey, said as unknown as Record<string, string>));
    expect(sent.status).toBe(422);
    expect(sent.page).toContain(says);
    expect(sent.page).toContain('Charged twice.</textarea>');
  });
});

describe('who does not want to answer now', () => {
  it('is not reminded, says so once, and can still answer', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const rosa = world.visitor();
    const later = await rosa.fillIn(survey, {}, `${survey}/later`);
    expect(later.page).toContain('We will not remind you.');
    await withoutChange(world.client, () => rosa.fillIn(survey, {}, `${survey}/later`));
    await world.pass(5 * DAY);
    expect((await rosa.mails()).map((mail) => mail.kind)).toEqual(['invitation']);
    expect((await rosa.fillIn(survey, { score: '4' })).page).toContain('Thank you for telling us');
  });
});

describe('an answer without a name', () => {
  const anonymously = async (world: World, allowed: boolean) => {
    const survey = await surveyFor(world);
    if (allowed) await world.client.execute(`update teams set policy = json_set(policy, '$.anonymous', json('true'))`);
    return {
      survey,
      send: () => world.visitor().fillIn(survey, { score: '1', comment: 'It is the boss.', call_me: 'yes', anonymous: 'yes' }),
    };
  };

  it('is kept without the person, calls nobody, and cannot be changed', async () => {
    const world = await makeWorld();
    const { survey, send } = await anonymously(world, true);
    expect(await (await world.visitor().send(survey)).text()).toContain('Answer without my name');
    expect((await send()).page).toContain('It is kept without your name');
    const [response] = await rowsOf(world.client, 'select * from responses');
    expect(response).toMatchObject({ score: 1, customer_id: null, invitation_id: null, interaction_id: null, low: 0 });
    expect(JSON.parse(String(response!.answers))).toEqual({ score: 1, comment: 'It is the boss.' });
    expect(Number(response!.first_at) % DAY, 'only the day is known').toBe(0);
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 0 });
    const told = await rowsOf(world.client, 'select actor_id from ledger where kind = ?', 'answered');
    expect(told).toEqual([{ actor_id: 'anonymous' }]);
    const again = await withoutChange(world.client, send);
    expect(again.status).toBe(409);
  });

  it('is an answer with a name where the team does not take it', async () => {
    const world = await makeWorld();
    const { survey, send } = await anonymously(world, false);
    expect(await (await world.visitor().send(survey)).text()).not.toContain('Answer without my name');
    expect((await send()).page).toContain('A supervisor will call you');
    expect(await countIn(world.client, 'callbacks')).toEqual({ callbacks: 1 });
  });
});

describe('a customer whose case is closed', () => {
  it('can have a supervisor call again: a new case, once', async () => {
    const world = await makeWorld();
    const { page } = await letDown(world);
    const rosa = world.visitor();
    await rosa.fillIn(page, {}, `${page}/withdraw`);
    expect(await (await rosa.send(page)).text()).toContain('Please have a supervisor call me');
    const asked = await rosa.fillIn(page, {}, `${page}/call_me`);
    expect(asked.status).toBe(303);
    await withoutChange(world.client, () => rosa.fillIn(page, {}, `${page}/call_me`));
    expect(await rowsOf(world.client, 'select cause, state from callbacks order by id')).toEqual([
      { cause: 'low_score', state: 'withdrawn' },
      { cause: 'asked', state: 'open' },
    ]);
  });
});

describe('C19 a customer who gets mail about their case', () => {
  it('finds in it the way to be called only: no more mail, the case goes on, and it is no mail that a list sends', async () => {
    const world = await makeWorld();
    const { page, path } = await letDown(world);
    const rosa = world.visitor();
    const [opened] = (await rosa.mails()).filter((mail) => mail.kind === 'callback_opened');
    expect(opened!.text).toContain(`Only call me about it, do not write: `);
    const request = JSON.parse(
      String((await rowsOf(world.client, "select request from messages where kind = 'callback_opened'"))[0]!.request),
    );
    expect(Object.keys(request.headers)).toEqual(['Auto-Submitted']);
    const said = await rosa.fillIn(page, {}, `${page}/only_call`);
    expect(said.page).toContain('Your open case goes on: we still call you about it.');
    expect(said.page).not.toContain('Only call me about it');
    await withoutChange(world.client, () => rosa.fillIn(page, {}, `${page}/only_call`));
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/announce`);
    expect((await rosa.mails()).filter((mail) => mail.kind === 'before_call')).toEqual([]);
  });
});
