import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import type { Policy } from '../../server/people/policy.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { call, helpdesk, somebody, type Taken } from '../interactions/helpdesk.ts';
import { anotherServer, flakyDb, someFile } from '../support/flaky.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { linkIn } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

const set = (world: World, policy: Partial<Policy>) => setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy });
const asked = (taken: Taken[]) => taken.filter(({ invitation }) => invitation.state === 'scheduled');
const reasons = (taken: Taken[]) => taken.map(({ invitation }) => invitation.because);

describe('B01 a second contact of the same person', () => {
  test('ten minutes later is not asked about, and names the survey that stands in its way', async () => {
    const world = await makeWorld();
    const first = await helpdesk(world).tell(call('call-1'));
    await world.pass(10 * MINUTE);
    const second = await helpdesk(world).tell(call('call-2'));
    expect(second.invitation).toMatchObject({
      state: 'not_asked',
      because: 'capped',
      at: null,
      detail: expect.stringContaining(first.invitation.id),
    });
    expect(await countIn(world.client, 'invitations', 'messages')).toEqual({ invitations: 2, messages: 1 });
  });

  test('after the days of the cap is asked about again', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1'));
    await world.pass(14 * DAY - MINUTE);
    expect(reasons([await helpdesk(world).tell(call('call-2'))])).toEqual(['capped']);
    await world.pass(MINUTE);
    expect(reasons([await helpdesk(world).tell(call('call-3'))])).toEqual([null]);
  });

  test('counts the survey that still waits for the morning', async () => {
    const world = await makeWorld({ start: MONDAY + 12 * HOUR });
    const night = { endedAt: toRfc3339(MONDAY + 12 * HOUR) };
    const two = [await helpdesk(world).tell(call('call-1', night)), await helpdesk(world).tell(call('call-2', night))];
    expect(reasons(two)).toEqual([null, 'capped']);
  });

  test('counts for every team of the company', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1', { team: 'Billing' }));
    expect(reasons([await helpdesk(world).tell(call('call-2', { team: 'Deliveries' }))])).toEqual(['capped']);
  });
});

describe('B02 contacts of one person at the same moment', () => {
  test.each([
    ['two', 2],
    ['fifty', 50],
  ])('%s: exactly one is asked about', async (_what, count) => {
    const world = await makeWorld();
    const taken = await Promise.all(Array.from({ length: count }, (_, n) => helpdesk(world).tell(call(`call-${n}`))));
    expect(asked(taken)).toHaveLength(1);
    expect(reasons(taken).filter((because) => because === 'capped')).toHaveLength(count - 1);
  });

  test('at two servers on one file: exactly one is asked about', async () => {
    const file = someFile();
    const one = await makeWorld({ opened: openDb(file) });
    const desks = [helpdesk(one), helpdesk(anotherServer(one, file))];
    for (let round = 0; round < 10; round++) {
      const customer = somebody(round);
      const taken = await Promise.all(desks.map((desk, n) => desk.tell(call(`call-${round}-${n}`, { customer }))));
      expect(reasons(taken).sort()).toEqual(['capped', null]);
    }
  });

  test('in one batch: the first is', async () => {
    const world = await makeWorld();
    const results = await helpdesk(world).tellAll([call('1'), call('2'), call('3')]);
    expect(results.map(({ invitation }) => (invitation as Taken['invitation']).because)).toEqual([null, 'capped', 'capped']);
  });

  test('without a cap each is asked about, and none is lost', async () => {
    const world = await makeWorld();
    await set(world, { capDays: 0 });
    const taken = await Promise.all(Array.from({ length: 4 }, (_, n) => helpdesk(world).tell(call(`call-${n}`))));
    expect(reasons(taken)).toEqual([null, null, null, null]);
    expect(await rowsOf(world.client, 'SELECT nth FROM invitations ORDER BY nth')).toEqual([1, 2, 3, 4].map((nth) => ({ nth })));
  });
});

describe('B04 two people behind one address', () => {
  const family = 'family@customer.example';
  const [ann, bob] = [
    { id: 'c-ann', email: family },
    { id: 'c-bob', email: 'Family@customer.example' },
  ];

  test('are two people, and share the cap', async () => {
    const world = await makeWorld();
    const two = [await helpdesk(world).tell(call('1', { customer: ann })), await helpdesk(world).tell(call('2', { customer: bob }))];
    expect(reasons(two)).toEqual([null, 'capped']);
    expect(await countIn(world.client, 'customers')).toEqual({ customers: 2 });
  });

  test('share it in one batch', async () => {
    const results = await helpdesk(await makeWorld()).tellAll([call('1', { customer: ann }), call('2', { customer: bob })]);
    expect(results.map(({ invitation }) => (invitation as Taken['invitation']).because)).toEqual([null, 'capped']);
  });

  test('who had contact at the same moment get one survey between them', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    const tell = (id: string, customer: object, more = {}) => helpdesk(world).tell(call(id, { customer, ...more }));
    for (const customer of [ann, bob]) await tell(`before-${customer.id}`, customer, { consent: false });
    opened.next(() => tell('2', bob));
    expect(reasons([await tell('1', ann)]), 'at first both are to be asked').toEqual([null]);
    await world.pass(DAY);
    expect(await countIn(world.client, 'messages')).toEqual({ messages: 1 });
    const ends = await rowsOf(world.client, `SELECT state, not_asked FROM invitations WHERE not_asked IS NOT 'no_consent' ORDER BY state`);
    expect(ends).toEqual([
      { state: 'asked', not_asked: null },
      { state: 'not_asked', not_asked: 'capped' },
    ]);
  });

  test('share the wish not to be asked', async () => {
    const world = await makeWorld();
    const rosa = world.visitor();
    await helpdesk(world).tell(call('1', { customer: ann }));
    const unsubscribe = `${linkIn(await rosa.mail('invitation', family), '/s/').replace(/\?.*/, '')}/unsubscribe`;
    await rosa.fillIn(unsubscribe, { 'List-Unsubscribe': 'One-Click' });
    await world.pass(15 * DAY);
    const later = { endedAt: toRfc3339(world.clock.now()) };
    const two = [
      await helpdesk(world).tell(call('2', { customer: bob, ...later })),
      await helpdesk(world).tell(call('3', { customer: { ...ann, email: 'ann.alone@customer.example' }, ...later })),
    ];
    expect(reasons(two), 'the address says no, and so does the person at a new one').toEqual(['opted_out', 'opted_out']);
  });
});

