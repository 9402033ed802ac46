import type { OpeningHours } from '../core/calendar.ts';
import type { QuietHours } from '../core/quiet.ts';

/** How a team asks and how fast it calls. Every value has a default, so that a new installation need not decide anything. */
export type Policy = {
  /** A score below this (on the survey's own scale) puts a supervisor on the phone. */
  threshold: number;
  /** Words in an answer that ask for a supervisor whatever the score. Whole words, any case. */
  callWords: readonly string[];
  /** Whether customers may answer without their name: kept without the person, and nobody can be called. */
  anonymous: boolean;
  /** How long after the contact we ask, in minutes. */
  delayMinutes: number;
  /** What is tried first with somebody who can be reached both ways. A text needs their consent. */
  firstChannel: 'email' | 'text';
  /** When nobody is written to about a survey, or texted at all, in the customer's zone. */
  quiet: QuietHours | null;
  /** At most one survey per person in so many days; 0 means no cap. */
  capDays: number;
  /** Of a hundred contacts, how many are asked. */
  samplePercent: number;
  /** One reminder after so many hours without an answer; null for none. */
  reminderHours: number | null;
  /** How long the survey can be answered, in days. */
  expiryDays: number;
  /** A contact that ended longer ago than this is not asked about. */
  tooOldDays: number;
  /** Working minutes until the first call. */
  firstContactMinutes: number;
  /** Working minutes until the next step, once the customer was reached. */
  nextStepMinutes: number;
  /** Working minutes until the next try, when it is not planned for another time of day. */
  retryMinutes: number;
  /** After so many tries in vain we try another way: a text before the call, a letter, then once a week. */
  triesPerTactic: number;
  /** Working minutes a colleague has to accept a hand-off. */
  acceptMinutes: number;
  /** Minutes before a due time at which its owner is warned. */
  warnMinutes: number;
  /** Working minutes after which what is still overdue is raised once more, to people further up. */
  escalateAgainMinutes: number;
  /** Working days within which a case is to be fixed, without the time in which the customer asks us to wait. */
  fixDays: number;
  /** Days we wait for the customer to say whether it is fixed. */
  confirmDays: number;
};

export const DEFAULT_POLICY: Policy = {
  threshold: 3,
  callWords: [],
  anonymous: false,
  delayMinutes: 0,
  firstChannel: 'email',
  quiet: { from: '21:00', to: '08:00' },
  capDays: 14,
  samplePercent: 100,
  reminderHours: 72,
  expiryDays: 14,
  tooOldDays: 90,
  firstContactMinutes: 240,
  nextStepMinutes: 960,
  retryMinutes: 240,
  triesPerTactic: 3,
  acceptMinutes: 240,
  warnMinutes: 60,
  escalateAgainMinutes: 480,
  fixDays: 5,
  confirmDays: 5,
};

/** Monday to Friday, nine to five. */
export const defaultHours = (zone: string): OpeningHours => {
  const day = [{ from: '09:00', to: '17:00' }];
  return { zone, week: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] };
};
