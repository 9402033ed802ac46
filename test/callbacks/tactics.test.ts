import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import type { Part } from '../../server/callbacks/rules.ts';
import { NO_TRIES, nextTry, partAt, tacticFor, triedOnce } from '../../server/callbacks/rules-tactics.ts';
import { isCallable } from '../../server/callbacks/rules-windows.ts';
import { isOpen } from '../../server/core/calendar.ts';
import { afterQuiet } from '../../server/core/quiet.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { DEFAULT_POLICY, defaultHours } from '../../server/people/policy.ts';
import { makeWorld, type World } from '../world.ts';
import { missedCall, type Shown } from './cases.ts';

type Trying = Shown & {
  plan: { from: string; to: string } | null;
  tactic: string;
  triedInVain: number;
  window: unknown;
  proposal: { tactic: string; plan: { from: string; to: string; part: string } | null } | null;
  writtenAt: string | null;
};

const BERLIN = { zone: 'Europe/Berlin', quiet: DEFAULT_POLICY.quiet };
const HOURS = defaultHours('Europe/Berlin');
const PARTS: readonly Part[] = ['morning', 'midday', 'afternoon'];
const at = (text: string) => Date.parse(`2026-03-${text}:00+01:00`);

describe('when to try again', () => {
  it.each<[string, Part[], number, [string, string, Part]]>([
    ['a morning without an answer: around midday', ['morning'], at('02T10:00'), ['02T12:00', '02T15:00', 'midday']],
    ['then late in the day', ['morning', 'midday'], at('02T12:20'), ['02T15:00', '02T17:00', 'afternoon']],
    ['all were tried: what was tried longest ago', ['morning', 'midday', 'afternoon'], at('02T16:10'), ['03T09:00', '03T12:00', 'morning']],
    ['shortly before another part begins: not at once', ['morning'], at('02T11:50'), ['02T13:00', '02T15:00', 'midday']],
    ['on a Friday evening: on Monday', ['midday'], at('06T16:30'), ['09T09:00', '09T12:00', 'morning']],
  ])('after %s', (_, tried, now, [from, to, part]) => {
    expect(nextTry(HOURS, BERLIN, now, tried)).toEqual({ from: at(from), to: at(to), part });
  });

  it('for somebody in New York is when both are awake', () => {
    const plan = nextTry(HOURS, { zone: 'America/New_York', quiet: DEFAULT_POLICY.quiet }, at('02T10:00'), ['morning'])!;
    // Nine to five in Berlin is three to eleven at night and in the morning there: only from eight on.
    expect([toRfc3339(plan.from), toRfc3339(plan.to), plan.part]).toEqual([
      '2026-03-02T13:00:00.000Z',
      '2026-03-02T16:00:00.000Z',
      'morning',
    ]);
  });

  it('is nothing where a team works only in their night, or never', () => {
    const night = { zone: 'Europe/Berlin', week: { mon: [{ from: '09:00', to: '12:00' }] }, holidays: [] };
    expect(nextTry(night, { zone: 'America/Los_Angeles', quiet: DEFAULT_POLICY.quiet }, at('02T10:00'), [])).toBeNull();
    expect(nextTry({ ...night, week: {} }, BERLIN, at('02T10:00'), [])).toBeNull();
  });

  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Asia/Tokyo');
  const moments = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-01-01') });
  it('lies an hour ahead, in the opening hours, outside their night, at a part not tried while one is left', () => {
    fc.assert(
      fc.property(zones, zones, moments, fc.subarray([...PARTS]), (team, customer, now, tried) => {
        const open = defaultHours(team);
        const there = { zone: customer, quiet: DEFAULT_POLICY.quiet };
        const plan = nextTry(open, there, now, tried);
        if (!plan) return;
        expect(plan.from).toBeGreaterThanOrEqual(now + HOUR);
        expect(plan.to - plan.from).toBeGreaterThanOrEqual(30 * MINUTE);
        expect(isCallable(open, plan, now)).toBe(true);
        for (let moment = plan.from; moment < plan.to; moment += 10 * MINUTE) {
          expect(isOpen(open, moment)).toBe(true);
          expect(afterQuiet(DEFAULT_POLICY.quiet, customer, moment, 0)).toBe(moment);
        }
        const others = PARTS.filter((part) => part !== plan.part && !tried.includes(part));
        if (tried.includes(plan.part)) {
          for (const part of others)
            expect(
              nextTry(
                open,
                there,
                now,
                PARTS.filter((one) => one !== part),
              )?.part,
            ).not.toBe(part);
        }
        expect(partAt(customer, plan.from)).toBe(plan.part);
      }),
    );
  });
});

