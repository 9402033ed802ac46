import type { Instant } from '../core/time.ts';
import { type Away, awayAt } from '../people/rules.ts';
import { type Answers, isScale, type Question, scoreQuestion } from '../surveys/rules.ts';

/** What a score means on its own scale: `low` asks for a supervisor; `satisfied` is among the best two of five. */
export const BANDS = ['low', 'middle', 'satisfied'] as const;
export type Band = (typeof BANDS)[number];
/** The same, or `test`: an answer of one’s own, given to try the survey out. It counts nowhere. */
export type Shown = Band | 'test';

/** From which part of its scale on a score is satisfied: 4 of 1 to 5, 9 of 0 to 10. */
const SATISFIED_FROM = 0.75;

export function bandOf(questions: readonly Question[], score: number, low: boolean): Band {
  if (low) return 'low';
  const { min, max } = scoreQuestion(questions);
  return (score - min) / (max - min) >= SATISFIED_FROM ? 'satisfied' : 'middle';
}

/** Whether anything was written, beside what was ticked. */
export const isWorded = (questions: readonly Question[], answers: Answers): boolean =>
  questions.some(({ id, kind }) => (kind === 'text' || kind === 'statement') && answers[id] !== undefined);

/** Somebody who may read the responses of a team. */
export type Candidate = { id: string; role: 'supervisor' | 'manager' | 'administrator'; absence: Away | null };

/**
 * Whose a response is to read: one of the supervisors of its team who are here, else of the managers, else of the administrators; when
 * all of these are away, one of the first of these groups that has anybody. Everybody's turn comes as often as everybody else's, by chance
 * that falls the same each time for the same response, so that somebody who leaves changes nothing for the others. Who reads it already
 * keeps it, if they may. Nothing only where nobody works.
 */
export function readerOf(response: string, candidates: readonly Candidate[], now: Instant, before?: string | null): string | null {
  const here = candidates.filter(({ absence }) => awayAt(absence, now) === null);
  if (before && here.some(({ id }) => id === before)) return before;
  const groups = [here, candidates].flatMap((people) => ROLES.map((role) => people.filter((one) => one.role === role)));
  const group = groups.find((people) => people.length > 0) ?? [];
  return group.reduce<Drawn | null>((best, { id }) => higher(best, { id, lot: lotOf(`${response}:${id}`) }), null)?.id ?? null;
}

const ROLES = ['supervisor', 'manager', 'administrator'] as const;

type Drawn = { id: string; lot: number };

const higher = (a: Drawn | null, b: Drawn): Drawn => (a && (a.lot > b.lot || (a.lot === b.lot && a.id < b.id)) ? a : b);

/** A number that looks drawn and is the same each time (FNV-1a, then mixed as in MurmurHash3, so that the last letters count in full). */
function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Why the agent may be glad to hear of an answer; nothing when there is no such reason. */
export type Worth = 'kept' | 'surprised';

/**
 * Whether an answer is worth a thank-you to the agent: the best score with what we should go on doing, or somebody who expected it to be
 * hard and found it easy, and is not let down.
 */
export function worthThanks(questions: readonly Question[], answers: Answers, low: boolean): Worth | undefined {
  if (low) return undefined;
  const score = scoreQuestion(questions);
  const continues = questions.some((one) => one.kind === 'statement' && one.about === 'continue' && answers[one.id] !== undefined);
  if (continues && Number(answers[score.id]) === score.max) return 'kept';
  return wasSurprised(questions, answers) ? 'surprised' : undefined;
}

/** Expected in the harder part of the scale, found in the easier one. 1 is very easy. */
function wasSurprised(questions: readonly Question[], answers: Answers): boolean {
  const side = (about: 'expected' | 'actual'): number | undefined => {
    const question = questions.find((one) => one.kind === 'effort' && one.about === about);
    const said = question && answers[question.id];
    if (!question || !isScale(question) || said === undefined) return undefined;
    return Number(said) - (question.min + question.max) / 2;
  };
  const [expected, actual] = [side('expected'), side('actual')];
  return expected !== undefined && actual !== undefined && expected > 0 && actual < 0;
}
