import { expect } from 'vitest';
import { COLLEAGUES, CUSTOMERS } from '../../db/demo/cast.ts';
import { linkIn, pathOf, type Visitor } from '../visitor.ts';

/** What a callback looks like through the API, as far as the journey looks. */
type Shown = {
  id: string;
  state: string;
  round: number;
  level: number;
  seq: number;
  owner: { name: string } | null;
  moves: string[];
  timeline: { kind: string; by: string }[];
};

/**
 * The whole loop, over HTTP alone: a contact, a survey by mail, a low answer, a supervisor, a fix that the customer
 * contests, a second one that they confirm. It knows nothing of the door it walks through.
 */
export async function closeOneLoop(makeVisitor: () => Visitor, now: Date): Promise<void> {
  const [helpdesk, rosa, ines] = [makeVisitor(), makeVisitor(), makeVisitor()];
  const { rosa: customer } = CUSTOMERS;

  const taken = await helpdesk.handIn({
    externalId: 'call-1',
    team: 'Billing',
    channel: 'phone',
    endedAt: now.toISOString(),
    subject: 'a double charge',
    handledBy: { id: 'a-17', name: 'Leo Marsh' },
    customer,
  });
  expect(taken.status, await taken.clone().text()).toBe(201);
  expect(await taken.json()).toMatchObject({ invitation: { state: 'scheduled', channel: 'email' }, callback: null });

  const invitation = await rosa.mail('invitation', customer.email);
  expect(invitation.subject).toContain('how was your contact');
  const survey = linkIn(invitation, '/s/');
  const page = await (await rosa.send(`${pathOf(survey)}?score=2`)).text();
  expect(page).not.toContain('Leo');

  const thanks = await rosa.fillIn(`${pathOf(survey)}?score=2`, {
    score: '2',
    sorted: 'no',
    comment: 'Charged twice, and nobody could say why.',
  });
  expect(thanks.status, thanks.page).toBe(200);
  expect(thanks.page).toMatch(/supervisor will call you/i);

  await ines.signIn(COLLEAGUES.ines.email);
  const list = await ines.get<{ items: { id: string; customer: string; firstWords: string }[] }>('/api/callbacks');
  expect(list.items).toMatchObject([{ customer: 'Rosa Keller', firstWords: 'Charged twice, and nobody could say why.' }]);
  const path = `/api/callbacks/${list.items[0]!.id}`;
  expect(await ines.post<Shown>(`${path}/claim`)).toMatchObject({ state: 'claimed', owner: { name: 'Ines Duarte' } });
  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await ines.post(`${path}/understanding`, { words: 'Two charges for one order.', agreed: true });
  const early = await ines.refused(`${path}/fix`, { cause: 'system' });
  expect(early).toMatchObject({ code: 'invalid', field: 'done' });
  await ines.post(`${path}/fix`, { cause: 'system', done: 'One charge was paid back.' });

  const kase = pathOf(linkIn(await rosa.mail('is_it_fixed', customer.email), '/c/'));
  const contested = await rosa.fillIn(kase, { words: 'The money is not there.' }, `${kase}/contest`);
  expect(contested.status, contested.page).toBe(200);
  const again = await ines.get<Shown>(path);
  expect(again).toMatchObject({ state: 'claimed', round: 2, level: 1, owner: { name: 'Ines Duarte' } });

  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await ines.post(`${path}/understanding`, { words: 'One charge is still not paid back.', agreed: true });
  await ines.post(`${path}/fix`, { cause: 'system', done: 'The bank confirmed the transfer.' });
  const confirmed = await rosa.fillIn(kase, {}, `${kase}/confirm`);
  expect(confirmed.status, confirmed.page).toBe(200);

  const closed = await ines.get<Shown>(path);
  expect(closed).toMatchObject({ state: 'confirmed', moves: [] });
  expect(closed.timeline.map((moment) => moment.kind)).toEqual([
    'opened',
    'claimed',
    'attempted',
    'understood',
    'fixed',
    'contested',
    'attempted',
    'understood',
    'fixed',
    'confirmed',
  ]);
  expect(closed.timeline.at(-1)!.by).toBe('the customer');
}
