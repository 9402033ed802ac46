import type { Client } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { callbacks } from '../../db/schema/callbacks.ts';
import { jobs, ledger } from '../../db/schema/core.ts';
import { nextMoment } from '../../server/callbacks/decide.ts';
import { type CallbackEvent, replay } from '../../server/callbacks/fold.ts';
import type { Deps } from '../../server/core/context.ts';
import { rowsOf } from './hash.ts';

/** What must never be in the database, by its number in reliability.md, part 2.5: each of these finds nothing. */
const NEVER: Record<string, string> = {
  '1 a bad answer without its callback': `select id from responses r where low = 1
    and not exists (select 1 from callback_reasons x where x.about = r.id)`,
  '2 a callback without a reason': `select id from callbacks c
    where not exists (select 1 from callback_reasons x where x.callback_id = c.id)`,
  '3 two open callbacks of one person': `select customer_id from callbacks
    where state in ('open', 'claimed', 'fixed') group by customer_id having count(*) > 1`,
  '3 a callback that is open and closed': `select id from callbacks
    where open <> (state in ('open', 'claimed', 'fixed')) or open <> (closed_at is null)`,
  '4 a contact without a decision': `select id from interactions i
    where not exists (select 1 from invitations v where v.interaction_id = i.id)`,
  '5 a gap in the ledger': `select subject from ledger group by subject having max(seq) <> count(*) or min(seq) <> 1`,
  '6 a ledger in which time runs backward': `select a.subject from ledger a
    join ledger b on b.subject = a.subject and b.seq = a.seq + 1 where b.at < a.at`,
  '9 a case that was taken and has no owner': `select id from callbacks
    where state in ('claimed', 'fixed') and (owner_id is null or owner_name is null)`,
  '9 a customer who was spoken with, in an open case that nobody owns': `select id from callbacks
    where open = 1 and owner_id is null and json_extract(detail, '$.reached') = 1`,
  '9 a case that lost its owner otherwise than by being given back': `select id from callbacks c where open = 1 and owner_id is null
    and (select kind from ledger where subject = c.id and kind in ('claimed', 'assigned', 'accepted', 'reassigned', 'released')
      order by seq desc limit 1) <> 'released'`,
  '10 more granted than whoever granted it may': `select a.subject from ledger a
    join authorities p on p.person_id = a.actor_id and p.power = json_extract(a.data, '$.remedy.power')
    where a.kind = 'remedied' and p.up_to is not null and p.up_to < (select sum(json_extract(b.data, '$.remedy.amount')) from ledger b
      where b.subject = a.subject and b.kind = 'remedied' and b.seq <= a.seq
      and json_extract(b.data, '$.remedy.power') = json_extract(a.data, '$.remedy.power'))`,
  '10 something granted by somebody who may not': `select subject from ledger a where kind = 'remedied' and not exists
    (select 1 from authorities p where p.person_id = a.actor_id and p.power = json_extract(a.data, '$.remedy.power'))`,
  '11 an open case without a next step and its time': `select id from callbacks
    where open = 1 and (due_at is null or due_at <= opened_at or due_why = '')`,
  '12 a case that somebody else than its customer confirmed': `select id from callbacks c where state = 'confirmed'
    and not exists (select 1 from ledger l where l.subject = c.id and l.kind = 'confirmed' and l.actor_kind = 'customer'
      and l.actor_id = c.customer_id)`,
  '12 a customer’s word from somebody else': `select subject from ledger
    where kind in ('confirmed', 'contested', 'withdrawn', 'understanding_agreed', 'understanding_corrected', 'promise_judged', 'joined_another',
      'called_for')
    and actor_kind <> 'customer'`,
  '13 a no without its reason and two alternatives': `select subject from ledger where kind = 'let_go'
    and (json_extract(data, '$.reason') = '' or json_array_length(data, '$.alternatives') < 2)`,
  '14 a second hand-off that no manager made': `select a.subject from ledger a
    join people p on p.id = a.actor_id where a.kind = 'offered' and p.role = 'supervisor'
    and exists (select 1 from ledger b where b.subject = a.subject and b.kind = 'accepted' and b.seq < a.seq)`,
  '27 the same time raised twice at one step': `select subject from ledger where kind = 'escalated'
    group by subject, json_extract(data, '$.of'), json_extract(data, '$.step') having count(*) > 1`,
  '33 an answer whose versions are not in the ledger': `select id from responses r where customer_id is not null and version <>
    (select count(*) from ledger l where l.subject = r.id and l.kind in ('answered', 'corrected'))`,
  '38 a callback for an answer that is only held': `select id from held_answers h
    where exists (select 1 from callback_reasons x where x.about = h.id) and not exists (select 1 from responses r where r.id = h.id)`,
  '38 an answer whose newest entry is not the ledger’s': `select id from (select id, seq from held_answers union all
      select id, seq from responses r where not exists (select 1 from held_answers h where h.id = r.id)) a
    where seq <> (select max(l.seq) from ledger l where l.subject = a.id)`,
  'a customer who is told twice of one opening': `select about from messages
    where kind = 'callback_opened' group by about having count(*) > 1`,
};

/** Fails with everything that is in the database and must never be. */
export async function mustBeSound({ client, deps }: { client: Client; deps: Deps }): Promise<void> {
  const broken: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(NEVER)) {
    const found = await rowsOf(client, sql);
    if (found.length) broken[name] = found;
  }
  expect(broken).toEqual({});
  await rowsMustBeTheirHistory(deps);
}

/** 7: a callback is nothing but its ledger added up, and the clock knows when to look at it again. */
async function rowsMustBeTheirHistory({ db }: Deps): Promise<void> {
  const [all, entries] = await Promise.all([db.select().from(callbacks), db.select().from(ledger).orderBy(ledger.subject, ledger.seq)]);
  for (const { change: _, ...row } of all) {
    const own = entries.filter((entry) => entry.subject === row.id);
    const history = own.map(({ at, kind, data }) => ({ at, event: { kind, ...data } as CallbackEvent }));
    expect(row).toEqual(replay(row.id, history));
  }
  const waiting = await db.select({ key: jobs.key, dueAt: jobs.dueAt }).from(jobs).where(sql`kind = 'callbacks.clock' and state = 'due'`);
  const next = all.flatMap((row) => (nextMoment(row) === undefined ? [] : [{ key: row.id, dueAt: nextMoment(row) }]));
  const byKey = (a: { key: string | null }, b: { key: string | null }) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1);
  expect(waiting.sort(byKey)).toEqual(next.sort(byKey));
}
