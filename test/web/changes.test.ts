import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belongs, TABS } from '../../server/callbacks/rules.ts';
import type { CallbackLine, ListPage } from '../../web/lib/api.ts';
import { withChanges } from '../../web/pages/list/changes.ts';
import type { View } from '../../web/pages/list/view.ts';

const ME = 'per_ines';
const STATES = ['open', 'claimed', 'fixed', 'confirmed'] as const;

/** A callback that may stand in any list. Few moments, so that many are due at once. */
const line = (id: string) =>
  fc
    .record({ state: fc.constantFrom(...STATES), at: fc.nat(5), mine: fc.boolean(), team: fc.constantFrom('team_a', 'team_b') })
    .map(({ state, at, mine, team }) => {
      const time = new Date(at * 60_000).toISOString();
      const ours = state === 'open' || state === 'claimed';
      const owner = state === 'open' ? null : { id: mine ? ME : 'per_tom', name: '' };
      return {
        id,
        state,
        teamId: team,
        owner,
        offer: null,
        rank: ours ? at : null,
        due: { at: time },
        closedAt: ours ? null : time,
      } as CallbackLine;
    });

const IDS = Array.from({ length: 12 }, (_, n) => `cbk_${String(n).padStart(2, '0')}`);
const lines = fc.tuple(...IDS.map(line));
const view = fc.record<View>({
  tab: fc.constantFrom(...TABS),
  team: fc.constantFrom(undefined, 'team_a'),
  owner: fc.constant(undefined),
  urgent: fc.constant(false),
  q: fc.constant(undefined),
});

/** What the server shows of these. */
function listed(all: readonly CallbackLine[], shown: View): CallbackLine[] {
  const at = (it: CallbackLine) => (shown.tab === 'done' ? it.closedAt : shown.tab === 'waiting' ? it.due!.at : it.rank)!;
  const order = (a: CallbackLine, b: CallbackLine) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.id < b.id ? -1 : 1);
  const inOrder = all.filter((it) => belongs(it, shown, ME)).sort(order);
  return shown.tab === 'done' ? inOrder.reverse() : inOrder;
}

test('what has changed is put where the server has it: as if the whole list had been read anew', () => {
  fc.assert(
    fc.property(lines, lines, fc.subarray(IDS), view, fc.integer({ min: 1, max: 5 }), (before, after, changed, shown, size) => {
      const read = listed(before, shown);
      const pages: ListPage[] = [];
      for (let i = 0; i === 0 || i < read.length; i += size)
        pages.push({ items: read.slice(i, i + size), next: i + size < read.length ? 'more' : null, at: 1, tooMany: false });
      const news = after.filter(({ id }) => changed.includes(id));
      const now = before.map((it) => news.find(({ id }) => id === it.id) ?? it);
      const data = withChanges({ pages, pageParams: pages.map(() => null) }, news, 2, shown, ME);
      expect(data.pages.flatMap(({ items }) => items)).toEqual(listed(now, shown));
      expect(data.pages.map(({ at }) => at)).toEqual(pages.map(() => 2));
    }),
  );
});

test('what belongs after all that was read waits until that is read', () => {
  fc.assert(
    fc.property(lines, lines, view, (before, after, shown) => {
      const read = listed(before, shown);
      const half = Math.ceil(read.length / 2);
      if (half === read.length) return;
      const first: ListPage = { items: read.slice(0, half), next: 'more', at: 1, tooMany: false };
      const { pages } = withChanges({ pages: [first], pageParams: [null] }, after, 2, shown, ME);
      const whole = listed(after, shown);
      const items = pages[0]!.items;
      expect(whole.slice(0, items.length)).toEqual(items);
    }),
  );
});
