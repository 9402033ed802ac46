import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, decide, type Setting } from '../../server/callbacks/decide.ts';
import { evolve } from '../../server/callbacks/fold.ts';
import type { Callback } from '../../server/callbacks/rules.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { makeWorld } from '../world.ts';
import { letDown, type Shown } from './cases.ts';
import { AT, fresh, heedClock, SETTING } from './samples.ts';

type Asked = Shown & { requests: { id: string; state: string }[] };

// What is asked of others is between us: the customer, who was let down, waits no longer for it.

describe('another department that is asked', () => {
  it('puts off no first call, when the request is withdrawn, answered or not answered at all', async () => {
    for (const ending of ['withdrawn', 'answered', 'missed'] as const) {
      const world = await makeWorld();
      const { path } = await letDown(world);
      const ines = await world.signIn('ines');
      const { due: first } = await ines.post<Shown>(`${path}/claim`);
      const at = toRfc3339(world.clock.now() + HOUR);
      const { due, requests } = await ines.post<Asked>(`${path}/requests`, { to: 'Payments', what: 'Which one?', at });
      expect(due).toMatchObject({ at, kind: 'request' });
      await world.pass(50 * MINUTE);
      const request = requests[0]!.id;
      if (ending === 'withdrawn') await ines.post(`${path}/withdraw-request`, { request, because: 'It is on the invoice.' });
      if (ending === 'answered') await ines.post(`${path}/answer-request`, { request, answer: 'The second.' });
      await world.pass(10 * MINUTE);
      expect((await ines.get<Shown>(path)).due, ending).toEqual(first);
    }
  });

  it('puts off no next step either, nor the time that the customer chose', async () => {
    const world = await makeWorld();
    const { path } = await letDown(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const asked = async () => {
      const at = toRfc3339(world.clock.now() + HOUR);
      const { requests } = await ines.post<Asked>(`${path}/requests`, { to: 'Payments', what: 'Which one?', at });
      await world.pass(30 * MINUTE);
      const request = requests.find(({ state }) => state === 'open')!.id;
      return (await ines.post<Shown>(`${path}/withdraw-request`, { request, because: 'It is on the invoice.' })).due;
    };
    const window = { from: '2026-03-03T09:00:00.000Z', to: '2026-03-03T11:00:00.000Z' };
    const { due: wish } = await ines.post<Shown>(`${path}/window`, { window });
    expect(await asked()).toEqual(wish);
    const { due: next } = await ines.post<Shown>(`${path}/attempts`, { outcome: 'reached' });
    expect(await asked()).toEqual(next);
  });

  it('never makes a first call due later, in whatever order we ask, withdraw, hear and forget', () => {
    const act = fc.record({
      wait: fc.integer({ min: 0, max: 90 }),
      what: fc.constantFrom('ask', 'ask', 'withdraw', 'answer', 'nothing'),
      ahead: fc.integer({ min: 1, max: 2 * 24 * 60 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let now = AT;
        let it: Callback = evolve(fresh(), { kind: 'claimed', ownerId: 'per_ines', ownerName: 'Ines Duarte' }, AT);
        const first = it.dueAt;
        for (const { wait, what, ahead } of acts) {
          now += wait * MINUTE;
          const setting: Setting = { ...SETTING, now };
          it = heedClock(it, setting).after;
          const open = it.detail.requests.find(({ state }) => state === 'open')?.id;
          const command = commandOf(what, now + ahead * MINUTE, `req_${it.seq}`, open);
          if (command) it = evolve(it, decide(it, command, setting), now);
          expect(it.dueAt).toBeLessThanOrEqual(first);
        }
        // Nothing is asked of anybody any more: it is due when it always was.
        it = heedClock(it, { ...SETTING, now: now + 3 * DAY }).after;
        expect([it.dueAt, it.dueKind]).toEqual([first, 'first_contact']);
      }),
    );
  });
});

function commandOf(what: string, at: number, id: string, open: string | undefined): Command | undefined {
  if (what === 'ask') return { move: 'request', id, department: 'Payments', what: 'Which one?', at };
  if (what === 'withdraw' && open) return { move: 'withdraw_request', request: open, reason: 'Found out.' };
  return what === 'answer' && open ? { move: 'answer_request', request: open, answer: 'The second.' } : undefined;
}
