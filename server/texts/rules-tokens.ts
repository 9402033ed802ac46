/** A piece of a text: where it stands in it, and how it compares. `line` is the end of a line. */
export type Token = {
  kind: 'word' | 'number' | 'star' | 'hollow' | 'emoji' | 'line' | 'mark';
  /** As it compares: digits as 0 to 9, letters without case and accents. */
  text: string;
  from: number;
  to: number;
  /** Nothing stands between it and the token before it. */
  glued: boolean;
};

// Characters of languages that are written without spaces: each is a word.
const SIGN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々][\u3099\u309a]?`;
const LETTERS = String.raw`(?:(?!${SIGN})[\p{L}\p{M}\u200c\u200d])+`;
const DIGITS = String.raw`\p{Nd}+`;

const TOKEN = new RegExp(
  [
    String.raw`(?<keycap>\d\ufe0f?\u20e3)`,
    String.raw`(?<number>${DIGITS}(?:[.,:٫٬/／'’\-–]${DIGITS})*|\p{No}|🔟)`,
    '(?<star>[⭐★🌟*＊]\\ufe0f?)',
    '(?<hollow>[☆✩])',
    `(?<sign>${SIGN})`,
    `(?<word>${LETTERS}(?:['’ʼ\`´]${LETTERS})*)`,
    String.raw`(?<line>[\n\r\u2028\u2029])`,
    String.raw`(?<emoji>[\p{Extended_Pictographic}\p{Regional_Indicator}][\ufe0f\u{1f3fb}-\u{1f3ff}]*)`,
    String.raw`(?<blank>\s|\p{C}|\ufe0f|\u20e3|(?<=[\p{L}\p{M}])[-‐‑](?=[\p{L}\p{M}]))`,
    '(?<mark>.)',
  ].join('|'),
  'gu',
);

/** Whether it is a sign of a language that is written without spaces. */
export const isSign = ({ text }: Token): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u.test(text);

/** Takes a text to pieces. Blanks, invisible signs, and hyphens inside words are left out. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index, groups = {} } of text.matchAll(TOKEN)) {
    const [group = 'mark'] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    if (group === 'blank') continue;
    const kind = group === 'keycap' ? 'number' : group === 'sign' ? 'word' : (group as Token['kind']);
    tokens.push({ kind, text: folded(raw, kind), from: index, to: index + raw.length, glued: tokens.at(-1)?.to === index });
  }
  return tokens;
}

function folded(raw: string, kind: Token['kind']): string {
  if (kind === 'number') return digitsOf(raw);
  if (kind !== 'word') return raw.normalize('NFKC').replaceAll('\ufe0f', '');
  return wordOf(raw);
}

/** As words compare: in any case, with or without accents, apostrophes and Arabic's optional signs. */
export const wordOf = (raw: string): string =>
  raw
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f\u064b-\u065f\u0670ـ'’ʼ`´\u200c\u200d]/g, '')
    .replaceAll(/[ıłøßىةٱ]/g, (letter) => ALIKE[letter]!)
    .normalize('NFC');

const ALIKE: Record<string, string> = { ı: 'i', ł: 'l', ø: 'o', ß: 'ss', ى: 'ي', ة: 'ه', ٱ: 'ا' };

function digitsOf(raw: string): string {
  if (raw === '🔟') return '10';
  return raw
    .normalize('NFKC')
    .replaceAll(/[\ufe0f\u20e3]/g, '')
    .replaceAll('\u2044', '/')
    .replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script in a row, and each row begins after something that is not a digit, or ten further on. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0)!;
  let first = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return (at - first) % 10;
}
