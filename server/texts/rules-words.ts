import { type Phrase, phrasesOf } from './rules-phrases.ts';
import { AR } from './rules-words-ar.ts';
import { DE } from './rules-words-de.ts';
import { EN } from './rules-words-en.ts';
import { ES } from './rules-words-es.ts';
import { FR } from './rules-words-fr.ts';
import { HI } from './rules-words-hi.ts';
import { IT } from './rules-words-it.ts';
import { JA } from './rules-words-ja.ts';
import { NL } from './rules-words-nl.ts';
import { PL } from './rules-words-pl.ts';
import { PT } from './rules-words-pt.ts';
import { TR } from './rules-words-tr.ts';
import { ZH } from './rules-words-zh.ts';

/** What a language says for what the reader looks for, as `phrasesOf` reads it. */
export type WordList = {
  /** 0 to 10. */
  numbers: readonly string[];
  /** What a score is counted in: stars. */
  units: string;
  /** Between a score and the top of its scale: 4 out of 5. */
  outOf: string;
  /** The same where the top comes first: 5 üzerinden 4. */
  topFirst: string;
  /** What stands before a score, or after it, without saying anything: I'd say a. */
  framing: string;
  polite: string;
  /** What a sentence begins with, so that a number before it counts nothing: 2 because. Never a noun. */
  opens: string;
  /** Numbers that are written for words: 4 you. */
  puns: string;
  /** What somebody thinks of it: great, terrible. */
  judging: string;
  /** What makes the number after it something else than a score: at, order, room. */
  before: string;
  stop: string;
  start: string;
  help: string;
  call: string;
  /** What turns a wish to be called into something else when it stands before it: never called me. */
  notCall: string;
  noCall: string;
  wrongPerson: string;
  /** What only machines write, and what people write who cannot answer now. */
  auto: string;
  busy: string;
  yes: string;
  no: string;
  /** What turns "fixed" around. */
  not: string;
  fixed: string;
  broken: string;
  partly: string;
  times: string;
  tomorrow: string;
  /** What may stand around a time of the clock without changing it: at, after, today. Never before. */
  clock: string;
  /** What makes it one of the second half of the day. */
  pm: string;
};

type PhraseName = Exclude<keyof WordList, 'numbers'>;

export type Words = Readonly<Record<PhraseName, readonly Phrase[]>> & {
  numbers: readonly { value: number; phrases: readonly Phrase[] }[];
};

const LISTS: Readonly<Record<string, WordList>> = {
  ar: AR,
  de: DE,
  en: EN,
  es: ES,
  fr: FR,
  hi: HI,
  it: IT,
  ja: JA,
  nl: NL,
  pl: PL,
  pt: PT,
  tr: TR,
  zh: ZH,
};

/** The languages that texts are read in. English is always read as well: people answer in it, and STOP is everywhere. */
export const LANGUAGES = Object.keys(LISTS);

// English words that are other words elsewhere: Polish "ten" is this, "no" is yes, and Turkish "on" is 10.
const FOREIGN: Readonly<Record<string, readonly string[]>> = { pl: ['ten', 'one', 'no'], nl: ['of'], de: ['die'] };

function together(language: string): Words {
  const own = LISTS[language];
  const foreign = FOREIGN[language] ?? [];
  const english = (line: string) => phrasesOf(line).filter(({ words }) => words.length > 1 || !foreign.includes(words[0]!.text));
  const both = (name: PhraseName) => [...(own && own !== EN ? phrasesOf(own[name]) : []), ...english(EN[name])];
  const numbers = EN.numbers.map((line, value) => ({ value, phrases: [...phrasesOf(own?.numbers[value] ?? ''), ...english(line)] }));
  const names = Object.keys(EN).filter((name) => name !== 'numbers') as PhraseName[];
  const phrases = Object.fromEntries(names.map((name) => [name, both(name)])) as Record<PhraseName, Phrase[]>;
  return { ...phrases, numbers };
}

const TOGETHER = new Map(LANGUAGES.map((language) => [language, together(language)]));

/** The words of a language together with those of English; of English alone for a language that is not known. */
export const wordsOf = (language: string): Words => TOGETHER.get(language.slice(0, 2).toLowerCase()) ?? TOGETHER.get('en')!;
