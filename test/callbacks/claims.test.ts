import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { OpenDb } from '../../db/client.ts';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { sqldMissing, startSqld } from '../support/sqld.ts';
import { makeWorld } from '../world.ts';

test('a hundred claims at once have one winner and 99 clear refusals, on a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-claims-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await claimAtOnce(openDb(`file:${join(folder, 'acme.db')}`));
});

test.skipIf(sqldMissing)('a hundred claims at once have one winner and 99 clear refusals, over HTTP', async () => {
  const sqld = await startSqld();
  onTestFinished(sqld.stop);
  await claimAtOnce(openDb(sqld.url));
});

async function claimAtOnce(opened: OpenDb): Promise<void> {
  const world = await makeWorld({ opened });
  const taken = await world.visitor().handIn({
    externalId: 'call-1',
    team: 'Billing',
    outcome: 'unanswered',
    endedAt: new Date(world.clock.now()).toISOString(),
    customer: { name: 'Rosa Keller', phone: '+4930901820' },
  });
  const { callback } = (await taken.json()) as { callback: string };
  const supervisors = [await world.signIn('ines'), await world.signIn('tom'), await world.signIn('maya')];

  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const answer = await supervisors[i % supervisors.length]!.send(`/api/callbacks/${callback}/claim`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    }),
  );

  const [winner, ...others] = answers.filter((answer) => answer.status === 200);
  expect(others).toEqual([]);
  const owner = (winner?.body.owner as { name: string } | undefined)?.name;
  expect(Object.values(COLLEAGUES).map((colleague) => colleague.name)).toContain(owner);

  const refusals = answers.filter((answer) => answer !== winner);
  expect(refusals).toHaveLength(99);
  for (const { status, body } of refusals) {
    expect({ status, ...body }).toMatchObject({ status: 409, code: 'conflict', state: 'claimed', owner });
    expect(body.detail).toMatch(new RegExp(`${owner}|You own this callback already`));
  }

  const { rows } = await world.client.execute({
    sql: "SELECT actor_name AS owner FROM ledger WHERE subject = ? AND kind = 'claimed'",
    args: [callback],
  });
  expect(rows.map((row) => row.owner)).toEqual([owner]);
}
