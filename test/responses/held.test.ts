import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { type CustomerName, surveyFor } from '../callbacks/cases.ts';
import { browser } from '../links/scanner.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';

type HeldLine = { id: string; customer: string; team: string; state: string; score: number; low: boolean; since: string } & {
  answers: { question: string; answer: string }[];
  signals: { name: string; says: string }[];
};
type HeldList = { items: HeldLine[]; next: string | null };

const FILTER = { agent: 'Barracuda Sentinel (EE)' };

/** A filter of mail opens the link and sends what it finds there. */
async function aFilterSends(world: World, survey: string, fields: Record<string, string>): Promise<string> {
  const filter = browser(world, FILTER);
  return filter.send(survey, await filter.open(survey), fields);
}

/** A survey from whose link a filter sent an answer. */
async function held(world: World, fields: Record<string, string>, who: CustomerName = 'rosa'): Promise<string> {
  const survey = await surveyFor(world, who);
  expect(await aFilterSends(world, survey, fields)).toContain('Was this you?');
  return survey;
}

/** Rosa runs no scripts, and is faster than anybody: a second after the mail she has opened its link, another one and it is sent. */
async function rosaIsFast(world: World, fields: Record<string, string>) {
  const survey = await surveyFor(world);
  const rosa = browser(world);
  world.clock.moveTo(world.clock.now() + SECOND);
  const page = await rosa.open(`${survey}?score=1`);
  world.clock.moveTo(world.clock.now() + SECOND);
  return { rosa, survey, answer: await rosa.send(survey, page, fields) };
}

const historyOf = async (world: World): Promise<[string, string, number | undefined][]> =>
  (
    await rowsOf<{ kind: string; actor_kind: string; data: string }>(
      world.client,
      "select * from ledger where subject like 'rsp_%' order by subject, seq",
    )
  ).map(({ kind, actor_kind, data }) => [kind, actor_kind, JSON.parse(data).answers?.score]);

const counts = (world: World) => countIn(world.client, 'responses', 'held_answers', 'callbacks');

describe('F03 an honest customer who is as fast as a machine', () => {
  it('is asked whether it was them: one tap, and the answer counts and calls', async () => {
    const world = await makeWorld();
    const { rosa, survey, answer } = await rosaIsFast(world, { score: '1', comment: 'Charged “twice” & nobody <cares>.' });
    expect(answer).toContain('Was this you?');
    expect(answer).not.toMatch(/supervisor will call/i);
    expect(await counts(world)).toEqual({ responses: 0, held_answers: 1, callbacks: 0 });
    world.clock.moveTo(world.clock.now() + 3 * SECOND);
    const values = { comment: 'Charged “twice” & nobody <cares>.' };
    const thanks = await rosa.send(survey, answer, values);
    expect(thanks).toMatch(/supervisor will call you by .*14:00/i);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 1 });
    expect(await historyOf(world)).toEqual([
      ['held', 'customer', 1],
      ['answered', 'customer', 1],
    ]);
    // The page was drawn with what she wrote, letter by letter.
    expect(answer).toContain('name="comment" value="Charged “twice” &amp; nobody &lt;cares&gt;."');
    await world.tick();
    await mustBeSound(world);
  });

  it('F04 who taps twice has answered once', async () => {
    const world = await makeWorld();
    const { rosa, survey, answer } = await rosaIsFast(world, { score: '1' });
    world.clock.moveTo(world.clock.now() + 3 * SECOND);
    await rosa.send(survey, answer);
    const again = await withoutChange(world.client, () => rosa.send(survey, answer));
    expect(again).toContain('We already have your answer');
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 1 });
  });

  it('who taps faster than the second page can be read is asked again, and again nothing is lost', async () => {
    const world = await makeWorld();
    const { rosa, survey, answer } = await rosaIsFast(world, { score: '1' });
    const second = await withoutChange(world.client, () => rosa.send(survey, answer));
    expect(second).toContain('Was this you?');
    world.clock.moveTo(world.clock.now() + 2 * SECOND);
    expect(await rosa.send(survey, second)).toMatch(/supervisor will call you/i);
  });

  it('who opens the link again sends it again, and it counts; nothing is chosen there that a machine may have chosen', async () => {
    const world = await makeWorld();
    const { survey } = await rosaIsFast(world, { score: '1', comment: 'Charged twice.' });
    await world.pass(MINUTE);
    const page = await withoutChange(world.client, () => browser(world).open(survey));
    expect(page).not.toMatch(/ checked|Charged twice/);
    await world.pass(10 * SECOND);
    const thanks = await browser(world).send(survey, page, { score: '1', comment: 'Charged twice.' });
    expect(thanks).toMatch(/supervisor will call you/i);
  });

  it('whose browser runs scripts is never asked: the script saw the tap', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const rosa = browser(world, { hand: '700' });
    expect(await rosa.send(survey, await rosa.open(survey), { score: '1' })).toMatch(/supervisor will call you/i);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 1 });
  });
});

