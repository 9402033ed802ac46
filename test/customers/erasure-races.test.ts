import { describe, expect, test } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { HOUR } from '../../server/core/time.ts';
import { erase, hold } from '../../server/customers/actions-erasure.ts';
import { bringToFix, caseOf, handIn, missedCall, surveyFor } from '../callbacks/cases.ts';
import { outboxWorld } from '../core/outbox-world.ts';
import { flakyDb } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';
import { idOf, placesOf, rosa } from './life.ts';

const erased = (world: Pick<World, 'deps'>, id: string) => erase(contextOf(world.deps, theClock), id, 'asked_by_customer');
const MEANWHILE: [string, (world: World) => Promise<() => Promise<unknown>>][] = [
  ['they have another contact', async (world) => () => handIn(world, 'rosa', { subject: 'Rosa’s flute' })],
  ['they call and nobody answers', async (world) => () => handIn(world, 'rosa', { subject: 'Rosa’s flute', outcome: 'unanswered' })],
  [
    'they answer',
    async (world) => {
      const survey = await surveyFor(world);
      return () => world.visitor().fillIn(survey, { score: '1', comment: 'Rosa’s flute' });
    },
  ],
  [
    'they ask for a supervisor',
    async (world) => {
      const survey = await surveyFor(world);
      return () => world.visitor().fillIn(survey, {}, `${survey}/supervisor`);
    },
  ],
  [
    'their supervisor works on it',
    async (world) => {
      const [newest] = await rowsOf<{ id: string }>(world.client, 'select id from callbacks');
      const kase = newest ? await caseOf(world, newest.id) : await missedCall(world);
      const ines = await world.signIn('ines');
      return () => bringToFix(ines, kase, 'Rosa’s flute was mended.');
    },
  ],
];

describe('N01 at the same moment as they are erased', () => {
  test.each(MEANWHILE)('%s, just before: it goes too', async (_what, prepare) => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await handIn(world, 'rosa', { consent: false });
    const meanwhile = await prepare(world);
    const id = await idOf(world);
    opened.next(meanwhile);
    await erased(world, id);
    await world.tick();
    for (const trace of ['Rosa', 'flute', rosa.email, '30901820'])
      expect([trace, await placesOf(world.client, trace)]).toEqual([trace, []]);
    await mustBeSound(world);
  });

  test.each(MEANWHILE)('%s, just after: nothing of it is kept of the one who was erased', async (_what, prepare) => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await handIn(world, 'rosa', { consent: false });
    const meanwhile = await prepare(world);
    const id = await idOf(world);
    opened.next(() => erased(world, id));
    await meanwhile().catch((error: Error) => expect(error.message).toMatch(/below|less than/));
    await world.tick();
    // Of a contact that came after it there is a new person, who owns whatever is found.
    const rows = await rowsOf<{ found: string }>(world.client, `select said as found from interactions where customer_id = ?`, id);
    expect(rows.filter(({ found }) => found !== '(erased)')).toEqual([]);
    expect(await rowsOf(world.client, 'select name, email, phone from customers where id = ?', id)).toEqual([
      { name: null, email: null, phone: null },
    ]);
    expect(await rowsOf(world.client, 'select state from callbacks where customer_id = ? and open = 1', id)).toEqual([]);
    await mustBeSound(world);
  });

  test('a legal hold comes first: they are not erased', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await handIn(world, 'rosa');
    const id = await idOf(world);
    opened.next(() => hold(contextOf(world.deps, theClock), id, 'A court.'));
    await expect(erased(world, id)).rejects.toThrow('There is a legal hold since');
    expect(await placesOf(world.client, rosa.email)).not.toEqual([]);
  });

  test('somebody else erases them: it is done once', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await handIn(world, 'rosa');
    const id = await idOf(world);
    opened.next(() => erased(world, id));
    await erased(world, id);
    expect(await rowsOf(world.client, `select seq from ledger where subject = ? and kind = 'erased'`, id)).toHaveLength(1);
  });
});

describe('N02 a message whose receiver is erased', () => {
  test('before it was tried: it never leaves', async () => {
    const world = await outboxWorld();
    await handIn(world as unknown as World, 'rosa', { outcome: 'unanswered' });
    expect(await countIn(world.client, 'messages')).toEqual({ messages: 1 });
    await erased(world, await idOf(world as unknown as World));
    await world.live(HOUR);
    expect(world.resend.messages()).toEqual([]);
    expect(await world.messages()).toMatchObject([{ state: 'cancelled' }]);
  });

  test('after it was handed over and no answer came: nobody can tell, and it is not sent again, nor are those that travelled with it', async () => {
    const world = await outboxWorld();
    await handIn(world as unknown as World, 'rosa', { outcome: 'unanswered' });
    await handIn(world as unknown as World, 'kenji', { outcome: 'unanswered' });
    world.resend.next({ status: 500, name: 'internal_server_error' });
    await world.tick();
    expect(await world.messages()).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    await erased(world, await idOf(world as unknown as World));
    await world.live(HOUR);
    expect(await world.messages()).toMatchObject([{ state: 'unknown', reason: 'erased' }, { state: 'unknown' }]);
    expect(world.resend.seen()).toHaveLength(1);
    expect(await placesOf(world.client, rosa.email)).toEqual([]);
  });

  test.each([
    ['is gathered', 0],
    ['is about to leave', 1],
    ['was refused for now', 2],
    ['is gathered again', 3],
  ])('while it %s: it is not tried again without its words', async (_when, commits) => {
    const world = await outboxWorld();
    await handIn(world as unknown as World, 'rosa', { outcome: 'unanswered' });
    const id = await idOf(world as unknown as World);
    world.resend.next({ status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '7' } });
    world.database.next(...Array.from({ length: commits }, () => 'fine' as const), () => erased(world, id));
    await world.live(HOUR);
    expect(world.resend.messages()).toEqual([]);
    expect((await world.messages()).map(({ state }) => state).filter((state) => state !== 'cancelled' && state !== 'unknown')).toEqual([]);
    for (const { body } of world.resend.seen()) expect(body).not.toContain('(erased)');
  });
});
