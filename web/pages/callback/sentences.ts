import type { AttemptOutcome, Cause, FixCause } from '../../../server/callbacks/rules.ts';
import type { CallbackView, Moment } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { sum } from '../../lib/money.ts';
import { dayAndTime } from '../../lib/time.ts';
import { CAUSE_WORDS, FIX_CAUSE_WORDS, OUTCOME_WORDS } from '../../lib/words.ts';

/** One entry of the ledger in plain words. `voice`: what was said are the customer's own words. */
export type Told = { what: string; said: string[]; voice: boolean; reason: string | undefined };

/** Tells what happened. An entry of a kind that this page does not know yet is told by its name, never left out. */
export function tell(moment: Moment, it: Pick<CallbackView, 'promises'>): Told {
  const { kind, data, by } = moment;
  const make = SENTENCES[kind] ?? (() => `${by}: ${kind.replaceAll('_', ' ')}`);
  const what = make(data, by, it);
  const said = [...(SAID[kind] ?? [])]
    .flatMap((name) => (name === 'why' ? part(data.offer, name) : name === 'what' ? part(data.remedy ?? data.request, name) : data[name]))
    .filter((words) => typeof words === 'string' && words !== '') as string[];
  return {
    what: what.endsWith('.') ? what : `${what}.`,
    said,
    voice: VOICED.includes(kind),
    reason: text(data.insteadOfOwner) || undefined,
  };
}