describe('B05 B07 quiet hours move the survey, in the zone of the customer, and never drop it', () => {
  test.each([
    ['four in the morning in New York', 'America/New_York', '2026-03-02T09:00:00Z', '2026-03-02T13:00:00.000Z'],
    ['nine in London', 'Europe/London', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
    ['by the zone of the team, when theirs is not known', undefined, '2026-03-02T22:00:00Z', '2026-03-03T07:00:00.000Z'],
    ['a minute before nine in the evening', 'Europe/Berlin', '2026-03-02T19:59:00Z', '2026-03-03T07:00:00.000Z'],
    ['the night in which New York skips an hour', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-08T12:00:00.000Z'],
    ['the night in which it has one twice', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-01T13:00:00.000Z'],
  ])('%s', async (_what, zone, now, at) => {
    const world = await makeWorld({ start: Date.parse(now) });
    const { zone: _, ...rosa } = CUSTOMERS.rosa;
    const customer = zone === undefined ? rosa : { ...rosa, zone };
    const { invitation } = await helpdesk(world).tell(call('call-1', { endedAt: now, customer }));
    expect(invitation).toMatchObject({
      state: 'scheduled',
      at,
      detail: Date.parse(now) === Date.parse(at) ? null : 'moved out of quiet hours',
    });
    world.clock.moveTo(Date.parse(at) - 1);
    await world.tick();
    if (invitation.detail) expect(await countIn(world.client, 'messages')).toEqual({ messages: 0 });
    world.clock.moveTo(Date.parse(at));
    await world.tick();
    expect(await rowsOf(world.client, 'SELECT state FROM messages')).toEqual([{ state: 'accepted' }]);
  });

  test.each([
    ['in the gap: the end of the gap', { from: '21:00', to: '02:30' }, '2026-03-08T05:10:00Z', '2026-03-08T07:00:00.000Z'],
    ['twice: at the first', { from: '21:00', to: '01:30' }, '2026-11-01T04:10:00Z', '2026-11-01T05:30:00.000Z'],
  ])('B07 an end of quiet hours that lies %s, and once only', async (_what, quiet, now, at) => {
    const world = await makeWorld({ start: Date.parse(now) });
    await set(world, { quiet });
    const customer = { ...CUSTOMERS.walt };
    expect((await helpdesk(world).tell(call('call-1', { endedAt: now, customer }))).invitation.at).toBe(at);
    await world.pass(2 * DAY);
    expect(await countIn(world.client, 'messages')).toEqual({ messages: 1 });
  });
});

describe('B13 a sample', () => {
  test('is drawn once: told again, or after the rule has changed, a contact stays what it was', async () => {
    const world = await makeWorld();
    await set(world, { samplePercent: 10 });
    const batch = Array.from({ length: 400 }, (_, n) => call(`call-${n}`, { customer: somebody(n) }));
    const first = await helpdesk(world).tellAll(batch);
    const sampled = first.filter(({ invitation }) => (invitation as Taken['invitation']).because === null);
    expect(sampled.length).toBeGreaterThan(20);
    expect(sampled.length).toBeLessThan(70);
    await set(world, { samplePercent: 100 });
    const again = await withoutChange(world.client, () => helpdesk(world).tellAll(batch));
    expect(again.map(({ invitation }) => invitation)).toEqual(first.map(({ invitation }) => invitation));
  });

  test('falls the same in another world, whoever is asked first', async () => {
    const draw = async (ids: string[]) => {
      const world = await makeWorld();
      await set(world, { samplePercent: 30 });
      const results = await helpdesk(world).tellAll(ids.map((id) => call(id, { customer: somebody(id) })));
      return new Set(ids.filter((_, i) => (results[i]!.invitation as Taken['invitation']).because === null));
    };
    const ids = Array.from({ length: 100 }, (_, n) => `call-${n}`);
    expect(await draw(ids.toReversed())).toEqual(await draw(ids));
  });
});

describe('B17 a colleague who had contact', () => {
  test.each([
    ['ada@acme.example', 'internal'],
    ['Ada@ACME.example', 'internal'],
    ['ada@shops.acme.test', 'internal'],
    ['ada@notacme.example', null],
    ['ada@acme.example.evil.example', null],
  ])('%s is asked or not: %s', async (email, because) => {
    const world = await makeWorld({ env: { RINGBACK_INTERNAL_DOMAINS: 'acme.example, Shops.Acme.test' } });
    expect(reasons([await helpdesk(world).tell(call('call-1', { customer: { email } }))])).toEqual([because]);
  });
});

test('consent that was refused is kept, and said', async () => {
  const world = await makeWorld();
  const { invitation } = await helpdesk(world).tell(call('call-1', { consent: false }));
  expect(invitation).toMatchObject({ because: 'no_consent', detail: expect.any(String) });
});
