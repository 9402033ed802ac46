import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { commit } from '../../server/core/commit.ts';
import { type Ctx, contextOf } from '../../server/core/context.ts';
import { cancelLater, later } from '../../server/core/later.ts';
import { entry } from '../../server/core/ledger.ts';
import { deadJobs, type Handlers, MAX_ATTEMPTS, NotYet, tick, tickUntilIdle } from '../../server/core/runner.ts';
import { HOUR, type Instant, MINUTE, type Millis, SECOND } from '../../server/core/time.ts';
import { flakyDb, type Mishap } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

type Row = { id: string; state: string; attempts: number; due_at: Instant; error: string | null; fence: string | null };

async function setUp() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  const { deps, client, clock } = world;
  const now = clock.now();
  const done: number[] = [];
  /** Puts one job down; it is done by writing that it was. */
  const put = (n: number, after: Millis = 0, kind = 'test.work', key?: string) =>
    commit(contextOf(deps, theClock), [later(contextOf(deps, theClock), { kind, n }, clock.now() + after, key)]);
  const work = async (ctx: Ctx, { n }: { n: number }) => {
    done.push(n);
    await commit(ctx, [entry(ctx, `work ${n}`, 1, { kind: 'done' })]);
  };
  const handlers: Handlers = { 'test.work': { each: work } };
  return {
    ...{ opened, world, deps, clock, now, done, put, work, handlers },
    tick: (own: Handlers = handlers, limit?: number) => tick(deps, own, limit),
    jobs: () => rowsOf<Row>(client, 'SELECT * FROM jobs ORDER BY id'),
    /** Which work the database knows of. */
    written: async () =>
      (await rowsOf<{ subject: string }>(client, `SELECT subject FROM ledger WHERE subject LIKE 'work %' ORDER BY subject`)).map(
        ({ subject }) => Number(subject.slice(5)),
      ),
    pass: (time: Millis) => clock.moveTo(clock.now() + time),
  };
}

