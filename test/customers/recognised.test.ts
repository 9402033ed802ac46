import { describe, expect, test } from 'vitest';
import { call, helpdesk } from '../interactions/helpdesk.ts';
import { flakyDb } from '../support/flaky.ts';
import { countIn, rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

type Person = Record<string, string>;

/** Who we think these people are, told one after the other: the number of the customer behind each contact. */
async function numbered(world: World, people: Person[]): Promise<number[]> {
  for (const [n, customer] of people.entries()) await helpdesk(world).tell(call(`call-${n}`, { customer }));
  return whoIsWho(world);
}

async function whoIsWho(world: World): Promise<number[]> {
  const rows = await rowsOf<{ customer_id: string }>(world.client, 'SELECT customer_id FROM interactions ORDER BY id');
  const ids = [...new Set(rows.map(({ customer_id }) => customer_id))];
  return rows.map(({ customer_id }) => ids.indexOf(customer_id));
}

const ROSA = { email: 'rosa@customer.example' };
const NUMBER = { phone: '+4930901820' };
const STORIES: [string, Person[], number[]][] = [
  [
    'the same reference is the same person, whatever the address',
    [
      { id: 'r', ...ROSA },
      { id: 'r', email: 'new@customer.example' },
    ],
    [0, 0],
  ],
  ['the same address is the same person, when no reference says otherwise', [ROSA, ROSA], [0, 0]],
  ['so is the same number', [NUMBER, NUMBER], [0, 0]],
  [
    'another reference is another person, even at the same address and number',
    [
      { id: 'r', ...ROSA, ...NUMBER },
      { id: 's', ...ROSA, ...NUMBER },
    ],
    [0, 1],
  ],
  ['an address that is known gets its reference later', [ROSA, { id: 'r', ...ROSA }, { id: 'r' }], [0, 0, 0]],
  ['a person is known by every address they ever had', [{ id: 'r', ...ROSA }, { id: 'r', email: 'new@customer.example' }, ROSA], [0, 0, 0]],
  [
    'the reference counts before the address',
    [
      { id: 'r', email: 'r@customer.example' },
      { id: 's', ...ROSA },
      { id: 'r', ...ROSA },
    ],
    [0, 1, 0],
  ],
  ['nobody known twice is nobody twice', [{}, {}], [0, 1]],
  ['a name alone says nothing', [{ name: 'Rosa' }, { name: 'Rosa' }], [0, 1]],
];

describe('who a customer is', () => {
  test.each(STORIES)('%s', async (_what, people, expected) => expect(await numbered(await makeWorld(), people)).toEqual(expected));

  test.each(STORIES)('in one batch as one by one: %s', async (_what, people, expected) => {
    const world = await makeWorld();
    await helpdesk(world).tellAll(people.map((customer, n) => call(`call-${n}`, { customer })));
    expect(await whoIsWho(world)).toEqual(expected);
  });

  test('the newest telling wins where it says something, and takes nothing away', async () => {
    const world = await makeWorld();
    await numbered(world, [
      { id: 'r', name: 'Rosa', ...ROSA, zone: 'Europe/Berlin' },
      { id: 'r', name: 'Rosa Keller', ...NUMBER },
      { id: 'r', email: 'new@customer.example' },
    ]);
    expect(await rowsOf(world.client, 'SELECT ref, name, email, phone, zone FROM customers')).toEqual([
      { ref: 'r', name: 'Rosa Keller', email: 'new@customer.example', phone: '+4930901820', zone: 'Europe/Berlin' },
    ]);
    expect(await rowsOf(world.client, 'SELECT kind, value FROM identities ORDER BY kind, value')).toEqual([
      { kind: 'email', value: 'new@customer.example' },
      { kind: 'email', value: 'rosa@customer.example' },
      { kind: 'phone', value: '+4930901820' },
      { kind: 'ref', value: 'r' },
    ]);
  });

  test('who is called something else and then the same again, in one batch, has not changed', async () => {
    const world = await makeWorld();
    await helpdesk(world).tell(call('call-1', { customer: { id: 'r', name: 'Rosa' } }));
    await helpdesk(world).tellAll(['Rose', 'Rosa'].map((name) => call(`call-${name}`, { customer: { id: 'r', name } })));
    expect(await rowsOf(world.client, 'SELECT name FROM customers')).toEqual([{ name: 'Rosa' }]);
  });

  test('two servers that learn different things of one person at the same moment both have their word', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await helpdesk(world).tell(call('call-1', { customer: { id: 'r' } }));
    opened.next(() => helpdesk(world).tell(call('call-2', { customer: { id: 'r', name: 'Rosa', ...ROSA } })));
    await helpdesk(world).tell(call('call-3', { customer: { id: 'r', ...NUMBER, zone: 'Europe/Berlin' } }));
    expect(await rowsOf(world.client, 'SELECT name, email, phone, zone FROM customers')).toEqual([
      { name: 'Rosa', ...ROSA, ...NUMBER, zone: 'Europe/Berlin' },
    ]);
  });

  test('two references for one address at the same moment are two people, as they are one after the other', async () => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    const tell = (n: number, customer: Person) => helpdesk(world).tell(call(`call-${n}`, { customer }));
    await tell(1, ROSA);
    opened.next(() => tell(2, { id: 'r', ...ROSA }));
    await tell(3, { id: 's', ...ROSA });
    expect(await rowsOf(world.client, 'SELECT ref FROM customers ORDER BY ref')).toEqual([{ ref: 'r' }, { ref: 's' }]);
  });

  test('thirty contacts of somebody new at the same moment make one person', async () => {
    const world = await makeWorld();
    const people = Array.from({ length: 30 }, (_, n) => (n % 2 ? { ...ROSA } : { ...ROSA, ...NUMBER }));
    await Promise.all(people.map((customer, n) => helpdesk(world).tell(call(`call-${n}`, { customer }))));
    expect(await countIn(world.client, 'customers', 'identities')).toEqual({ customers: 1, identities: 2 });
  });
});
