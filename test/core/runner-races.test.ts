import { describe, expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { theClock } from '../../server/core/actor.ts';
import { commit } from '../../server/core/commit.ts';
import { contextOf, type Deps } from '../../server/core/context.ts';
import { later } from '../../server/core/later.ts';
import { entry, nextSeq } from '../../server/core/ledger.ts';
import { type Handlers, tick, tickUntilIdle } from '../../server/core/runner.ts';
import { HOUR, MINUTE } from '../../server/core/time.ts';
import { anotherServer, someFile } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const COUNT = 300;

/** So many jobs, due now; and handlers that write each one's work once for every time it was done. */
async function manyJobs(world: World, count = COUNT) {
  const ctx = contextOf(world.deps, theClock);
  await commit(
    ctx,
    Array.from({ length: count }, (_, n) => later(ctx, { kind: n % 3 ? 'test.each' : 'test.lot', n }, ctx.now)),
  );
  const handled: number[] = [];
  const handlers: Handlers = {
    'test.each': {
      each: async (ctx, { n }: { n: number }) => {
        handled.push(n);
        await commit(ctx, [entry(ctx, `work ${n}`, await nextSeq(ctx, `work ${n}`), { kind: 'done' })]);
      },
    },
    'test.lot': {
      lot: async (ctx, lot) => {
        handled.push(...lot.map((job) => job.data.n as number));
        await commit(
          ctx,
          lot.map((job) => entry(ctx, `work ${job.data.n}`, 1, { kind: 'done' })),
        );
      },
    },
  };
  return { handlers, handled };
}

async function eachDoneOnce(world: World, handled: number[], count = COUNT) {
  expect(handled.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
  expect(await rowsOf(world.client, `SELECT count(*) n, max(seq) most FROM ledger WHERE subject LIKE 'work %'`)).toEqual([
    { n: count, most: 1 },
  ]);
  expect(await countIn(world.client, 'jobs')).toEqual({ jobs: 0 });
}

describe('I05 C13 many runners at once do each job once', () => {
  test('a hundred ticks of one process', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world);
    const reports = await Promise.all(Array.from({ length: 100 }, () => tick(world.deps, handlers, 10)));
    expect(reports.reduce((sum, { done }) => sum + done, 0)).toBe(COUNT);
    await eachDoneOnce(world, handled);
  });

  test('a hundred ticks that each want everything', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world);
    const reports = await Promise.all(Array.from({ length: 100 }, () => tick(world.deps, handlers, 1_000)));
    expect(reports.filter(({ done }) => done > 0)).toHaveLength(1);
    await eachDoneOnce(world, handled);
  });

  test('four servers on one file, each with a connection of its own', async () => {
    const file = someFile();
    const world = await makeWorld({ opened: openDb(file) });
    const { handlers, handled } = await manyJobs(world);
    const servers: Deps[] = [world.deps, ...[1, 2, 3].map(() => anotherServer(world, file).deps)];
    const ticks = servers.flatMap((deps) => Array.from({ length: 10 }, () => tick(deps, handlers, 20)));
    const reports = await Promise.all(ticks);
    expect(reports.reduce((sum, { done }) => sum + done, 0)).toBe(COUNT);
    await eachDoneOnce(world, handled);
  });

  test('runners that end and start again all the time leave nothing over', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world, 50);
    const idle = await Promise.all(Array.from({ length: 20 }, () => tickUntilIdle(world.deps, handlers, 7)));
    expect(idle.reduce((sum, done) => sum + done, 0)).toBe(50);
    await eachDoneOnce(world, handled, 50);
  });
});

describe('C20 a clock that jumps back', () => {
  /** A clock that can also be wrong. */
  const jumping = (world: World) => {
    let at = world.clock.now();
    return {
      deps: { ...world.deps, clock: { now: () => at } },
      jump: (millis: number) => {
        at += millis;
      },
    };
  };

  test('between claim and end: the job is done once, and over', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world, 1);
    const { deps, jump } = jumping(world);
    const real = handlers['test.lot']!;
    if (!('lot' in real)) throw new Error('is done by the lot');
    const back: Handlers = {
      'test.lot': {
        lot: async (ctx, lot) => {
          jump(-2 * HOUR);
          await real.lot(ctx, lot);
        },
      },
    };
    expect(await tick(deps, back)).toMatchObject({ done: 1 });
    await eachDoneOnce(world, handled, 1);
  });

  test('after a runner has died: its lease ends all the same, when the time has come again', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world, 1);
    const { deps, jump } = jumping(world);
    await world.client.execute({
      sql: `UPDATE jobs SET state = 'claimed', fence = 'dead', lease_until = ?`,
      args: [world.clock.now() + MINUTE],
    });
    jump(-2 * HOUR);
    expect(await tick(deps, handlers)).toMatchObject({ done: 0 });
    jump(2 * HOUR + 2 * MINUTE);
    expect(await tick(deps, handlers)).toMatchObject({ done: 1 });
    await eachDoneOnce(world, handled, 1);
  });

  test('while a job fails: its pause is counted from the time it is then, and it is tried again', async () => {
    const world = await makeWorld();
    const { handlers, handled } = await manyJobs(world, 1);
    const { deps, jump } = jumping(world);
    const failing: Handlers = {
      'test.lot': {
        lot: async () => {
          jump(-2 * HOUR);
          throw new Error('not now');
        },
      },
    };
    expect(await tick(deps, failing)).toMatchObject({ delayed: 1 });
    jump(2 * HOUR + MINUTE);
    expect(await tick(deps, handlers)).toMatchObject({ done: 1 });
    await eachDoneOnce(world, handled, 1);
  });
});
