import { type Instant, MINUTE } from '../core/time.ts';

/** Through how many hands a case went, and for how many minutes it was nobody's while it was open. */
export type Hands = { many: number; withoutOwnerMinutes: number };

type Happened = { at: Instant; kind: string; data: Record<string, unknown> };

const TAKES = ['claimed', 'accepted', 'assigned', 'reassigned'];
const CLOSES = ['confirmed', 'unconfirmed', 'withdrawn', 'let_go', 'dismissed', 'joined_another', 'erased'];
const OPENS = ['opened', 'contested', 'called_for'];

/** Told from its history, up to a moment. Whoever takes back what they gave back is no other pair of hands. */
export function handsOf(history: readonly Happened[], until: Instant): Hands {
  let [many, without, open, since] = [0, 0, false, 0];
  let [owner, last]: [unknown, unknown] = [null, null];
  for (const { at, kind, data } of history) {
    if (open && owner === null) without += at - since;
    since = at;
    if (OPENS.includes(kind)) open = true;
    if (CLOSES.includes(kind)) open = false;
    if (kind === 'released') owner = null;
    if (!TAKES.includes(kind)) continue;
    owner = data.ownerId;
    if (owner !== last) many += 1;
    last = owner;
  }
  if (open && owner === null) without += Math.max(0, until - since);
  return { many, withoutOwnerMinutes: Math.floor(without / MINUTE) };
}
