import { describe, expect, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { tick } from '../../server/core/runner.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { handlers } from '../../server/jobs.ts';
import { closePerson, reopenPerson, setAbsence } from '../../server/people/actions-people.ts';
import { bringToFix, letDown, missedCall, says } from '../callbacks/cases.ts';
import { answered, unreadOf } from '../responses/answers.ts';
import { rowsOf } from '../support/hash.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

type Mail = { kind: string; address: string; subject: string; text: string };

const mailsOf = async (world: World, who: keyof typeof COLLEAGUES, kind: 'alert' | 'morning') =>
  ((await world.visitor().mails()) as Mail[]).filter((mail) => mail.kind === kind && mail.address === COLLEAGUES[who].email);

const offerTo = (id: string) => ({ to: id, power: 'refund', amount: 100, why: 'Tom knows the shop.' });
const until = (world: World, at: string) => world.pass(Date.parse(at) - world.clock.now());

/** Ines offers Rosa’s callback to Tom. */
async function offered(world: World) {
  const ines = await world.signIn('ines');
  const kase = await missedCall(world);
  await ines.post(`${kase.path}/claim`);
  await ines.post(`${kase.path}/hand-off`, offerTo(world.people.tom));
  await world.tick();
  return kase;
}

describe('by mail', () => {
  test('what nobody else can answer comes at once: what, by when, one link, and nothing of the customer', async () => {
    const world = await makeWorld();
    const { id } = await offered(world);
    const [mail, more] = await mailsOf(world, 'tom', 'alert');
    expect(more).toBeUndefined();
    expect(mail!.subject).toBe('Ringback: Offered to you, in Billing');
    expect(mail!.text).toContain('A callback in Billing: offered to you.');
    expect(mail!.text).toContain('It is due by Mon 2 Mar 14:00 (Europe/Berlin).');
    expect(mail!.text).toContain(`/callbacks/${id}`);
    expect(mail!.text).not.toMatch(/Rosa|Keller/);
    expect(await mailsOf(world, 'ines', 'alert')).toEqual([]);
  });

  test('new callbacks come to whoever wants them, gathered into one mail; those that were taken are not in it', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    await tom.post('/api/alerts/choices', { ways: { new: { mail: true } } });
    const taken = await missedCall(world, 'amina');
    await ines.post(`${taken.path}/claim`);
    for (const who of ['rosa', 'kenji', 'walt'] as const) await missedCall(world, who);
    await world.pass(4 * MINUTE);
    expect((await mailsOf(world, 'tom', 'alert')).map(({ text }) => /\d new.*/.exec(text)?.[0])).toEqual(['3 new callbacks in Billing.']);
    expect(await mailsOf(world, 'ines', 'alert')).toEqual([]);
    await world.pass(HOUR);
    expect(await mailsOf(world, 'tom', 'alert')).toHaveLength(1);
  });

  test('what was read on the page is not mailed as well', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const { path } = await missedCall(world);
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/hand-off`, offerTo(world.people.tom));
    const { newest } = await tom.get<{ newest: number }>('/api/alerts');
    await tom.post('/api/alerts/read', { upTo: newest });
    await world.tick();
    expect(await mailsOf(world, 'tom', 'alert')).toEqual([]);
  });

  test('nothing is told twice, however often the clock looks', async () => {
    const world = await makeWorld();
    await offered(world);
    for (let n = 0; n < 20; n++) await Promise.all([tick(world.deps, handlers), tick(world.deps, handlers)]);
    expect(await mailsOf(world, 'tom', 'alert')).toHaveLength(1);
  });
});

describe('outside working hours', () => {
  const NIGHT = Date.parse('2026-03-02T20:00:00Z');

  test('it is quiet: what happens at night is in the mail of the morning, once', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const kase = await letDown(world);
    await bringToFix(ines, kase);
    await until(world, '2026-03-02T20:00:00Z');
    expect(world.clock.now()).toBe(NIGHT);
    await says(world, kase, 'contest', 'It is still broken.');
    await world.tick();
    expect(await mailsOf(world, 'ines', 'alert')).toEqual([]);
    await until(world, '2026-03-03T08:00:00Z');
    await until(world, '2026-03-03T08:05:00Z');
    const [mail] = await mailsOf(world, 'ines', 'morning');
    expect(mail!.text).toContain('Since you were last here: The customer says it is not fixed, in Billing.');
    expect(mail!.text).toContain('1 callback of yours is due today.');
    expect(await mailsOf(world, 'ines', 'alert')).toEqual([]);
  });

  test('without the mail of the morning it comes by itself when work begins', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    await tom.post('/api/alerts/choices', { digest: false });
    const { path } = await missedCall(world);
    await ines.post(`${path}/claim`);
    await until(world, '2026-03-02T20:00:00Z');
    await ines.post(`${path}/hand-off`, offerTo(world.people.tom));
    await world.tick();
    expect(await mailsOf(world, 'tom', 'alert')).toEqual([]);
    await until(world, '2026-03-03T08:05:00Z');
    expect(await mailsOf(world, 'tom', 'morning')).toEqual([]);
    expect(await mailsOf(world, 'tom', 'alert')).toHaveLength(1);
  });

  test('escalations reach a manager at night only when they chose so', async () => {
    for (const outside of [false, true]) {
      // Berlin works at night here, London and Maya do not: nobody of hers does.
      const world = await makeWorld();
      const maya = await world.signIn('maya');
      await maya.post('/api/alerts/choices', { outside });
      await missedCall(world);
      const away = { from: MONDAY, until: MONDAY + 2 * DAY };
      await setAbsence(contextOf(world.deps, theClock), world.people.maya, away);
      await world.pass(5 * HOUR);
      expect(await mailsOf(world, 'maya', 'alert'), `outside: ${outside}`).toHaveLength(outside ? 1 : 0);
    }
  });
});

describe('the mail of the morning', () => {
  test('says what waits, comes once a day of work, and not when there is nothing', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const mine = await missedCall(world, 'rosa');
    await ines.post(`${mine.path}/claim`);
    await missedCall(world, 'kenji');
    await world.pass(5 * MINUTE);
    await until(world, '2026-03-03T08:00:00Z');
    for (let n = 0; n < 100; n++) await tick(world.deps, handlers);
    const [mail, ...more] = await mailsOf(world, 'ines', 'morning');
    expect(more).toEqual([]);
    expect(mail!.text).toContain('1 callback of yours is overdue.');
    expect(mail!.text).toContain('1 callback in Billing is nobody’s yet.');
    expect(await mailsOf(world, 'priya', 'morning')).toEqual([]);
    await until(world, '2026-03-06T22:00:00Z');
    const before = (await mailsOf(world, 'ines', 'morning')).length;
    await until(world, '2026-03-08T22:00:00Z');
    expect(await mailsOf(world, 'ines', 'morning')).toHaveLength(before);
    await until(world, '2026-03-09T08:00:00Z');
    expect(await mailsOf(world, 'ines', 'morning')).toHaveLength(before + 1);
  });

  test('comes at nine on the wall, also after the clocks went forward', async () => {
    const world = await makeWorld({ start: Date.parse('2026-03-27T09:00:00Z') });
    await missedCall(world);
    await world.pass(5 * MINUTE);
    await until(world, '2026-03-30T06:59:00Z');
    expect(await mailsOf(world, 'ines', 'morning')).toEqual([]);
    await until(world, '2026-03-30T07:00:00Z');
    expect(await mailsOf(world, 'ines', 'morning')).toHaveLength(1);
  });

  test('does not come to whoever is away or has left, and comes again when they are back', async () => {
    const world = await makeWorld();
    const ctx = contextOf(world.deps, theClock);
    await missedCall(world);
    await world.pass(5 * MINUTE);
    await setAbsence(ctx, world.people.ines, { from: MONDAY, until: null });
    await closePerson(ctx, world.people.tom, undefined);
    await until(world, '2026-03-03T08:05:00Z');
    for (const who of ['ines', 'tom'] as const) expect(await mailsOf(world, who, 'morning')).toEqual([]);
    expect(await rowsOf(world.client, 'select key from jobs where key like ?', `%${world.people.tom}`)).toEqual([]);
    const later = contextOf(world.deps, theClock);
    await setAbsence(later, world.people.ines, null);
    await reopenPerson(later, world.people.tom);
    await world.tick();
    await until(world, '2026-03-04T08:05:00Z');
    for (const who of ['ines', 'tom'] as const) expect(await mailsOf(world, who, 'morning')).toHaveLength(1);
  });
});

describe('the mail of the morning tells whose answers wait to be read', () => {
  test('how many, and for how long the oldest; read, it is silent', async () => {
    const world = await makeWorld();
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const closed = { ...{ score: '4' } };
    for (const who of ['rosa', 'kenji', 'amina', 'walt'] as const) await answered(world, who, closed);
    const [mine, toms] = await Promise.all([ines, tom].map((one) => unreadOf(one)));
    expect([mine!.length, toms!.length]).toEqual([expect.any(Number), 4 - mine!.length]);
    const many = { ines: mine!.length, tom: toms!.length };
    await until(world, '2026-03-03T08:00:00Z');
    for (const who of ['ines', 'tom'] as const) {
      const mails = await mailsOf(world, who, 'morning');
      expect([who, mails.length]).toEqual([who, many[who] ? 1 : 0]);
      if (many[who])
        expect(mails[0]!.text).toMatch(many[who] === 1 ? '1 answer is yours to read.' : `${many[who]} answers are yours to read.`);
    }
    await until(world, '2026-03-04T08:00:00Z');
    for (const who of ['ines', 'tom'] as const)
      expect((await mailsOf(world, who, 'morning'))[1]?.text ?? '').toMatch(
        many[who] === 0
          ? ''
          : many[who] === 1
            ? '1 answer is yours to read, for 1 day.'
            : `${many[who]} answers are yours to read, the oldest for 1 day.`,
      );
    for (const { id } of mine!) await ines.post(`/api/responses/${id}/read`);
    for (const { id } of toms!) await tom.post(`/api/responses/${id}/read`);
    const count = async () => (await mailsOf(world, 'ines', 'morning')).length + (await mailsOf(world, 'tom', 'morning')).length;
    const before = await count();
    await until(world, '2026-03-06T12:00:00Z');
    expect(await count()).toBe(before);
  });

  test('also when they were handed on by a colleague who is away, and when they came without a name', async () => {
    const world = await makeWorld();
    const { teams } = await (await world.signIn('ines')).get<{ teams: { id: string }[] }>('/api/me');
    await (await world.signIn('ada')).post(`/api/teams/${teams[0]!.id}/policy`, { anonymous: true });
    await answered(world, 'walt', { score: '4', anonymous: 'yes' });
    await setAbsence(contextOf(world.deps, theClock), world.people.tom, { from: MONDAY, until: null });
    await world.tick();
    await until(world, '2026-03-03T08:00:00Z');
    expect((await mailsOf(world, 'ines', 'morning')).map(({ text }) => /.*yours to read.*/.exec(text)?.[0])).toEqual([
      '1 answer is yours to read, for 1 day.',
    ]);
  });
});

test('what is due days later is in the mail of that morning, however quiet the days before were', async () => {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  const kase = await missedCall(world);
  await ines.post(`${kase.path}/claim`);
  await ines.post(`${kase.path}/attempts`, {
    outcome: 'no_answer',
    next: { from: '2026-03-04T13:00:00Z', to: '2026-03-04T14:00:00Z' },
  });
  await world.pass(HOUR);
  await until(world, '2026-03-03T09:00:00Z');
  expect(await mailsOf(world, 'ines', 'morning')).toEqual([]);
  await until(world, '2026-03-04T09:00:00Z');
  expect((await mailsOf(world, 'ines', 'morning')).map(({ text }) => text.includes('1 callback of yours is due today.'))).toEqual([true]);
});
