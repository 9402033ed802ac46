import { allOf, spoken } from './rules-phrases.ts';
import { isSign, type Token } from './rules-tokens.ts';
import type { Words } from './rules-words.ts';

/** Whether somebody asks to be called; not when they say that nobody did, or that somebody would. */
export const wantsCall = (tokens: readonly Token[], { call, notCall }: Words): boolean =>
  allOf(tokens, call).some(({ at }) => allOf(tokens.slice(Math.max(0, at - 4), at), notCall).length === 0);

const HOUR_OF_DAY = /^\d{1,2}[:.]\d{2}$/;
const LONGEST_TIME_IN_WORDS = 12;

/** Whether a short text names a day or an hour. A long one that does tells a story. */
export function namesTime(tokens: readonly Token[], words: Words): boolean {
  if (spoken(tokens).filter((token) => !isSign(token)).length > LONGEST_TIME_IN_WORDS) return false;
  if (allOf(tokens, words.times).length) return true;
  return tokens.some(
    ({ kind, text }, i) =>
      kind === 'number' &&
      (HOUR_OF_DAY.test(text) ||
        (/^\d{1,2}$/.test(text) && (/^(?:am|pm|h|uhr|点|時|时)$/.test(tokens[i + 1]?.text ?? '') || isAfter(tokens, i, words)))),
  );
}

const isAfter = (tokens: readonly Token[], at: number, { before }: Words): boolean =>
  allOf(tokens.slice(0, at), before).some((found) => found.at + found.length === at);
