import { afterQuiet } from '../core/quiet.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';
import type { Policy } from '../people/policy.ts';

export type Question =
  | { id: string; kind: 'rating'; text: string; min: number; max: number; low: string; high: string }
  | { id: string; kind: 'yes_partly_no'; text: string }
  | { id: string; kind: 'statement'; about: 'stop' | 'start' | 'continue'; text: string }
  | { id: string; kind: 'text'; text: string }
  | { id: string; kind: 'call_me'; text: string };

/** What a customer answered, by question id: a rating as a number, everything else as text; `call_me` is 'yes' or absent. */
export type Answers = Record<string, number | string>;

export type InvitationState = 'scheduled' | 'asked' | 'answered' | 'expired' | 'undelivered' | 'not_asked';

/** Why a customer was not asked. */
export const NOT_ASKED = [
  'unanswered',
  'no_address',
  'opted_out',
  'suppressed',
  'no_consent',
  'capped',
  'sampled_out',
  'internal',
  'too_old',
  'bad_address',
] as const;
export type NotAsked = (typeof NOT_ASKED)[number];

/** What the decision to ask rests on. */
export type Situation = {
  unanswered: boolean;
  tooOld: boolean;
  consent: boolean | null;
  /** Where we could write to, if anywhere. */
  address: { sendable: boolean; internal: boolean; bounced: boolean } | null;
  /** Whether this person, or whoever has this address, asked not to be asked again. */
  optedOut: boolean;
  /** The invitation by which this person, or this address, was last asked or is about to be. */
  lastAsk: { id: string; at: Instant } | null;
  /** Where between 0 and 100 the die fell; kept, so that a repeat falls the same. */
  roll: number;
  endedAt: Instant;
  /** The customer's zone, or the team's when it is not known. */
  zone: string;
};

export type Decision =
  | { ask: true; at: Instant; expiresAt: Instant; detail: string | null }
  | { ask: false; because: NotAsked; detail: string };

/** Ask at T, or say why not. Quiet hours move T and never drop a survey. */
export function decideInvitation(it: Situation, policy: Policy, now: Instant): Decision {
  const not = (because: NotAsked, detail: string): Decision => ({ ask: false, because, detail });
  if (it.tooOld) return not('too_old', `the contact ended more than ${policy.tooOldDays} days ago`);
  if (it.unanswered) return not('unanswered', 'nobody answered this contact, so it is called back and not surveyed');
  if (!it.address) return not('no_address', 'there is no address to write to');
  if (!it.address.sendable) return not('bad_address', 'the address cannot be written to');
  if (it.address.internal) return not('internal', 'the address belongs to a colleague');
  if (it.consent === false) return not('no_consent', 'the source says that the customer did not agree');
  if (it.optedOut) return not('opted_out', 'the customer asked not to be asked again');
  if (it.address.bounced) return not('suppressed', 'earlier mail to this address came back');
  if (it.lastAsk && isCapped(it.lastAsk.at, it.endedAt, policy, now))
    return not('capped', `at most one survey per person in ${policy.capDays} days: the last one is ${it.lastAsk.id}`);
  if (it.roll >= policy.samplePercent) return not('sampled_out', `${policy.samplePercent} of 100 contacts are asked`);
  const wished = Math.max(now, Math.min(it.endedAt, now) + policy.delayMinutes * MINUTE);
  const at = policy.quiet ? afterQuiet(policy.quiet, it.zone, wished) : wished;
  return { ask: true, at, expiresAt: at + policy.expiryDays * DAY, detail: at > wished ? 'moved out of quiet hours' : null };
}

/** The cap looks at the time we would ask, so that surveys waiting for the morning count too. */
function isCapped(lastAskAt: Instant, endedAt: Instant, policy: Policy, now: Instant): boolean {
  if (policy.capDays === 0) return false;
  const wished = Math.max(now, Math.min(endedAt, now) + policy.delayMinutes * MINUTE);
  return wished - lastAskAt < policy.capDays * DAY;
}

/** When the one reminder is due, if there is to be one before the survey expires. */
export function reminderAt(askedAt: Instant, expiresAt: Instant, policy: Policy): Instant | null {
  if (policy.reminderHours === null) return null;
  const at = askedAt + policy.reminderHours * HOUR;
  return at < expiresAt ? at : null;
}

/** The rating that decides: the first one of the survey. */
export function scoreQuestion(questions: readonly Question[]): Extract<Question, { kind: 'rating' }> {
  const found = questions.find((question) => question.kind === 'rating');
  if (!found) throw new Error('A survey needs a rating.');
  return found;
}

export const DEFAULT_SURVEY = {
  id: 'srv_default',
  version: 1,
  questions: [
    { id: 'score', kind: 'rating', text: 'How was your contact with us?', min: 1, max: 5, low: 'very bad', high: 'very good' },
    { id: 'sorted', kind: 'yes_partly_no', text: 'Is it sorted?' },
    { id: 'comment', kind: 'text', text: 'What happened, in your own words?' },
    { id: 'stop', kind: 'statement', about: 'stop', text: 'One thing we should stop doing' },
    { id: 'start', kind: 'statement', about: 'start', text: 'One thing we should start doing' },
    { id: 'continue', kind: 'statement', about: 'continue', text: 'One thing we should continue doing' },
    { id: 'call_me', kind: 'call_me', text: 'Please have a supervisor call me' },
  ] satisfies Question[],
};
