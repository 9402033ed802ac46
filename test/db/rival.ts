import { setTimeout } from 'node:timers/promises';
import { createClient } from '@libsql/client';
import { openDb } from '../../db/file.ts';
import { migrate } from '../../db/migrate.ts';

// Another process on the same file, run by the tests: `rival.ts holds <url>` or `rival.ts migrates <url>`.
const [, , role, url] = process.argv as [string, string, 'holds' | 'migrates', string];

/** Takes the write lock forty times, keeps it for 30 to 39 ms, and says at the end how many rows it kept. */
async function holds(): Promise<void> {
  const client = createClient({ url, concurrency: 1, timeout: 20 });
  for (let kept = 0; kept < 40; ) {
    try {
      const held = await client.transaction('write');
      await held.execute('INSERT INTO rivals DEFAULT VALUES');
      await setTimeout(30 + (kept % 10));
      await held.commit();
      kept++;
    } catch {
      client.reconnect();
    }
    await setTimeout(3);
  }
  process.stdout.write('40');
}

/** Starts a migration that takes half a minute, for somebody to kill it in the middle. */
async function migrates(): Promise<void> {
  const slow = 'INSERT INTO half WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e8) SELECT count(*) FROM n';
  await migrate(openDb(url).client, [
    { name: '0000_whole', statements: ['CREATE TABLE whole (a)'] },
    { name: '0001_half', statements: ['CREATE TABLE half (a)', 'INSERT INTO whole VALUES (1)', slow] },
  ]);
}

await { holds, migrates }[role]();