describe('an answer without a name', () => {
  const anonymously = { score: '1', anonymous: 'yes' };

  it('F02 from a machine leaves no trace; F03 with a second act it counts, and ends what was held', async () => {
    const world = await makeWorld();
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy: { anonymous: true } });
    const survey = await held(world, { score: '5' });
    const page = await withoutChange(world.client, () => aFilterSends(world, survey, anonymously));
    expect(page).toContain('name="anonymous" value="yes"');
    world.clock.moveTo(world.clock.now() + 3 * SECOND);
    await browser(world).send(survey, page);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 0 });
    expect(await rowsOf(world.client, 'select invitation_id from responses')).toEqual([{ invitation_id: null }]);
  });
});

describe('who asks for a supervisor after the survey has closed', () => {
  const closed = async (world: World) => {
    const survey = await surveyFor(world);
    await world.pass(15 * DAY);
    return survey;
  };

  it('F02 as a machine would, puts nobody on the phone', async () => {
    const world = await makeWorld();
    const survey = await closed(world);
    const filter = browser(world, FILTER);
    for (let page = await filter.open(survey), times = 0; times < 3; times++) {
      page = await withoutChange(world.client, () => filter.send(`${survey}/supervisor`, page));
      expect(page).toContain('Was this you?');
    }
  });

  it('F03 without scripts, and at once, is asked once more', async () => {
    const world = await makeWorld();
    const survey = await closed(world);
    const rosa = browser(world);
    const page = await rosa.send(`${survey}/supervisor`, await rosa.open(survey));
    expect(page).toContain('Was this you?');
    world.clock.moveTo(world.clock.now() + 2 * SECOND);
    await rosa.send(`${survey}/supervisor`, page);
    expect(await counts(world)).toEqual({ responses: 0, held_answers: 0, callbacks: 1 });
  });
});

describe('F02 an answer that may come from a machine', () => {
  it('ends nothing: the survey is still asked, reminded of, and ends in its time', async () => {
    const world = await makeWorld();
    await held(world, { score: '1', call_me: 'yes' });
    expect(await rowsOf(world.client, 'select state from invitations')).toEqual([{ state: 'asked' }]);
    for (let day = 0; day < 20; day++) await world.pass(DAY);
    const kinds = (await world.visitor().mails()).map(({ kind }) => kind);
    expect(kinds).toEqual(['invitation', 'reminder']);
    expect(await rowsOf(world.client, 'select state from invitations')).toEqual([{ state: 'expired' }]);
    expect(await counts(world)).toEqual({ responses: 0, held_answers: 1, callbacks: 0 });
  });

  it('is replaced by what its customer sends; both are in the ledger', async () => {
    const world = await makeWorld();
    const survey = await held(world, { score: '1' });
    await world.pass(HOUR);
    expect((await world.visitor().fillIn(survey, { score: '4' })).page).toContain('Thank you for telling us');
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 0 });
    expect(await historyOf(world)).toEqual([
      ['held', 'customer', 1],
      ['answered', 'customer', 4],
    ]);
    await world.pass(3 * DAY);
    const ines = await world.signIn('ines');
    expect((await ines.get<HeldList>('/api/responses/held')).items).toEqual([]);
    await mustBeSound(world);
  });

  it('is written once, however often it is sent', async () => {
    const world = await makeWorld();
    const survey = await held(world, { score: '1' });
    await withoutChange(world.client, () => aFilterSends(world, survey, { score: '1' }));
  });

  it('that would call somebody is not hidden by one that would not', async () => {
    const world = await makeWorld();
    const survey = await held(world, { score: '1' });
    await aFilterSends(world, survey, { score: '5' });
    expect(await rowsOf(world.client, 'select score, low from held_answers')).toEqual([{ score: 1, low: 1 }]);
    expect((await historyOf(world)).map(([kind, , score]) => [kind, score])).toEqual([
      ['held', 1],
      ['held', 5],
    ]);
  });

  it('changes nothing of an answer that counts, and is gone when its customer stands by that', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '4' });
    expect(await aFilterSends(world, survey, { score: '1' })).toContain('Was this you?');
    expect(await rowsOf(world.client, 'select score, version, low from responses')).toEqual([{ score: 4, version: 1, low: 0 }]);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 1, callbacks: 0 });
    expect((await world.visitor().fillIn(survey, { score: '4' })).page).toContain('We already have your answer');
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 0 });
    await world.visitor().fillIn(survey, { score: '2' });
    expect((await historyOf(world)).map(([kind]) => kind)).toEqual(['answered', 'held', 'contradicted', 'corrected']);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 1 });
    await world.tick();
    await mustBeSound(world);
  });

  it.each([1, 2, 3, 4, 5])('F16 beside its customer’s own, in the same moment, leaves theirs (%i)', async (turn) => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const filters: (() => Promise<unknown>)[] = ['5', '4', '3'].map((score) => () => aFilterSends(world, survey, { score }));
    const sends = filters.toSpliced(turn % 4, 0, () => world.visitor().fillIn(survey, { score: '1' }));
    await Promise.all(sends.map((send) => send()));
    expect(await rowsOf(world.client, 'select score, version from responses')).toEqual([{ score: 1, version: 1 }]);
    expect((await counts(world)).callbacks).toBe(1);
    await world.tick();
    await mustBeSound(world);
  });

  it('keeps the time at which its page was drawn under our proof: who changes it is refused', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    const page = await browser(world).open(survey);
    for (const drawn of ['0.', '', 'zzzzzzzzzzz.', '-1.', '.']) {
      const forged = page.replace(/(name="proof" value=")[^".]*\./, `$1${drawn}`);
      expect(await withoutChange(world.client, () => browser(world).send(survey, forged, { score: '1' }))).toContain(
        'This form did not come from our page.',
      );
    }
  });
});

