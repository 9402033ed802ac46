import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../db/errors.ts';
import { facts } from '../../db/schema/core.ts';
import { theClock } from '../../server/core/actor.ts';
import { again, Conflict, commit, LeaseLost } from '../../server/core/commit.ts';
import { aside, type Ctx, contextOf, type Step } from '../../server/core/context.ts';
import { later } from '../../server/core/later.ts';
import { entries, entry, nextSeq } from '../../server/core/ledger.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { call, helpdesk, problemIn } from '../interactions/helpdesk.ts';
import { flakyDb, Killed, type Mishap } from '../support/flaky.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

async function setUp() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  const ctx = (): Ctx => contextOf(world.deps, theClock);
  /** What an action writes: an entry, a job, a row of its own. */
  const steps = (c: Ctx, seq: number, what: string): Step[] => [
    c.deps.db.insert(facts).values({ name: what, value: '1' }),
    entry(c, 'case', seq, { kind: what }),
    later(c, { kind: 'test.later', what }, c.now),
  ];
  const written = async () => ({
    facts: (await rowsOf<{ name: string }>(world.client, 'SELECT name FROM facts ORDER BY name')).map(({ name }) => name),
    ledger: (await rowsOf<{ kind: string }>(world.client, `SELECT kind FROM ledger WHERE subject = 'case' ORDER BY seq`)).map(
      ({ kind }) => kind,
    ),
    jobs: (await rowsOf<{ what: string }>(world.client, `SELECT data ->> 'what' what FROM jobs ORDER BY id`)).map(({ what }) => what),
  });
  return { opened, world, ctx, steps, written };
}

const all = (...what: string[]) => ({ facts: what, ledger: what, jobs: what });

describe('I01 two actions decided from the same state', () => {
  test('the first is kept whole; of the second nothing is, and it is told so', async () => {
    const { ctx, steps, written, world } = await setUp();
    await commit(ctx(), steps(ctx(), 1, 'first'));
    const second = withoutChange(world.client, () =>
      commit(ctx(), steps(ctx(), 1, 'second')).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(await second).toMatchObject({ name: 'Conflict', columns: ['ledger.subject', 'ledger.seq'] });
    expect(await written()).toEqual(all('first'));
  });

  test('fifty at once: exactly one is kept', async () => {
    const { ctx, steps, written } = await setUp();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => commit(ctx(), steps(ctx(), 1, `action ${n}`))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Conflict);
    const kept = await written();
    expect(kept).toEqual(all(kept.facts[0]!));
  });

  test('fifty at once that decide again are all kept, one after the other', async () => {
    const { ctx, written, world } = await setUp();
    const action = (n: number) =>
      again(async () => commit(ctx(), [entry(ctx(), 'case', await nextSeq(ctx(), 'case'), { kind: `n${n}` })]), 60);
    await Promise.all(Array.from({ length: 50 }, (_, n) => action(n)));
    expect((await written()).ledger.sort()).toEqual(Array.from({ length: 50 }, (_, n) => `n${n}`).sort());
    expect(await rowsOf(world.client, `SELECT max(seq) last, count(*) n FROM ledger WHERE subject = 'case'`)).toEqual([
      { last: 50, n: 50 },
    ]);
  });
});

