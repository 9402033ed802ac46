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
export function dueShown(it: Pick<CallbackLine, 'due' | 'state'>, now: number): DueShown {
  if (!it.due) return { what: inWords(it.state), when: ENDED[it.state] ?? 'Closed', shape: it.state === 'confirmed' ? 'done' : 'ended' };
  const { words, urgency } = howLong(Date.parse(it.due.at), now);
  return { what: DUE_WORDS[it.due.kind], when: words, shape: it.state === 'fixed' ? 'wait' : urgency };
}

const ENDED: Partial<Record<State, string>> = {
  confirmed: 'Fixed',
  unconfirmed: 'Unconfirmed',
  withdrawn: 'Withdrawn',
  let_go: 'Let go',
  erased: 'Erased',
  joined: 'Goes on in a newer callback',
};