describe('the answers that a supervisor reads', () => {
  it('F03 are the low ones, a day later, with what spoke for a machine in words; good ones just stay held', async () => {
    const world = await makeWorld();
    await held(world, { score: '1', comment: 'My PIN is 4711.' });
    await held(world, { score: '5' }, 'kenji');
    const ines = await world.signIn('ines');
    await world.pass(DAY - 1);
    expect((await ines.get<HeldList>('/api/responses/held')).items).toEqual([]);
    await world.pass(1);
    expect(await ines.get<HeldList>('/api/responses/held')).toMatchObject({
      next: null,
      items: [
        {
          ...{ customer: 'Rosa Keller', team: 'Billing', state: 'to_read', score: 1, low: true, since: '2026-03-02T09:00:00.000Z' },
          answers: [
            { question: 'How was your contact with us?', answer: '1' },
            { question: 'What happened, in your own words?', answer: 'My PIN is ••••.' },
          ],
          signals: [
            { name: 'names_itself', says: 'The program that sent it calls itself “Barracuda”.' },
            { name: 'soon_after_mail', says: 'It came 0 seconds after the mail had left.' },
            { name: 'faster_than_reading', says: 'It was sent 0 seconds after the page was opened.' },
            { name: 'no_script', says: 'The browser that sent it runs no scripts.' },
          ],
        },
      ],
    });
    expect((await ines.get<HeldList>('/api/responses/held?state=waiting')).items).toMatchObject([{ customer: 'Kenji Mori', low: false }]);
    expect(await counts(world)).toEqual({ responses: 0, held_answers: 2, callbacks: 0 });
  });

  it('count from the moment a supervisor finds them real, and call, in one commit', async () => {
    const world = await makeWorld();
    await held(world, { score: '1', comment: 'Charged twice.' });
    await world.pass(20 * DAY);
    const ines = await world.signIn('ines');
    const { items } = await ines.get<HeldList>('/api/responses/held');
    const { id, callback } = await ines.post<{ id: string; callback: string }>(`/api/responses/${items[0]!.id}/count`);
    expect(await ines.get(`/api/callbacks/${callback}`)).toMatchObject({ state: 'open', score: 1, firstWords: 'Charged twice.' });
    expect(await historyOf(world)).toEqual([
      ['held', 'customer', 1],
      ['to_read', 'clock', undefined],
      ['answered', 'person', 1],
    ]);
    expect(await rowsOf(world.client, 'select state from invitations')).toEqual([{ state: 'answered' }]);
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 1 });
    expect(await ines.refused(`/api/responses/${id}/count`)).toMatchObject({ status: 404, code: 'not_found' });
    await world.tick();
    await mustBeSound(world);
  });

  it('count without a call when they are good', async () => {
    const world = await makeWorld();
    await held(world, { score: '5' });
    const ines = await world.signIn('ines');
    const { items } = await ines.get<HeldList>('/api/responses/held?state=waiting');
    expect(await ines.post(`/api/responses/${items[0]!.id}/count`)).toEqual({ id: items[0]!.id, callback: null });
    expect(await counts(world)).toEqual({ responses: 1, held_answers: 0, callbacks: 0 });
  });

  it('are dismissed with a reason, kept apart, and do not stand in their customer’s way', async () => {
    const world = await makeWorld();
    const survey = await held(world, { score: '1' });
    await world.pass(2 * DAY);
    const ines = await world.signIn('ines');
    const [line] = (await ines.get<HeldList>('/api/responses/held')).items;
    const dismiss = `/api/responses/${line!.id}/dismiss`;
    expect(await withoutChange(world.client, () => ines.refused(dismiss))).toMatchObject({ status: 422, field: 'reason' });
    await ines.post(dismiss, { reason: 'Their filter sends this for everybody.' });
    expect(await withoutChange(world.client, () => ines.refused(dismiss, { reason: 'Again.' }))).toMatchObject({ status: 409 });
    expect(await ines.refused(`/api/responses/${line!.id}/count`)).toMatchObject({ status: 409, state: 'dismissed' });
    expect((await ines.get<HeldList>('/api/responses/held')).items).toEqual([]);
    expect((await ines.get<HeldList>('/api/responses/held?state=dismissed')).items).toMatchObject([{ id: line!.id }]);
    expect((await world.visitor().fillIn(survey, { score: '1' })).page).toMatch(/supervisor will call you/i);
    expect((await historyOf(world)).map(([kind, actor]) => [kind, actor])).toEqual([
      ['held', 'customer'],
      ['to_read', 'clock'],
      ['dismissed', 'person'],
      ['answered', 'customer'],
    ]);
    await world.tick();
    await mustBeSound(world);
  });

  it('are looked at again when something else comes after they were dismissed', async () => {
    const world = await makeWorld();
    const survey = await held(world, { score: '5' });
    const ines = await world.signIn('ines');
    const [line] = (await ines.get<HeldList>('/api/responses/held?state=waiting')).items;
    await ines.post(`/api/responses/${line!.id}/dismiss`, { reason: 'A filter.' });
    await aFilterSends(world, survey, { score: '1' });
    await world.pass(DAY);
    expect((await ines.get<HeldList>('/api/responses/held')).items).toMatchObject([{ id: line!.id, score: 1 }]);
  });

  it('as a correction of what counts, correct it when a supervisor finds them real', async () => {
    const world = await makeWorld();
    const survey = await surveyFor(world);
    await world.visitor().fillIn(survey, { score: '4' });
    await aFilterSends(world, survey, { score: '1' });
    await world.pass(DAY);
    const ines = await world.signIn('ines');
    const [line] = (await ines.get<HeldList>('/api/responses/held')).items;
    expect((await ines.post<{ callback: string }>(`/api/responses/${line!.id}/count`)).callback).toMatch(/^cbk_/);
    expect(await rowsOf(world.client, 'select score, version, low from responses')).toEqual([{ score: 1, version: 2, low: 1 }]);
    await world.tick();
    await mustBeSound(world);
  });

  it('are those of one’s own teams; managers read all, page after page, those that wait longest first', async () => {
    const world = await makeWorld();
    await setUpTeam(contextOf(world.deps, theClock), 'Returns', DEFAULT_SURVEY, {});
    const order = [];
    for (const [who, team] of [
      ['rosa', 'Billing'],
      ['kenji', 'Deliveries'],
      ['amina', 'Billing'],
      ['walt', 'Returns'],
    ] as const) {
      await world.pass(MINUTE);
      const survey = await surveyFor(world, who, { team, customer: { ...CUSTOMERS[who], zone: 'Europe/Berlin' } });
      await aFilterSends(world, survey, { score: '1' });
      order.push(team);
    }
    await world.pass(DAY);
    const teamsFor = async (who: Parameters<World['signIn']>[0]) => {
      const reader = await world.signIn(who);
      const teams = [];
      for (let cursor = ''; ; ) {
        const page: HeldList = await reader.get(`/api/responses/held?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        teams.push(...page.items.map(({ team }) => team));
        if (!page.next) return teams;
        cursor = page.next;
      }
    };
    expect(await teamsFor('ines')).toEqual(['Billing', 'Billing']);
    expect(await teamsFor('tom')).toEqual(['Billing', 'Deliveries', 'Billing']);
    expect(await teamsFor('maya')).toEqual(order);
    const priya = await world.signIn('priya');
    const [rosas] = (await (await world.signIn('ines')).get<HeldList>('/api/responses/held')).items;
    for (const [verb, body] of [
      ['count', {}],
      ['dismiss', { reason: 'Not mine.' }],
    ] as const) {
      expect(await withoutChange(world.client, () => priya.refused(`/api/responses/${rosas!.id}/${verb}`, body))).toMatchObject({
        status: 404,
      });
    }
    expect((await world.visitor().send('/api/responses/held')).status).toBe(401);
    for (const query of ['state=gone', 'limit=0', 'limit=x', 'cursor=x', 'a=b', 'state=waiting&state=waiting'])
      expect([query, (await priya.send(`/api/responses/held?${query}`)).status]).toEqual([query, 422]);
  });
});
