import type { Component } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../../lib/api.ts';
import {
  callsSoFar,
  confidenceSays,
  firstWay,
  grantedSays,
  lettersSoFar,
  promisedSoFar,
  promisesSettled,
  proposedSoFar,
  reached,
  requestsSoFar,
  understoodNow,
  understoodSoFar,
} from '../standing.ts';
import { Attempt } from './Attempt.tsx';
import { Dismiss } from './Dismiss.tsx';
import { Fix } from './Fix.tsx';
import { HandOver } from './HandOver.tsx';
import { Announce, Later } from './Later.tsx';
import { AskNo, LetGo } from './LetGo.tsx';
import { Letter } from './Letter.tsx';
import { Promises } from './Promises.tsx';
import { Rate } from './Rate.tsx';
import { Remedy } from './Remedy.tsx';
import { Requests } from './Requests.tsx';
import { Note, Propose, Release, Understand } from './texts.tsx';

/** A step of the call, or something besides: when it may be drawn, where it stands, and its form. */
export type Part = {
  move: Move;
  title: string;
  state: (it: CallbackView) => string;
  done?: (it: CallbackView) => boolean;
  /** Drawn although the move may not be made: its form says why, and what to do. */
  saysWhy?: (it: CallbackView) => boolean;
  Form: Component;
  /** What else can be done in this step; and what its own form is called beside it. */
  within?: { own: string; parts: readonly Part[] };
};

/** When the one who is called does not pick up, or not now. */
const CALLING: readonly Part[] = [
  { move: 'announce', title: 'Say that you call', state: () => 'A message just before the call', Form: Announce },
  { move: 'write', title: 'Write to them', state: lettersSoFar, Form: Letter },
  {
    move: 'choose_window',
    title: 'Call them later',
    state: (it) => (it.window ? 'They chose a time' : it.reach.phone ? 'When they want to be called' : 'When, and on which number'),
    Form: Later,
  },
];

/** When words alone do not help. */
const HELPING: readonly Part[] = [
  { move: 'remedy', title: 'Grant something', state: (it) => grantedSays(it) ?? 'At once, within your own limit', Form: Remedy },
  { move: 'request', title: 'Ask another department', state: requestsSoFar, Form: Requests },
  {
    move: 'hand_off',
    title: 'Hand it over',
    state: (it) => (it.handOffs ? 'It was handed over once already' : 'To somebody who may say yes'),
    saysWhy: (it) => it.handOffs > 0 && it.offer === null && it.moves.includes('propose'),
    Form: HandOver,
  },
  {
    move: 'ask_no',
    title: 'Ask for a no',
    state: (it) => (it.noAsked ? `${it.noAsked.byName} asked for it` : 'From a manager'),
    Form: AskNo,
  },
];

/** The call, in its order: reach them, understand, propose, promise, fixed. */
export const GUIDE: readonly Part[] = [
  {
    move: 'attempt',
    title: 'Call',
    state: callsSoFar,
    done: reached,
    Form: Attempt,
    within: { own: 'Log a call', parts: CALLING },
  },
  { move: 'understand', title: 'Understand', state: understoodSoFar, done: understoodNow, Form: Understand },
  {
    move: 'propose',
    title: 'Propose',
    state: proposedSoFar,
    done: (it) => it.proposals.length + it.remedies.length > 0,
    Form: Propose,
    within: { own: 'Say what you propose', parts: HELPING },
  },
  { move: 'promise', title: 'Promise', state: promisedSoFar, done: promisesSettled, Form: Promises },
  { move: 'fix', title: 'Fixed', state: () => 'What was done; then the customer is asked', Form: Fix },
];

/** What can be done besides. */
export const ALSO: readonly Part[] = [
  { move: 'note', title: 'Write a note', state: () => 'For you and your colleagues', Form: Note },
  {
    move: 'rate',
    title: 'How confident they are',
    state: (it) => confidenceSays(it) ?? 'In their own rating, asked on the phone',
    Form: Rate,
  },
  { move: 'release', title: 'Give it back', state: () => 'Before the customer was reached', Form: Release },
  {
    move: 'dismiss',
    title: 'No call is needed',
    state: () => 'Only a word in their answer asks for one',
    Form: Dismiss,
  },
  {
    move: 'let_go',
    title: 'Let it go',
    state: (it) => (it.noAsked ? `${it.noAsked.byName} asks for a no` : 'A no, with its reason and what is offered instead'),
    Form: LetGo,
  },
];

/** Whether it is drawn: it may be made, or says why not. Whoever may say every no does not ask for one: `manages`; no call is announced without a number. */
export const isShown = (it: CallbackView, { move, saysWhy, within }: Part, manages: boolean): boolean =>
  ((it.moves.includes(move) || saysWhy?.(it)) && !(move === 'ask_no' && manages) && !(move === 'announce' && !it.reach.phone)) ||
  (within?.parts.some((part) => isShown(it, part, manages)) ?? false);

/** The step in which a move is made: its own, or the one that it stands within. */
export const partOf = (move: string | undefined): Part | undefined =>
  [...GUIDE, ...ALSO].flatMap((part) => [part, ...(part.within?.parts ?? [])]).find((part) => part.move === move);

/** The step that comes next, among those that may be made and were not `made` without a connection. A promise is made only when there is something to promise. */
export function suggested(it: CallbackView, made: readonly Move[] = []): Part | undefined {
  // While somebody is asked to take it over, their answer comes first.
  if (it.offer) return undefined;
  const may = GUIDE.filter((part) => it.moves.includes(part.move) && !made.includes(part.move));
  if (!reached(it) && !made.includes('attempt')) {
    const way = firstWay(it);
    return it.moves.includes(way) ? partOf(way) : undefined;
  }
  const next = may.find((part) => !part.done?.(it) && (part.move !== 'promise' || it.promises.length > 0));
  // Nothing is fixed while another department has yet to answer.
  return next?.move === 'fix' && it.requests.some(({ state }) => state === 'open') ? partOf('request') : next;
}
