import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callWindows, isCallable } from '../../server/callbacks/rules-windows.ts';
import { isOpen, type OpeningHours } from '../../server/core/calendar.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { defaultHours } from '../../server/people/policy.ts';
import { makeWorld, type World } from '../world.ts';
import { missedCall, type Shown } from './cases.ts';

const zones = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Auckland'];
const hours: fc.Arbitrary<OpeningHours> = fc
  .record({ zone: fc.constantFrom(...zones), from: fc.integer({ min: 0, max: 20 }), length: fc.integer({ min: 1, max: 12 }) })
  .map(({ zone, from, length }) => {
    const time = (hour: number) => `${String(hour % 24).padStart(2, '0')}:30`;
    const day = [{ from: time(from), to: time(Math.min(from + length, 23)) }];
    return { zone, week: { mon: day, tue: day, wed: day, thu: day, sat: day }, holidays: ['2026-12-25'] };
  })
  .filter(({ week: { mon } }) => mon![0]!.from < mon![0]!.to);
const moments = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-01-01') });

describe('the times at which a customer may be called', () => {
  it('lie ahead, in order, apart, wholly in the opening hours, and each of them can be chosen', () => {
    fc.assert(
      fc.property(hours, moments, (open, now) => {
        const windows = callWindows(open, now);
        expect(windows).toHaveLength(8);
        for (const [i, window] of windows.entries()) {
          expect(window.from).toBeGreaterThanOrEqual(now + 30 * MINUTE);
          expect(window.from).toBeGreaterThanOrEqual(windows[i - 1]?.to ?? 0);
          expect(window.to - window.from).toBeGreaterThanOrEqual(30 * MINUTE);
          expect(window.to - window.from).toBeLessThanOrEqual(2 * HOUR);
          for (let at = window.from; at < window.to; at += 10 * MINUTE) expect(isOpen(open, at)).toBe(true);
          expect(isCallable(open, window, now)).toBe(true);
        }
      }),
    );
  });

  it('are none where nobody works for half an hour at a stretch, and at most 60 days ahead', () => {
    const short: OpeningHours = { zone: 'Europe/Berlin', week: { mon: [{ from: '09:00', to: '09:20' }] }, holidays: [] };
    const now = Date.parse('2026-03-02T07:30:00Z');
    expect(callWindows(short, now)).toEqual([]);
    const rare: OpeningHours = { ...short, week: { mon: [{ from: '09:00', to: '09:40' }] } };
    expect(callWindows(rare, now, 20)).toHaveLength(9);
    expect(callWindows(rare, now, 20).at(-1)!.from).toBeLessThanOrEqual(now + 60 * DAY);
  });

  it('at half past nine on a Monday begin at ten', () => {
    const open = defaultHours('Europe/Berlin');
    const now = Date.parse('2026-03-02T09:30:00+01:00');
    expect(callWindows(open, now, 2).map(({ from, to }) => [toRfc3339(from), toRfc3339(to)])).toEqual([
      ['2026-03-02T09:00:00.000Z', '2026-03-02T11:00:00.000Z'],
      ['2026-03-02T11:00:00.000Z', '2026-03-02T13:00:00.000Z'],
    ]);
  });

  it.each([
    ['backward', 2 * HOUR, 0],
    ['over already', -2 * HOUR, -HOUR],
    ['in the night', 12 * HOUR, 13 * HOUR],
    ['over the night', 2 * HOUR, DAY],
    ['in a year', 365 * DAY, 365 * DAY + HOUR],
  ])('are not %s', (_, from, to) => {
    const now = Date.parse('2026-03-02T10:00:00+01:00');
    expect(isCallable(defaultHours('Europe/Berlin'), { from: now + from, to: now + to }, now)).toBe(false);
  });
});

describe('a customer who wants to be called on Thursday', () => {
  const thursday = (world: World) => {
    const at = Date.parse('2026-03-05T14:00:00+01:00');
    expect(at).toBeGreaterThan(world.clock.now());
    return { from: toRfc3339(at), to: toRfc3339(at + 2 * HOUR) };
  };

  it('is due by the end of that time, is not overdue before, and a try uses the wish up', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    const window = thursday(world);
    const moved = await ines.post<Shown & { window: unknown }>(`${kase.path}/window`, { window, phone: '+4930123456' });
    expect(moved).toMatchObject({ window, due: { at: window.to, kind: 'first_contact' }, reach: { phone: '+4930123456' } });
    expect(moved.due!.why).toBe('the customer asked to be called from Thu 5 Mar 14:00 to Thu 5 Mar 16:00');
    await world.pass(DAY);
    expect(await ines.get(kase.path)).toMatchObject({ escalated: false, due: { at: window.to } });
    const tried = await ines.post<Shown>(`${kase.path}/attempts`, { outcome: 'no_answer' });
    expect(tried).toMatchObject({ window: null, due: { kind: 'retry' } });
  });

  it('may change their mind: then it is due as soon as we can again', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    const before = await ines.post<Shown>(`${kase.path}/claim`);
    await ines.post(`${kase.path}/window`, { window: thursday(world) });
    const after = await ines.post<Shown>(`${kase.path}/window`, { window: null });
    expect(after).toMatchObject({ window: null, due: { at: before.due!.at, kind: 'first_contact' } });
  });

  it('is told that the call is coming, in a mail, once for one call', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    await ines.post(`${kase.path}/announce`);
    expect(await ines.refused(`${kase.path}/announce`, {})).toMatchObject({ status: 409 });
    const told = (await world.visitor().mails()).filter((mail) => mail.kind === 'before_call');
    expect(told).toHaveLength(1);
    expect(told[0]!.text).toContain('Ines, supervisor at Acme, will call you shortly');
    await world.pass(HOUR);
    await ines.post(`${kase.path}/announce`);
  });

  it('is told when nobody works then, and nothing changes', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    const night = { from: '2026-03-05T23:00:00+01:00', to: '2026-03-05T23:30:00+01:00' };
    expect(await ines.refused(`${kase.path}/window`, { window: night })).toMatchObject({ status: 422, field: 'window.from' });
    expect(await ines.refused(`${kase.path}/window`, { window: null, phone: '030 123' })).toMatchObject({ status: 422 });
    expect(await ines.get(kase.path)).toMatchObject({ window: null, seq: 2 });
  });
});
