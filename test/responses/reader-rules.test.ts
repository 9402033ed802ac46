import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../server/core/time.ts';
import { bandOf, type Candidate, isWorded, readerOf, worthThanks } from '../../server/responses/rules-reading.ts';
import { DEFAULT_SURVEY, type Question } from '../../server/surveys/rules.ts';
import { MONDAY } from '../world.ts';

const ROLES = ['supervisor', 'manager', 'administrator'] as const;
const away = { from: MONDAY - DAY, until: MONDAY + DAY };
const person = fc.record({
  id: fc.uuid(),
  role: fc.constantFrom(...ROLES),
  absence: fc.constantFrom(null, away, { from: MONDAY + 1, until: null }),
});
const people = fc.uniqueArray(person, { selector: ({ id }) => id, maxLength: 12 });
const isHere = ({ absence }: Candidate) => absence !== away;
const firstWith = (candidates: Candidate[]) => ROLES.map((role) => candidates.filter((one) => one.role === role)).find((all) => all.length);

describe('who is to read an answer', () => {
  it('is somebody wherever somebody works: a supervisor who is here, else a manager, else an administrator, else whoever is away', () => {
    fc.assert(
      fc.property(fc.uuid(), people, (response, candidates) => {
        const reader = readerOf(response, candidates, MONDAY);
        const may = firstWith(candidates.filter(isHere)) ?? firstWith(candidates) ?? [];
        if (candidates.length === 0) expect(reader).toBeNull();
        else expect(may.map(({ id }) => id)).toContain(reader);
      }),
    );
  });

  it('is the same whatever the order in which they are named, and stays who it was while they may', () => {
    fc.assert(
      fc.property(fc.uuid(), people, (response, candidates) => {
        const reader = readerOf(response, candidates, MONDAY);
        expect(readerOf(response, [...candidates].reverse(), MONDAY)).toBe(reader);
        for (const { id } of candidates.filter(isHere)) expect(readerOf(response, candidates, MONDAY, id)).toBe(id);
      }),
    );
  });

  it('moves only what belonged to whoever leaves', () => {
    fc.assert(
      fc.property(fc.uuid(), people, fc.nat(), (response, candidates, n) => {
        const reader = readerOf(response, candidates, MONDAY);
        const leaver = candidates[n % Math.max(1, candidates.length)]?.id;
        const others = candidates.filter(({ id }) => id !== leaver);
        if (reader !== leaver) expect(readerOf(response, others, MONDAY)).toBe(reader);
      }),
    );
  });

  it('is fair: of two thousand answers each of five supervisors reads about four hundred', () => {
    const five = ['per_a', 'per_b', 'per_c', 'per_d', 'per_e'].map((id): Candidate => ({ id, role: 'supervisor', absence: null }));
    const counts = new Map<string | null, number>();
    for (let n = 0; n < 2_000; n++) {
      const reader = readerOf(`rsp_01jbs${n}`, five, MONDAY);
      counts.set(reader, (counts.get(reader) ?? 0) + 1);
    }
    expect(counts.size).toBe(5);
    // Four standard deviations of a fair draw.
    for (const count of counts.values()) expect(Math.abs(count - 400)).toBeLessThan(72);
  });
});

describe('what an answer is', () => {
  const { questions } = DEFAULT_SURVEY;
  const tenths: Question[] = [{ id: 'nps', kind: 'rating', min: 0, max: 10 }];

  it('is low when it asks for a supervisor, and satisfied from three quarters of its own scale on', () => {
    expect([1, 2, 3, 4, 5].map((score) => bandOf(questions, score, score < 3))).toEqual(['low', 'low', 'middle', 'satisfied', 'satisfied']);
    expect([6, 7, 8, 9].map((score) => bandOf(tenths, score, false))).toEqual(['middle', 'middle', 'satisfied', 'satisfied']);
    expect(bandOf(questions, 5, true)).toBe('low');
  });

  it('has words when something was written, not when it was ticked', () => {
    expect(isWorded(questions, { score: 1, sorted: 'no', call_me: 'yes', expected: 3 })).toBe(false);
    expect(isWorded(questions, { score: 1, comment: 'No.' })).toBe(true);
    expect(isWorded(questions, { score: 1, stop: 'Waiting.' })).toBe(true);
  });

  it('is worth a thank-you with the best score and something to go on with, or when it was easier than expected', () => {
    const worth = (answers: Record<string, number | string>, low = false) => worthThanks(questions, answers, low);
    expect(worth({ score: 5, continue: 'Leo’s patience.' })).toBe('kept');
    expect(worth({ score: 4, continue: 'Leo’s patience.' })).toBeUndefined();
    expect(worth({ score: 5 })).toBeUndefined();
    expect(worth({ score: 4, expected: 5, actual: 1 })).toBe('surprised');
    expect(worth({ score: 4, expected: 4, actual: 2 })).toBe('surprised');
    expect(worth({ score: 4, expected: 3, actual: 1 })).toBeUndefined();
    expect(worth({ score: 4, expected: 5 })).toBeUndefined();
    expect(worth({ score: 5, continue: 'Leo.', expected: 5, actual: 1 }, true)).toBeUndefined();
  });
});
