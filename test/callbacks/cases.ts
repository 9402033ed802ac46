import { expect } from 'vitest';
import { type CastCustomer, CUSTOMERS } from '../../db/demo/cast.ts';
import { rowsOf } from '../support/hash.ts';
import { linkIn, pathOf, type Visitor } from '../visitor.ts';
import type { World } from '../world.ts';

export type CustomerName = keyof typeof CUSTOMERS;

/** A callback as the API shows it, as far as the tests look. */
export type Shown = {
  id: string;
  state: string;
  cause: string;
  score: number | null;
  firstWords: string | null;
  level: number;
  round: number;
  seq: number;
  secondFailure: boolean;
  escalated: boolean;
  handOffs: number;
  attempts: number;
  owner: { id: string; name: string } | null;
  due: { at: string; kind: string; why: string } | null;
  moves: string[];
  promises: { id: string; text: string; at: string; state: string }[];
  offer: { to: string; until: string } | null;
  understanding: { words: string; state: string } | null;
  reach: { name: string | null; phone: string | null; email: string | null };
  answers: { id: string; version: number; answers: { question: string; answer: string }[] }[];
  timeline: { seq: number; at: string; kind: string; by: string; data: Record<string, unknown> }[];
};

/** A callback, its place in the API, and the page on which its customer follows it. */
export type Case = { id: string; path: string; page: string };

let contacts = 0;

/** A contact from the helpdesk, as the API takes it. */
export const contact = (world: World, who: CustomerName, more: Record<string, unknown> = {}) => ({
  externalId: `contact-${++contacts}`,
  team: 'Billing',
  endedAt: new Date(world.clock.now()).toISOString(),
  subject: 'a double charge',
  handledBy: { id: 'a-17', name: 'Leo Marsh' },
  customer: CUSTOMERS[who] as CastCustomer,
  ...more,
});

export async function handIn(world: World, who: CustomerName, more: Record<string, unknown> = {}): Promise<{ callback: string | null }> {
  const answer = await world.visitor().handIn(contact(world, who, more));
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as { callback: string | null };
}

/** Somebody called and nobody answered: a callback, without a survey. */
export async function missedCall(world: World, who: CustomerName = 'rosa', more: Record<string, unknown> = {}): Promise<Case> {
  const { callback } = await handIn(world, who, { outcome: 'unanswered', ...more });
  return caseOf(world, callback!);
}

/** The callback with this id, with the page that its customer was written of. */
export async function caseOf(world: World, id: string): Promise<Case> {
  const mail = (await world.visitor().mails()).find((one) => one.about === id && one.text.includes('/c/'));
  expect(mail, `a mail about ${id}`).toBeDefined();
  return { id, path: `/api/callbacks/${id}`, page: pathOf(linkIn(mail!, '/c/')) };
}

/** A customer had a contact and is asked about it: the path of their survey. */
export async function surveyFor(world: World, who: CustomerName = 'rosa', more: Record<string, unknown> = {}): Promise<string> {
  const before = (await world.visitor().mails()).length;
  await handIn(world, who, more);
  const mail = (await world.visitor().mails()).slice(before).find((one) => one.kind === 'invitation');
  expect(mail, `an invitation for ${who}`).toBeDefined();
  return pathOf(linkIn(mail!, '/s/'));
}

/** A customer answered badly: their survey, and the callback that it became. */
export async function letDown(
  world: World,
  who: CustomerName = 'rosa',
  said: Record<string, string> = {},
  more: Record<string, unknown> = {},
): Promise<Case & { survey: string }> {
  const survey = await surveyFor(world, who, more);
  const sent = await world.visitor().fillIn(survey, { score: '2', ...said });
  expect(sent.status, sent.page).toBe(200);
  const [newest] = await rowsOf<{ id: string }>(world.client, 'select id from callbacks order by id desc limit 1');
  return { ...(await caseOf(world, newest!.id)), survey };
}

/** A customer is content, and a word that their team listens for stands in what they wrote. */
export const falseAlarm = (world: World, who: CustomerName = 'rosa', more = {}): Promise<Case & { survey: string }> =>
  letDown(world, who, { score: '5', comment: 'All good now, no lawyer needed!' }, more);

/** Takes a case as far as the question whether it is fixed. */
export async function bringToFix(who: Visitor, { path }: Case, done = 'One charge was paid back.'): Promise<Shown> {
  const { state } = await who.get<Shown>(path);
  if (state === 'open') await who.post(`${path}/claim`);
  await who.post(`${path}/understanding`, { words: 'Two charges for one order.', agreed: true });
  return who.post<Shown>(`${path}/fix`, { cause: 'system', done });
}

const proofs = new Map<string, string>();

/** What the customer says on the page of their case, from a page that may have been open for long. */
export async function says(world: World, { page }: Pick<Case, 'page'>, move: string, said?: string | Record<string, string>) {
  const shown = await (await world.visitor().send(page)).text();
  const proof = /name="proof" value="([^"]*)"/.exec(shown)?.[1] ?? proofs.get(page);
  if (proof) proofs.set(page, proof);
  return world
    .visitor()
    .fillIn(page, { ...(proof ? { proof } : {}), ...(typeof said === 'string' ? { words: said } : said) }, `${page}/${move}`);
}