describe('how to try again', () => {
  const ways = { ...BERLIN, phone: true, text: true, mail: true };
  it('goes from calls to a text before the call, to a letter, to once a week, and stays there', () => {
    const told = Array.from({ length: 12 }, (_, failed) => tacticFor({ ...NO_TRIES, failed, written: failed > 6 ? 1 : 0 }, ways, 3));
    expect(told).toEqual([
      ...['call', 'call', 'call', 'text_first', 'text_first', 'text_first'],
      ...['write', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly'],
    ]);
  });

  it('leaves out what is not open to us, and never ends', () => {
    const sometimes = fc.boolean();
    fc.assert(
      fc.property(fc.nat(200), fc.nat(5), sometimes, sometimes, sometimes, sometimes, (failed, written, bad, phone, text, mail) => {
        const tactic = tacticFor({ failed, written, badNumber: bad }, { ...ways, phone, text, mail }, 3);
        if (tactic === 'text_first') expect(text && phone && !bad).toBe(true);
        if (tactic === 'write') expect(mail || (text && !bad)).toBe(true);
        if (bad || !phone) expect(['write', 'find_number']).toContain(tactic);
        else expect(['call', 'text_first', 'write', 'weekly']).toContain(tactic);
      }),
    );
  });
});

/** A callback of Ines's, for a customer who can be written to, and the means to try again. */
async function trying(world: World) {
  const kase = await missedCall(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  const tries = (outcome: string, more: object = {}) => ines.post<Trying>(`${kase.path}/attempts`, { outcome, ...more });
  return { kase, ines, tries };
}

describe('H09 tries in vain', () => {
  it('ten of them change the tactic and never close the case, which always has a next step', async () => {
    const world = await makeWorld();
    const { kase, ines, tries } = await trying(world);
    const told: [string, string][] = [];
    for (let i = 1; i <= 10; i++) {
      const it = await tries('no_answer');
      expect(it).toMatchObject({ state: 'claimed', attempts: i, due: { kind: 'retry' } });
      expect(Date.parse(it.due!.at)).toBeGreaterThan(world.clock.now());
      told.push([it.tactic, it.plan ? 'at another time' : 'soon']);
      if (it.tactic === 'write') await ines.post(`${kase.path}/letter`, { channel: 'email' });
      const { plan, due } = await ines.get<Trying>(kase.path);
      await world.pass(Date.parse(plan?.from ?? due!.at) - world.clock.now());
    }
    expect(told.map(([tactic]) => tactic)).toEqual([
      ...['call', 'call', 'write', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly'],
    ]);
    const after = await ines.get<Trying>(kase.path);
    expect(after).toMatchObject({ state: 'claimed', triedInVain: 10, owner: { name: 'Ines Duarte' } });
    expect(after.timeline.filter(({ kind }) => kind === 'attempted')).toHaveLength(10);
  });

  it('rest until another part of the day, come up then, and are due by its end', async () => {
    const world = await makeWorld();
    const { kase, ines, tries } = await trying(world);
    const shown = await ines.get<Trying>(kase.path);
    const it = await tries('voicemail');
    expect(shown.proposal).toEqual({ tactic: 'call', plan: { ...it.plan, part: 'midday' } });
    expect(it).toMatchObject({ plan: { from: '2026-03-02T11:00:00.000Z', to: '2026-03-02T14:00:00.000Z' }, window: null });
    expect(it.due).toEqual({
      at: '2026-03-02T14:00:00.000Z',
      kind: 'retry',
      why: 'the next try is planned from Mon 2 Mar 12:00 to Mon 2 Mar 15:00, around midday where the customer is',
    });
    const next = () => ines.post<{ callback: { id: string } | null; nextAt: string | null }>('/api/callbacks/next', {});
    expect(await next()).toMatchObject({ taken: false, callback: null, nextAt: it.plan!.from });
    await world.pass(2 * HOUR);
    expect((await next()).callback?.id).toBe(kase.id);
    await world.pass(3 * HOUR);
    expect(await ines.get(kase.path)).toMatchObject({ escalated: true });
  });

  it('are followed as soon as one can, or at another time, if the supervisor says so in the same step', async () => {
    const world = await makeWorld();
    const { kase, ines, tries } = await trying(world);
    expect(await tries('no_answer', { next: 'soon' })).toMatchObject({ plan: null, due: { at: '2026-03-02T13:00:00.000Z' } });
    const next = { from: '2026-03-04T09:00:00.000Z', to: '2026-03-04T10:00:00.000Z' };
    expect(await tries('no_answer', { next })).toMatchObject({ plan: next, due: { at: next.to, kind: 'retry' } });
    const night = { from: '2026-03-04T22:00:00Z', to: '2026-03-04T22:30:00Z' };
    const refused = await ines.refused(`${kase.path}/attempts`, { outcome: 'no_answer', next: night });
    expect(refused).toMatchObject({ status: 422, field: 'next.from' });
  });

  it('of a busy line come soon again, and use up no part of the day', async () => {
    const world = await makeWorld();
    const { tries } = await trying(world);
    expect(await tries('busy')).toMatchObject({ plan: null, due: { at: '2026-03-02T09:30:00.000Z' }, tactic: 'call' });
    expect(triedOnce(NO_TRIES, 'busy', 'morning')).toMatchObject({ failed: 1, parts: [] });
    expect(await tries('no_answer')).toMatchObject({ plan: { from: '2026-03-02T11:00:00.000Z' } });
  });

  it('at a wrong number lead to a letter; another number from the customer makes calls possible again', async () => {
    const world = await makeWorld();
    const { kase, ines, tries } = await trying(world);
    expect(await tries('wrong_number')).toMatchObject({ tactic: 'write', plan: null });
    await ines.post(`${kase.path}/window`, { window: null, phone: '+4930123456' });
    expect(await tries('no_answer')).toMatchObject({ tactic: 'call' });
  });

  it('end with the one that reaches them, and begin anew when it is still broken', async () => {
    const world = await makeWorld();
    const { tries } = await trying(world);
    await tries('no_answer');
    await tries('no_answer', { next: 'soon' });
    expect(await tries('reached')).toMatchObject({ triedInVain: 0, tactic: 'call', plan: null, due: { kind: 'next_step' } });
  });
});

describe('a letter to whom no call reaches', () => {
  it('is shown first as they would read it, is sent with the way to their case, and gives them time to answer', async () => {
    const world = await makeWorld();
    const { kase, ines, tries } = await trying(world);
    await tries('no_answer');
    await tries('no_answer');
    const letter = await ines.get<{ mail: { to: string; subject: string; says: string[] }; text: null }>(`${kase.path}/letter`);
    expect(letter.mail.to).toBe(CUSTOMERS.rosa.email);
    expect(letter.mail.says[0]).toContain('2');
    expect(letter.text).toBeNull();
    const sent = await ines.post<Trying>(`${kase.path}/letter`, { channel: 'email' });
    expect(sent.timeline.at(-1)).toMatchObject({ kind: 'written', data: { channel: 'email' } });
    expect(Date.parse(sent.plan!.from)).toBeGreaterThanOrEqual(world.clock.now() + 2 * DAY);
    await world.tick();
    const [mail] = (await world.visitor().mails()).filter(({ kind }) => kind === 'tried_to_reach');
    expect(mail!.text).toContain(letter.mail.says[0]!);
    expect(mail!.text).toContain('/c/');
  });

  it('is not sent twice for one press too many, nor by a way that is not open', async () => {
    const world = await makeWorld();
    const { kase, ines } = await trying(world);
    expect(await ines.refused(`${kase.path}/letter`, { channel: 'text' })).toMatchObject({ status: 422, field: 'channel' });
    await ines.post(`${kase.path}/letter`, { channel: 'email' });
    expect(await ines.refused(`${kase.path}/letter`, { channel: 'email' })).toMatchObject({ status: 409 });
    expect((await world.visitor().mails()).filter(({ kind }) => kind === 'tried_to_reach')).toHaveLength(1);
  });
});
