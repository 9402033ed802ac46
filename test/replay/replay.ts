import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Expected, expectFrom } from './expect.ts';
import { BadFile, readRows } from './read.ts';
import { live } from './run.ts';
import { errorsIn, table } from './table.ts';
import { timetable } from './timetable.ts';

export type ReplayOptions = {
  /** Where lines go; `progress` may be written over by the next one. */
  say: (line: string) => void;
  progress: (line: string) => void;
  /** What must come out; a test says something wrong here, to see that it is noticed. */
  expect?: (expected: Expected) => Expected;
};

/**
 * Feeds what real customers said to a real server, lets people answer, call, fix, contest and confirm, and checks every figure
 * against the file. The exit code: 0 when all agree, 1 when something differs, 2 when the file cannot be read.
 */
export async function replay(path: string | undefined, { say, progress, expect = (it) => it }: ReplayOptions): Promise<0 | 1 | 2> {
  if (path === undefined) {
    say('Usage: npm run replay -- <file.csv>');
    return 2;
  }
  try {
    const stops = timetable(readRows(await readFile(path, 'utf8')));
    const expected = expect(expectFrom(stops));
    const start = performance.now();
    const seen = await live(stops, (part, until) => progress(`${Math.round(part * 100)} %, ${until}`));
    const outcome = { expected, ...seen, seconds: (performance.now() - start) / 1000 };
    say(`\n${basename(path)}\n\n${table(outcome)}\n`);
    const errors = errorsIn(outcome);
    for (const error of errors) say(`error: ${error}`);
    if (errors.length === 0) say('Everything agrees.');
    return errors.length ? 1 : 0;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const unreadable = missing || error instanceof BadFile;
    const message = error instanceof Error ? error.message : String(error);
    say(missing ? `There is no file ${path}.` : unreadable ? `${path}, ${message}` : `error: ${message}`);
    return unreadable ? 2 : 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const onTerminal = process.stdout.isTTY;
  process.exitCode = await replay(process.argv[2], {
    say: (line) => process.stdout.write(`${line}\n`),
    // One line, written over, where there is a screen; elsewhere a line now and then.
    progress: onTerminal ? (line) => process.stdout.write(`\r\u001b[K${line}`) : everyTenth((line) => process.stdout.write(`${line}\n`)),
  });
}

function everyTenth(print: (line: string) => void): (line: string) => void {
  let count = 0;
  return (line) => {
    if (count++ % 10 === 0) print(line);
  };
}