describe('I02 a constraint that is not the ledger’s', () => {
  const insertTwice = (table: string, columns: string, values: string): string => `INSERT INTO ${table} (${columns}) VALUES (${values})`;
  test.each([
    ['facts.name', insertTwice('facts', 'name, value', `'a', 'b'`)],
    ['jobs.key', insertTwice('jobs', 'id, kind, key, due_at, data', `'job_' || random(), 'x', 'k', 0, '{}'`)],
    [
      'suppressions.address, suppressions.purpose, suppressions.reason',
      insertTwice('suppressions', 'address, purpose, reason, source, at', `'a@b.example', 'all', 'bounced', 'x', 0`),
    ],
    [
      'provider_events.provider, provider_events.event_id',
      insertTwice('provider_events', 'provider, event_id, type, at, received_at', `'p', 'e', 't', 0, 0`),
    ],
    ['request_keys.api_key_id, request_keys.key', insertTwice('request_keys', 'api_key_id, key, hash, at', `'a', 'k', 'h', 0`)],
    ['links.hash', insertTwice('links', 'hash, purpose, subject, expires_at', `'h', 'survey', 's', 0`)],
    ['surveys.id, surveys.version', insertTwice('surveys', 'id, version, questions, created_at', `'s', 9, '[]', 0`)],
    [
      'api_keys.hash',
      insertTwice('api_keys', 'id, name, prefix, hash, scopes, created_at', `'key_' || random(), 'n', 'p', 'same', '[]', 0`),
    ],
    [
      'teams.folded',
      insertTwice(
        'teams',
        'id, name, folded, hours, policy, survey_id, survey_version, created_at',
        `'team_' || random(), 'n', 'same', '{}', '{}', 's', 1, 0`,
      ),
    ],
  ])('%s is named as what it is, and the entry beside it is not written', async (columns, insert) => {
    const { ctx, world } = await setUp();
    await world.client.execute(insert);
    await withoutChange(world.client, async () => {
      const refused = commit(ctx(), [entry(ctx(), 'case', 1, { kind: 'x' }), ctx().deps.db.run(sql.raw(insert))]);
      await expect(refused).rejects.toMatchObject({ name: 'Conflict', columns: columns.split(', ') });
    });
  });

  test('one that nobody else can have caused is a fault, not a race', async () => {
    const { ctx, world } = await setUp();
    await withoutChange(world.client, async () => {
      const wrong = ctx().deps.db.run(sql`insert into facts (name, value) values ('a', null)`);
      await expect(commit(ctx(), [wrong])).rejects.not.toBeInstanceOf(Conflict);
      const orphan = ctx().deps.db.run(sql`insert into identities (kind, value, customer_id) values ('email', 'x', 'nobody')`);
      await expect(commit(ctx(), [orphan])).rejects.not.toBeInstanceOf(Conflict);
    });
  });

  test('somebody who loses six times in a row is told that it is busy, and when to come again', async () => {
    const { ctx, steps, world } = await setUp();
    await commit(ctx(), steps(ctx(), 1, 'first'));
    let tries = 0;
    const action = again(async () => {
      tries += 1;
      await commit(ctx(), steps(ctx(), 1, 'never'));
    });
    await withoutChange(world.client, () =>
      expect(action).rejects.toMatchObject({ name: 'Refusal', code: 'busy', detail: { retryAfter: 1 } }),
    );
    expect(tries).toBe(6);
  });

  test('anything else that goes wrong is not tried again', async () => {
    let tries = 0;
    const failing = again(async () => {
      tries += 1;
      throw new Killed();
    });
    await expect(failing).rejects.toBeInstanceOf(Killed);
    expect(tries).toBe(1);
  });
});

