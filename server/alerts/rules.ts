import type { PersonActor, Role } from '../core/actor.ts';

/** What somebody is told of, the most pressing first. */
export const ALERT_KINDS = [
  'offered',
  'assigned',
  'contested',
  'escalated',
  'overdue',
  'promise_missed',
  'second_failure',
  'declined',
  'lapsed',
  'wrote',
  'postponed',
  'number_lost',
  'due_soon',
  'new',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What happened, in a few words: on the page, in a mail and on a locked screen. */
export const ALERT_WORDS: Record<AlertKind, string> = {
  offered: 'Offered to you',
  assigned: 'Given to you',
  contested: 'The customer says it is not fixed',
  escalated: 'Overdue, and raised to you',
  overdue: 'Overdue',
  promise_missed: 'A promise was missed',
  second_failure: 'Let down a second time',
  declined: 'Your offer was declined',
  lapsed: 'Your offer was not taken in time',
  wrote: 'The customer wrote',
  postponed: 'The customer chose another time',
  number_lost: 'Their number is somebody else’s now',
  due_soon: 'Due soon',
  new: 'New callback',
};

/** The same of several, after their number. */
export const ALERTS_WORDS: Record<AlertKind, string> = {
  offered: 'callbacks offered to you',
  assigned: 'callbacks given to you',
  contested: 'callbacks whose customers say it is not fixed',
  escalated: 'overdue callbacks raised to you',
  overdue: 'overdue callbacks',
  promise_missed: 'missed promises',
  second_failure: 'customers let down a second time',
  declined: 'offers of yours declined',
  lapsed: 'offers of yours not taken in time',
  wrote: 'messages from customers',
  postponed: 'customers who chose another time',
  number_lost: 'numbers that are somebody else’s now',
  due_soon: 'callbacks due soon',
  new: 'new callbacks',
};

/** So many alerts of one kind in one team, in words. */
export const inShort = (kind: AlertKind, many: number, team: string): string =>
  many === 1 ? `${ALERT_WORDS[kind]}, in ${team}` : `${many} ${ALERTS_WORDS[kind]} in ${team}`;

/** The ways beside the page on which somebody can be told. */
export const WAYS = ['mail', 'push'] as const;
export type Way = (typeof WAYS)[number];

/** What somebody chose for themselves; what is not named is as the house has it. */
export type Choices = {
  ways?: Partial<Record<AlertKind, Partial<Record<Way, boolean>>>>;
  /** Whether they get the mail of the morning. */
  digest?: boolean;
  /** Whether escalations reach them by mail and push outside working hours too. */
  outside?: boolean;
};

/** What is mailed unless they choose otherwise: what nobody but them can answer. New callbacks are for whoever wants them. */
const MAILED: readonly AlertKind[] = ['offered', 'assigned', 'contested', 'escalated'];
/** What is not pushed to a browser in which they switched it on, unless they choose so. */
const NOT_PUSHED: readonly AlertKind[] = ['number_lost'];

/** Whether somebody with these choices is told of this in this way. The page tells of everything. */
export const wants = (choices: Choices, kind: AlertKind, way: Way): boolean =>
  choices.ways?.[kind]?.[way] ?? (way === 'mail' ? MAILED.includes(kind) : !NOT_PUSHED.includes(kind));

/** Those who manage a team: its own managers; who manages no team in particular manages all. */
export const MANAGERS = 'managers';
export const ADMINISTRATORS = 'administrators';
export const managersOf = (teamId: string): string => `${MANAGERS}:${teamId}`;

/** Everything under which this person is told: as themselves, as one of their teams, and by their role. */
export function receiversFor({ id, role, teams }: Pick<PersonActor, 'id' | 'teams'> & { role: Role }): string[] {
  const managing = role !== 'manager' ? [] : teams.length ? teams.map(managersOf) : [MANAGERS];
  return [id, ...teams, ...managing, ...(role === 'administrator' ? [ADMINISTRATORS] : [])];
}
