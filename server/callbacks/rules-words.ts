/** What a callback is found by. */
export type Findable = { name: string | null; email: string | null; phone: string | null; firstWords: string | null };

const LONGEST_WORD = 60;
/** A number is found from so many of its digits on, wherever in it they stand. */
const FEWEST_DIGITS = 4;
const MOST_TERMS = 6;

/** The words by which a callback is found, each once: what its customer is called, their address and number, and how they began. */
export const wordsOf = ({ name, email, phone, firstWords }: Findable): string[] => [
  ...new Set(
    [
      ...lettersIn(name ?? ''),
      ...lettersIn(firstWords ?? ''),
      ...lettersIn(email ?? ''),
      ...endingsOf((phone ?? '').replaceAll(/\D/g, '')),
    ].map(cut),
  ),
];

/**
 * What somebody looks for, as the beginnings of words; a callback is found by all of them. Whatever else is typed (`%`, quotes, operators)
 * separates words and means nothing. A number may be written with spaces and with or without its country.
 */
export function termsOf(typed: string): string[] {
  const digits: string[] = [];
  const rest = typed.replaceAll(/(?<![\p{L}\p{N}])[+\d][\d\s()./-]*\d(?![\p{L}\p{N}])/gu, (number) => {
    const bare = number.replaceAll(/\D/g, '').replace(/^0+/, '');
    if (bare.length < FEWEST_DIGITS) return number;
    digits.push(bare);
    return ' ';
  });
  return [...new Set([...digits, ...lettersIn(rest)].map(cut))].slice(0, MOST_TERMS);
}

/** The first text after all that begin with this one. */
export const after = (beginning: string): string => `${beginning}\u{10ffff}`;

const lettersIn = (text: string): string[] => compared(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Letters that only look different are the same: case, accents, width. */
const compared = (text: string): string =>
  text
    .normalize('NFKC')
    // Down, up and down again: some letters are two in capitals (ß, ᾀ), and whoever types in capitals means the same.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[øłđæœς]/g, (letter) => ALIKE[letter]!);

const ALIKE: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ς: 'σ' };

const endingsOf = (digits: string): string[] =>
  Array.from({ length: Math.max(0, digits.length - FEWEST_DIGITS + 1) }, (_, from) => digits.slice(from));

const cut = (word: string): string => [...word].slice(0, LONGEST_WORD).join('');
