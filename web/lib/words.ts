import { type AttemptOutcome, type Cause, DUE_WORDS, type FixCause, inWords, type State } from '../../server/callbacks/rules.ts';
import type { InteractionChannel } from '../../server/interactions/rules.ts';
import type { CallbackLine } from './api.ts';
import { howLong, type Urgency } from './time.ts';

/** Why there is a callback, as a supervisor says it. */
export const CAUSE_WORDS: Record<Cause, string> = {
  low_score: 'gave a low score',
  asked: 'asked for a supervisor',
  unsorted: 'says that it is not sorted',
  word_rule: 'used words that call for a supervisor',
  unanswered_contact: 'tried to reach us and nobody answered',
  supervisor: 'wrote something that a colleague wants to call them about',
};

/** By which way the customer had contact with us. */
export const CHANNEL_WORDS: Record<InteractionChannel, string> = {
  phone: 'by telephone',
  email: 'by email',
  chat: 'by chat',
  sms: 'by text message',
  social: 'on social media',
  in_person: 'in person',
  web: 'on the web',
  other: 'another way',
};

/** What a try came to: on its button, and in the story. */
export const OUTCOME_WORDS: Record<AttemptOutcome, { button: string; story: string }> = {
  reached: { button: 'We spoke', story: 'spoke with the customer' },
  no_answer: { button: 'No answer', story: 'called: no answer' },
  voicemail: { button: 'Left a voicemail', story: 'called and left a voicemail' },
  busy: { button: 'Busy', story: 'called: the line was busy' },
  wrong_number: { button: 'Wrong number', story: 'called: the number is wrong' },
};

/** What let the customer down, with what each word covers. */
export const FIX_CAUSE_WORDS: Record<FixCause, { name: string; means: string }> = {
  person: { name: 'A person', means: 'somebody of ours made a mistake' },
  process: { name: 'A process', means: 'the way we work' },
  policy: { name: 'A policy', means: 'a rule that we gave ourselves' },
  product: { name: 'The product', means: 'what we sell does not do it' },
  system: { name: 'A system', means: 'our computers or telephones' },
  other_company: { name: 'Another company', means: 'a carrier, a bank, a supplier' },
};

/** The score as it stands beside a name. Its scale is the survey's own, so none is claimed. */
export const scoreWords = (score: number | null): string | undefined => (score === null ? undefined : `Score ${score}`);

export type DueShown = { what: string; when: string; shape: Urgency | 'wait' | 'done' | 'ended' };

/** What has to happen next and in how long; for what is closed, how it ended. */
export function dueShown(it: Pick<CallbackLine, 'due' | 'state' | 'offer'>, now: number, me?: string): DueShown {
  if (!it.due) return { what: inWords(it.state), when: ENDED[it.state] ?? 'Closed', shape: it.state === 'confirmed' ? 'done' : 'ended' };
  // Whoever is asked to take it over owes an answer first.
  if (it.offer && it.offer.to === me) {
    const { words, urgency } = howLong(Date.parse(it.offer.until), now);
    return { what: 'your answer', when: words, shape: urgency };
  }
  const { words, urgency } = howLong(Date.parse(it.due.at), now);
  return { what: DUE_WORDS[it.due.kind], when: words, shape: it.state === 'fixed' ? 'wait' : urgency };
}

/** A list speaks of our own clock from so long before it is over. */
const NEARLY = 24 * 60 * 60_000;

/** In how long it is to be fixed, when that presses; nothing while there is time, so that the list stays calm. */
export function fixShown({ fixBy }: Pick<CallbackLine, 'fixBy'>, now: number): { when: string; why: string; shape: Urgency } | undefined {
  if (!fixBy || Date.parse(fixBy.at) - now > NEARLY) return undefined;
  const { words, urgency } = howLong(Date.parse(fixBy.at), now);
  return {
    when: `${words.startsWith('in ') ? 'to be fixed' : 'fix'} ${words}`,
    why: fixBy.why,
    shape: urgency === 'late' ? 'late' : 'soon',
  };
}

const ENDED: Partial<Record<State, string>> = {
  confirmed: 'Fixed',
  unconfirmed: 'Unconfirmed',
  withdrawn: 'Withdrawn',
  let_go: 'Let go',
  dismissed: 'No call needed',
  erased: 'Erased',
  joined: 'Goes on in a newer callback',
};

/** Working time as people count it: `6 working hours`. */
export function workingTime(minutes: number): string {
  const [count, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour'];
  return `${count} working ${unit}${count === 1 ? '' : 's'}`;
}

/** Why something is due when it is, for whoever it is due from. */
export const dueWhy = (it: Pick<CallbackLine, 'due' | 'offer'>, me: string): string | undefined =>
  it.due ? (it.offer && it.offer.to === me ? it.offer.untilWhy : it.due.why) : undefined;
