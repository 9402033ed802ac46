import { expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { letDown } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

it('L10 the operator is told who was shown what of a customer, by ids alone', async () => {
  const world = await makeWorld();
  const [ines, maya, priya] = [await world.signIn('ines'), await world.signIn('maya'), await world.signIn('priya')];
  const { id: callback, path } = await letDown(world);
  const [{ response, customer }] = (await rowsOf(world.client, 'select id as response, customer_id as customer from responses')) as [
    { response: string; customer: string },
  ];
  const { ines: looker, maya: manager } = world.people;
  await ines.get(path);
  await ines.get(`/api/responses/${response}`);
  await ines.get(`/api/customers?email=${CUSTOMERS.rosa.email}`);
  await maya.get(`/api/customers/${customer}`);
  // Who is shown nothing is not told of.
  for (const hidden of [path, `/api/responses/${response}`, `/api/customers/${customer}`])
    expect((await priya.send(hidden)).status).toBe(404);
  expect(world.said.filter(({ event }) => event === 'looked_at')).toEqual([
    { event: 'looked_at', person: looker, subject: callback },
    { event: 'looked_at', person: looker, subject: response },
    { event: 'looked_at', person: looker, subject: customer },
    { event: 'looked_at', person: manager, subject: customer },
  ]);
});
