import { FAR } from './replies-arabic-to-chinese.ts';
import { ENGLISH } from './replies-english.ts';
import { NORTH } from './replies-german-to-turkish.ts';
import { LATIN } from './replies-spanish-to-italian.ts';

/**
 * What a careful human would make of a reply: a score with its comment (and whether it asks for a call), `ask` when they
 * would not be sure, or what the reply says. `words` are for a person to read.
 */
export type Expected = { score: number; comment: string; call: boolean } | { kind: string };

export type Reply = {
  text: string;
  language: string;
  scale: { min: number; max: number };
  asked: 'score' | 'fixed' | 'when' | 'nothing';
  expected: Expected;
};

/**
 * A list as it is written in the files beside this one. `@ es 1-5 score` begins a part: its language, its scale, and what was asked. Each line
 * is a reply: `what was texted => what is expected`, where `2: still broken` is a score and its comment, and `5 & call: …` asks for
 * a call too. A text that begins and ends with quotation marks is JSON, for what cannot be seen on a line.
 */
export function list(lines: string): Reply[] {
  let part: Omit<Reply, 'text' | 'expected'> | undefined;
  return lines.split('\n').flatMap((line) => {
    const heading = /^@ (\w\w) (\d+)-(\d+) (score|fixed|when|nothing)$/.exec(line);
    if (heading) {
      const [, language, min, max, asked] = heading;
      part = { language: language!, scale: { min: Number(min), max: Number(max) }, asked: asked as Reply['asked'] };
    }
    if (heading || line.trim() === '') return [];
    const at = line.lastIndexOf(' => ');
    if (at < 0 || !part) throw new Error(`Not a reply: ${line}`);
    return [{ ...part, text: typed(line.slice(0, at)), expected: expectation(line.slice(at + 4)) }];
  });
}

const typed = (text: string): string => (/^".*"$/.test(text) ? JSON.parse(text) : text);

function expectation(text: string): Expected {
  const score = /^(\d+)( & call)?(?:: (.+))?$/.exec(text);
  return score ? { score: Number(score[1]), comment: score[3] ?? '', call: score[2] !== undefined } : { kind: text };
}

/** How people really answer, written down before there was a reader. */
export const REPLIES: readonly Reply[] = [ENGLISH, LATIN, NORTH, FAR].flatMap(list);
