import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promiseDates } from '../../server/callbacks/rules-dates.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { factOf, keepFact } from '../../server/core/facts.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { offsetsOf, wallAt } from '../../server/core/zone.ts';
import { openDoor } from '../../server/deps.ts';
import { makeWorld } from '../world.ts';
import { missedCall, type Shown } from './cases.ts';

const dayThere = (at: number) => toRfc3339(wallAt('Europe/Berlin', at)).slice(0, 10);

describe('J06 a promise by the calendar', () => {
  it.each([
    ['2028-02-29', '2028-03-07', '2028-03-29', '2029-02-28'],
    ['2027-01-31', '2027-02-07', '2027-02-28', '2028-01-31'],
    ['2028-01-31', '2028-02-07', '2028-02-29', '2029-01-31'],
    ['2100-01-31', '2100-02-07', '2100-02-28', '2101-01-31'],
    ['2099-02-28', '2099-03-07', '2099-03-28', '2100-02-28'],
    ['2026-12-31', '2027-01-07', '2027-01-31', '2027-12-31'],
  ])('on %s: in a week %s, in a month %s, in a year %s', (today, week, month, year) => {
    const dates = promiseDates('Europe/Berlin', Date.parse(`${today}T10:07:00+01:00`));
    expect([dates.week, dates.month, dates.year].map(dayThere)).toEqual([week, month, year]);
  });

  it('is at the same time of day, on the other side of a change of clocks too, and never more than a year away', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(zones, fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2040-01-01') }), (zone, now) => {
        const from = now - (now % (15 * 60_000));
        for (const at of Object.values(promiseDates(zone, now))) {
          expect(at).toBeGreaterThan(now);
          expect(at).toBeLessThanOrEqual(now + 366 * DAY + HOUR);
          // Where clocks go forward a time may not exist: then it is the one an hour later.
          expect(Math.abs((wallAt(zone, at) - wallAt(zone, from)) % DAY) % (DAY - HOUR)).toBeLessThanOrEqual(HOUR);
        }
      }),
    );
  });

  it('is offered to whoever promises, and can be promised', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    const { promiseDates: dates } = await ines.post<Shown & { promiseDates: { year: string } }>(`${path}/claim`);
    expect(dates.year).toBe('2027-03-02T09:00:00.000Z');
    await ines.post(`${path}/promises`, { text: 'A new contract.', at: dates.year });
  });
});

describe('J08 when the data of a time zone changes', () => {
  it('what is due is planned anew, once, and what was due before stands in the history', async () => {
    const world = await makeWorld();
    await openDoor(world.deps, 'ada@acme.example');
    const { id, path } = await missedCall(world);
    const ines = await world.signIn('ines');
    const { due } = await ines.get<Shown>(path);
    const right = Date.parse(due!.at);
    // An older runtime believed that Berlin is another hour ahead of UTC, and counted accordingly.
    const known = JSON.parse((await factOf(world.deps.db, 'zone_data'))!);
    expect(known.offsets['Europe/Berlin']).toBe(offsetsOf('Europe/Berlin', 2026));
    const old = { ...known, offsets: { ...known.offsets, 'Europe/Berlin': '0 GMT+02:00' } };
    await keepFact(world.deps.db, 'zone_data', JSON.stringify(old));
    for (const sql of [
      `update callbacks set due_at = ${right - HOUR} where id = '${id}'`,
      `update ledger set data = json_set(data, '$.due.at', ${right - HOUR}) where subject = '${id}' and kind = 'opened'`,
    ])
      await world.client.execute(sql);
    await openDoor(world.deps, 'ada@acme.example');
    await openDoor(world.deps, 'ada@acme.example');
    await world.tick();
    const after = await ines.get<Shown>(path);
    expect(after.due).toMatchObject({ at: due!.at });
    const replanned = after.timeline.filter(({ kind }) => kind === 'replanned');
    expect(replanned).toMatchObject([{ by: 'the clock', data: { was: right - HOUR } }]);
    await openDoor(world.deps, 'ada@acme.example');
    await world.tick();
    expect((await ines.get<Shown>(path)).timeline).toHaveLength(after.timeline.length);
  });

  it('is noticed by what a zone is told to do, not by the year in which it is asked', async () => {
    const world = await makeWorld();
    await openDoor(world.deps, 'ada@acme.example');
    const before = await factOf(world.deps.db, 'zone_data');
    await world.pass(400 * DAY);
    await openDoor(contextOf(world.deps, theClock).deps, 'ada@acme.example');
    expect(await factOf(world.deps.db, 'zone_data')).not.toBe(before);
    expect((await world.client.execute(`select id from jobs where kind = 'callbacks.replan'`)).rows).toEqual([]);
  });
});
