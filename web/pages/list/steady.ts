import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';

/**
 * The lines in the order in which they are shown. While somebody points at the list, or is in it with the keyboard, nothing moves under
 * their hand: known lines stay where they are, with what is new about them, and new ones wait until they are asked for or the hand is gone.
 */
export function createSteadyOrder(
  fresh: Accessor<CallbackLine[]>,
  newest: (id: string) => CallbackLine | undefined,
  held: Accessor<boolean>,
) {
  const [asked, setAsked] = createSignal(0);
  let shownFor = 0;
  const lines = createMemo<CallbackLine[]>((shown) => {
    if (!held() || shownFor !== asked()) {
      shownFor = asked();
      return fresh();
    }
    return steady(shown, fresh(), newest);
  }, []);
  const waiting = createMemo(() => {
    if (!held()) return 0;
    const known = new Set(lines().map((line) => line.id));
    return fresh().filter((line) => !known.has(line.id)).length;
  });
  return { lines, waiting, catchUp: () => setAsked((times) => times + 1) };
}

/** What comes after all that is shown is read further down, and moves nothing. */
function steady(shown: CallbackLine[], fresh: CallbackLine[], newest: (id: string) => CallbackLine | undefined): CallbackLine[] {
  const now = new Map(fresh.map((line) => [line.id, line]));
  const known = new Set(shown.map((line) => line.id));
  const last = fresh.findLastIndex((line) => known.has(line.id));
  return [...shown.map((line) => now.get(line.id) ?? newest(line.id) ?? line), ...fresh.slice(last + 1)];
}
