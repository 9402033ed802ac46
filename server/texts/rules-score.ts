import { wantsCall } from './rules-call.ts';
import { allOf, isOnly, lengthAt, spoken } from './rules-phrases.ts';
import { isSign, type Token } from './rules-tokens.ts';
import type { Words } from './rules-words.ts';

/** From the lowest to the highest score. */
export type Scale = { min: number; max: number };

/** A score and what else was said, in the customer's own words. */
export type Scored = { score: number; comment: string };

/** Something that may be a score: tokens `at` up to, not including, `end`. */
type Candidate = { at: number; end: number; score: number };

/**
 * The score that a text gives, if there is no doubt about it: a number or word on the scale that stands alone, at the beginning before a
 * new sentence, or at the end after one. A number that counts, tells the time or is denied is none, and two different ones are none.
 */
export function scoreIn(text: string, tokens: readonly Token[], scale: Scale, words: Words): Scored | undefined {
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const one = candidateAt(tokens, at, scale, words);
    if (!one) continue;
    if (one.score !== undefined) found.push({ at, end: one.end, score: one.score });
    at = one.end - 1;
  }
  const rivals = found.filter((one) => endsWell(tokens, one, words) && !follows(tokens, one, words));
  const [given] = rivals.filter((one) => beginsWell(tokens, one, words));
  if (!given || rivals.some((one) => one.score !== given.score) || counts(tokens, given) || isDenied(tokens, given, scale, words))
    return undefined;
  const before = tokens.slice(0, given.at);
  const after = tokens.slice(given.end);
  const small = [...words.framing, ...words.polite];
  if (isOnly(before, small)) {
    if (isOnly(after, words.polite) || isOnly(after, words.framing)) return { score: given.score, comment: '' };
    const framed = !isOnly(before, words.polite) && !parts(after[0]!);
    return { score: given.score, comment: framed ? text.trim() : saidAfter(text.slice(tokens[given.end - 1]!.to)) };
  }
  if (!isOnly(after, small) || !endsASentence(tokens, given, words)) return undefined;
  return { score: given.score, comment: saidBefore(text.slice(0, tokens[clauseStart(tokens, given.at)]!.from)) };
}

const JOINT = String.raw`[\s.,;:!…\-–—。，、！：；،؛।|]+`;
const HEAD = new RegExp(String.raw`^(?:${JOINT}|[)\]*"”»]+)+`, 'u');
const TAIL = new RegExp(`(?:${JOINT}|[([])$`, 'u');

/** What was said after the score, and before it, without what joined them. */
const saidAfter = (text: string): string => text.replace(HEAD, '').trim();
const saidBefore = (text: string): string => text.replace(TAIL, '').trim();

/** What begins at a token and could be a score: with its end, and without a score when it is off the scale. */
function candidateAt(tokens: readonly Token[], at: number, scale: Scale, words: Words): { end: number; score?: number } | undefined {
  const stars = starsAt(tokens, at, scale);
  if (stars) return stars;
  const first = numberAt(tokens, at, words);
  if (!first || isLabel(tokens, at) || lengthAt(tokens, at, words.puns) > 0) return first && { end: first.end };
  const topFirst = first.value === scale.max ? afterTop(tokens, first.end, words) : undefined;
  const { value, end } = topFirst ?? first;
  const over = topFirst ? { end } : outOf(tokens, end, words);
  if (over.top !== undefined && over.top !== scale.max) return { end: over.end };
  if (first.top !== undefined && first.top !== scale.max) return { end };
  return value >= scale.min && value <= scale.max ? { end: over.end, score: value } : { end: over.end };
}

/** A run of stars: as many as it has, or as are filled in when the others are drawn too. One alone may be anything. */
function starsAt(tokens: readonly Token[], at: number, scale: Scale): { end: number; score?: number } | undefined {
  let end = at;
  while (tokens[end]?.kind === 'star') end++;
  const filled = end - at;
  while (filled > 0 && tokens[end]?.kind === 'hollow') end++;
  const drawn = end - at;
  if (drawn < 2) return undefined;
  const touches = (token: Token | undefined, glued: boolean | undefined) => glued && (token?.kind === 'number' || token?.kind === 'word');
  if (touches(tokens[at - 1], tokens[at]!.glued) || touches(tokens[end], tokens[end]?.glued)) return undefined;
  const fits = scale.min === 1 && filled <= scale.max && (drawn === filled || drawn === scale.max);
  return fits ? { end, score: filled } : { end };
}

type Counted = { value: number; end: number; top?: number };

/** A whole number in digits or words, with what it is counted in; 4/5 has its top. Anything else in digits is not a number (NaN). */
function numberAt(tokens: readonly Token[], at: number, words: Words): Counted | undefined {
  const token = tokens[at]!;
  if (token.kind === 'number') {
    const [, value, top] = /^(\d{1,9})(?:\/(\d{1,9}))?$/.exec(token.text) ?? [];
    const end = pastUnits(tokens, at + 1, words);
    if (value === undefined) return { value: Number.NaN, end };
    return { value: Number(value), end, ...(top === undefined ? {} : { top: Number(top) }) };
  }
  let best: Counted | undefined;
  for (const { value, phrases } of words.numbers) {
    const length = lengthAt(tokens, at, phrases);
    if (length > 0 && at + length > (best?.end ?? at)) best = { value, end: at + length };
  }
  return best && { ...best, end: pastUnits(tokens, best.end, words) };
}

