import type { Client } from '@libsql/client';
import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { DAY, toRfc3339 } from '../../server/core/time.ts';
import { type Case, caseOf, contact, says, surveyFor } from '../callbacks/cases.ts';
import { makeEvent } from '../fakes/resend-webhooks.ts';
import { rowsOf } from '../support/hash.ts';
import type { World } from '../world.ts';

export const { rosa, kenji } = CUSTOMERS;

/** What is Rosa's, or was said by her or of her: none of it may be found once she is erased. */
export const TRACES = {
  name: 'Rosa',
  surname: 'Keller',
  address: 'rosa@customer.example',
  'old address': 'r.keller@old.example',
  number: '30901820',
  reference: 'c-rosa',
  subject: 'the piano',
  recording: 'recordings.example',
  comment: 'charged twice for one piano',
  statement: 'playing Vivaldi',
  correction: 'and my cat is called Mitzi',
  note: 'prefers to be called after choir',
  understanding: 'two charges, one piano',
  proposal: 'a voucher for the concert',
  promise: 'the refund is on her account',
  'why it was offered': 'because of the grand sum',
  'what was done': 'wrote to her bank in Potsdam',
  'contested words': 'the bank says no such thing',
  'reason to decline': 'her lawyer is my neighbour',
} as const;

/** Everything that can be known of Rosa: two surveys, a case with all its words, mail, reports of a provider. Needs a webhook secret. */
export async function rosasLife(world: World): Promise<Case & { survey: string }> {
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  await world.visitor().handIn(contact(world, 'rosa', { customer: { ...rosa, email: TRACES['old address'] }, consent: false }));
  const about = { subject: TRACES.subject, recordingUrl: `https://${TRACES.recording}/rosa.wav`, endedAt: toRfc3339(world.clock.now()) };
  const survey = await surveyFor(world, 'rosa', about);
  const said = { score: '2', sorted: 'no', comment: `I was ${TRACES.comment}, password: hunter2`, stop: TRACES.statement };
  await world.visitor().fillIn(survey, said);
  await world.visitor().fillIn(survey, { ...said, comment: `${said.comment} ${TRACES.correction}` });
  const [newest] = await rowsOf<{ id: string }>(world.client, 'select id from callbacks order by id desc limit 1');
  const kase = await caseOf(world, newest!.id);
  const move = (what: string, body: object = {}, who = ines) => who.post<{ promises: { id: string }[] }>(`${kase.path}/${what}`, body);
  await move('claim');
  await move('attempts', { outcome: 'no_answer', note: TRACES.note });
  await move('notes', { text: TRACES.note });
  await move('understanding', { words: TRACES.understanding, agreed: true });
  await move('proposals', { text: TRACES.proposal });
  const { promises } = await move('promises', { text: TRACES.promise, at: toRfc3339(world.clock.now() + 2 * DAY) });
  const offer = { to: world.people.tom, power: 'refund', amount: 4_000, why: TRACES['why it was offered'] };
  await move('hand-off', offer);
  await move('decline', { reason: TRACES['reason to decline'] }, tom);
  await move('keep', { promise: promises[0]!.id });
  await move('fix', { cause: 'system', done: TRACES['what was done'] });
  await says(world, kase, 'contest', TRACES['contested words']);
  await move('hand-off', offer);
  await world.tick();
  const [mail] = await rowsOf<{ id: string }>(world.client, `select id from messages where kind = 'is_it_fixed'`);
  await reported(world, 'email.delivery_delayed', mail!.id, 'evt-1');
  return { ...kase, survey };
}

/** Resend reports something of a message. */
export async function reported(world: World, type: string, messageId: string, id: string): Promise<void> {
  const about = { emailId: `re-${messageId}`, messageId, to: [rosa.email] };
  const { headers, body } = makeEvent(type as Parameters<typeof makeEvent>[0], about, { id, at: world.clock.now() });
  const answer = await world.fetch('/hooks/resend', { method: 'POST', headers, body });
  expect(answer.status, await answer.clone().text()).toBe(200);
}

export const idOf = async (world: World, ref: string = rosa.id): Promise<string> =>
  (await rowsOf<{ id: string }>(world.client, 'select id from customers where ref = ?', ref))[0]!.id;

/** Every column of the database that can hold text, by table: read from SQLite itself, not from our own list. */
export async function textColumns(client: Client): Promise<{ table: string; column: string }[]> {
  return rowsOf(
    client,
    `select m.name as "table", p.name as "column" from sqlite_schema m join pragma_table_info(m.name) p
      where m.type = 'table' and m.name not like 'sqlite_%' and upper(p.type) not in ('INTEGER', 'REAL') order by 1, 2`,
  );
}

/** Where in the database a text is found, in any column, whatever its case. */
export async function placesOf(client: Client, text: string): Promise<string[]> {
  const columns = await textColumns(client);
  const found = await Promise.all(
    columns.map(async ({ table, column }) => {
      const rows = await rowsOf<{ n: number }>(
        client,
        `select count(*) as n from "${table}" where instr(lower("${column}"), lower(?)) > 0`,
        text,
      );
      return rows[0]!.n ? [`${table}.${column}`] : [];
    }),
  );
  return found.flat();
}

/** Where each of these texts is found. */
export const tracesIn = async (client: Client, texts: Readonly<Record<string, string>> = TRACES): Promise<Record<string, string[]>> =>
  Object.fromEntries(await Promise.all(Object.entries(texts).map(async ([what, text]) => [what, await placesOf(client, text)] as const)));
