import type { Callback, State } from './rules.ts';

/** The lists: what is one's own, nobody's, the team's, what waits for the customer, what has ended. */
export const TABS = ['mine', 'unowned', 'team', 'waiting', 'done'] as const;
export type Tab = (typeof TABS)[number];

/** More than any instant: the class of a callback is above every due time. */
const CLASS = 10 ** 13;
/** From this level on a customer was let down more than once over, and is about to leave. */
const AT_RISK = 2;

/** Ranks below this are those who were let down again and wait for our call. */
export const URGENT_UNTIL = 2 * CLASS;

/**
 * The place of a callback in the list of those whom we call, as one number that an index can keep: customers at risk, others who were let
 * down again and were not spoken with since, those whose own time has come, then everybody, each by what is due first. None while
 * nothing is ours to do. It follows from the row alone; what time changes (a window opens, a due time passes) the clock tells the row.
 */
export function rankOf(it: Pick<Callback, 'state' | 'level' | 'restsUntil' | 'dueAt' | 'detail'>): number | null {
  if (it.state !== 'open' && it.state !== 'claimed') return null;
  return classOf(it) * CLASS + it.dueAt;
}

function classOf({ level, restsUntil, detail }: Pick<Callback, 'level' | 'restsUntil' | 'detail'>): number {
  if (restsUntil !== null) return 3;
  if (detail.urgent) return level >= AT_RISK ? 0 : 1;
  return detail.window ? 2 : 3;
}

/** Whether we are about to lose this customer: let down more than once over, and it is not settled. */
export const isAtRisk = ({ level, open }: Pick<Callback, 'level' | 'open'>): boolean => open && level >= AT_RISK;

/** What decides in which lists a callback stands. */
export type Place = {
  state: State;
  rank: number | null;
  teamId: string;
  owner: { id: string } | null;
  offer: { to: string } | null;
};

export type AnyTab = { tab: Tab; team?: string | undefined; owner?: string | undefined; urgent?: boolean };

/** Whether a callback stands in this list of this person. The server reads the same from its indexes. */
export function belongs(it: Place, { tab, team, owner, urgent }: AnyTab, me: string): boolean {
  if (team !== undefined && it.teamId !== team) return false;
  if (owner !== undefined && it.owner?.id !== owner) return false;
  if (urgent && (it.rank === null || it.rank >= URGENT_UNTIL)) return false;
  if (tab === 'mine') return it.rank !== null && (it.owner?.id === me || it.offer?.to === me);
  if (tab === 'team') return it.rank !== null;
  if (tab === 'unowned') return it.state === 'open';
  return tab === 'waiting' ? it.state === 'fixed' : it.rank === null && it.state !== 'fixed';
}
