import type { Client } from '@libsql/client';
import { openDb } from '../../db/file.ts';
import { type CallbackEvent, replay } from '../../server/callbacks/fold.ts';
import { groupBy } from '../../server/core/group.ts';
import { type Counts, storyLine } from './expect.ts';

/** What the database holds: the counts, each customer in one line, and whatever in it contradicts itself. */
export type Found = { counts: Counts; stories: Map<string, string>; contradictions: string[] };

export async function findIn(url: string): Promise<Found> {
  const { client, close } = openDb(url);
  try {
    const [counts, stories, broken, unlike] = [
      await countsOf(client),
      await storiesOf(client),
      await brokenIn(client),
      await unlikeLedger(client),
    ];
    return { counts, stories, contradictions: [...broken, ...unlike] };
  } finally {
    close();
  }
}

const COUNTING: Record<keyof Counts, string> = {
  interactions: 'select count(*) from interactions',
  asked: "select count(distinct about) from messages where kind = 'invitation' and state = 'accepted'",
  'not asked: capped': "select count(*) from invitations where not_asked = 'capped'",
  'not asked: unanswered': "select count(*) from invitations where not_asked = 'unanswered'",
  answered: 'select count(*) from responses',
  callbacks: 'select count(*) from callbacks',
  'joined (second failures)': "select count(*) from ledger where kind = 'joined'",
  contested: "select count(distinct subject) from ledger where kind = 'contested'",
  confirmed: "select count(*) from callbacks where state = 'confirmed'",
  unconfirmed: "select count(*) from callbacks where state = 'unconfirmed'",
};

async function countsOf(client: Client): Promise<Counts> {
  const counts = await Promise.all(Object.entries(COUNTING).map(async ([name, sql]) => [name, await numberOf(client, sql)]));
  return Object.fromEntries(counts) as Counts;
}

const numberOf = async (client: Client, sql: string): Promise<number> => Number((await client.execute(sql)).rows[0]![0]);

async function storiesOf(client: Client): Promise<Map<string, string>> {
  const people = await client.execute(`
    select c.id, c.ref, count(i.nth) as asked, sum(i.not_asked is 'capped') as capped,
      sum(i.not_asked is 'unanswered') as unanswered, sum(i.state = 'answered') as answered
    from customers c join invitations i on i.customer_id = c.id group by c.id`);
  const cases = await client.execute(`
    select customer_id, state, round as rounds, (select count(*) from ledger l where l.subject = b.id and l.kind = 'joined') as joined
    from callbacks b order by b.id`);
  const casesOf = groupBy(cases.rows, (row) => row.customer_id);
  return new Map(
    people.rows.map((row) => {
      const { ref, asked, capped, unanswered, answered } = row as unknown as { ref: string } & Record<
        'asked' | 'capped' | 'unanswered' | 'answered',
        number
      >;
      const own = (casesOf.get(row.id) ?? []) as unknown as { state: string; rounds: number; joined: number }[];
      return [ref, storyLine({ asked, capped, unanswered, answered }, own)];
    }),
  );
}

/** What must be true of every database when nothing is in flight: each statement finds nothing. (Numbers of reliability.md 2.5.) */
export const INVARIANTS: Record<string, string> = {
  '3: two open callbacks of one person': 'select customer_id from callbacks where open = 1 group by 1 having count(*) > 1',
  '4: an interaction without a decision':
    'select i.id from interactions i left join invitations v on v.interaction_id = i.id where v.id is null',
  '5: a gap in a ledger': 'select subject from ledger group by subject having max(seq) <> count(*) or min(seq) <> 1',
  '6: a ledger that runs backward in time':
    'select a.subject from ledger a join ledger b on b.subject = a.subject and b.seq = a.seq + 1 where b.at < a.at',
  '9: taken, but without an owner': "select id from callbacks where state in ('claimed', 'fixed') and owner_id is null",
  '12: confirmed, but not by the customer': `select c.id from callbacks c where c.state = 'confirmed' and not exists
      (select 1 from ledger l where l.subject = c.id and l.kind = 'confirmed' and l.actor_kind = 'customer')`,
  '25: a job in flight, overdue or dead': "select id from jobs where state in ('claimed', 'dead') or (state = 'due' and due_at < :now)",
  '25: a message in flight': "select id from messages where state in ('queued', 'sending')",
};

/** Which of them do not hold, in words. Jobs that are due after `now` are not in flight. */
export async function brokenIn(client: Client, now?: number): Promise<string[]> {
  const at = now ?? (await numberOf(client, 'select max(at) from ledger'));
  const found = await Promise.all(
    Object.entries(INVARIANTS).map(async ([name, sql]) => {
      const { rows } = await client.execute({ sql, args: sql.includes(':now') ? { now: at } : {} });
      return rows.length ? [`${name}: ${rows.length}, such as ${String(rows[0]![0])}`] : [];
    }),
  );
  return found.flat();
}

/** Invariant 7: each callback is what its ledger adds up to; those that are not, by id. */
export async function unlikeLedger(client: Client): Promise<string[]> {
  const { rows: entries } = await client.execute(
    "select subject, at, kind, data from ledger where subject like 'cbk_%' order by subject, seq",
  );
  const histories = groupBy(entries, (row) => row.subject);
  const { rows } = await client.execute('select id, state, owner_id, round, level, due_at, closed_at, seq, detail from callbacks');
  return rows.flatMap((row) => {
    const history = (histories.get(row.id) ?? []).map(({ at, kind, data }) => ({
      at: Number(at),
      event: { kind, ...JSON.parse(String(data)) } as CallbackEvent,
    }));
    const it = replay(String(row.id), history);
    const told = [it.state, it.ownerId, it.round, it.level, it.dueAt, it.closedAt, it.seq, it.detail];
    const kept = [row.state, row.owner_id, row.round, row.level, row.due_at, row.closed_at, row.seq, JSON.parse(String(row.detail))];
    return JSON.stringify(told) === JSON.stringify(kept)
      ? []
      : [`7: ${row.id} is not what its ledger tells: ${JSON.stringify(kept)}, but ${JSON.stringify(told)}`];
  });
}
