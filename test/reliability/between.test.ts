import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { handIn, surveyFor } from '../callbacks/cases.ts';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { flakyDb } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { ROSA, textWorld } from '../texts/text-world.ts';
import { makeWorld } from '../world.ts';

// One reads; before it writes, another one reads and writes. Whatever holds across subjects holds then too.

async function setUp() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  let met = 0;
  /** What happens between the reading and the writing of whatever comes next. */
  const between = (other: () => Promise<unknown>) =>
    opened.next(async () => {
      met += 1;
      await other();
    });
  return { world, between, met: () => met };
}

describe('I03 between reading and writing', () => {
  test('another contact of the same person is asked about: this one is capped', async () => {
    const { world, between, met } = await setUp();
    between(() => helpdesk(world).tell(call('call-2')));
    const { invitation } = await helpdesk(world).tell(call('call-1'));
    expect(met()).toBe(1);
    expect(invitation).toMatchObject({ state: 'not_asked', because: 'capped' });
    expect(await rowsOf(world.client, `select nth from invitations where nth is not null`)).toEqual([{ nth: 1 }]);
  });

  test('the same person calls and nobody answers: there is one open callback, with both reasons', async () => {
    const { world, between, met } = await setUp();
    let theirs: string | null = null;
    between(async () => {
      theirs = (await handIn(world, 'rosa', { outcome: 'unanswered' })).callback;
    });
    const { callback } = await handIn(world, 'rosa', { outcome: 'unanswered' });
    expect(met()).toBe(1);
    expect(callback).toBe(theirs);
    expect(await countIn(world.client, 'callbacks', 'callback_reasons')).toEqual({ callbacks: 1, callback_reasons: 2 });
    await mustBeSound(world);
  });

  test('the same person calls while their low answer is kept: the same', async () => {
    const { world, between, met } = await setUp();
    const survey = await surveyFor(world);
    between(() => handIn(world, 'rosa', { outcome: 'unanswered' }));
    expect((await world.visitor().fillIn(survey, { score: '1' })).status).toBe(200);
    expect(met()).toBe(1);
    expect(await countIn(world.client, 'callbacks', 'callback_reasons')).toEqual({ callbacks: 1, callback_reasons: 2 });
    await mustBeSound(world);
  });

  test('the same contact is handed in: it is one contact, with one survey', async () => {
    const { world, between, met } = await setUp();
    between(() => helpdesk(world).tell(call('call-1')));
    const second = await helpdesk(world).tell(call('call-1'));
    expect(met()).toBe(1);
    expect(second).toMatchObject({ status: 200, replayed: true });
    expect(await countIn(world.client, 'interactions', 'invitations')).toEqual({ interactions: 1, invitations: 1 });
  });

  test('the same survey is answered: it is one answer, and the second is its correction', async () => {
    const { world, between, met } = await setUp();
    const survey = await surveyFor(world);
    between(() => world.visitor().fillIn(survey, { score: '1' }));
    expect((await world.visitor().fillIn(survey, { score: '2' })).status).toBe(200);
    expect(met()).toBe(1);
    expect(await rowsOf(world.client, 'select score, version from responses')).toEqual([{ score: 2, version: 2 }]);
    await mustBeSound(world);
  });

  test('somebody else with the same number is asked by text: this survey waits', async () => {
    const opened = flakyDb();
    const world = await textWorld({ opened, policy: { firstChannel: 'text', capDays: 0, delayMinutes: 60 } });
    const two = ['c-1', 'c-2'].map((id) => ({ id, name: id, phone: ROSA, consent: { text: true } }));
    for (const customer of two) await world.asks(customer);
    world.clock.moveTo(world.clock.now() + 3_600_000);
    // Both jobs are due, and both look before either writes.
    await Promise.all([world.tick(), world.tick()]);
    expect(world.fake.sent()).toHaveLength(1);
    expect((await world.invitations()).map(({ state }) => state).sort()).toEqual(['asked', 'scheduled']);
  });
});

test('I03 the cap is kept in whatever team the two contacts are', async () => {
  const { world, between, met } = await setUp();
  await setUpTeam(contextOf(world.deps, theClock), 'Shipping', DEFAULT_SURVEY, {});
  between(() => helpdesk(world).tell(call('call-2', { team: 'Shipping', customer: CUSTOMERS.rosa })));
  const { invitation } = await helpdesk(world).tell(call('call-1'));
  expect(met()).toBe(1);
  expect(invitation.because).toBe('capped');
});
