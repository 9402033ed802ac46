import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { contact } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { makeWorld } from '../world.ts';
import { answered, answeredUntilTheirs, type Line, lineOf, says, unreadOf } from './answers.ts';

const { rosa } = CUSTOMERS;

describe('an answer has a named reader from the moment it exists', () => {
  it('whatever its score, with its name or without, and not before it counts', async () => {
    const world = await makeWorld();
    await (await world.signIn('ada')).post(`/api/teams/${await billing(world)}/policy`, { anonymous: true });
    const ines = await world.signIn('ines');
    for (const [who, score] of [
      ['rosa', '1'],
      ['kenji', '3'],
      ['amina', '5'],
    ] as const)
      await answered(world, who, { score });
    const { survey } = await answered(world, 'walt', { score: '4', anonymous: 'yes' });
    const lines = await unreadOf(ines, 'team');
    // Of the one without a name only the day is known.
    expect(lines.map(({ score }) => score)).toEqual([4, 1, 3, 5]);
    for (const { reader } of lines) expect(['Ines Duarte', 'Tom Becker']).toContain(reader!.name);
    const own = [...(await unreadOf(ines)), ...(await unreadOf(await world.signIn('tom')))];
    expect(own.map(({ id }) => id).sort()).toEqual(lines.map(({ id }) => id).sort());
    const { id } = lines[0]!;
    expect(await lineOf(ines, id)).toMatchObject({ customer: 'Answered without a name', anonymous: true, contact: null, callback: null });
    expect(await ines.post(`/api/responses/${id}/read`)).toMatchObject({ first: true });
    expect(await ines.refused(`/api/responses/${id}/callback`, { reason: 'They sound sad.' })).toMatchObject({
      status: 409,
      detail: 'Nobody knows who wrote this: it was answered without a name, so there is nobody to call.',
    });
    // What a program sends from a link is held, and nobody's to read.
    await world.visitor().handIn(contact(world, 'kenji', { customer: { email: 'k2@customer.example', zone: 'Europe/Berlin' } }));
    const link = pathOf(linkIn(await ines.mail('invitation', 'k2@customer.example'), '/s/'));
    expect((await world.visitor().fillIn(link, { score: '1', hand: 'still' })).page).toContain('Was this you?');
    expect((await unreadOf(ines, 'team')).length).toBe(3);
    expect(survey).toBeTruthy();
    await mustBeSound(world);
  });

  it('goes to somebody who is here when its reader is away, from the very day on, and when they leave', async () => {
    const world = await makeWorld();
    const [ada, ines, tom] = [await world.signIn('ada'), await world.signIn('ines'), await world.signIn('tom')];
    const all = await answeredUntilTheirs(world, ines);
    await ines.post(`/api/people/${world.people.ines}/absence`, {
      absence: { from: toRfc3339(world.clock.now() + DAY), until: toRfc3339(world.clock.now() + 3 * DAY) },
    });
    await world.pass(DAY);
    expect([await unreadOf(ines), (await unreadOf(tom)).length]).toEqual([[], all]);
    await answered(world, 'rosa', { score: '5' }, { team: 'Billing', customer: { ...rosa, id: 'c-2', email: 'r2@customer.example' } });
    expect(await unreadOf(ines)).toEqual([]);
    // She is not back: what Tom has goes to the manager, and not to her.
    await ada.post(`/api/people/${world.people.tom}/close`);
    expect((await unreadOf(await world.signIn('maya'))).length).toBe(all + 1);
    await world.pass(3 * DAY);
    await answered(world, 'rosa', { score: '5' }, { customer: { ...rosa, id: 'c-3', email: 'r3@customer.example' } });
    expect((await unreadOf(ines)).length).toBe(1);
  });

  it('goes to a colleague of the team when its reader no longer works in it', async () => {
    const world = await makeWorld();
    const [ada, tom] = [await world.signIn('ada'), await world.signIn('tom')];
    const all = await answeredUntilTheirs(world, tom);
    await ada.post(`/api/people/${world.people.tom}/change`, { teams: [] });
    expect(await unreadOf(tom)).toEqual([]);
    expect((await unreadOf(await world.signIn('ines'))).length).toBe(all);
  });
});

