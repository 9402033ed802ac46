import { COUNTS, type Counts, type Expected } from './expect.ts';
import type { Found } from './found.ts';

export type Outcome = {
  expected: Expected;
  /** What the server said over HTTP, as it was added up on the way. */
  said: Counts;
  found: Found;
  /** What the server wrote to its standard error. */
  complaints: string;
  seconds: number;
  /** Of the server, in bytes, and in seconds of a processor, which other work on the machine does not change. */
  peakMemory: number | undefined;
  processorTime: number | undefined;
};

/** The figures, three times: from the file alone, as the server told them, and as its database holds them. */
export function table({ expected, said, found, seconds, peakMemory, processorTime }: Outcome): string {
  const line = (name: string, ...cells: (string | number)[]) =>
    `  ${name.padEnd(28)}${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell).padStart(12)).join('')}`;
  return [
    line('', 'by the file', 'told', 'kept'),
    ...COUNTS.map((name) => line(name, expected.counts[name], said[name], found.counts[name])),
    line('customers, one by one', expected.stories.size, '', alike(expected, found)),
    line('seconds', '', seconds.toFixed(1)),
    line('… of the server’s processor', '', processorTime === undefined ? 'not known' : processorTime.toFixed(1)),
    line('peak memory of the server', '', peakMemory === undefined ? 'not known' : `${Math.round(peakMemory / 1024 ** 2)} MB`),
  ].join('\n');
}

/** Every difference between the file, what was told and what is kept, and everything else that must not be; nothing when all is well. */
export function errorsIn({ expected, said, found, complaints }: Outcome): string[] {
  const numbers = COUNTS.flatMap((name) => {
    const [file, told, kept] = [expected.counts[name], said[name], found.counts[name]];
    return file === told && file === kept ? [] : [`${name}: ${file} by the file, ${told} told by the server, ${kept} in its database`];
  });
  const people = unlike(expected, found).map((name) => {
    const [file, kept] = [expected.stories.get(name), found.stories.get(name)];
    return `customer ${name}: “${file ?? 'nobody'}” by the file, “${kept ?? 'nobody'}” in the database`;
  });
  const faults = complaints.split('\n').filter(Boolean);
  return [...numbers, ...few(people), ...few(found.contradictions), ...few(faults.map((fault) => `the server complained: ${fault}`))];
}

const alike = (expected: Expected, found: Found): number =>
  [...expected.stories].filter(([name, story]) => found.stories.get(name) === story).length;

/** The customers whose story is another one in the database. */
function unlike(expected: Expected, found: Found): string[] {
  const names = [...new Set([...expected.stories.keys(), ...found.stories.keys()])];
  return names.filter((name) => expected.stories.get(name) !== found.stories.get(name));
}

const few = (list: readonly string[], most = 5): string[] =>
  list.length > most ? [...list.slice(0, most), `… and ${list.length - most} more like this`] : [...list];
