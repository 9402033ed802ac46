import { describe, expect, it } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, handIn, letDown, missedCall, type Shown } from './cases.ts';

const entriesOf = async (world: World, id: string, kind: string) =>
  (await rowsOf<{ at: number; data: string }>(world.client, 'select at, data from ledger where subject = ? and kind = ?', id, kind)).map(
    ({ at, data }) => ({ at, ...(JSON.parse(data) as { of?: number; step?: number; level?: number; [field: string]: unknown }) }),
  );
const lateOf = async (world: World, id: string): Promise<number> =>
  JSON.parse((await rowsOf<{ detail: string }>(world.client, 'select detail from callbacks where id = ?', id))[0]!.detail).late;

/** Monday, 14:00 in Berlin: four working hours after the world begins. */
const DUE = Date.parse('2026-03-02T13:00:00Z');

describe('the clock', () => {
  it('warns an hour before the time and raises at the time, each once', async () => {
    const world = await makeWorld();
    const { id, path } = await missedCall(world);
    await world.pass(DUE - HOUR - 1 - world.clock.now());
    expect(await entriesOf(world, id, 'warned')).toEqual([]);
    await world.pass(1);
    expect(await entriesOf(world, id, 'warned')).toEqual([{ at: DUE - HOUR, of: DUE }]);
    await world.pass(HOUR - 1);
    expect(await entriesOf(world, id, 'escalated')).toEqual([]);
    await world.pass(1);
    expect(await entriesOf(world, id, 'escalated')).toEqual([{ at: DUE, of: DUE, level: 1, step: 1, againAt: DUE + DAY }]);
    const shown = await (await world.signIn('ines')).get<Shown>(path);
    expect(shown.timeline.map((moment) => moment.kind)).toEqual(['opened', 'warned', 'escalated']);
    expect(shown).toMatchObject({ level: 1, escalated: true, due: { at: new Date(DUE).toISOString() } });
  });

  it('raises what stays overdue on and on, each working day one step further, until it is done, and the list stays a list', async () => {
    const world = await makeWorld();
    const { id, path } = await missedCall(world);
    await world.pass(DUE - world.clock.now());
    for (let day = 0; day < 8; day++) await world.pass(DAY);
    const raised = await entriesOf(world, id, 'escalated');
    // From Monday to Tuesday a week later, with nobody at work on the weekend.
    expect(raised.map(({ step, level, of, at }) => [step, level, of === DUE, (at - DUE) / DAY])).toEqual([
      [1, 1, true, 0],
      [2, 2, true, 1],
      [3, 2, true, 2],
      [4, 2, true, 3],
      [5, 2, true, 4],
      [6, 2, true, 7],
      [7, 2, true, 8],
    ]);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const { due } = await ines.post<Shown>(`${path}/attempts`, { outcome: 'reached' });
    await world.pass(Date.parse(due!.at) - world.clock.now());
    expect((await entriesOf(world, id, 'escalated')).at(-1)).toMatchObject({ of: Date.parse(due!.at), step: 1, level: 3 });
  });

  it('J09 that stood still for weeks raises one step, and not a burst; the next one comes when it would have come anyway', async () => {
    const world = await makeWorld();
    const { id } = await missedCall(world);
    const noticed = DUE + 21 * DAY;
    world.clock.moveTo(noticed);
    await world.tick();
    expect(await entriesOf(world, id, 'escalated')).toEqual([{ at: noticed, of: DUE, level: 1, step: 1, againAt: noticed + DAY }]);
    await world.pass(DAY - 1);
    expect(await entriesOf(world, id, 'escalated')).toHaveLength(1);
    await world.pass(1);
    expect((await entriesOf(world, id, 'escalated')).map(({ step }) => step)).toEqual([1, 2]);
  });

  it('J09 that stood still at the time raises once afterwards, and says when it was due and when it noticed', async () => {
    const world = await makeWorld();
    const { id } = await missedCall(world);
    const noticed = DUE + 3 * DAY;
    world.clock.moveTo(noticed);
    await Promise.all([world.tick(), world.tick(), world.tick()]);
    await world.tick();
    expect(await entriesOf(world, id, 'escalated')).toEqual([{ at: noticed, of: DUE, level: 1, step: 1, againAt: noticed + DAY }]);
    expect(await entriesOf(world, id, 'warned')).toEqual([]);
  });

  it('warns and raises anew for a new time, and not for one that was met', async () => {
    const world = await makeWorld();
    const { id, path } = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    await world.pass(DUE - world.clock.now() - 2 * HOUR);
    const { due } = await ines.post<Shown>(`${path}/attempts`, { outcome: 'no_answer' });
    expect(due).toMatchObject({ kind: 'retry', at: '2026-03-02T16:00:00.000Z' });
    const retry = Date.parse(due!.at);
    await world.pass(retry - HOUR - world.clock.now());
    await world.pass(HOUR);
    expect(await entriesOf(world, id, 'warned')).toEqual([{ at: retry - HOUR, of: retry }]);
    expect(await entriesOf(world, id, 'escalated')).toMatchObject([{ at: retry, of: retry, level: 1 }]);
  });

  it('does not warn of what is due sooner than a warning would help', async () => {
    const world = await makeWorld();
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy: { firstContactMinutes: 60 } });
    const { id } = await missedCall(world);
    await world.pass(HOUR);
    expect(await entriesOf(world, id, 'warned')).toEqual([]);
    expect(await entriesOf(world, id, 'escalated')).toHaveLength(1);
  });

  it('is not asked a second time for a time that was raised, when the same customer is let down again', async () => {
    const world = await makeWorld();
    const { id, path } = await missedCall(world);
    await world.pass(DUE - world.clock.now() + HOUR);
    await handIn(world, 'rosa', { outcome: 'unanswered' });
    await world.pass(HOUR);
    expect(await entriesOf(world, id, 'escalated')).toMatchObject([{ at: DUE + HOUR, of: DUE, level: 1 }]);
    expect(await (await world.signIn('ines')).get<Shown>(path)).toMatchObject({ level: 2, secondFailure: true });
  });
});

