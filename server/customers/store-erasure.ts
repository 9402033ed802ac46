import { type SQL, sql } from 'drizzle-orm';
import { customers } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import { type Fate, PERSONAL, type Personal, type PersonalTable } from './rules-columns.ts';
import { ERASED, withoutAnswers, withoutTexts, withoutWords } from './rules-words.ts';

type Row = Record<string, unknown>;

/** The condition in the list of columns, for one customer. */
export const about = (table: PersonalTable, customerId: string): SQL =>
  sql.join(
    PERSONAL[table].whose.split('$customer').map((part) => sql.raw(part)),
    sql`${customerId}`,
  );

/** Which messages are about a customer's surveys, answers and cases: their ids' subjects, as a subquery. */
export const subjectsOf = (customerId: string): SQL =>
  sql`select id from invitations where customer_id = ${customerId} union all select id from callbacks where customer_id = ${customerId}
    union all select id from responses where customer_id = ${customerId}`;

/** Everything that a table holds about a customer. */
export const rowsAbout = (ctx: Ctx, table: PersonalTable, customerId: string): Promise<Row[]> =>
  ctx.deps.db.all<Row>(sql`select * from ${sql.identifier(table)} where ${about(table, customerId)}`);

/** The steps that take from some rows of a table what the list of columns says. Rows that nothing is left to take from are left alone. */
export async function forgetIn(ctx: Ctx, table: PersonalTable, where: SQL): Promise<Step[]> {
  const { columns, also }: Personal = PERSONAL[table];
  const name = sql.identifier(table);
  const with_ = (...fates: Fate[]) => Object.keys(columns).filter((column) => fates.includes(columns[column]!));
  if (with_('row').length) return [ctx.deps.db.run(sql`delete from ${name} where ${where}`)];
  const sets = [
    ...with_('gone').map((column) => sql`${sql.identifier(column)} = null`),
    ...with_('words').map(
      (column) => sql`${sql.identifier(column)} = case when ${sql.identifier(column)} is null then null else ${ERASED} end`,
    ),
    ...(also ? [sql.raw(also)] : []),
  ];
  const flat = sets.length ? [ctx.deps.db.run(sql`update ${name} set ${sql.join(sets, sql`, `)} where ${where}`)] : [];
  const worked = with_('data', 'answers', 'body', 'address');
  if (worked.length === 0) return flat;
  const wanted = sql.join([sql`rowid as place`, ...worked.map((column) => sql`${sql.identifier(column)}`)], sql`, `);
  const rows = await ctx.deps.db.all<Row>(sql`select ${wanted} from ${name} where ${where}`);
  const steps = await Promise.all(rows.map((row) => forgetOne(ctx, name, row, worked, columns)));
  return [...flat, ...steps.flat()];
}

async function forgetOne(
  ctx: Ctx,
  name: ReturnType<typeof sql.identifier>,
  row: Row,
  worked: string[],
  columns: Personal['columns'],
): Promise<Step[]> {
  const after = await Promise.all(worked.map((column) => without(ctx, columns[column]!, row[column])));
  const changed = worked.flatMap((column, i) =>
    after[i] === row[column] ? [] : [{ column: sql.identifier(column), now: after[i], was: row[column] }],
  );
  if (changed.length === 0) return [];
  const sets = changed.map(({ column, now }) => sql`${column} = ${now}`);
  // Not what was written since it was read: old words must not come back over new ones.
  const same = changed.map(({ column, was }) => sql`${column} = ${was}`);
  return [ctx.deps.db.run(sql`update ${name} set ${sql.join(sets, sql`, `)} where rowid = ${row.place} and ${sql.join(same, sql` and `)}`)];
}

async function without(ctx: Ctx, fate: Fate, value: unknown): Promise<unknown> {
  if (typeof value !== 'string') return value;
  if (fate === 'address') return value.startsWith('erased:') ? value : ctx.deps.secrets.erased(value);
  const reword = fate === 'data' ? withoutWords : fate === 'answers' ? withoutAnswers : withoutTexts;
  return JSON.stringify(reword(JSON.parse(value)));
}

/**
 * The newest entry of each history about a customer, read before everything else, and the step that breaks the commit when anything was
 * written about them since: a contact, an answer, a move. The caller decides anew.
 */
export async function newestEntries(ctx: Ctx, customerId: string): Promise<{ newest: Map<string, number>; mustBeAll: Step }> {
  const rows = await ctx.deps.db.all<{ subject: string; seq: number }>(
    sql`select subject, max(seq) as seq from ledger where ${about('ledger', customerId)} group by subject`,
  );
  // Histories have no gaps, so their lengths are their newest numbers.
  const length = rows.reduce((total, { seq }) => total + seq, 0);
  const mustBeAll = ctx.deps.db.run(sql`insert into customers (id, created_at) select id, created_at from customers
    where id = ${customerId} and (select count(*) from ledger where ${about('ledger', customerId)}) <> ${length}`);
  return { newest: new Map(rows.map(({ subject, seq }) => [subject, seq])), mustBeAll };
}

/** From now on the customer is a pseudonym. */
export const markErased = (ctx: Ctx, customerId: string): Step =>
  ctx.deps.db.run(sql`update customers set erased_at = ${ctx.now} where id = ${customerId}`);

/** Puts a customer under a legal hold, or, without a reason, releases them. */
export const hold = (ctx: Ctx, customerId: string, because: string | null): Step =>
  ctx.deps.db.run(
    sql`update customers set held_because = ${because}, held_at = ${because === null ? null : ctx.now} where id = ${customerId}`,
  );

/** Who was erased, and when, the first one first. */
export const erasedCustomers = (ctx: Ctx): Promise<{ id: string; erasedAt: number | null }[]> =>
  ctx.deps.db
    .select({ id: customers.id, erasedAt: customers.erasedAt })
    .from(customers)
    .where(sql`erased_at is not null`)
    .orderBy(customers.erasedAt);

/** Rows by a list of ids. */
export const idsIn = (column: 'id' | 'subject', ids: readonly string[]): SQL =>
  sql`${sql.identifier(column)} in (select value from json_each(${JSON.stringify(ids)}))`;
