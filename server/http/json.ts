import { refuse } from '../core/refusal.ts';

const DEEPEST = 32;

/**
 * Parses JSON as RFC 8259 has it, and refuses what its section 4 warns of: a name that is there twice in one object, which
 * every reader understands differently. Deep nesting is refused before it is parsed.
 */
export function inspectJson(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse('bad_json', `The body is not JSON: ${(error as Error).message}`);
  }
}

/** An object or array that is open: the names it has had (none in an array), and the name or place that is being read. */
type Level = { names: Set<string> | null; at: string | number };

/** One pass over the text: how deep it goes, and which names each open object has. Text that is not JSON is left to the parser. */
function scan(text: string): void {
  const open: Level[] = [];
  let nameExpected = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') {
      const end = endOfString(text, i);
      if (nameExpected) noteName(open, text.slice(i, end + 1));
      nameExpected = false;
      i = end;
    } else if (sign === '{' || sign === '[') {
      nameExpected = sign === '{';
      open.push(nameExpected ? { names: new Set(), at: '' } : { names: null, at: 0 });
      if (open.length > DEEPEST) refuse('too_large', `The body is nested deeper than ${DEEPEST} levels.`);
    } else if (sign === '}' || sign === ']') {
      open.pop();
      nameExpected = false;
    } else if (sign === ',') {
      const level = open.at(-1);
      nameExpected = level?.names instanceof Set;
      if (typeof level?.at === 'number') level.at += 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

function noteName(open: readonly Level[], quoted: string): void {
  const level = open.at(-1);
  if (!level?.names) return;
  try {
    level.at = JSON.parse(quoted) as string;
  } catch {
    return; // Not JSON: the parser will say so.
  }
  const refuseIt = (why: string) => refuse('invalid', why, { field: pathOf(open.map(({ at }) => at)) });
  if (level.names.has(level.at)) refuseIt('This field is there twice.');
  if (level.at === '__proto__') refuseIt('There is no such field.');
  level.names.add(level.at);
}

/** Where something stands in a body, as people write it: `items[3].customer.email`. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  ) || 'body';
