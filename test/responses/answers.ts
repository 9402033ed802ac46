import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { type CustomerName, surveyFor } from '../callbacks/cases.ts';
import { rowsOf } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import type { World } from '../world.ts';

/** An answer as the API shows it, as far as the tests look. */
export type Line = {
  id: string;
  customer: string;
  score: number;
  band: string;
  version: number;
  reader: { id: string; name: string } | null;
  unreadSince: string | null;
  read: { by: { id: string; name: string }; at: string } | null;
  changedSince: boolean;
  worthThanks: string | null;
};

/** A customer answers the survey about a new contact; what was answered, by its id. */
export async function answered(
  world: World,
  who: CustomerName,
  said: Record<string, string>,
  contact: Record<string, unknown> = {},
): Promise<{ id: string; survey: string }> {
  // At an hour at which nobody sleeps.
  const survey = await surveyFor(world, who, { customer: { ...CUSTOMERS[who], zone: 'Europe/Berlin' }, ...contact });
  await says(world, survey, said);
  const [newest] = await rowsOf<{ id: string }>(world.client, 'select id from responses order by rowid desc limit 1');
  return { id: newest!.id, survey };
}

/** Customers answer until one of the answers is this reader's: whose each is comes from its id. How many answered. */
export async function answeredUntilTheirs(world: World, reader: Visitor): Promise<number> {
  let count = 0;
  do {
    const nth = ++count;
    const customer = { id: `many-${nth}`, email: `many-${nth}@customer.example`, phone: undefined, zone: 'Europe/Berlin' };
    await answered(world, 'rosa', { score: '4' }, { customer: { ...CUSTOMERS.rosa, ...customer } });
  } while ((await unreadOf(reader)).length === 0);
  return count;
}

/** Says something on the page of a survey, for the first time or anew. */
export async function says(world: World, survey: string, said: Record<string, string>): Promise<void> {
  const sent = await world.visitor().fillIn(survey, said);
  expect(sent.status, sent.page).toBe(200);
}

export const unreadOf = async (who: Visitor, tab = 'mine'): Promise<Line[]> =>
  (await who.get<{ items: Line[] }>(`/api/responses?tab=${tab}`)).items;

export const lineOf = (who: Visitor, id: string): Promise<Line> => who.get<Line>(`/api/responses/${id}`);
