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

/** One pass over the text: how deep it goes, and which names each open object has. Text that is not JSON is left to the parser. */
function scan(text: string): void {
  const open: (Set<string> | null)[] = [];
  let nameExpected = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') {
      const end = endOfString(text, i);
      if (nameExpected) noteName(open.at(-1), text.slice(i, end + 1));
      nameExpected = false;
      i = end;
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      nameExpected = sign === '{';
      if (open.length > DEEPEST) refuse('too_large', `The body is nested deeper than ${DEEPEST} levels.`);
    } else if (sign === '}' || sign === ']') {
      open.pop();
      nameExpected = false;
    } else if (sign === ',') nameExpected = open.at(-1) instanceof Set;
  }
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

function noteName(names: Set<string> | null | undefined, quoted: string): void {
  if (!names) return;
  let name: string;
  try {
    name = JSON.parse(quoted) as string;
  } catch {
    return; // Not JSON: the parser will say so.
  }
  if (names.has(name)) refuse('invalid', 'This field is there twice.', { field: name });
  if (name === '__proto__') refuse('invalid', 'There is no such field.', { field: name });
  names.add(name);
}
