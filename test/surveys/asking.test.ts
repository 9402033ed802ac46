import { describe, expect, test } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { type Handlers, tick } from '../../server/core/runner.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { optOut } from '../../server/customers/actions.ts';
import { handlers } from '../../server/jobs.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { call, helpdesk, somebody } from '../interactions/helpdesk.ts';
import { flakyDb } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { linkIn, pathOf } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

const ROSA = CUSTOMERS.rosa.email;
const invitations = (world: World) =>
  rowsOf<{ state: string; not_asked: string | null; detail: string | null }>(
    world.client,
    'SELECT state, not_asked, detail FROM invitations',
  );
const mails = (world: World) => rowsOf<{ kind: string; state: string }>(world.client, 'SELECT kind, state FROM messages ORDER BY id');
const history = async (world: World, id: string) =>
  (await rowsOf<{ kind: string }>(world.client, 'SELECT kind FROM ledger WHERE subject = ? ORDER BY seq', id)).map(({ kind }) => kind);
const customerId = async (world: World) => (await rowsOf<{ id: string }>(world.client, 'SELECT id FROM customers'))[0]!.id;
const stop = async (world: World) => optOut(contextOf(world.deps, theClock), await customerId(world), 'one_click');
const surveyOf = async (world: World) => pathOf(linkIn(await world.visitor().mail('invitation', ROSA), '/s/'));
const answer = async (world: World, path: string) =>
  expect((await world.visitor().fillIn(path, { score: '5', sorted: 'yes' })).status, 'answering').toBe(200);

/** The handlers, with something that happens right before a kind of job is done: its runner has claimed it already. */
const withBefore = (kind: string, before: () => Promise<unknown>): Handlers => {
  const real = handlers[kind]!;
  if (!('each' in real)) throw new Error(`${kind} is done by the lot.`);
  return {
    ...handlers,
    [kind]: {
      each: async (ctx, data, job) => {
        await before();
        await real.each(ctx, data, job);
      },
    },
  };
};

describe('a survey from the contact to its end', () => {
  test('asked, reminded once, expired; each step is in the history of the contact', async () => {
    const world = await makeWorld();
    const { id } = await helpdesk(world).tell(call('call-1'));
    await world.pass(0);
    expect(await invitations(world)).toMatchObject([{ state: 'asked' }]);
    await world.pass(3 * DAY - MINUTE);
    expect(await mails(world)).toHaveLength(1);
    await world.pass(MINUTE);
    expect(await mails(world)).toEqual([
      { kind: 'invitation', state: 'accepted' },
      { kind: 'reminder', state: 'accepted' },
    ]);
    await world.pass(11 * DAY - 1);
    expect(await invitations(world)).toMatchObject([{ state: 'asked' }]);
    await world.pass(1);
    expect(await invitations(world)).toMatchObject([{ state: 'expired' }]);
    await world.pass(100 * DAY);
    expect(await history(world, id)).toEqual(['arrived', 'asked', 'reminded', 'expired']);
    expect(await mails(world)).toHaveLength(2);
  });

  test('the invitation and the reminder lead to the same page', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1'));
    await world.pass(0);
    await world.pass(3 * DAY);
    const rosa = world.visitor();
    expect(pathOf(linkIn(await rosa.mail('reminder', ROSA), '/s/'))).toBe(pathOf(linkIn(await rosa.mail('invitation', ROSA), '/s/')));
  });

  test('a reminder that falls into the night waits for the morning', async () => {
    const world = await makeWorld({ start: MONDAY });
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy: { reminderHours: 13 } });
    await helpdesk(world).tell(call('call-1'));
    await world.pass(0);
    await world.pass(13 * HOUR);
    expect(await mails(world)).toEqual([
      { kind: 'invitation', state: 'accepted' },
      { kind: 'reminder', state: 'queued' },
    ]);
    await world.pass(9 * HOUR);
    expect(await mails(world)).toMatchObject([{}, { kind: 'reminder', state: 'accepted' }]);
  });

  test('a tick that was away for longer than a survey lives sends nobody a survey that has closed', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1'));
    await world.pass(20 * DAY);
    expect(await mails(world)).toEqual([{ kind: 'invitation', state: 'failed' }]);
    expect(['undelivered', 'expired']).toContain((await invitations(world))[0]!.state);
    await world.pass(20 * DAY);
    expect(await mails(world)).toHaveLength(1);
  });
});

