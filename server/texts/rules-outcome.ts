import { allOf, isOnly, lengthAt, spoken } from './rules-phrases.ts';
import { isSign, type Token } from './rules-tokens.ts';
import type { Words } from './rules-words.ts';

export type Outcome = 'fixed' | 'still_broken' | 'not_quite';

/**
 * What somebody says to "is it fixed?". Doubt never closes a case: who says both is taken at the worse word, and a yes that
 * goes on with other words is left to a person.
 */
export function outcomeIn(tokens: readonly Token[], words: Words): Outcome | undefined {
  if (allOf(tokens, words.partly).length) return 'not_quite';
  const good = allOf(tokens, words.fixed);
  const rest = tokens.filter((_, i) => !good.some(({ at, length }) => i >= at && i < at + length));
  if (allOf(rest, words.broken).length || good.some((one) => isDenied(tokens, one, words))) return 'still_broken';
  const aloud = spoken(rest).slice(politeBefore(rest, words));
  const [yes, no] = [lengthAt(aloud, 0, words.yes), lengthAt(aloud, 0, words.no)];
  if (good.length) return no > yes || goesOn(rest, words) ? undefined : 'fixed';
  if (yes >= no && yes > 0) return isOnly(aloud.slice(yes), [...words.yes, ...words.polite]) ? 'fixed' : undefined;
  return no > 0 ? 'still_broken' : undefined;
}

const MOST_OTHER_WORDS = 2;
const MOST_OTHER_SIGNS = 5;

/** Whether more is said than that it is fixed: "worked for a day then died". */
function goesOn(rest: readonly Token[], { yes, polite, framing }: Words): boolean {
  const known = allOf(rest, [...yes, ...polite, ...framing]);
  const other = spoken(rest.filter((_, i) => !known.some(({ at, length }) => i >= at && i < at + length)));
  const signs = other.filter(isSign).length;
  return signs > MOST_OTHER_SIGNS || other.length - signs > MOST_OTHER_WORDS;
}

/** Whether "not" stands close by in the same clause: up to three words before, or two after, as languages have it. */
function isDenied(tokens: readonly Token[], { at, length }: { at: number; length: number }, { not }: Words): boolean {
  const before = lastClause(tokens.slice(Math.max(0, at - 3), at));
  const after = lastClause(tokens.slice(at + length, at + length + 2).reverse()).reverse();
  return allOf(before, not).length + allOf(after, not).length > 0;
}

function lastClause(tokens: Token[]): Token[] {
  const mark = tokens.findLastIndex(({ kind }) => kind !== 'word' && kind !== 'number');
  return tokens.slice(mark + 1);
}

function politeBefore(tokens: readonly Token[], { polite, yes, no }: Words): number {
  const aloud = spoken(tokens);
  let at = 0;
  while (lengthAt(aloud, at, yes) === 0 && lengthAt(aloud, at, no) === 0) {
    const length = lengthAt(aloud, at, polite);
    if (length === 0) break;
    at += length;
  }
  return at;
}
