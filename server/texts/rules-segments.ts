// 3GPP TS 23.038, section 6.2.1: the default alphabet, and its extension table, whose characters take an escape and so count twice.
const GSM_7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

/** How many units one text holds alone, and in each part when there are several: septets, or UTF-16 units (TS 23.040, 9.2.3.24.1). */
const ROOM = { 'GSM-7': { alone: 160, part: 153 }, 'UCS-2': { alone: 70, part: 67 } } as const;

export type Segments = { encoding: keyof typeof ROOM; units: number; segments: number };

/**
 * How a text will be sent: one character outside GSM-7 turns all of it to UCS-2, which holds less than half. Neither an escape
 * and its character nor the halves of an emoji are parted. An empty text is one segment.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every((character) => GSM_7.has(character) || EXTENSION.has(character)) ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => (encoding === 'UCS-2' ? character.length : EXTENSION.has(character) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, part } = ROOM[encoding];
  if (units <= alone) return { encoding, units, segments: 1 };
  let [segments, filled] = [1, 0];
  for (const size of sizes) {
    if (filled + size > part) [segments, filled] = [segments + 1, 0];
    filled += size;
  }
  return { encoding, units, segments };
}

/** A part of a text: words and links stay as they are, a name may be cut. */
export type TextPart = string | { name: string };

/**
 * One text of its parts, in one segment where cutting names can do that: the longest first, a character at a time, never below one
 * character. Where it cannot, nothing is cut: a shorter name would save nobody a segment.
 */
export function fitText(parts: readonly TextPart[]): string {
  const names = parts.map((part) => (typeof part === 'string' ? undefined : [...part.name.trim()]));
  const joined = () => parts.map((part, i) => (typeof part === 'string' ? part : names[i]!.join('').trimEnd())).join('');
  const whole = joined();
  for (let text = whole; ; text = joined()) {
    if (segmentsOf(text).segments === 1) return text;
    const longest = names.filter((name) => name !== undefined).sort((a, b) => b.length - a.length)[0];
    if (!longest || longest.length <= 1) return whole;
    longest.pop();
  }
}