/** Something that waits until it is let go. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a tick', () => {
  test('does what is due, once, and leaves the rest for its time', async () => {
    const { put, tick, done, jobs, pass, written } = await setUp();
    for (const n of [1, 2, 3]) await put(n);
    await put(4, HOUR);
    expect(await tick()).toEqual({ done: 3, delayed: 0, dead: 0, more: false });
    expect(await tick()).toEqual({ done: 0, delayed: 0, dead: 0, more: false });
    expect(await jobs()).toHaveLength(1);
    pass(HOUR);
    await tick();
    expect([done.sort(), await written(), await jobs()]).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], []]);
  });

  test('takes the oldest first, as many as it may, and says when more are waiting', async () => {
    const { put, tick, done, pass } = await setUp();
    for (const n of [5, 4, 3, 2, 1]) await put(n, n * SECOND);
    pass(5 * SECOND);
    expect(await tick(undefined, 2)).toMatchObject({ done: 2, more: true });
    expect(done).toEqual([1, 2]);
    expect(await tick(undefined, 2)).toMatchObject({ done: 2, more: true });
    expect(await tick(undefined, 2)).toMatchObject({ done: 1, more: false });
  });

  test('says that more are waiting when it also took over what others had left lying', async () => {
    const { put, tick, world, pass } = await setUp();
    await put(1);
    await world.client.execute(`UPDATE jobs SET state = 'claimed', fence = 'a dead runner', lease_until = 0`);
    pass(SECOND);
    for (const n of [2, 3, 4]) await put(n);
    expect(await tick(undefined, 2)).toMatchObject({ done: 3, more: true });
  });

  test('gives those that are done by the lot to their handler together, the others one by one', async () => {
    const { put, tick, jobs } = await setUp();
    for (const n of [1, 2, 3]) await put(n, 0, n === 2 ? 'test.single' : 'test.lot');
    const lots: unknown[][] = [];
    const report = await tick({
      'test.lot': { lot: async (_ctx, lot) => void lots.push(lot.map((job) => job.data.n)) },
      'test.single': { each: async (_ctx, { n }: { n: number }) => void lots.push([n]) },
    });
    expect(report.done).toBe(3);
    expect(lots.map((lot) => lot.sort()).sort()).toEqual([[1, 3], [2]]);
    expect(await jobs()).toEqual([]);
  });

  test('goes on until nothing is due, with what its own work puts down for now', async () => {
    const { deps, put, done, jobs } = await setUp();
    await put(1);
    const chain: Handlers = {
      'test.work': {
        each: async (ctx, { n }: { n: number }) => {
          done.push(n);
          if (n < 5) await commit(ctx, [later(ctx, { kind: 'test.work', n: n + 1 }, ctx.now)]);
        },
      },
    };
    expect(await tickUntilIdle(deps, chain)).toBe(5);
    expect([done, await jobs()]).toEqual([[1, 2, 3, 4, 5], []]);
  });
});

describe('a job that cannot be done now', () => {
  test('comes back when it said, however often, and none of it counts as a failure', async () => {
    const { put, tick, jobs, pass, clock } = await setUp();
    await put(1);
    const later: Handlers = {
      'test.work': {
        each: async () => {
          throw new NotYet(clock.now() + MINUTE);
        },
      },
    };
    for (let n = 0; n < 3 * MAX_ATTEMPTS; n++) {
      expect(await tick(later)).toMatchObject({ delayed: 1, dead: 0 });
      expect(await jobs()).toMatchObject([{ state: 'due', attempts: 0, due_at: clock.now() + MINUTE, error: null, fence: null }]);
      pass(MINUTE);
    }
  });
});

describe('a job that fails', () => {
  const failing: Handlers = {
    'test.work': {
      each: async () => {
        throw new TypeError('the disk is on fire');
      },
    },
  };

  test('is tried again after growing pauses, and stays, dead and with its reason, after the last', async () => {
    const { put, tick, jobs, clock, deps, world } = await setUp();
    await put(1);
    const pauses: Millis[] = [];
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      expect(await tick(failing)).toEqual({ done: 0, delayed: 1, dead: 0, more: false });
      const [job] = await jobs();
      expect(job).toMatchObject({ state: 'due', attempts: attempt, error: 'TypeError: the disk is on fire' });
      pauses.push(job!.due_at - clock.now());
      clock.moveTo(job!.due_at);
    }
    expect(pauses.map((pause) => pause / SECOND)).toEqual([5, 25, 125, 625, 3125, 3600, 3600]);
    expect(await tick(failing)).toEqual({ done: 0, delayed: 0, dead: 1, more: false });
    clock.moveTo(clock.now() + 1000 * HOUR);
    expect(await tick(failing)).toEqual({ done: 0, delayed: 0, dead: 0, more: false });
    expect(await jobs()).toMatchObject([{ state: 'dead', attempts: MAX_ATTEMPTS, error: 'TypeError: the disk is on fire' }]);
    expect(await deadJobs(deps)).toBe(1);
    expect(await (await world.fetch('/readyz')).json()).toEqual({ status: 'ready', deadJobs: 1 });
  });

  test('has done nothing: what it wrote before it failed, it did not write', async () => {
    const { put, tick, written } = await setUp();
    await put(1);
    await tick({
      'test.work': {
        each: async (ctx) => {
          entry(ctx, 'work 1', 1, { kind: 'done' });
          throw new Error('before the commit');
        },
      },
    });
    expect(await written()).toEqual([]);
  });

  test('of a kind that nobody knows says so', async () => {
    const { put, tick, jobs } = await setUp();
    await put(1, 0, 'test.unknown');
    await tick();
    expect((await jobs())[0]!.error).toBe('Error: Nothing here knows how to do "test.unknown".');
  });

  test('does not take down those that are done in the same lot', async () => {
    const { put, tick, jobs, written } = await setUp();
    for (const n of [1, 2, 3, 4]) await put(n, 0, 'test.lot');
    const report = await tick({
      'test.lot': {
        lot: async (ctx, lot) => {
          if (lot.some((job) => job.data.n === 3)) throw new Error('number 3 is poison');
          await commit(
            ctx,
            lot.map((job) => entry(ctx, `work ${job.data.n}`, 1, { kind: 'done' })),
          );
        },
      },
    });
    expect(report).toEqual({ done: 3, delayed: 1, dead: 0, more: false });
    expect(await written()).toEqual([1, 2, 4]);
    expect(await jobs()).toMatchObject([{ attempts: 1, error: 'Error: number 3 is poison' }]);
  });
});

describe('the work and the end of its job are one', () => {
  test.each([
    ['killed_before', [], 1],
    ['killed_after', [1], 0],
  ] as [Mishap, number[], number][])('%s: both are there or neither', async (mishap, work, left) => {
    const { opened, put, tick, written, jobs, pass, deps } = await setUp();
    await put(1);
    opened.next(mishap);
    await expect(tick()).rejects.toThrow();
    opened.restart();
    expect([await written(), (await jobs()).length]).toEqual([work, left]);
    expect(await tick(), 'a dead runner keeps its job for its lease').toMatchObject({ done: 0 });
    pass(deps.settings.lease + 1);
    await tick();
    expect([await written(), await jobs()]).toEqual([[1], []]);
  });

  test.each(['reply_lost_before', 'reply_lost_after'] as Mishap[])('%s: done once, and over', async (mishap) => {
    const { opened, put, tick, written, jobs, done } = await setUp();
    await put(1);
    opened.next(mishap);
    expect(await tick()).toMatchObject({ done: 1, delayed: 0 });
    expect([await written(), await jobs(), done]).toEqual([[1], [], [1]]);
  });

  test('a busy database puts the job off', async () => {
    const { opened, put, tick, written, pass } = await setUp();
    await put(1);
    opened.next('busy');
    expect(await tick()).toMatchObject({ done: 0, delayed: 1 });
    pass(5 * SECOND);
    expect(await tick()).toMatchObject({ done: 1 });
    expect(await written()).toEqual([1]);
  });
});

describe('C14 a runner that stalls', () => {
  test.each([
    ['and then writes', async (ctx: Ctx) => commit(ctx, [entry(ctx, 'work 1', 1, { kind: 'too late' })])],
    ['and then has nothing to write', async () => {}],
    ['and then fails', () => Promise.reject(new Error('too late'))],
    ['and then wants to come back', () => Promise.reject(new NotYet(0))],
  ])('%s has lost its job, and changes nothing of it', async (_what, wakeUp) => {
    const { deps, put, tick, jobs, written, pass, work } = await setUp();
    await put(1);
    const asleep = gate();
    const stalled = tick({
      'test.work': {
        each: async (ctx) => {
          await asleep.opened;
          await wakeUp(ctx);
        },
      },
    });
    await expect.poll(async () => (await jobs())[0]!.state).toBe('claimed');
    pass(deps.settings.lease);
    expect(await tick(), 'the lease still holds').toMatchObject({ done: 0 });
    pass(1);
    const second = gate();
    const taken = gate();
    const other = tick({
      'test.work': {
        each: async (ctx, data) => {
          taken.open();
          await second.opened;
          await work(ctx, data);
        },
      },
    });
    await taken.opened;
    const [before] = await jobs();
    asleep.open();
    expect(await stalled).toEqual({ done: 0, delayed: 0, dead: 0, more: false });
    expect(await jobs(), 'the job is the other’s').toEqual([before]);
    second.open();
    expect(await other).toMatchObject({ done: 1 });
    expect([await written(), await jobs()]).toEqual([[1], []]);
  });
});

describe('a job that is changed while somebody does it', () => {
  const whileWorking = async (change: (ctx: Ctx) => Promise<void>) => {
    const set = await setUp();
    await set.put(1, 0, 'test.work', 'deadline');
    const report = await set.tick({
      'test.work': {
        each: async (ctx, data) => {
          await change(contextOf(set.deps, theClock));
          await set.work(ctx, data);
        },
      },
    });
    expect(report).toMatchObject({ done: 0, delayed: 0, dead: 0 });
    expect(await set.written()).toEqual([]);
    return set;
  };

  test('taken back: nothing comes of it', async () => {
    const { jobs } = await whileWorking((ctx) => commit(ctx, [cancelLater(ctx, 'deadline')]));
    expect(await jobs()).toEqual([]);
  });

  test('moved: it is done then, and not now', async () => {
    const { jobs, pass, tick, written } = await whileWorking((ctx) =>
      commit(ctx, [later(ctx, { kind: 'test.work', n: 2 }, ctx.now + HOUR, 'deadline')]),
    );
    expect(await jobs()).toMatchObject([{ state: 'due', attempts: 0, fence: null }]);
    pass(HOUR);
    await tick();
    expect(await written()).toEqual([2]);
  });

  test('the same key is one job, at its newest time; a dead one begins anew', async () => {
    const { put, world, tick, pass, jobs, done } = await setUp();
    await put(1, HOUR, 'test.work', 'deadline');
    await put(2, 2 * HOUR, 'test.work', 'deadline');
    expect(await countIn(world.client, 'jobs')).toEqual({ jobs: 1 });
    await world.client.execute(`UPDATE jobs SET state = 'dead', attempts = 8, error = 'gave up'`);
    await put(3, HOUR, 'test.work', 'deadline');
    expect(await jobs()).toMatchObject([{ state: 'due', attempts: 0, error: null }]);
    pass(HOUR);
    await tick();
    expect(done).toEqual([3]);
  });
});
