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
