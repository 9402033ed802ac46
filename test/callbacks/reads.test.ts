import { expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { recording } from '../support/recorder.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld } from '../world.ts';
import { missedCall } from './cases.ts';

async function busyTeam() {
  const recorder = recording(openDb(':memory:'));
  const world = await makeWorld({ opened: recorder.opened });
  for (const who of ['rosa', 'kenji', 'amina', 'walt'] as const) await missedCall(world, who);
  /** What is asked of the database for one request, without who is signed in: that is one question for every request. */
  const asked = async (who: Visitor, path: string, headers: Record<string, string> = {}) => {
    const before = recorder.every().length;
    const answer = await who.send(path, { headers });
    const [session, ...others] = recorder.every().slice(before);
    expect(session).toContain('sessions');
    return { answer, others };
  };
  return { world, asked };
}

test('the first page of a list is one read of callbacks, whatever their number; what it shows beside them comes by their keys', async () => {
  const { world, asked } = await busyTeam();
  const ines = await world.signIn('ines');
  for (const tab of ['mine', 'unowned', 'team', 'waiting', 'done']) {
    const { answer, others } = await asked(ines, `/api/callbacks?tab=${tab}`);
    expect(answer.status).toBe(200);
    const [newest, rows, ...names] = others;
    expect(newest).toBe('select max("change") from "callbacks"');
    expect(rows).toMatch(/json_group_array.* from "callbacks" .* limit \?/s);
    // Whose they are, and which team's: a question each, however many there are.
    expect(names.length, tab).toBeLessThanOrEqual(2);
    for (const sql of names) expect(sql).toMatch(/from "(customers|teams)" where .* in \(select value from json_each/);
  }
});

test('a look that finds nothing new is one glance at an index', async () => {
  const { world, asked } = await busyTeam();
  const ines = await world.signIn('ines');
  for (const path of ['/api/callbacks/changes', '/api/callbacks?tab=team']) {
    const etag = (await ines.send(path)).headers.get('etag')!;
    const { answer, others } = await asked(ines, path, { 'If-None-Match': etag });
    expect([answer.status, others]).toEqual([304, ['select max("change") from "callbacks"']]);
  }
});

test('a line that did not change is not read again; one that did, and one that comes into sight, is', async () => {
  const { world, asked } = await busyTeam();
  const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
  const linesIn = async (answer: Response) => ((await answer.json()) as { items: { id: string; owner: object | null }[] }).items;
  const first = await linesIn((await asked(ines, '/api/callbacks?tab=team&limit=2')).answer);
  // The other two did not change since then, and are read by their keys.
  const all = await asked(maya, '/api/callbacks?tab=unowned');
  expect(await linesIn(all.answer)).toHaveLength(4);
  expect(all.others[2]).toMatch(/^select .* from "callbacks" where .*"id" in \(select value from json_each/s);
  const again = await asked(maya, '/api/callbacks?tab=unowned');
  expect(again.others).toHaveLength(2);
  expect(await linesIn(again.answer)).toMatchObject([first[0], first[1], {}, {}]);
  await ines.post(`/api/callbacks/${first[0]!.id}/claim`);
  const after = await linesIn((await asked(ines, '/api/callbacks?tab=team')).answer);
  expect(after.map(({ owner }) => owner !== null)).toEqual([true, false, false, false]);
});
