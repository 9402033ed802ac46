import { refuse } from './refusal.ts';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** One page of a list, and the cursor of the next one. */
export type Page<T> = { items: T[]; next: string | null };

/** Where a page begins: after the row with this sort value and id. */
export type Cursor = { at: number; id: string };

/** `list` names the list, where a cursor of one must not be used with another. */
export const writeCursor = (cursor: Cursor, list = ''): string => btoa(JSON.stringify([cursor.at, cursor.id, ...(list ? [list] : [])]));

/** Refuses a cursor that this list did not give out. */
export function readCursor(text: string | undefined, list = ''): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, id, of = ''] = JSON.parse(atob(text)) as [unknown, unknown, unknown];
    if (typeof at === 'number' && Number.isFinite(at) && typeof id === 'string' && of === list) return { at, id };
  } catch {
    // Not base64, or not JSON: the same answer as any other cursor that is not ours.
  }
  return refuse('invalid', 'This is not a cursor of this list.', { field: 'cursor', next: 'Begin again without a cursor.' });
}

/** Cuts one row too many off a list that was read with `limit + 1`, and says where the next page begins. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => Cursor, list = ''): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor(cursorOf(last), list) : null };
}