describe('being late', () => {
  const MOVES: [name: string, path: string, body: Record<string, unknown>][] = [
    ['a try to reach them', 'attempts', { outcome: 'reached' }],
    ['a promise', 'promises', { text: 'A refund.', at: '2026-03-20T09:00:00Z' }],
    ['a fix', 'fix', { cause: 'system', done: 'Paid back.' }],
    ['a manager’s no', 'let-go', { reason: 'Not ours.', alternatives: ['A voucher.', 'Another shop.'] }],
  ];

  it.each(MOVES)('J12 %s is on time at the very moment, and late one millisecond after it', async (_, path, body) => {
    for (const [after, late] of [
      [0, 0],
      [1, 1],
    ] as const) {
      const world = await makeWorld();
      const kase = await missedCall(world);
      const ines = await world.signIn(path === 'let-go' ? 'maya' : 'ines');
      await ines.post(`${kase.path}/claim`);
      await ines.post(`${kase.path}/understanding`, { words: 'Two charges.' });
      // J10: no tick in between, the process was down.
      world.clock.moveTo(DUE + after);
      await ines.post(`${kase.path}/${path}`, body);
      expect(await lateOf(world, kase.id)).toBe(late);
    }
  });

  it('J10 is counted in the commit that ends the case, though nobody had noticed: the customer gave up waiting', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    world.clock.moveTo(DUE + MINUTE);
    const page = await (await world.visitor().send(kase.page)).text();
    const proof = /name="proof" value="([^"]*)"/.exec(page)![1]!;
    await world.visitor().send(`${kase.page}/withdraw`, { method: 'POST', body: new URLSearchParams({ proof, words: 'Nobody called.' }) });
    expect(await lateOf(world, kase.id)).toBe(1);
  });

  it('is not the customer’s: whoever takes long to say that it is fixed makes nobody late', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    await bringToFix(await world.signIn('ines'), kase);
    world.clock.moveTo(world.clock.now() + 6 * DAY);
    const page = await (await world.visitor().send(kase.page)).text();
    const proof = /name="proof" value="([^"]*)"/.exec(page)![1]!;
    await world.visitor().send(`${kase.page}/confirm`, { method: 'POST', body: new URLSearchParams({ proof }) });
    expect(await lateOf(world, kase.id)).toBe(0);
  });

  it('is counted once for each time that was missed', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    for (const late of [1, 2, 3]) {
      await world.pass(2 * DAY);
      await ines.post(`${kase.path}/notes`, { text: 'Tomorrow.' });
      await ines.post(`${kase.path}/attempts`, { outcome: 'no_answer' });
      await ines.post(`${kase.path}/attempts`, { outcome: 'no_answer' });
      expect(await lateOf(world, kase.id)).toBe(late);
    }
  });
});

