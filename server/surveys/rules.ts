import { afterQuiet } from '../core/quiet.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';
import type { Policy } from '../people/policy.ts';
import type { Language } from '../words/languages.ts';
import type { Spoken, Words } from '../words/words.ts';

/** A question in a team's own words, and in which languages beside. Without words it is asked in ours, in every language that we speak. */
type Worded = { id: string; text?: string; in?: Partial<Record<Language, Wording>> };
export type Wording = { text: string; low?: string; high?: string };

type Scale = { min: number; max: number; low?: string; high?: string };

export type Question = Worded &
  (
    | ({ kind: 'rating' } & Scale)
    /** How hard the customer expected it to be, and how hard it was: 1 is very easy. */
    | ({ kind: 'effort'; about: 'expected' | 'actual' } & Scale)
    | { kind: 'yes_partly_no' }
    | { kind: 'statement'; about: 'stop' | 'start' | 'continue' }
    | { kind: 'text' }
    | { kind: 'call_me' }
  );

export type ScaleQuestion = Extract<Question, Scale>;

export const isScale = (question: Question): question is ScaleQuestion => question.kind === 'rating' || question.kind === 'effort';

/** A question as it is put to somebody: in the team's words for this language, else in their only words, else in ours. */
export function wordingOf(question: Question, { language, words: { questions } }: Spoken): Required<Wording> {
  const own = question.in?.[language] ?? (question.text === undefined ? undefined : { ...question, text: question.text });
  const [text, low, high] = STANDARD[question.kind](questions, 'about' in question ? question.about : '');
  const ends: Partial<Wording> = own && isScale(question) ? own : {};
  return { text: own?.text ?? text, low: ends.low ?? low ?? '', high: ends.high ?? high ?? '' };
}

/** Our own words for each kind of question, and for both ends of its scale. */
const STANDARD: Record<Question['kind'], (words: Words['questions'], about: string) => [text: string, low?: string, high?: string]> = {
  rating: (words) => [words.score, words.veryBad, words.veryGood],
  effort: (words, about) => [about === 'expected' ? words.expected : words.actual, words.veryEasy, words.veryHard],
  yes_partly_no: (words) => [words.sorted],
  statement: (words, about) => [about === 'stop' ? words.stop : about === 'start' ? words.start : words.continue],
  text: (words) => [words.comment],
  call_me: (words) => [words.callMe],
};

/** What a customer answered, by question id: a rating as a number, everything else as text; `call_me` is 'yes' or absent. */
export type Answers = Record<string, number | string>;

export type InvitationState = 'scheduled' | 'asked' | 'answered' | 'expired' | 'undelivered' | 'wrong_person' | 'not_asked';

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
/** Why a survey was not sent: decided when the contact came, or, of somebody who was erased before it left, that. */
export type NotAsked = (typeof NOT_ASKED)[number] | 'erased';

/** What the decision to ask rests on. */
export type Situation = {
  unanswered: boolean;
  tooOld: boolean;
  consent: boolean | null;
  /** Whether this way may be used only with consent: texts. */
  needsConsent?: boolean;
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
  if (it.needsConsent && !it.consent) return not('no_consent', 'only those who agreed to texts are texted');
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
    { id: 'score', kind: 'rating', min: 1, max: 5 },
    { id: 'sorted', kind: 'yes_partly_no' },
    { id: 'comment', kind: 'text' },
    { id: 'expected', kind: 'effort', about: 'expected', min: 1, max: 5 },
    { id: 'actual', kind: 'effort', about: 'actual', min: 1, max: 5 },
    { id: 'stop', kind: 'statement', about: 'stop' },
    { id: 'start', kind: 'statement', about: 'start' },
    { id: 'continue', kind: 'statement', about: 'continue' },
    { id: 'call_me', kind: 'call_me' },
  ] satisfies Question[],
};
