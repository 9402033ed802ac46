import { expect, it } from 'vitest';
import { answered, lineOf } from '../responses/answers.ts';
import { flakyDb } from '../support/flaky.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

/** Somebody else is done with the same, right before whoever began earlier asks for the next number in its ledger. */
const NUMBER = /max\(\\?"?.*seq/i;

/** Acme, in which one thing is done right in the middle of another. */
async function acme() {
  const opened = flakyDb();
  const world = await makeWorld({ opened });
  const duringIt = (work: () => Promise<unknown>) => opened.beforeRead(NUMBER, work);
  return { world, duringIt };
}

const billing = async ({ client }: World) => (await rowsOf<{ id: string }>(client, "select id from teams where name = 'Billing'"))[0]!.id;
const LEO = { id: 'a-17', name: 'Leo Marsh', email: 'leo@acme.example' };

it('I01 of two administrators who save different settings of the company both are kept, whenever the second is done', async () => {
  const { world, duringIt } = await acme();
  const [ada, again] = [await world.signIn('ada'), await world.signIn('ada')];
  duringIt(() => again.post('/api/company', { replyTo: 'help@acme.example' }));
  await ada.post('/api/company', { company: 'Zenith' });
  expect(await ada.get('/api/company')).toMatchObject({ company: 'Zenith', replyTo: 'help@acme.example' });
});

it('I01 of two who change different rules of a team both are kept', async () => {
  const { world, duringIt } = await acme();
  const [ada, again] = [await world.signIn('ada'), await world.signIn('ada')];
  const id = await billing(world);
  const path = `/api/teams/${id}`;
  duringIt(() => again.post(`${path}/policy`, { confirmDays: 9 }));
  await ada.post(`${path}/policy`, { acceptMinutes: 77 });
  const [team] = await rowsOf<{ policy: string }>(world.client, 'select policy from teams where id = ?', id);
  expect(JSON.parse(team!.policy)).toMatchObject({ confirmDays: 9, acceptMinutes: 77 });
});

it('I01 an agent is thanked once, whenever the second who thanks is done', async () => {
  const { world, duringIt } = await acme();
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const { id } = await answered(world, 'rosa', { score: '5', comment: 'Leo was kind.' }, { handledBy: LEO });
  duringIt(() => tom.post(`/api/responses/${id}/thanks`, { line: 'Well done.' }));
  expect(await ines.refused(`/api/responses/${id}/thanks`, { line: 'Thank you.' })).toMatchObject({ status: 409 });
  expect((await ines.mails()).filter(({ kind }) => kind === 'thanks')).toHaveLength(1);
  expect(await lineOf(ines, id)).toMatchObject({ thanked: { by: 'Tom Becker' } });
});

it('I01 an answer is read by whoever was first, and the other is told who', async () => {
  const { world, duringIt } = await acme();
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const { id } = await answered(world, 'rosa', { score: '5' });
  duringIt(() => tom.post(`/api/responses/${id}/read`, {}));
  expect(await ines.post(`/api/responses/${id}/read`, {})).toMatchObject({ first: false, by: { name: 'Tom Becker' } });
});

it('I01 an account is closed once', async () => {
  const { world, duringIt } = await acme();
  const [ada, again] = [await world.signIn('ada'), await world.signIn('ada')];
  const path = `/api/people/${world.people.tom}/close`;
  duringIt(() => again.post(path, {}));
  expect(await ada.refused(path, {})).toMatchObject({ detail: 'The account of Tom Becker is closed already.' });
  const closed = await rowsOf(world.client, "select seq from ledger where subject = ? and kind = 'closed'", world.people.tom);
  expect(closed).toHaveLength(1);
});
