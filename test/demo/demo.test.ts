import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { setUpCompany } from '../../db/demo/company.ts';
import { playMonth } from '../../db/demo/month.ts';
import { openDb } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations.ts';
import { callbacks } from '../../db/schema/callbacks.ts';
import { ledger } from '../../db/schema/core.ts';
import { alertList } from '../../server/alerts/reading.ts';
import { type CallbackEvent, replay } from '../../server/callbacks/fold.ts';
import { type Callback, STATES } from '../../server/callbacks/rules.ts';
import { mailboxChannel } from '../../server/channels/mailbox.ts';
import { readConfig } from '../../server/config.ts';
import { theClock } from '../../server/core/actor.ts';
import { stillClock } from '../../server/core/clock.ts';
import { contextOf } from '../../server/core/context.ts';
import { historyOf } from '../../server/core/ledger.ts';
import { deadJobs } from '../../server/core/runner.ts';
import { DAY, HOUR, type Millis } from '../../server/core/time.ts';
import { assemble, limitsFrom } from '../../server/deps.ts';
import { colleague } from '../../server/people/plans.ts';

test('the same story is told each time', async () => {
  const [first, second] = [await play(4 * DAY), await play(4 * DAY)];
  expect(first.rows.length).toBeGreaterThan(0);
  expect(second.rows.map(outline)).toEqual(first.rows.map(outline));
});

test('at Acme callbacks end in every way, and each is its ledger added up', async () => {
  const { rows, deps } = await play(16 * DAY);
  const states = new Set(rows.map((row) => row.state));
  expect(states.size, [...states].join()).toBeGreaterThanOrEqual(4);
  expect(await deadJobs(deps)).toBe(0);
  for (const { change: _, ...row } of rows) {
    const history = await historyOf(contextOf(deps, theClock), row.id);
    const told = history.map(({ at, kind, data }) => ({ at, event: { kind, ...data } as CallbackEvent }));
    expect(replay(row.id, told)).toEqual(row);
  }
});

test.each([
  ['a Tuesday noon', '2026-03-31T12:00:00Z'],
  ['the night before Sunday', '2026-11-21T22:45:00Z'],
  ['a Monday before work', '2026-11-23T05:00:00Z'],
])('whenever it is told, there is a case of every kind to look at: %s', async (_, end) => {
  const { rows, deps, people } = await play(22 * DAY, Date.parse(end));
  const now = Date.parse(end);
  expect([...new Set(rows.map((row) => row.state))].sort()).toEqual(
    [...STATES].filter((state) => state !== 'joined' && state !== 'erased').sort(),
  );
  const open = rows.filter((row) => row.open);
  const kinds: Record<string, (row: Callback) => boolean> = {
    'nobody has called, and it is late': (row) => row.state === 'open' && row.dueAt < now && row.level > 0,
    'nobody has called yet, there is time': (row) => row.state === 'open' && row.dueAt > now,
    'due within the hour': (row) => row.dueAt > now && row.dueAt < now + HOUR,
    'tried, and not reached': (row) => row.state === 'claimed' && row.detail.attempts > 1 && !row.detail.reached,
    'offered to somebody': (row) => row.detail.offer !== null,
    'handed over': (row) => row.detail.handOffs === 1,
    'a promise is open': (row) => row.detail.promises.some((promise) => promise.state === 'open'),
    'a promise was kept': (row) => row.detail.promises.some((promise) => promise.state === 'kept'),
    'a promise was missed': (row) => row.detail.promises.some((promise) => promise.state === 'missed'),
    'something was granted, another department asked, and the customer rated it': (row) =>
      row.detail.remedies.length > 0 && row.detail.requests.some(({ state }) => state === 'open') && row.detail.confidence.after !== null,
    contested: (row) => row.state === 'claimed' && row.round === 2,
    'a second failure': (row) => row.secondFailure,
    'asked for in spite of a good score': (row) => row.cause === 'asked',
    'nobody answered the contact': (row) => row.cause === 'unanswered_contact',
  };
  expect(Object.keys(kinds).filter((kind) => !open.some(kinds[kind]!))).toEqual([]);
  const corrected = await deps.db.select().from(ledger).where(eq(ledger.kind, 'understanding_corrected'));
  const confirmedLate = await deps.db.select().from(ledger).where(eq(ledger.kind, 'unconfirmed'));
  expect(corrected.length).toBeGreaterThan(0);
  // Nobody is greeted by a month of alerts: what came since they were last at work is unread.
  for (const id of Object.values(people)) {
    const actor = await colleague(contextOf(deps, theClock), id);
    const { body } = await alertList({ ...contextOf(deps, actor), actor }, []);
    expect(body!.unread, actor.name).toBeLessThan(15);
  }
  expect(confirmedLate.some(({ subject }) => rows.find((row) => row.id === subject)?.state === 'confirmed')).toBe(true);
});

async function play(time: Millis, end = Date.parse('2026-03-31T12:00:00Z')) {
  const opened = openDb(':memory:');
  onTestFinished(() => opened.close());
  await migrate(opened.client, migrations);
  const read = readConfig({ RINGBACK_ZONE: 'Europe/Berlin' });
  if ('problems' in read) throw new Error(read.problems.join());
  const clock = stillClock(end - time);
  const report = (error: unknown) => {
    throw error;
  };
  const { deps } = await assemble({
    config: read.config,
    opened,
    channels: { email: mailboxChannel() },
    clock,
    report,
    limits: limitsFrom(read.config),
  });
  const people = await setUpCompany(deps);
  await playMonth(deps, clock, people, end, () => {});
  const rows = await opened.db.select().from(callbacks).orderBy(callbacks.openedAt, callbacks.id);
  return { deps, rows, people };
}

const outline = ({ state, openedAt, dueAt, seq, ownerName }: Callback) => ({ state, openedAt, dueAt, seq, ownerName });
