/**
 * What a database error means. The texts are SQLite's own and reach us whole from a file, from memory and over HTTP (where only
 * the text says which constraint broke: `extendedCode` is empty), wrapped up to three times by the driver and by Drizzle.
 */

/** A remote database was asked and its answer was lost: whether the change was kept is not known. Read it again to find out. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(cause: unknown) {
    super('The answer of the database was lost; whether it kept the change is not known.', { cause });
  }
}

/** True if nobody can tell whether the write was kept. A file never does this: its commit either returns or throws. */
export const isAmbiguous = (error: unknown): boolean => links(error).some((link) => link instanceof OutcomeUnknown);

/** True if somebody else held the database for too long. Nothing was written (of a script: not all), the call may be made again. */
export const isBusy = (error: unknown): boolean => links(error).some((link) => codeOf(link).startsWith('SQLITE_BUSY'));

/**
 * What was to be unique and is not: the columns of the key or index (`['ledger.subject', 'ledger.seq']`), or for an index over
 * an expression its name (`['one_open_callback']`), which is all that SQLite tells. `undefined` for every other error.
 */
export function uniqueViolation(error: unknown): string[] | undefined {
  const what = brokenConstraint(error, 'UNIQUE');
  const index = what && /^index '(.+)'$/.exec(what)?.[1];
  return index ? [index] : what?.split(', ');
}

/** The column that was to be filled and was not (`'interactions.ended_at'`), `undefined` for every other error. */
export const notNullViolation = (error: unknown): string | undefined => brokenConstraint(error, 'NOT NULL');

// Only links that carry SQLite's code are read: Drizzle's own message quotes the parameters, which are anybody's text.
function brokenConstraint(error: unknown, kind: 'UNIQUE' | 'NOT NULL'): string | undefined {
  for (const link of links(error)) {
    if (!codeOf(link).startsWith('SQLITE_CONSTRAINT')) continue;
    const what = new RegExp(`^(?:SQLITE_CONSTRAINT: )*(?:SQLite error: )?${kind} constraint failed: (.+)$`).exec(link.message)?.[1];
    if (what) return what;
  }
  return undefined;
}

function links(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link);
  return chain;
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