describe('H15 a promise', () => {
  const promise = async (world: World, at: string) => {
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    const { promises, due } = await ines.post<Shown>(`${kase.path}/promises`, { text: 'A refund.', at });
    return { kase, ines, promise: promises[0]!, due: due! };
  };

  it('that is not kept is raised at its time, once, and stays to be read', async () => {
    const world = await makeWorld();
    const { kase, ines, due } = await promise(world, '2026-03-03T09:00:00Z');
    expect(due).toMatchObject({ kind: 'promise', at: '2026-03-03T09:00:00.000Z' });
    await world.pass(Date.parse(due.at) - world.clock.now());
    const after = await ines.get<Shown>(kase.path);
    expect(after).toMatchObject({ level: 1, promises: [{ state: 'missed' }], due: { kind: 'next_step' } });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'promise_missed', by: 'the clock' });
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('We missed a promise. It was raised to a manager.');
  });

  it('that is kept in time is no alarm', async () => {
    const world = await makeWorld();
    const { kase, ines, promise: made } = await promise(world, '2026-03-03T09:00:00Z');
    await ines.post(`${kase.path}/keep`, { promise: made.id });
    await world.pass(DAY + HOUR);
    expect((await ines.get<Shown>(kase.path)).promises).toMatchObject([{ state: 'kept' }]);
    expect(await entriesOf(world, kase.id, 'promise_missed')).toEqual([]);
  });

  it('that lies behind another time is raised too, also after that time was raised, and nothing that is due is put off', async () => {
    const world = await makeWorld();
    const { kase, ines, due } = await promise(world, '2026-03-10T09:00:00Z');
    expect(due).toMatchObject({ kind: 'next_step', at: '2026-03-04T09:00:00.000Z' });
    await world.pass(3 * DAY);
    expect(await entriesOf(world, kase.id, 'escalated')).toHaveLength(1);
    await world.pass(6 * DAY);
    expect(await entriesOf(world, kase.id, 'promise_missed')).toEqual([
      expect.objectContaining({ at: world.clock.now(), wasDue: Date.parse('2026-03-10T09:00:00Z') }),
    ]);
    const after = await ines.get<Shown>(kase.path);
    expect(after).toMatchObject({ level: 3, promises: [{ state: 'missed' }], due });
    expect((await entriesOf(world, kase.id, 'escalated')).map(({ step }) => step)).toEqual([1, 2]);
  });

  it('J09 that passed while the clock stood still, and the time before it, are each raised once', async () => {
    const world = await makeWorld();
    const { kase } = await promise(world, '2026-03-10T09:00:00Z');
    world.clock.moveTo(Date.parse('2026-03-20T09:00:00Z'));
    await world.tick();
    expect(await entriesOf(world, kase.id, 'escalated')).toHaveLength(1);
    expect(await entriesOf(world, kase.id, 'promise_missed')).toHaveLength(1);
  });
});

describe('a due time says why', () => {
  it.each([
    [
      'before work',
      '2026-03-02T05:30:00Z',
      '4 working hours after Mon 2 Mar 06:30, in the opening hours of Billing (09:00–17:00, Europe/Berlin): Mon 2 Mar 13:00',
    ],
    [
      'J01 on a Friday afternoon',
      '2026-03-06T15:00:00Z',
      '4 working hours after Fri 6 Mar 16:00, in the opening hours of Billing (09:00–17:00, Europe/Berlin): Mon 9 Mar 12:00',
    ],
    [
      'J02 over the night in which clocks go forward',
      '2026-03-27T15:00:00Z',
      '4 working hours after Fri 27 Mar 16:00, in the opening hours of Billing (09:00–17:00, Europe/Berlin): Mon 30 Mar 12:00',
    ],
  ])('%s, in the words of the team’s hours', async (_, start, why) => {
    const world = await makeWorld({ start: Date.parse(start) });
    const { path } = await missedCall(world);
    const { due } = await (await world.signIn('ines')).get<Shown>(path);
    expect(due!.why).toBe(why);
  });

  it('at every step', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    const whys: [string, string][] = [];
    const note = ({ due }: Shown) => void whys.push([due!.kind, due!.why]);
    note(await ines.post<Shown>(`${kase.path}/claim`));
    note(await ines.post<Shown>(`${kase.path}/attempts`, { outcome: 'busy' }));
    note(await ines.post<Shown>(`${kase.path}/attempts`, { outcome: 'reached' }));
    note(await bringToFix(ines, kase));
    const hours = 'in the opening hours of Billing (09:00–17:00, Europe/Berlin)';
    expect(whys).toEqual([
      ['first_contact', `4 working hours after Mon 2 Mar 10:00, ${hours}: Mon 2 Mar 14:00`],
      ['retry', `30 working minutes after Mon 2 Mar 10:00, ${hours}: Mon 2 Mar 10:30`],
      ['next_step', `16 working hours after Mon 2 Mar 10:00, ${hours}: Wed 4 Mar 10:00`],
      ['confirmation', 'the customer has 5 days to say whether it is fixed: until Sat 7 Mar 10:00'],
    ]);
  });

  it('G09 also in a team that never opens: the clock runs day and night, and raises', async () => {
    const world = await makeWorld();
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, {
      hours: { zone: 'Europe/Berlin', week: {}, holidays: [] },
    });
    const { id, path } = await missedCall(world);
    const { due } = await (await world.signIn('ines')).get<Shown>(path);
    expect(due).toEqual({
      at: new Date(DUE).toISOString(),
      kind: 'first_contact',
      why: 'the team has no opening hours in the next 60 days, so the clock runs day and night',
    });
    await world.pass(4 * HOUR);
    expect(await entriesOf(world, id, 'escalated')).toHaveLength(1);
  });
});