type Data = Moment['data'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const part = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const when = (value: unknown): string => (typeof value === 'number' ? dayAndTime(value, now()) : '');

const cause = (data: Data): string => {
  const words = CAUSE_WORDS[data.cause as Cause] ?? 'was let down';
  return typeof data.score === 'number' && data.cause === 'low_score' ? `${words} (${data.score})` : words;
};

const promised = (it: Pick<CallbackView, 'promises'>, id: unknown): string => {
  const found = it.promises.find((promise) => promise.id === id);
  return found ? `: “${found.text}”` : '';
};

const SENTENCES: Record<string, (data: Data, by: string, it: Pick<CallbackView, 'promises'>) => string> = {
  opened: (data) => `The customer ${cause(data)}, and this callback was opened`,
  joined: (data) => `Let down a second time: the customer ${cause(data)}. It became more urgent`,
  answer_changed: () => 'The customer changed their answer',
  joined_another: () => 'The customer said that it is still broken; it goes on in their newer callback',
  claimed: (_, by) => `${by} took it on`,
  assigned: (data, by) => `${by} gave it to ${text(data.ownerName)}${data.from ? `, who takes over from ${text(data.from)}` : ''}`,
  window_opened: (data) => (data.planned ? 'The time came for the next try' : 'The time came at which the customer wants to be called'),
  released: (_, by) => `${by} gave it back`,
  attempted: (data, by) =>
    `${by} ${OUTCOME_WORDS[data.outcome as AttemptOutcome]?.story ?? 'called'}${data.late ? ', later than was due' : ''}${plannedFor(data)}`,
  written: (data, by) => `${by} wrote to the customer by ${data.channel === 'text' ? 'text' : 'mail'}${plannedFor(data)}`,
  window_chosen: (data, by) => {
    const [from, to] = [part(data.window, 'from'), part(data.window, 'to')];
    const whose = by === 'the customer' ? 'The customer wants' : `${by} noted that the customer wants`;
    return `${whose} to be called ${from === undefined ? 'as soon as we can' : `from ${when(from)} to ${when(to)}`}${data.phone ? ` on ${text(data.phone)}` : ''}`;
  },
  announced: (_, by) => `${by} told the customer that a call is coming`,
  noted: (_, by) => `${by} noted`,
  wrote: (data) => `The customer wrote by text${data.wish ? ', to be called at another time' : ''}`,
  number_lost: () => 'Somebody else has the number that we knew. It was taken out',
  understood: (data, by) => `${by} wrote down the problem${data.state === 'agreed' ? ', and the customer agreed on the call' : ''}`,
  understanding_agreed: () => 'The customer said that we understood it',
  understanding_unanswered: () => 'The customer did not say whether that is right. It is marked as unconfirmed, and work goes on',
  understanding_corrected: () => 'The customer put it in their own words',
  proposed: (_, by) => `${by} proposed`,
  promised: (data, by) => `${by} promised, by ${when(part(data.promise, 'at'))}: “${text(part(data.promise, 'text'))}”`,
  promise_kept: (data, by, it) => `${by} kept a promise${data.late ? ', late' : ''}${promised(it, data.promise)}`,
  promise_missed: (data, _, it) => `A promise was missed, and was raised to a manager${promised(it, data.promise)}`,
  promise_judged: (data, _, it) => `The customer said that a promise was ${data.kept ? '' : 'not '}kept${promised(it, data.promise)}`,
  remedied: (data, by) => `${by} granted ${asked(data.remedy)}`,
  requested: (data, by) => `${by} asked ${text(part(data.request, 'department'))}, for an answer by ${when(part(data.request, 'at'))}`,
  request_answered: (_, by) => `${by} logged the answer of the other department`,
  request_withdrawn: (_, by) => `${by} withdrew the request to the other department`,
  request_overdue: () => 'The other department did not answer in time',
  rated: (data, by) =>
    `${data.said === 'phone' ? `The customer told ${by} on the phone` : 'The customer said'} how confident they are: ${String(data.rating)} of 5${data.of === 'after' ? ', afterwards' : ''}`,
  no_asked: (_, by) => `${by} asked a manager to say no`,
  offered: (data, by) => `${by} offered it to ${text(part(data.offer, 'toName'))}, who may say yes to: ${asked(data.offer)}`,
  accepted: (data) => `${text(data.ownerName)} accepted it and owns it now`,
  declined: (_, by) => `${by} declined it`,
  recalled: (_, by) => `${by} took the offer back`,
  offer_lapsed: (data) =>
    data.left
      ? `${text(data.to)} does not work here any more; it stayed with its owner`
      : `${text(data.to)} did not answer in time; it stayed with its owner`,
  fixed: (data, by) =>
    `${by} said that it is fixed. What let them down: ${FIX_CAUSE_WORDS[data.cause as FixCause]?.name.toLowerCase() ?? 'unknown'}`,
  confirmed: () => 'The customer said that it is fixed',
  contested: (data) =>
    `The customer said that it is still broken. It became more urgent${data.alarm ? ', and was raised to the managers' : ''}`,
  unconfirmed: () => 'The customer did not say in time whether it is fixed',
  withdrawn: () => 'The customer said that they no longer need this',
  erased: (data) => `What we knew of the customer was erased${data.because === 'asked_by_customer' ? ', as they asked' : ''}`,
  let_go: (_, by) => `${by} let it go, with the reason and the alternatives that were offered`,
  dismissed: (_, by) => `${by} saw that no call is needed: a word in the answer had asked for it. The customer was told`,
  called_for: () => 'The customer would like a call all the same. It is open again',
  reassigned: (data) => `${text(data.ownerName)} owns it now, in place of ${text(data.from) || 'nobody'}`,
  replanned: (data) =>
    `The opening hours or rules of the team changed. It was due ${when(data.was)}, and is due ${when(part(data.due, 'at'))} now`,
  warned: (data) => `The clock warned that it is nearly ${data.clock === 'fix' ? 'time to have it fixed' : 'due'}`,
  escalated: (data) =>
    `It was ${data.clock === 'fix' ? 'to be fixed' : 'due'} ${when(data.of)}, and was raised to ${data.step === 1 ? 'the managers' : 'the administrators'}${again(data.step)}`,
};

/** When the next try is, if one is planned. */
const plannedFor = (data: Data): string =>
  part(data.plan, 'from') === undefined ? '' : `. The next try is planned from ${when(part(data.plan, 'from'))}`;

/** How often it was raised, from the third time on. */
const again = (step: unknown): string => (typeof step === 'number' && step > 2 ? `, for the ${step}${step === 3 ? 'rd' : 'th'} time` : '');

/** What was granted, or is asked for with an offer: `refund €120.00`. */
const asked = (it: unknown): string => {
  const [amount, code] = [part(it, 'amount'), part(it, 'currency')];
  return `${text(part(it, 'power'))}${typeof amount === 'number' && amount > 0 ? ` ${sum(amount, text(code) || undefined)}` : ''}`;
};

/** Where the words are that somebody wrote. */
const SAID: Record<string, readonly string[]> = {
  opened: ['firstWords'],
  joined: ['words', 'firstWords'],
  answer_changed: ['firstWords'],
  joined_another: ['words'],
  released: ['reason'],
  attempted: ['note'],
  noted: ['text'],
  wrote: ['words'],
  understood: ['words'],
  understanding_corrected: ['words'],
  proposed: ['text'],
  remedied: ['what'],
  requested: ['what'],
  request_answered: ['answer'],
  request_withdrawn: ['reason'],
  no_asked: ['reason', 'alternatives'],
  offered: ['why'],
  declined: ['reason'],
  fixed: ['done'],
  contested: ['words'],
  withdrawn: ['words'],
  let_go: ['reason', 'alternatives'],
  dismissed: ['reason'],
};

/** Whose words are the customer's. */
const VOICED = ['opened', 'joined', 'answer_changed', 'joined_another', 'wrote', 'understanding_corrected', 'contested', 'withdrawn'];
