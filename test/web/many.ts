import type { Client } from '@libsql/client';
import { NOTHING_YET } from '../../server/callbacks/fold-help.ts';
import { HOUR, MINUTE } from '../../server/core/time.ts';

const WORDS = [
  'Charged twice, and nobody can tell me why.',
  'I waited an hour.',
  'The parcel is still not here, and the tracking says it is.',
  'No reply.',
];

/**
 * So many open callbacks of a team, each of a customer of its own, due one minute after the other from `now` on. They are written as rows:
 * to tell ten thousand stories would take a test all day.
 */
export async function openMany(client: Client, { team, count, now }: { team: string; count: number; now: number }): Promise<void> {
  const counted = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
  const id = (prefix: string) => `'${prefix}_many' || printf('%06d', i)`;
  const due = `${now} + i * ${MINUTE}`;
  const words = `case i % ${WORDS.length} ${WORDS.map((text, n) => `when ${n} then '${text}'`).join(' ')} end`;
  await client.batch(
    [
      `${counted} insert into customers (id, name, email, created_at) select ${id('cus')}, 'Customer ' || i, 'many' || i || '@customer.example', ${now} from n`,
      `${counted} insert into callbacks (id, customer_id, team_id, interaction_id, cause, state, open, level, round, score, first_words, due_at, due_kind,
         due_why, opened_at, rank, change, seq, detail)
       select ${id('cbk')}, ${id('cus')}, '${team}', ${id('int')}, 'low_score', 'open', 1, 0, 1, 1 + i % 2, ${words}, ${due}, 'first_contact',
         'four working hours', ${now - HOUR}, 30000000000000 + ${due}, (select coalesce(max(change), 0) from callbacks) + i, 1, '${JSON.stringify(NOTHING_YET)}' from n`,
    ],
    'write',
  );
}
