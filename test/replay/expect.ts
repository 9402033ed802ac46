import { DAY, type Instant } from '../../server/core/time.ts';
import type { Row } from './read.ts';
import { type Temper, temperOf } from './temper.ts';
import { hourThere, type Stop } from './timetable.ts';

/** What is counted three times: from the file, from what the server said, and from what its database holds. */
export const COUNTS = [
  'interactions',
  'asked',
  'not asked: capped',
  'not asked: unanswered',
  'answered',
  'callbacks',
  'joined (second failures)',
  'contested',
  'confirmed',
  'unconfirmed',
] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;

/** The counts, and what becomes of each customer, in one line. */
export type Expected = { counts: Counts; stories: Map<string, string> };

// The rules of the product, told a second time and independently of it: no code of the server is used below.
const CAP_DAYS = 14;
const CONFIRM_DAYS = 5;
const THRESHOLD = 3;
const [WAKES, SLEEPS] = [8, 21];

type Case = { temper: Temper; state: 'to do' | 'fixed' | 'confirmed' | 'unconfirmed'; rounds: number; joined: number; fixedAt: Instant };
type Person = { askedAt: Instant[]; waiting: Row | null; capped: number; unanswered: number; answered: number; cases: Case[] };

/** What must come out of the file, by a small model of its own that knows people, cases and the hands of a clock, and no database. */
export function expectFrom(stops: readonly Stop[]): Expected {
  const people = new Map<string, Person>();
  for (const [i, { at, rows }] of stops.entries()) {
    for (const person of people.values()) waitIsOver(person, at);
    const leavesAt = nextAllowed(stops, i);
    for (const row of rows) {
      const person = people.get(row.customer) ?? nobodyYet();
      people.set(row.customer, person);
      handIn(person, row, at, leavesAt);
    }
    for (const person of people.values()) {
      if (person.waiting && person.askedAt.at(-1)! <= at) answer(person, person.waiting);
      for (const one of person.cases) if (one.state === 'to do') work(one, at);
    }
  }
  for (const person of people.values()) {
    waitIsOver(person, Number.POSITIVE_INFINITY);
    for (const one of person.cases) if (one.state === 'unconfirmed' && one.temper.late) one.state = 'confirmed';
  }
  return { counts: counted([...people.values()]), stories: new Map([...people].map(([name, person]) => [name, storyOf(person)])) };
}

const nobodyYet = (): Person => ({ askedAt: [], waiting: null, capped: 0, unanswered: 0, answered: 0, cases: [] });

/** At night nothing leaves: what is decided then waits for the first stop in the morning. */
function nextAllowed(stops: readonly Stop[], from: number): Instant {
  const stop = stops.slice(from).find(({ at }) => hourThere(at) >= WAKES && hourThere(at) < SLEEPS);
  if (!stop) throw new Error('The timetable ends at night.');
  return stop.at;
}

function handIn(person: Person, row: Row, now: Instant, leavesAt: Instant): void {
  const last = person.askedAt.at(-1);
  if (row.unanswered) {
    person.unanswered++;
    letDown(person, row);
  } else if (last !== undefined && now - last < CAP_DAYS * DAY) person.capped++;
  else {
    person.askedAt.push(leavesAt);
    person.waiting = row;
  }
}

function answer(person: Person, row: Row): void {
  person.waiting = null;
  person.answered++;
  if (row.score < THRESHOLD) letDown(person, row);
}

/** One open case a person: whoever is let down again while it is open joins it, also when it was said to be fixed. */
function letDown(person: Person, row: Row): void {
  const open = person.cases.find(({ state }) => state === 'to do' || state === 'fixed');
  if (!open) person.cases.push({ temper: temperOf(row.externalId), state: 'to do', rounds: 1, joined: 0, fixedAt: 0 });
  else Object.assign(open, { state: 'to do', joined: open.joined + 1 });
}

function work(one: Case, now: Instant): void {
  one.fixedAt = now;
  if (one.temper.contests) one.rounds = 2;
  one.state = one.temper.silent ? 'fixed' : 'confirmed';
}

function waitIsOver(person: Person, now: Instant): void {
  for (const one of person.cases) if (one.state === 'fixed' && one.fixedAt + CONFIRM_DAYS * DAY <= now) one.state = 'unconfirmed';
}

function counted(people: readonly Person[]): Counts {
  const sum = (of: (person: Person) => number) => people.reduce((total, person) => total + of(person), 0);
  const cases = people.flatMap((person) => person.cases);
  const asked = sum((person) => person.askedAt.length);
  const [capped, unanswered] = [sum((person) => person.capped), sum((person) => person.unanswered)];
  return {
    interactions: asked + capped + unanswered,
    asked,
    'not asked: capped': capped,
    'not asked: unanswered': unanswered,
    answered: sum((person) => person.answered),
    callbacks: cases.length,
    'joined (second failures)': cases.reduce((total, one) => total + one.joined, 0),
    contested: cases.filter((one) => one.rounds === 2).length,
    confirmed: cases.filter((one) => one.state === 'confirmed').length,
    unconfirmed: cases.filter((one) => one.state === 'unconfirmed').length,
  };
}

/** A customer in one line. The database is made to tell the same line, and the two are compared. */
const storyOf = ({ askedAt, capped, unanswered, answered, cases }: Person): string =>
  storyLine(
    { asked: askedAt.length, capped, unanswered, answered },
    cases.map(({ state, rounds, joined }) => ({ state, rounds, joined })),
  );

export const storyLine = (
  { asked, capped, unanswered, answered }: { asked: number; capped: number; unanswered: number; answered: number },
  cases: readonly { state: string; rounds: number; joined: number }[],
): string =>
  [
    `asked ${asked}, capped ${capped}, unanswered ${unanswered}, answered ${answered}`,
    ...cases.map(({ state, rounds, joined }) => `${state} in round ${rounds}, joined ${joined}`),
  ].join('; ');
