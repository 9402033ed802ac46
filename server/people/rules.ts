import { type Actor, seesEveryTeam } from '../core/actor.ts';
import { localTime } from '../core/calendar.ts';
import { refuse } from '../core/refusal.ts';
import type { Instant } from '../core/time.ts';

/** What an API key may be used for. */
export const SCOPES = ['interactions:write', 'interactions:read', 'callbacks:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** Something that somebody in the company can say yes to: `refund` up to an amount in minor units, or without limit. */
export type Authority = { power: string; upTo: number | null };

/** Whether these authorities cover what is asked. */
export const covers = (authorities: readonly Authority[], power: string, amount: number): boolean =>
  authorities.some((authority) => authority.power === power && (authority.upTo === null || authority.upTo >= amount));

/** Names of teams are compared without regard to case and outer space. */
export const foldName = (name: string): string => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** A time in which somebody is not at work; without an end, until they say that they are back. */
export type Away = { from: Instant; until: Instant | null };

/** The absence that somebody is in at this moment, if they are in one. Back on the very moment that it ends. */
export const awayAt = (absence: Away | null, now: Instant): Away | null =>
  absence && absence.from <= now && (absence.until === null || now < absence.until) ? absence : null;

/** How a sentence goes on that says that somebody is away: nothing when nobody knows until when. */
export const untilWhen = ({ until }: Away, zone: string): string => (until === null ? '' : ` until ${localTime(until, zone)}`);

/** Only administrators change people, teams and keys. The house itself may, and whoever has its command line. */
export function mustAdminister(actor: Actor): void {
  if (actor.kind === 'clock' || (actor.kind === 'person' && actor.role === 'administrator')) return;
  refuse('forbidden', 'Only an administrator can change this.', { next: 'Ask an administrator.' });
}

/** Managers see how people, teams and keys are set up. */
export function mustManage(actor: Actor): void {
  if (actor.kind !== 'person' || !seesEveryTeam(actor)) refuse('forbidden', 'Only managers and administrators can look at this.');
}