describe('the read mark', () => {
  it('says who and when; once is enough, and of two at once the second is told who was first', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const { id } = await answered(world, 'rosa', { score: '2' });
    world.clock.moveTo(world.clock.now() + 5 * MINUTE);
    const marks = await Promise.all([ines, tom].map((one) => one.post<Mark>(`/api/responses/${id}/read`)));
    expect(marks.map(({ first }) => first).sort()).toEqual([false, true]);
    expect(marks[0]!.by).toEqual(marks[1]!.by);
    expect(await ines.post<Mark>(`/api/responses/${id}/read`)).toMatchObject({ first: false, by: marks[0]!.by, at: marks[0]!.at });
    expect(await unreadOf(ines, 'team')).toEqual([]);
    expect(await lineOf(tom, id)).toMatchObject({ read: { by: marks[0]!.by }, unreadSince: null, changedSince: false });
    const read = await rowsOf(world.client, "select kind, actor_name from ledger where subject = ? and kind = 'read'", id);
    expect(read).toHaveLength(1);
    await mustBeSound(world);
  });

  it('falls when the customer says something else, and does not count for what was not on the screen', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id, survey } = await answered(world, 'rosa', { score: '4' });
    await ines.post(`/api/responses/${id}/read`, { version: 1 });
    await world.pass(HOUR);
    await says(world, survey, { score: '4', comment: 'But the letter was rude.' });
    expect(await lineOf(ines, id)).toMatchObject({ changedSince: true, read: { by: { name: 'Ines Duarte' } } });
    expect((await unreadOf(ines, 'team')).map((line) => line.id)).toEqual([id]);
    expect(await ines.refused(`/api/responses/${id}/read`, { version: 1 })).toMatchObject({ status: 409, code: 'conflict' });
    expect(await ines.post<Mark>(`/api/responses/${id}/read`, { version: 2 })).toMatchObject({ first: true });
    await mustBeSound(world);
  });

  it('can be set on an answer of which another is held', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const { id, survey } = await answered(world, 'rosa', { score: '4' });
    const { page } = await world.visitor().fillIn(survey, { score: '1', hand: 'still' });
    expect(page).toContain('Was this you?');
    await ines.post(`/api/responses/${id}/read`);
    await says(world, survey, { score: '5' });
    expect(await lineOf(ines, id)).toMatchObject({ score: 5, changedSince: true });
    await mustBeSound(world);
  });
});

describe('the lists', () => {
  it('L10 are of one’s own teams, and an answer of another team is not there', async () => {
    const world = await makeWorld();
    const priya = await world.signIn('priya');
    const { id } = await answered(world, 'rosa', { score: '2' });
    const [theirs, nobodys] = await Promise.all([id, 'rsp_nobodys'].map((one) => priya.send(`/api/responses/${one}`)));
    expect([theirs!.status, await theirs!.text()]).toEqual([404, await nobodys!.text()]);
    for (const tab of ['mine', 'team', 'all']) expect(await unreadOf(priya, tab)).toEqual([]);
    expect(await priya.refused(`/api/responses/${id}/read`)).toMatchObject({ status: 404 });
  });

  it('are narrowed by team, score and words, page after page, unread ones the oldest first', async () => {
    const world = await makeWorld();
    const maya = await world.signIn('maya');
    const said = [
      ['rosa', { score: '1', comment: 'No.' }],
      ['kenji', { score: '3' }],
      ['amina', { score: '5', continue: 'The calm.' }],
      ['walt', { score: '4' }],
    ] as const;
    const ids: string[] = [];
    for (const [who, answers] of said) {
      ids.push((await answered(world, who, answers)).id);
      await world.pass(MINUTE);
    }
    const listed = async (query: string) => {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const page = await maya.get<{ items: Line[]; next: string | null }>(`/api/responses?limit=1&${query}${cursor}`);
        found.push(...page.items.map(({ id }) => id));
        if (!page.next) return found;
        cursor = `&cursor=${encodeURIComponent(page.next)}`;
      }
    };
    const [low, middle, best, good] = ids;
    expect(await listed('tab=team')).toEqual(ids);
    expect(await listed('tab=all')).toEqual([...ids].reverse());
    expect(await listed('tab=all&score=satisfied')).toEqual([good, best]);
    expect(await listed('tab=team&score=low')).toEqual([low]);
    expect(await listed('tab=all&words=with')).toEqual([best, low]);
    expect(await listed(`tab=team&words=without&team=${await billing(world)}`)).toEqual([middle, good]);
    expect(await listed('tab=mine')).toEqual([]);
  });

  it('say how much was read, in words that anybody can check', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const ids = [];
    for (const who of ['rosa', 'kenji', 'amina'] as const) ids.push((await answered(world, who, { score: '4' })).id);
    for (const id of ids.slice(1)) await ines.post(`/api/responses/${id}/read`);
    const covered = async (query = '') => (await ines.get<{ items: { says: string }[] }>(`/api/responses/coverage${query}`)).items;
    expect(await covered()).toMatchObject([{ team: 'Billing', says: '2 of 3 read' }]);
    await ines.post(`/api/responses/${ids[0]}/read`);
    expect(await covered()).toMatchObject([{ says: '3 of 3 read' }]);
    await world.pass(8 * DAY);
    expect(await covered()).toMatchObject([{ says: '0 of 0 read' }]);
    expect(await covered(`?since=${toRfc3339(world.clock.now() - 9 * DAY)}`)).toMatchObject([{ says: '3 of 3 read' }]);
  });

  it('are counted, and nothing is said twice to whoever knows it', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    await answered(world, 'rosa', { score: '4' });
    const first = await ines.send('/api/responses/unread');
    expect(await first.json()).toMatchObject({ team: 1 });
    const known = { headers: { 'If-None-Match': first.headers.get('etag')! } };
    expect((await ines.send('/api/responses/unread', known)).status).toBe(304);
    await answered(world, 'kenji', { score: '4' });
    expect(await (await ines.send('/api/responses/unread', known)).json()).toMatchObject({ team: 2 });
  });
});

type Mark = { first: boolean; by: { name: string }; at: string };

const billing = async ({ client }: Awaited<ReturnType<typeof makeWorld>>): Promise<string> =>
  (await rowsOf<{ id: string }>(client, "select id from teams where folded = 'billing'"))[0]!.id;
