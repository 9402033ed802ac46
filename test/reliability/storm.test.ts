import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { letDown, missedCall, type Shown, says } from '../callbacks/cases.ts';
import { somebody } from '../interactions/helpdesk.ts';
import { anotherServer, someFile } from '../support/flaky.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';

/** The most that the process worked in one go, in milliseconds of its own time: while it does, nobody else has a turn. */
function watchTurns() {
  let [longest, before] = [0, process.cpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    longest = Math.max(longest, (user + system) / 1_000);
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

describe('I04 two hundred writes at once on one file', () => {
  test.each(['alone', 'while another process takes the lock again and again'])(
    '%s: each is kept or told why not, and none hangs',
    async (how) => {
      const file = someFile();
      const world = await makeWorld({ opened: openDb(file) });
      const cases = await Promise.all(Array.from({ length: 20 }, (_, n) => missedCall(world, 'rosa', { customer: somebody(n) })));
      const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
      await world.client.execute('CREATE TABLE rivals (id INTEGER PRIMARY KEY)');
      let said = '40';
      let rival = Promise.resolve<unknown>(undefined);
      if (how !== 'alone') {
        said = '';
        const other = spawn(process.execPath, ['--import', 'tsx', 'test/db/rival.ts', 'holds', file], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        other.stdout.on('data', (text) => (said += text));
        rival = once(other, 'close');
        // It has the lock for the first time.
        while ((await rowsOf(world.client, 'SELECT id FROM rivals')).length === 0) await new Promise(setImmediate);
      }
      const longest = watchTurns();
      const write = async (n: number) => {
        const [who, { path }] = [n % 2 ? ines : tom, cases[n % 20]!];
        const headers = { 'Content-Type': 'application/json' };
        if (n % 10 === 0) return [n, (await who.send(`${path}/claim`, { method: 'POST', headers, body: '{}' })).status] as const;
        return [
          n,
          (await who.send(`${path}/notes`, { method: 'POST', headers, body: JSON.stringify({ text: `Note ${n}.` }) })).status,
        ] as const;
      };
      const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => write(n)));
      expect(longest(), 'milliseconds of work without a turn for others').toBeLessThan(500);
      await rival;
      expect(said).toBe('40');
      expect(answers.filter(([, status]) => ![200, 409, 503].includes(status))).toEqual([]);
      const kept = answers.filter(([n, status]) => n % 10 && status === 200).map(([n]) => `Note ${n}.`);
      expect(kept.length).toBeGreaterThan(20);
      const told = await rowsOf<{ text: string }>(world.client, `select data ->> 'text' as text from ledger where kind = 'noted'`);
      expect(told.map(({ text }) => text).sort()).toEqual(kept.sort());
      expect(await rowsOf(world.client, `select subject from ledger where kind = 'claimed'`)).toHaveLength(2);
      await mustBeSound(world);
    },
  );
});

test('I08 a note that is written in two tabs at once: both are kept, and the one sent from an older page is not lost', async () => {
  const world = await makeWorld();
  const { path } = await missedCall(world);
  const [here, there] = [await world.signIn('ines'), await world.signIn('ines')];
  await Promise.all([here.post(`${path}/notes`, { text: 'Call after six.' }), there.post(`${path}/notes`, { text: 'Call before noon.' })]);
  await here.post(`${path}/notes`, { text: 'Call after six.' });
  const { timeline } = await here.get<Shown>(path);
  const notes = timeline.filter(({ kind }) => kind === 'noted').map(({ data }) => data.text);
  expect(notes.sort()).toEqual(['Call after six.', 'Call after six.', 'Call before noon.']);
});

test('I09 after a storm every callback is its ledger added up, at two servers of one file', async () => {
  const file = someFile();
  const world = await makeWorld({ opened: openDb(file) });
  const other = anotherServer(world, file);
  const cases = [await letDown(world, 'rosa'), await letDown(world, 'kenji'), await letDown(world, 'amina')];
  const door = (server: Pick<typeof world, 'fetch'>) => visitor(server.fetch, { key: world.key, tick: world.tick });
  const people = [
    ...(await Promise.all(['ines', 'maya'].map((who) => door(world).signIn(`${who}@acme.example`)))),
    ...(await Promise.all(['tom', 'ada'].map((who) => door(other).signIn(`${who}@acme.example`)))),
  ];
  const reason = 'Somebody has to.';
  const moves: [string, Record<string, unknown>][] = [
    ['claim', {}],
    ['attempts', { outcome: 'reached', reason }],
    ['notes', { text: 'They called again.' }],
    ['understanding', { words: 'Two charges.', reason }],
    ['proposals', { text: 'A refund.', reason }],
    ['fix', { cause: 'system', done: 'One was paid back.', reason }],
    ['release', { reason }],
    ['attempts', { outcome: 'busy', reason }],
  ];
  const statuses = new Set<number>();
  for (let round = 0; round < 6; round++) {
    const storm = people.flatMap((who, p) =>
      cases.map(async ({ path }, c) => {
        for (let m = 0; m < moves.length; m++) {
          const [move, body] = moves[(m + p * 3 + c) % moves.length]!;
          const answer = await who.send(`${path}/${move}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          });
          statuses.add(answer.status);
        }
      }),
    );
    const words = cases.map((kase, c) => says(world, kase, ['contest', 'confirm', 'correct'][(c + round) % 3]!, 'Still broken.'));
    await Promise.all([...storm, ...words]);
    await world.pass(3_600_000);
  }
  expect([...statuses].filter((status) => ![200, 403, 409, 422, 503].includes(status))).toEqual([]);
  const [{ n }] = (await rowsOf<{ n: number }>(world.client, `select count(*) n from ledger where subject like 'cbk_%'`)) as [
    { n: number },
  ];
  expect(n).toBeGreaterThan(60);
  await mustBeSound(world);
});
