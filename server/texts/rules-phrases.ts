import { type Token, tokensOf, wordOf } from './rules-tokens.ts';

/** Words in a row. Of a `whole` one nothing else may stand in the text but what is polite; `ring*` is any word that begins so. */
export type Phrase = { words: readonly { text: string; open: boolean }[]; whole: boolean };

/** Reads `call me | =stop | ring* me`. */
export const phrasesOf = (line: string): Phrase[] =>
  line
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ whole: part.startsWith('='), words: part.replace(/^=/, '').split(/\s+/).flatMap(pieces) }));

function pieces(word: string): { text: string; open: boolean }[] {
  const open = word.endsWith('*');
  const texts = tokensOf(open ? word.slice(0, -1) : word).map((token) => (token.kind === 'word' ? wordOf(token.text) : token.text));
  return texts.map((text, i) => ({ text, open: open && i === texts.length - 1 }));
}

/** How many tokens the longest of the phrases takes that begin at this token; 0 when none does. */
export function lengthAt(tokens: readonly Token[], at: number, phrases: readonly Phrase[]): number {
  let longest = 0;
  for (const { words } of phrases) {
    const fits = (word: Phrase['words'][number], i: number) => {
      const text = tokens[at + i]?.text;
      return text !== undefined && (word.open ? text.startsWith(word.text) : text === word.text);
    };
    if (words.length > longest && words.every(fits)) longest = words.length;
  }
  return longest;
}

/** Where the phrases stand among the tokens, from left to right; they do not overlap. */
export function allOf(tokens: readonly Token[], phrases: readonly Phrase[]): { at: number; length: number }[] {
  const found: { at: number; length: number }[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const length = lengthAt(tokens, at, phrases);
    if (length === 0) continue;
    found.push({ at, length });
    at += length - 1;
  }
  return found;
}

/** Whether a text says one of these: the whole of it, but for politeness, or anywhere in it, as each phrase asks for. */
export function says(tokens: readonly Token[], phrases: readonly Phrase[], polite: readonly Phrase[]): boolean {
  if (
    allOf(
      tokens,
      phrases.filter((phrase) => !phrase.whole),
    ).length
  )
    return true;
  const words = spoken(tokens);
  return words.some((_, at) => {
    const length = lengthAt(
      words,
      at,
      phrases.filter((phrase) => phrase.whole),
    );
    return length > 0 && isOnly(words.slice(0, at), polite) && isOnly(words.slice(at + length), polite);
  });
}

/** Whether these phrases, marks and emoji are all there is. */
export function isOnly(tokens: readonly Token[], phrases: readonly Phrase[]): boolean {
  const words = spoken(tokens);
  for (let at = 0; at < words.length; ) {
    const length = lengthAt(words, at, phrases);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** What can be said aloud. */
export const spoken = (tokens: readonly Token[]): Token[] => tokens.filter(({ kind }) => kind === 'word' || kind === 'number');
