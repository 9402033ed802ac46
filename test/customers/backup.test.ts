import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { erase } from '../../server/customers/actions-erasure.ts';
import { letDown, surveyFor } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { idOf, placesOf, rosa } from './life.ts';

test('N06 a backup from before an erasure is restored: the list that was kept apart erases again, and holds no names', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, backup, list] = ['company.db', 'backup.db', 'erasures.jsonl'].map((name) => join(folder, name)) as [string, string, string];
  const world = await makeWorld({ opened: openDb(`file:${file}`) });
  await letDown(world);
  await surveyFor(world, 'kenji');
  const id = await idOf(world);
  await world.client.execute('pragma wal_checkpoint(truncate)');
  copyFileSync(file, backup);
  await erase(contextOf(world.deps, theClock), id, 'asked_by_customer');

  const ringback = (database: string, ...args: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...args], {
      env: { ...process.env, RINGBACK_DATABASE: `file:${database}`, RINGBACK_SECRET: 'a secret of a world that ends with its test' },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const erasures = ringback(file, 'erasures');
  expect(JSON.parse(erasures)).toEqual({ customer: id, at: '2026-03-02T09:00:00.000Z' });
  expect(ringback(backup, 'export', id)).toContain(rosa.name);

  writeFileSync(list, `${erasures}{"customer":"cus_unknown"}\n`);
  expect(ringback(backup, 'erase', '--list', list)).toContain('1 of 2 were erased');
  const restored = openDb(`file:${backup}`);
  onTestFinished(restored.close);
  for (const trace of ['Rosa', rosa.email, '30901820']) expect([trace, await placesOf(restored.client, trace)]).toEqual([trace, []]);
  expect(await rowsOf(restored.client, 'select name from customers where erased_at is null')).toEqual([{ name: 'Kenji Mori' }]);
  expect(ringback(backup, 'erase', '--list', list)).toContain('0 of 2 were erased');

  writeFileSync(list, '{"customer":"Rosa Keller"}\n');
  expect(() => ringback(backup, 'erase', '--list', list)).toThrow(/customer: This is not the id of a customer/);
});