function pastUnits(tokens: readonly Token[], from: number, words: Words): number {
  let end = from;
  for (let length = lengthAt(tokens, end, words.units); length > 0; length = lengthAt(tokens, end, words.units)) end += length;
  return end;
}

function afterTop(tokens: readonly Token[], at: number, words: Words): Counted | undefined {
  const between = lengthAt(tokens, at, words.topFirst);
  return between > 0 && tokens[at + between] ? numberAt(tokens, at + between, words) : undefined;
}

function outOf(tokens: readonly Token[], at: number, words: Words): { end: number; top?: number } {
  const between = tokens[at]?.text === '/' ? 1 : lengthAt(tokens, at, words.outOf);
  const top = between > 0 && tokens[at + between] ? numberAt(tokens, at + between, words) : undefined;
  return top ? { end: top.end, top: top.value } : { end: at };
}

const MONEY = /^(?:\p{Sc}|[#№%‰°@&=+])$/u;

/** Whether what stands right before it makes the number something else: $5, #1, -1, A4. */
function isLabel(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  if (MONEY.test(before.text) || before.kind === 'number') return true;
  if (!tokens[at]!.glued) return false;
  return /^[-−]$/.test(before.text) || (before.kind === 'word' && tokens[at]!.kind === 'number' && !isSign(before));
}

/** Whether what comes after leaves it a score: nothing, the end of a clause, or the beginning of another sentence. */
function endsWell(tokens: readonly Token[], { at, end }: Candidate, words: Words): boolean {
  const next = tokens[end];
  if (!next) return true;
  const after = tokens.slice(end);
  const clause = tokens.slice(end, clauseEnd(tokens, end));
  const asks = /^[?？؟]$/.test(tokens[clauseEnd(tokens, end)]?.text ?? '');
  const small = [...words.framing, ...words.polite];
  if (asks) return isOnly(after, small);
  if (clause.length === 0) return !(/^['’]$/.test(next.text) && next.glued && after[1]?.glued && after[1].kind === 'word');
  if (next.kind === 'number' || MONEY.test(next.text)) return false;
  if (next.text === '/') return spoken(clause).length === 0;
  if (next.glued && next.kind === 'word' && !isSign(next)) return false;
  if (isOnly(clause, small)) return true;
  // A number in words is an article too: "un desastre".
  if (spoken(tokens.slice(at, end))[0]?.kind !== 'number' && tokens[at]!.kind !== 'star') return false;
  if (lengthAt(tokens, end, words.opens) > 0 || lengthAt(tokens, end, words.call) > 0) return true;
  const judged = lengthAt(tokens, end, words.judging);
  return judged > 0 && (judged === clause.length || lengthAt(tokens, end + judged, [...words.opens, ...words.judging]) > 0);
}

/** Whether it follows a word that makes it something else: at 5, order 4. */
function follows(tokens: readonly Token[], { at }: Candidate, words: Words): boolean {
  return allOf(tokens.slice(clauseStart(tokens, at), at), words.before).some(
    ({ at: from, length }) => clauseStart(tokens, at) + from + length === at,
  );
}

/** Whether only what says nothing stands before it in its clause. */
const beginsWell = (tokens: readonly Token[], { at }: Candidate, { framing, polite }: Words): boolean =>
  isOnly(tokens.slice(clauseStart(tokens, at), at), [...framing, ...polite]);

/** Whether it comes after a finished sentence, or at least after one that judges; not after a time, an order, or "No." */
function endsASentence(tokens: readonly Token[], { at }: Candidate, words: Words): boolean {
  const start = clauseStart(tokens, at);
  const mark = tokens[start - 1];
  const said = tokens.slice(0, start);
  const last = spoken(said).at(-1);
  if (!mark || !last || mark.text === ':' || /^[?？؟]$/.test(mark.text)) return false;
  const numbered = allOf(said.slice(0, -1), words.before).some(({ at: from, length }) => from + length === said.length - 1);
  if (numbered || wantsCall(said, words) || allOf(said, words.times).length) return false;
  const judged = allOf(said, words.judging).length > 0;
  if (!/^[.!…。！।]$/u.test(mark.text) && mark.kind === 'mark') return judged;
  return judged || last.text.length > 3 || isSign(last) || mark.text !== '.';
}

/** "5 - not", "5 I don't think so": a good score that goes on with a no is in doubt; a bad one mostly does. */
const isDenied = (tokens: readonly Token[], { end, score }: Candidate, { min, max }: Scale, { not }: Words): boolean =>
  score > (min + max) / 2 && allOf(spoken(tokens.slice(end)).slice(0, 3), not).length > 0;

/** 1. this 2. that: whoever numbers their points gives no score. */
function counts(tokens: readonly Token[], { at, score }: Candidate): boolean {
  const mark = tokens[at + 1];
  if (mark?.kind !== 'mark' || !mark.glued) return false;
  return tokens.some((token, i) => i > at && token.text === String(score + 1) && tokens[i + 1]?.glued && tokens[i + 1]?.text === mark.text);
}

/** What parts two clauses: every mark but those that belong to a number. */
const parts = ({ kind, text }: Token): boolean => kind !== 'word' && kind !== 'number' && !MONEY.test(text) && text !== '/';

function clauseStart(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && !parts(tokens[start - 1]!)) start--;
  return start;
}

function clauseEnd(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < tokens.length && !parts(tokens[end]!)) end++;
  return end;
}
