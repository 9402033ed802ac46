import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, letDown, type Shown, says } from './cases.ts';

type Clocks = Shown & {
  window: { from: string; to: string } | null;
  sinceLetDown: { from: string; minutes: number };
  ours: { usedMinutes: number; ofMinutes: number; by: string; running: boolean; pausedUntil: string | null; pausedMinutes: number };
};

/** Rosa was let down on Monday at 10:00, and Ines owns it. */
async function owned(world: World) {
  const kase = await letDown(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  const look = () => ines.get<Clocks>(kase.path);
  const chooses = async (fields: Record<string, string>) => {
    const rosa = world.visitor();
    const page = await (await rosa.send(kase.page)).text();
    const proof = /name="proof" value="([^"]*)"/.exec(page)![1]!;
    const answer = await rosa.send(`${kase.page}/window`, { method: 'POST', body: new URLSearchParams({ proof, ...fields }) });
    return { status: answer.status, page: await answer.text() };
  };
  return { kase, ines, look, chooses };
}

const raisedIn = async (world: World, id: string) =>
  (await rowsOf<{ data: string }>(world.client, `select data from ledger where subject = ? and kind = 'escalated' order by seq`, id)).map(
    ({ data }) => JSON.parse(data) as { of: number; step: number; clock?: string },
  );

describe('J11 two clocks', () => {
  it('ours counts working time and waits while the customer asked us to; theirs never stands still; both are shown', async () => {
    const world = await makeWorld();
    const { look, chooses } = await owned(world);
    await world.pass(2 * HOUR);
    const before = await look();
    expect(before.ours).toMatchObject({ usedMinutes: 120, ofMinutes: 5 * 480, by: '2026-03-09T09:00:00.000Z', pausedUntil: null });
    // At noon on Monday she asks to be called on Wednesday.
    const said = await chooses({ call_day: '2026-03-04' });
    expect(said.status).toBe(200);
    const { ours, window } = await look();
    expect(window).toEqual({ from: '2026-03-04T08:00:00.000Z', to: '2026-03-04T16:00:00.000Z' });
    // Two hours of forty were used: 38 more from Wednesday at nine.
    expect(ours).toMatchObject({ usedMinutes: 120, pausedUntil: window!.from, by: '2026-03-10T14:00:00.000Z' });
    await world.pass(DAY);
    const waiting = await look();
    expect(waiting.ours).toMatchObject({ usedMinutes: 120, by: ours.by, pausedMinutes: DAY / MINUTE });
    expect(waiting.sinceLetDown).toEqual({ from: '2026-03-02T09:00:00.000Z', minutes: 26 * 60 });
    await world.pass(Date.parse(window!.from) + HOUR - world.clock.now());
    const going = await look();
    expect(going.ours).toMatchObject({ usedMinutes: 180, pausedUntil: null, by: ours.by });
    expect(going.ours.pausedMinutes).toBe((Date.parse(window!.from) - Date.parse('2026-03-02T11:00:00Z')) / MINUTE);
  });

  it('ours goes on at once when they change their mind, or are called before', async () => {
    for (const sooner of ['as soon as we can', 'a call'] as const) {
      const world = await makeWorld();
      const { kase, ines, look, chooses } = await owned(world);
      await chooses({ call_day: '2026-03-05' });
      await world.pass(HOUR);
      if (sooner === 'a call') await ines.post(`${kase.path}/attempts`, { outcome: 'reached' });
      else await chooses({ call_when: '' });
      expect((await look()).ours).toMatchObject({ usedMinutes: 0, pausedUntil: null, pausedMinutes: 60, by: '2026-03-09T10:00:00.000Z' });
    }
  });

  it('ours cannot be stopped by whoever works on it, only by the customer', async () => {
    const world = await makeWorld();
    const { kase, ines, look } = await owned(world);
    const window = { from: '2026-03-05T09:00:00.000Z', to: '2026-03-05T10:00:00.000Z' };
    await ines.post(`${kase.path}/window`, { window });
    expect((await look()).ours).toMatchObject({ pausedUntil: null, by: '2026-03-09T09:00:00.000Z' });
  });

  it('ours ends with the fix, and begins anew when it is still broken', async () => {
    const world = await makeWorld();
    const { kase, ines, look } = await owned(world);
    await world.pass(HOUR);
    await bringToFix(ines, kase);
    await world.pass(DAY);
    expect((await look()).ours).toMatchObject({ usedMinutes: 60, running: false });
    await says(world, kase, 'contest', 'Still broken.');
    const again = await look();
    expect(again.ours).toMatchObject({ usedMinutes: 0, running: true, by: '2026-03-10T10:00:00.000Z' });
    expect(again.sinceLetDown.minutes).toBe(25 * 60);
  });
});

describe('what is not fixed in time', () => {
  it('is warned of a working day before, raised to managers and then to administrators, once each', async () => {
    const world = await makeWorld();
    const { kase, ines, look } = await owned(world);
    const by = Date.parse((await look()).ours.by);
    // Somebody keeps in touch all the time, so that nothing else is overdue.
    while (world.clock.now() < by + 5 * DAY) {
      await ines.post(`${kase.path}/attempts`, { outcome: 'reached' });
      await world.pass(12 * HOUR);
    }
    expect((await raisedIn(world, kase.id)).map(({ of, step, clock }) => [of, step, clock])).toEqual([
      [by, 1, 'fix'],
      [by, 2, 'fix'],
    ]);
    const warned = await rowsOf<{ at: number }>(
      world.client,
      `select at from ledger where subject = ? and kind = 'warned' and json_extract(data, '$.clock') = 'fix'`,
      kase.id,
    );
    expect(warned).toHaveLength(1);
    expect(warned[0]!.at).toBeLessThan(by);
  });
});

describe('H10 a customer postpones', () => {
  it('to a day of their own choice on the page of their case: what is due moves, and the page says when we call', async () => {
    const world = await makeWorld();
    const { kase, look, chooses } = await owned(world);
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('min="2026-03-02" max="2026-05-01"');
    await chooses({ call_day: '2026-04-20' });
    const { window, due } = await look();
    expect(window).toEqual({ from: '2026-04-20T07:00:00.000Z', to: '2026-04-20T15:00:00.000Z' });
    expect(due).toMatchObject({ at: window!.to, kind: 'first_contact' });
    expect(await (await world.visitor().send(kase.page)).text()).toContain('We call you Mon 20 April');
  });

  it.each([
    ['2026-03-01', 'We cannot call at that time any more.'],
    ['2026-05-20', 'Please choose a day within the next 60 days.'],
    ['2026-03-08', 'Nobody works on that day.'],
    ['2026-02-30', 'Nobody works on that day.'],
  ])('to %s, and reads why not, with nothing changed', async (day, sentence) => {
    const world = await makeWorld();
    const { look, chooses } = await owned(world);
    const said = await chooses({ call_day: day });
    expect(said.status).toBe(422);
    expect(said.page).toContain(sentence);
    expect(await look()).toMatchObject({ window: null, seq: 2 });
  });

  it.each([
    ['the past', -2 * DAY, 'That time is over.'],
    ['more than 60 days ahead', 63 * DAY, 'That is more than 60 days ahead.'],
  ])('to %s through the API: 422 on the window', async (_, ahead, detail) => {
    const world = await makeWorld();
    const { kase, ines } = await owned(world);
    const from = world.clock.now() + ahead;
    const window = { from: toRfc3339(from), to: toRfc3339(from + HOUR) };
    expect(await ines.refused(`${kase.path}/window`, { window })).toMatchObject({ status: 422, field: 'window.from', detail });
  });
});
