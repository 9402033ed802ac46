import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { makeKey } from '../../server/people/actions.ts';
import { anotherServer, flakyDb, someFile } from '../support/flaky.ts';
import { countIn, rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { call, helpdesk, somebody } from './helpdesk.ts';

const ONE_OF_EACH = { interactions: 1, invitations: 1, jobs: 1, customers: 1 };
const kept = (world: { client: Parameters<typeof countIn>[0] }) =>
  countIn(world.client, 'interactions', 'invitations', 'jobs', 'customers');

describe('the same contact told twice', () => {
  test('A01 is one contact: 201, then 200 with the same answer, and one invitation, one ledger entry, one job', async () => {
    const world = await makeWorld();
    const desk = helpdesk(world);
    const first = await desk.tell(call('call-1'));
    expect(first).toMatchObject({ status: 201, replayed: false, invitation: { state: 'scheduled', channel: 'email', because: null } });
    const again = await withoutChange(world.client, () => desk.tell(call('call-1')));
    expect(again).toEqual({ ...first, status: 200, replayed: true });
    expect(await kept(world)).toEqual(ONE_OF_EACH);
    expect(await rowsOf(world.client, 'SELECT kind, actor_kind, actor_name FROM ledger WHERE subject = ?', first.id)).toEqual([
      { kind: 'arrived', actor_kind: 'source', actor_name: 'helpdesk' },
    ]);
  });

  test('A01 in other words for the same thing is still the same: the order of fields, the offset of a time, a known default', async () => {
    const world = await makeWorld();
    const { endedAt, customer, ...rest } = call('call-1', { endedAt: '2026-03-02T08:00:00Z' });
    await helpdesk(world).tell({ ...rest, endedAt, customer });
    const reworded = {
      customer: Object.fromEntries(Object.entries(customer).reverse()),
      endedAt: '2026-03-02T09:00:00.000+01:00',
      ...rest,
    };
    const again = { ...reworded, source: 'helpdesk', outcome: 'handled', channel: 'phone' };
    expect(await helpdesk(world).tell(again)).toMatchObject({ status: 200, replayed: true });
  });

  test.each([
    ['another agent', { handledBy: { id: 'a-23', name: 'Sofie Brandt' } }, ['handledBy.id', 'handledBy.name']],
    ['another subject', { subject: 'a late parcel' }, ['subject']],
    ['no agent any more', { handledBy: undefined }, ['handledBy.id', 'handledBy.name']],
    ['another end', { endedAt: '2026-03-02T08:51:00Z' }, ['endedAt']],
    ['consent', { consent: true }, ['consent']],
    ['another customer', { customer: somebody(2) }, ['customer.email', 'customer.id', 'customer.name']],
    ['another case of the address', { customer: { ...somebody(1), email: 'Customer.1@customer.example' } }, ['customer.email']],
    ['another outcome', { outcome: 'unanswered', unanswered: 'voicemail' }, ['outcome', 'unanswered']],
  ])('A02 with %s is refused, naming what differs, and stays as it was', async (_what, change, differs) => {
    const world = await makeWorld();
    const desk = helpdesk(world);
    const told = call('call-1', { handledBy: { id: 'a-17', name: 'Leo Marsh' }, subject: 'a double charge', customer: somebody(1) });
    const { id } = await desk.tell(told);
    const refused = await desk.refused({ ...told, ...change });
    expect(refused).toMatchObject({ status: 409, code: 'idempotency_mismatch', id, differs, next: expect.any(String) });
    expect(await desk.tell(told), 'the first telling is still the one that counts').toMatchObject({ status: 200, id });
  });

  test.each([
    ['in memory', () => ':memory:'],
    ['on a file', someFile],
  ])('A03 fifty times at once, %s, is one 201 and forty-nine times 200, all with the same answer', async (_where, address) => {
    const world = await makeWorld({ opened: openDb(address()) });
    const desk = helpdesk(world);
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.tell(call('call-1'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status, replayed }) => status === 200 && replayed)).toHaveLength(49);
    expect(new Set(answers.map(({ id, invitation }) => `${id} ${invitation.id}`)).size).toBe(1);
    expect(await kept(world)).toEqual(ONE_OF_EACH);
  });

  test('A03 fifty times at once at two servers on one file is still one contact', async () => {
    const file = someFile();
    const one = await makeWorld({ opened: openDb(file) });
    const desks = [helpdesk(one), helpdesk(anotherServer(one, file))];
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => desks[n % 2]!.tell(call('call-1'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await kept(one)).toEqual(ONE_OF_EACH);
  });

  test.each(['killed_after', 'reply_lost_after', 'reply_lost_before', 'killed_before'] as const)(
    'A05 after a commit that went wrong (%s) the retry finds one contact and one invitation',
    async (mishap) => {
      const opened = flakyDb();
      const world = await makeWorld({ opened });
      opened.next(mishap);
      const first = await helpdesk(world).send(call('call-1'));
      const killed = mishap.startsWith('killed');
      expect(first.status).toBe(killed ? 500 : 201);
      if (killed) expect(world.faults.splice(0)).toHaveLength(1);
      opened.restart();
      const retried = await helpdesk(world).tell(call('call-1'));
      expect(retried.status).toBe(mishap === 'killed_before' ? 201 : 200);
      if (!killed) expect(retried.id).toBe(((await first.json()) as { id: string }).id);
      expect(await kept(world)).toEqual(ONE_OF_EACH);
    },
  );
});

describe('two contacts that look alike', () => {
  test('A06 the same id at two sources, named or by the key they come with, is two contacts', async () => {
    const world = await makeWorld();
    const crm = (await makeKey(contextOf(world.deps, theClock), 'crm', ['interactions:write'])).secret;
    const told = [
      await helpdesk(world).tell(call('42')),
      await helpdesk(world).tell(call('42', { source: 'zendesk' })),
      await helpdesk(world, crm).tell(call('42')),
    ];
    expect(told.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(3);
    expect(await helpdesk(world, crm).tell(call('42', { source: 'helpdesk' }))).toMatchObject({ status: 200, id: told[0]!.id });
  });

  test('A06 are two whatever their names are made of, in one batch or one by one', async () => {
    const part = fc
      .string({ unit: fc.constantFrom('a', '\n', ':', '"', ',', ' ', 'b'), minLength: 1, maxLength: 4 })
      .filter((text) => text.trim() !== '');
    const world = await makeWorld();
    let round = 0;
    const names = fc.uniqueArray(fc.record({ source: part, externalId: part }), {
      minLength: 2,
      maxLength: 6,
      selector: (name) => JSON.stringify(name),
    });
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), async (pairs, together) => {
        round += 1;
        const bodies = pairs.map(({ source, externalId }) =>
          call(externalId, { source: `${round}${source}`, subject: `${source}/${externalId}` }),
        );
        const statuses = together
          ? (await helpdesk(world).tellAll(bodies)).map(({ status }) => status)
          : (await Promise.all(bodies.map((body) => helpdesk(world).tell(body)))).map(({ status }) => (status === 201 ? 'stored' : status));
        expect(statuses).toEqual(pairs.map(() => 'stored'));
      }),
      {
        numRuns: 40,
        examples: [
          [
            [
              { source: 'a\nb', externalId: 'a' },
              { source: 'a', externalId: 'b\na' },
            ],
            true,
          ],
        ],
      },
    );
  });
});