describe('B09 a customer who opts out between deciding and sending', () => {
  test('is not written to, and the invitation says why', async () => {
    const world = await makeWorld({ start: MONDAY + 12 * HOUR });
    const taken = await helpdesk(world).tell(call('call-1', { endedAt: toRfc3339(MONDAY + 12 * HOUR) }));
    expect(taken.invitation.state).toBe('scheduled');
    await stop(world);
    await world.pass(DAY);
    expect(await invitations(world)).toEqual([{ state: 'not_asked', not_asked: 'opted_out', detail: 'between deciding and sending' }]);
    expect(await mails(world)).toEqual([]);
    expect(await history(world, taken.id)).toEqual(['arrived', 'not_asked']);
  });

  test('after the survey gets no reminder; the survey itself was delivered, and can still be answered', async () => {
    const world = await makeWorld();
    const { id } = await helpdesk(world).tell(call('call-1'));
    const page = await surveyOf(world);
    await stop(world);
    await world.pass(5 * DAY);
    expect(await mails(world)).toHaveLength(1);
    expect(await invitations(world)).toMatchObject([{ state: 'asked' }]);
    expect(await history(world, id)).toEqual(['arrived', 'asked']);
    await answer(world, page);
    expect(await invitations(world)).toMatchObject([{ state: 'answered' }]);
  });

  test('while the reminder waits in the outbox for the morning is not reminded; the survey stays what it was', async () => {
    const world = await makeWorld();
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy: { reminderHours: 13 } });
    await helpdesk(world).tell(call('call-1'));
    await world.pass(0);
    await world.pass(13 * HOUR);
    await stop(world);
    await world.pass(DAY);
    expect(await mails(world)).toEqual([
      { kind: 'invitation', state: 'accepted' },
      { kind: 'reminder', state: 'suppressed' },
    ]);
    expect(await invitations(world)).toMatchObject([{ state: 'asked' }]);
  });
});

/** All that is left to do is to say in the morning that there is an answer to be read. */
const READING = [{ kind: 'alerts.morning' }];

describe('B16 a reminder for somebody who has answered', () => {
  test('is taken back in the commit of the answer, with the end of the survey', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1'));
    const page = await surveyOf(world);
    expect(await countIn(world.client, 'jobs')).toEqual({ jobs: 2 });
    await answer(world, page);
    expect(await rowsOf(world.client, 'select kind from jobs')).toEqual(READING);
    await world.pass(30 * DAY);
    expect(await invitations(world)).toMatchObject([{ state: 'answered' }]);
    expect((await mails(world)).map(({ kind }) => kind)).toEqual(['invitation', 'morning']);
  });

  test('answered when the reminder was claimed already: nothing comes of it', async () => {
    const world = await makeWorld();
    const { id } = await helpdesk(world).tell(call('call-1'));
    const page = await surveyOf(world);
    world.clock.moveTo(MONDAY + 3 * DAY);
    await tick(
      world.deps,
      withBefore('surveys.remind', () => answer(world, page)),
    );
    expect(await invitations(world)).toMatchObject([{ state: 'answered' }]);
    expect(await mails(world)).toHaveLength(1);
    expect((await history(world, id)).at(-1)).toBe('answered');
  });

  test('answered between what the reminder has read and what it writes: it is not sent', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await helpdesk(world).tell(call('call-1'));
    const page = await surveyOf(world);
    world.clock.moveTo(MONDAY + 3 * DAY);
    opened.next(() => answer(world, page));
    await world.tick();
    expect(await mails(world)).toHaveLength(1);
    expect(await invitations(world)).toMatchObject([{ state: 'answered' }]);
    expect(await rowsOf(world.client, 'select kind from jobs')).toEqual(READING);
  });
});

describe('B11 a survey that is edited', () => {
  test('after an invitation was made leaves it as it was: mail, page and answer show what was asked then', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1'));
    const asked = structuredClone(DEFAULT_SURVEY.questions) as { id: string; text?: string }[];
    asked[0]!.text = 'How do you like the new question?';
    await world.client.execute({
      sql: `INSERT INTO surveys SELECT id, 2, ?, created_at FROM surveys WHERE version = 1`,
      args: [JSON.stringify(asked)],
    });
    await world.client.execute('UPDATE teams SET survey_version = 2');
    const rosa = world.visitor();
    const mail = await rosa.mail('invitation', ROSA);
    expect(mail.text).toContain('How was your contact with us?');
    expect(await (await rosa.send(linkIn(mail, '/s/'))).text()).toContain('How was your contact with us?');
    await answer(world, pathOf(linkIn(mail, '/s/')));

    await helpdesk(world).tell(call('call-2', { customer: somebody(2) }));
    expect((await rosa.mail('invitation', somebody(2).email)).text).toContain('How do you like the new question?');
    expect(await rowsOf(world.client, 'SELECT survey_version FROM invitations ORDER BY id')).toEqual([
      { survey_version: 1 },
      { survey_version: 2 },
    ]);
  });
});
