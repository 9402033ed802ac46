import type { Command } from '../../server/callbacks/decide.ts';
import { HOUR, type Instant, MINUTE } from '../../server/core/time.ts';
import type { CastCustomer, CastName, TeamName } from './cast.ts';

/** A moment of the last days, told from where the story ends. */
export type When = (desk: { end: Instant; morning(day: number): Instant; atWork(before: Instant): Instant }) => Instant;

/** So many hours after opening, so many whole working days ago. */
export const day =
  (back: number, hour: number): When =>
  ({ morning }) =>
    morning(back) + hour * HOUR;
export const ago =
  (minutes: number): When =>
  ({ end }) =>
    end - minutes * MINUTE;
/** The last time somebody was at work, half an hour ago at the latest. */
export const justNow: When = ({ end, atWork }) => atWork(end - 30 * MINUTE);

type Turn = { at: When; who: CastName | 'customer'; move: Command | 'hand to maya' | Grown };

/** What takes its authority, its currency or its time from where the story is told. */
type Grown = { promise: string; until: When } | { grant: number; what: string } | { ask: string; what: string; until: When };

export type DeskCase = {
  customer: CastCustomer;
  team: TeamName;
  /** Contacts that somebody took and that were answered low, and contacts that nobody took. */
  contacts: { at: When; subject: string; says?: Record<string, string> }[];
  turns: Turn[];
};

export const customer = (name: string, zone: string, digits?: string): CastCustomer => ({
  id: `c-${name.toLowerCase().replace(' ', '-')}`,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@customer.example`,
  zone,
  ...(digits ? { phone: digits } : {}),
});

export const [BERLIN, LONDON] = ['Europe/Berlin', 'Europe/London'];
export const said = (score: number, comment: string, more: Record<string, string> = {}) => ({ score: String(score), comment, ...more });
export const turn = (at: When, who: CastName | 'customer', move: Turn['move']): Turn => ({ at, who, move });
export const claim = (at: When, who: CastName): Turn => turn(at, who, { move: 'claim' });
export const reached = (at: When, who: CastName, note: string | null = null): Turn =>
  turn(at, who, { move: 'attempt', outcome: 'reached', note });
export const missed = (at: When, who: CastName, outcome: 'no_answer' | 'voicemail'): Turn =>
  turn(at, who, { move: 'attempt', outcome, note: null });
export const understood = (at: When, who: CastName, words: string, agreed = true): Turn =>
  turn(at, who, { move: 'understand', words, agreed });
export const fixed = (at: When, who: CastName, done: string): Turn => turn(at, who, { move: 'fix', cause: 'process', done });
