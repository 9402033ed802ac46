import { expect, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { setAbsence } from '../../server/people/actions-people.ts';
import { contact, missedCall } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

type Mail = { kind: string; address: string; text: string };

const mailsOf = async (world: World, who: keyof typeof COLLEAGUES, kind: 'alert' | 'morning') =>
  ((await world.visitor().mails()) as Mail[]).filter((mail) => mail.kind === kind && mail.address === COLLEAGUES[who].email);

const until = (world: World, at: string) => world.pass(Date.parse(at) - world.clock.now());

/** So many people call at night, and nobody answers. */
const storm = (world: World, many: number) =>
  world.visitor().handIn(
    Array.from({ length: many }, (_, n) => ({
      ...contact(world, 'rosa', { outcome: 'unanswered' }),
      customer: { id: `c-${n}`, name: `Customer ${n}`, email: `c${n}@customer.example` },
    })),
  );

test.each(['morning', 'alert'] as const)('what is somebody’s alone is not crowded out of the mail by a busy night: %s', async (kind) => {
  const world = await makeWorld();
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  await tom.post('/api/alerts/choices', { digest: kind === 'morning' });
  const { path } = await missedCall(world);
  await ines.post(`${path}/claim`);
  await until(world, '2026-03-02T20:00:00Z');
  await ines.post(`${path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 100, why: 'Tom knows the shop.' });
  expect((await storm(world, 130)).status).toBe(207);
  await world.tick();
  await until(world, '2026-03-03T08:00:00Z');
  await world.pass(5 * MINUTE);
  const [mail, ...more] = await mailsOf(world, 'tom', kind);
  expect(more).toEqual([]);
  expect(mail!.text).toMatch(/offered to you/i);
});

test('somebody who is away for weeks is told of each escalation once, and what is remembered of that does not grow', async () => {
  const world = await makeWorld();
  const maya = await world.signIn('maya');
  await maya.post('/api/alerts/choices', { outside: true, ways: { overdue: { mail: true } } });
  await setAbsence(contextOf(world.deps, theClock), world.people.maya, { from: MONDAY, until: MONDAY + 30 * DAY });
  const size = async () =>
    (
      await rowsOf<{ n: number }>(world.client, "select length(told_ahead) as n from alert_people where person_id like '%' order by n desc")
    )[0]!.n;
  for (const who of ['rosa', 'kenji', 'amina', 'walt'] as const) {
    await missedCall(world, who);
    await world.pass(5 * HOUR);
    await world.pass(DAY - 5 * HOUR);
  }
  const mails = await mailsOf(world, 'maya', 'alert');
  expect(mails.map(({ text }) => /\/callbacks\/(cbk_\w+)/.exec(text)?.[1])).toHaveLength(4);
  expect(new Set(mails.map(({ text }) => /\/callbacks\/(cbk_\w+)/.exec(text)?.[1])).size).toBe(4);
  expect(await size()).toBeLessThan(4);
});
