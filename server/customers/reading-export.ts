import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { type Fate, PERSONAL, PERSONAL_TABLES, type Personal } from './rules-columns.ts';
import { ERASED } from './rules-words.ts';
import { erasedCustomers, rowsAbout } from './store-erasure.ts';

type Row = Record<string, unknown>;

/**
 * Everything about a customer, table by table, from the same list of columns that erasure goes by. Left out is who our colleagues are, and
 * what only helps us find things. Whoever asks is asked by `exportCustomer`.
 */
export async function everythingAbout(ctx: Ctx, id: string): Promise<{ customer: string; at: string; tables: Record<string, Row[]> }> {
  const tables = await Promise.all(PERSONAL_TABLES.map(async (table) => [table, await rowsAbout(ctx, table, id)] as const));
  return {
    customer: id,
    at: toRfc3339(ctx.now),
    tables: Object.fromEntries(tables.map(([table, rows]) => [table, rows.map((row) => shown(PERSONAL[table], row))])),
  };
}

/** Who was erased, and when: ids of ours, which mean nothing to anybody else. */
export async function erasures(ctx: Ctx): Promise<{ id: string; at: number }[]> {
  const rows = await erasedCustomers(ctx);
  return rows.map(({ id, erasedAt }) => ({ id, at: erasedAt ?? 0 }));
}

/** A row as people read it: times as RFC 3339, plain data as such. */
const shown = ({ columns }: Personal, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !isOurs(columns[column]))
      .map(([column, value]) => [column, inWords(column, value, columns[column])]),
  );

const isOurs = (fate: Fate | undefined): boolean => typeof fate === 'object' && 'ours' in fate;

function inWords(column: string, value: unknown, fate: Fate | undefined): unknown {
  if (typeof value === 'number' && (column === 'at' || column === 'not_after' || column.endsWith('_at'))) return toRfc3339(value);
  // What a source said of a contact is kept as it came, as text.
  const isData = fate === 'data' || fate === 'answers' || fate === 'body' || (column === 'said' && value !== ERASED);
  return isData && typeof value === 'string' ? withoutColleagues(JSON.parse(value)) : value;
}

const NAMES = ['handledBy', 'ownerId', 'ownerName', 'to', 'toName', 'by', 'byName'];

/** Who of us it was is not theirs to know; a mail's `to` is their own address. */
function withoutColleagues(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutColleagues);
  if (data === null || typeof data !== 'object') return data;
  const isMail = 'html' in data || 'body' in data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => isMail || !NAMES.includes(name))
      .map(([name, part]) => [name, withoutColleagues(part)]),
  );
}
