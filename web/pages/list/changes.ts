import { belongs } from '../../../server/callbacks/rules.ts';
import type { CallbackLine, ListPage } from '../../lib/api.ts';
import type { View } from './view.ts';

type Pages = { pages: ListPage[]; pageParams: (string | null)[] };

/** The pages that were read, with what has changed since put in its place: as if they had been read anew, but for what was never read. */
export function withChanges(data: Pages, changed: readonly CallbackLine[], at: number, view: View, me: string): Pages {
  const ids = new Set(changed.map((line) => line.id));
  const pages = data.pages.map((page) => ({ ...page, at, items: page.items.filter((line) => !ids.has(line.id)) }));
  const order = orderOf(view);
  for (const line of changed) {
    if (!belongs(line, view, me)) continue;
    const next = pages.findIndex((page) => page.items.some((other) => order(line, other) < 0));
    const page = next >= 0 ? pages[next]! : pages.at(-1)!;
    // After all that was read, and there is more: it comes when that is read.
    if (next < 0 && page.next !== null) continue;
    const place = page.items.findIndex((other) => order(line, other) < 0);
    page.items.splice(place < 0 ? page.items.length : place, 0, line);
  }
  return { ...data, pages };
}

/** The order of the list, as the server has it. */
function orderOf({ tab }: View): (a: CallbackLine, b: CallbackLine) => number {
  const at = (it: CallbackLine): number =>
    tab === 'done' ? -Date.parse(it.closedAt ?? '') : tab === 'waiting' ? Date.parse(it.due?.at ?? '') : (it.rank ?? 0);
  const sign = tab === 'done' ? -1 : 1;
  return (a, b) => at(a) - at(b) || sign * (a.id < b.id ? -1 : 1);
}
