import { createSignal } from 'solid-js';
import type { Move } from '../../server/callbacks/rules.ts';
import { type CallbackView, type Order, place } from './api.ts';
import { asProblem, isUnanswered } from './problem.ts';
import { allFor, put, type ShelfKey, takeAway } from './shelf.ts';

/** A move that was made while Ringback could not be reached, or was refused when it was sent later. */
export type Unsent = {
  id: string;
  person: string;
  callback: string;
  customer: string;
  move: Move;
  /** What was done, in a few words, and the words that were typed for it. */
  what: string;
  typed: string[];
  /** The form that it was typed in, and everything in it: to go on with it there. */
  form: string;
  values: Record<string, string>;
  order: Order;
  /** The newest entry of the ledger that was seen when it was made. */
  seen: number;
  at: number;
  /** Why it was refused: then its person decides. */
  refused: { message: string; next: string | undefined } | null;
};

const LOCK = 'ringback.unsent';
/** How often it is tried again, in milliseconds. */
const AGAIN = 10_000;

const [unsent, setUnsent] = createSignal<readonly Unsent[]>([]);
const tabs = new BroadcastChannel(LOCK);
let person = '';
let settled: (callback: string, after: CallbackView | undefined) => void = () => {};

/** What this person has made and nobody has received yet, the oldest first. */
export { unsent };

tabs.onmessage = () => void reread();
addEventListener('online', () => void sendUnsent());
setInterval(() => unsent().some(({ refused }) => !refused) && void sendUnsent(), AGAIN);

/** What is done once something for a callback has arrived, which is as it is then; or was refused, because it is not as it was. */
export function onSettled(act: (callback: string, after: CallbackView | undefined) => void): void {
  settled = act;
}

/** Brings back what this person could not send, and sends it. It is shown to nobody else. */
export async function openUnsent(whose: string): Promise<void> {
  person = whose;
  await reread();
  void sendUnsent();
}

/** Keeps a move until it can be sent. Says whether this browser can keep anything. */
export async function keepUnsent(it: Omit<Unsent, 'person' | 'refused'>): Promise<boolean> {
  const kept = await write({ ...it, person, refused: null });
  await told();
  return kept;
}

/** Sends it all the same, decided on what is now true. */
export async function sendAnyway(it: Unsent, seq: number): Promise<void> {
  const json = 'seq' in it.order.json ? { ...it.order.json, seq } : it.order.json;
  await write({ ...it, order: { ...it.order, json }, seen: seq, refused: null });
  await told();
  await sendUnsent();
}

/** It is not sent any more. */
export async function leaveOut(it: Unsent): Promise<void> {
  await takeAway('unsent', keyOf(it));
  await told();
}

/** Sends what can be sent, in the order in which it was made; one tab does it for all. */
export async function sendUnsent(): Promise<void> {
  const alone = (act: () => Promise<void>) =>
    navigator.locks ? navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? act() : undefined)) : act();
  await alone(async () => {
    await reread();
    for (let next = first(); next; next = first()) if (!(await sendOne(next))) return;
  });
}

const first = (): Unsent | undefined => unsent().find(({ refused }) => !refused);

/** Says whether there was an answer at all. */
async function sendOne(it: Unsent): Promise<boolean> {
  try {
    const after = await place(it.order);
    await takeAway('unsent', keyOf(it));
    if (after.seq === it.seen + 1) await moveOn(it, after.seq);
    await told();
    settled(it.callback, after);
    return true;
  } catch (error) {
    const problem = asProblem(error);
    // Without a session it waits for its person to sign in.
    if (isUnanswered(problem) || problem.status === 401 || problem.status === 429) return false;
    await write({ ...it, refused: { message: problem.message, next: problem.next } });
    await told();
    settled(it.callback, undefined);
    return true;
  }
}

/** Nobody came between: what was made after it was made on it, and is not in conflict with it. */
async function moveOn({ callback, seen }: Unsent, seq: number): Promise<void> {
  for (const other of unsent()) {
    if (other.callback !== callback || other.seen !== seen) continue;
    const json = 'seq' in other.order.json ? { ...other.order.json, seq } : other.order.json;
    await write({ ...other, seen: seq, order: { ...other.order, json } });
  }
}

async function told(): Promise<void> {
  await reread();
  tabs.postMessage('');
}

const reread = async (): Promise<void> => void setUnsent(person ? await allFor<Unsent>('unsent', person) : []);
const write = (it: Unsent): Promise<boolean> => put('unsent', keyOf(it), it);
const keyOf = (it: Unsent): ShelfKey => [it.person, it.at, it.id];
