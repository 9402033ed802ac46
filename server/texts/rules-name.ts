import { fitText } from './rules-segments.ts';

// No sentence holds it.
const NAME = '\u0000';

/** A sentence that says `name`, which is cut where that makes one part of the text; nothing else of it is. */
export function withName(name: string, say: (name: string) => string): string {
  const clean = name.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return fitText(
    say(NAME)
      .split(NAME)
      .flatMap((part, i) => (i === 0 ? [part] : [{ name: clean }, part])),
  );
}
