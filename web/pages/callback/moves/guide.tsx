import type { Component } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../../lib/api.ts';
import { callsSoFar, promisedSoFar, promisesSettled, proposedSoFar, reached, understoodSoFar } from '../standing.ts';
import { Attempt } from './Attempt.tsx';
import { Fix } from './Fix.tsx';
import { HandOver } from './HandOver.tsx';
import { AskNo, Rate, Remedy, Requests } from './Help.tsx';
import { Announce, Later } from './Later.tsx';
import { LetGo } from './LetGo.tsx';
import { Promises } from './Promises.tsx';
import { Note, Propose, Release, Understand } from './texts.tsx';

/** A step of the call, or something besides: when it may be drawn, where it stands, and its form. */
export type Part = {
  move: Move;
  title: string;
  state: (it: CallbackView) => string;
  done?: (it: CallbackView) => boolean;
  Form: Component;
};

/** The call, in its order: reach them, understand, propose, promise, fixed. */
export const GUIDE: readonly Part[] = [
  { move: 'attempt', title: 'Call', state: callsSoFar, done: reached, Form: Attempt },
  { move: 'understand', title: 'Understand', state: understoodSoFar, done: (it) => it.understanding !== null, Form: Understand },
  { move: 'propose', title: 'Propose', state: proposedSoFar, done: (it) => it.proposals.length > 0, Form: Propose },
  {
    move: 'remedy',
    title: 'Grant something',
    state: (it) => (it.remedies.length ? `${it.remedies.length} granted` : 'At once, within your own limit'),
    done: (it) => it.remedies.length > 0,
    Form: Remedy,
  },
  { move: 'promise', title: 'Promise', state: promisedSoFar, done: promisesSettled, Form: Promises },
  { move: 'fix', title: 'Fixed', state: () => 'What was done; then the customer is asked', Form: Fix },
];

/** What can be done besides. */
export const ALSO: readonly Part[] = [
  { move: 'announce', title: 'Say that you call', state: () => 'A message just before the call', Form: Announce },
  {
    move: 'choose_window',
    title: 'Call them later',
    state: (it) => (it.window ? 'They chose a time' : 'When they want to be called'),
    Form: Later,
  },
  { move: 'note', title: 'Write a note', state: () => 'For you and your colleagues', Form: Note },
  {
    move: 'hand_off',
    title: 'Hand it over',
    state: (it) => (it.handOffs ? 'It was handed over once already' : 'To somebody who may say yes'),
    Form: HandOver,
  },
  {
    move: 'request',
    title: 'Ask another department',
    state: (it) => (it.requests.some(({ state }) => state === 'open') ? 'Their answer is open' : 'With a time of its own; it stays yours'),
    Form: Requests,
  },
  {
    move: 'rate',
    title: 'How confident they are',
    state: (it) => `Before: ${it.confidence.before ?? 'not asked'}; after: ${it.confidence.after ?? 'not asked'}`,
    Form: Rate,
  },
  {
    move: 'ask_no',
    title: 'Ask for a no',
    state: (it) => (it.noAsked ? `${it.noAsked.byName} asked: ${it.noAsked.reason}` : 'Only a manager can say it'),
    Form: AskNo,
  },
  { move: 'release', title: 'Give it back', state: () => 'Before the customer was reached', Form: Release },
  { move: 'let_go', title: 'Let it go', state: () => 'With a reason and two alternatives', Form: LetGo },
];

/** The step that comes next, among those that may be made and were not `made` without a connection. A promise is made only when there is something to promise. */
export function suggested(it: CallbackView, made: readonly Move[] = []): Part | undefined {
  // While somebody is asked to take it over, their answer comes first.
  if (it.offer) return undefined;
  const may = GUIDE.filter((part) => it.moves.includes(part.move) && !made.includes(part.move));
  if (!reached(it) && !made.includes('attempt')) return may.find((part) => part.move === 'attempt');
  return may.find((part) => !part.done?.(it) && part.move !== 'remedy' && (part.move !== 'promise' || it.promises.length > 0));
}