describe('I10 a commit whose answer is lost', () => {
  test.each(['reply_lost_after', 'reply_lost_before'] as Mishap[])('%s: it is there once, and the action goes on', async (mishap) => {
    const { opened, ctx, steps, written } = await setUp();
    opened.next(mishap);
    await commit(ctx(), steps(ctx(), 1, 'first'));
    expect(await written()).toEqual(all('first'));
  });

  test.each(['reply_lost_after', 'reply_lost_before'] as Mishap[])('%s, of many entries at once: the same', async (mishap) => {
    const { opened, ctx, written } = await setUp();
    const c = ctx();
    opened.next(mishap);
    const rows = [1, 2].map((seq) => ({ subject: 'case', seq, event: { kind: `n${seq}` } }));
    await commit(c, [...entries(c, rows), later(c, { kind: 'test.later', what: 'once' }, c.now)]);
    expect(await written()).toMatchObject({ ledger: ['n1', 'n2'], jobs: ['once'] });
  });

  test('and somebody else was first: that is told, and nothing of ours is there', async () => {
    const { opened, ctx, steps, written } = await setUp();
    await commit(ctx(), steps(ctx(), 1, 'theirs'));
    opened.next('reply_lost_before');
    await expect(commit(ctx(), steps(ctx(), 1, 'ours'))).rejects.toMatchObject({ columns: ['ledger.subject', 'ledger.seq'] });
    expect(await written()).toEqual(all('theirs'));
  });

  test('and somebody else comes in between: the same', async () => {
    const { opened, ctx, steps, written } = await setUp();
    opened.next('reply_lost_before', () => commit(ctx(), steps(ctx(), 1, 'theirs')));
    await expect(commit(ctx(), steps(ctx(), 1, 'ours'))).rejects.toBeInstanceOf(Conflict);
    expect(await written()).toEqual(all('theirs'));
  });

  test('twice: then nobody knows, and that is what is said', async () => {
    const { opened, ctx, steps, written } = await setUp();
    opened.next('reply_lost_before', 'reply_lost_after');
    await expect(commit(ctx(), steps(ctx(), 1, 'first'))).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await written()).toEqual(all('first'));
  });
});

describe('the database is busy', () => {
  test('nothing is written, and the refusal says when to try again', async () => {
    const { opened, ctx, steps, world } = await setUp();
    opened.next('busy');
    await withoutChange(world.client, () => expect(commit(ctx(), steps(ctx(), 1, 'first'))).rejects.toBeInstanceOf(Refusal));
    opened.next('busy');
    await withoutChange(world.client, async () => {
      const answer = await helpdesk(world).send(call('call-1'));
      expect(answer.headers.get('Retry-After')).toBe('1');
      expect(await problemIn(answer)).toMatchObject({ status: 503, code: 'busy', next: expect.any(String) });
    });
    expect(await helpdesk(world).tell(call('call-1'))).toMatchObject({ status: 201 });
  });
});

describe('an action that the clock does', () => {
  const claimedJob = async (c: Ctx) => {
    await c.deps.db.run(sql`insert into jobs (id, kind, due_at, data, state, fence) values ('job_1', 'x', 0, '{}', 'claimed', 'mine')`);
    const step = c.deps.db.run(sql`delete from jobs where id = 'job_1'`);
    const guard = c.deps.db.run(
      sql`insert into jobs (id, kind, due_at, data) select null, '', 0, '' where not exists (select 1 from jobs where fence = 'mine')`,
    );
    return { ...c, settle: { steps: [guard, step], done: false } };
  };

  test('ends its job with its first commit, and with no other', async () => {
    const { ctx, steps, world } = await setUp();
    const c = await claimedJob(ctx());
    await commit(aside(c), [entry(c, 'beside', 1, { kind: 'x' })]);
    expect([c.settle.done, await countIn(world.client, 'jobs')]).toEqual([false, { jobs: 1 }]);
    await commit(c, steps(c, 1, 'first'));
    expect([c.settle.done, await countIn(world.client, 'jobs')]).toEqual([true, { jobs: 1 }]);
    await commit(c, steps(c, 2, 'second'));
    expect(await countIn(world.client, 'jobs')).toEqual({ jobs: 2 });
  });

  test('whose job is not its own any more writes nothing', async () => {
    const { ctx, steps, world } = await setUp();
    const c = await claimedJob(ctx());
    await world.client.execute(`UPDATE jobs SET fence = 'theirs'`);
    await withoutChange(world.client, () => expect(commit(c, steps(c, 1, 'first'))).rejects.toBeInstanceOf(LeaseLost));
  });

  test('that has nothing to write and no job to end asks the database for nothing', async () => {
    const { ctx, opened } = await setUp();
    const before = opened.commits();
    await commit(ctx(), []);
    expect(opened.commits()).toBe(before);
  });
});
