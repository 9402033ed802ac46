import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Reading, readText } from '../../server/texts/rules.ts';
import { LANGUAGES } from '../../server/texts/rules-words.ts';
import { REPLIES, type Reply } from './replies.ts';
import { LATER } from './replies-later.ts';

const FIVE = { min: 1, max: 5 };

const asIs = (reading: Reading) =>
  reading.kind === 'score'
    ? { score: reading.score, comment: reading.comment, call: reading.call }
    : { kind: reading.kind === 'unclear' ? 'ask' : reading.kind };

/** Every reply that was read differently from what a careful human makes of it. */
const misread = (replies: readonly Reply[]) =>
  replies
    .map(({ expected, ...reply }) => ({ reply, expected, got: asIs(readText(reply.text, reply)) }))
    .filter(({ expected, got }) => JSON.stringify(expected) !== JSON.stringify(got));

const wrongScores = (found: ReturnType<typeof misread>) =>
  found.filter(({ expected, got }) => 'score' in got && !('score' in expected && expected.score === got.score));

describe('what people answer', () => {
  it('is in every language at least 20 times, and 400 times in all', () => {
    for (const language of LANGUAGES) expect(REPLIES.filter((reply) => reply.language === language).length).toBeGreaterThanOrEqual(20);
    expect(REPLIES.length).toBeGreaterThanOrEqual(400);
    expect(LANGUAGES).toHaveLength(13);
  });

  it.each([
    ['the list that came before the reader', REPLIES],
    ['the list that came after it', LATER],
  ])('is read as a careful human would: %s', (_, replies) => {
    const found = misread(replies);
    expect(wrongScores(found)).toEqual([]);
    expect(found.length / replies.length, JSON.stringify(found, null, 1)).toBeLessThanOrEqual(0.02);
  });

  it('never ends in a wrong opt-out, and never misses one', () => {
    const stops = [...REPLIES, ...LATER].filter(({ expected }) => 'kind' in expected && expected.kind === 'stop');
    expect(misread(stops)).toEqual([]);
    const taken = misread([...REPLIES, ...LATER]).filter(({ got }) => 'kind' in got && got.kind === 'stop');
    expect(taken).toEqual([]);
  });
});

describe('what the provider recognised', () => {
  const said = (body: string, optOutType: 'STOP' | 'START' | 'HELP', asked: 'score' | 'fixed' = 'score') =>
    readText(body, { language: 'en', scale: FIVE, asked, optOutType });

  it('is a STOP whatever the words are, and already answered (E10)', () => {
    expect(said('ARRET', 'STOP')).toEqual({ kind: 'stop', answered: true, words: 'ARRET' });
    expect(said('5', 'STOP')).toMatchObject({ kind: 'stop', answered: true });
  });

  it('is HELP, never an answer (E12)', () => expect(said('4', 'HELP')).toMatchObject({ kind: 'help', answered: true }));

  it('is START, but a YES to "is it fixed?" stays a yes (E11)', () => {
    expect(said('yes', 'START')).toMatchObject({ kind: 'start', answered: true });
    expect(said('yes', 'START', 'fixed')).toMatchObject({ kind: 'fixed' });
    expect(said('START', 'START', 'fixed')).toMatchObject({ kind: 'start' });
  });
});

const DIGITS = ['0123456789', '０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९', '๐๑๒๓๔๕๖๗๘๙', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'].map((row) => [
  ...row,
]);
const language = fc.constantFrom(...LANGUAGES);
const asked = fc.constantFrom('score', 'fixed', 'when', 'nothing' as const);
const digits = (value: number, script: string[]) => [...String(value)].map((digit) => script[Number(digit)]).join('');
const around = fc.array(fc.constantFrom(...' \t\n.,!?;:…"()[]*_~。！、，？؟،।«»“”–—'), { maxLength: 3 }).map((signs) => signs.join(''));

describe('what looked like a score, and was none', () => {
  // Each was read as a score once.
  it.each([
    ['en', "5 I don't think so"],
    ['en', '5 - NOT!'],
    ['en', '5 never'],
    ['en', '4 your information I am leaving'],
    ['en', '4 the love of god call me'],
    ['de', '2 der Pakete fehlen'],
    ['es', 'un 5 no'],
  ])('%s: %s', (language, body) => {
    expect(readText(body, { language, scale: FIVE, asked: 'score' }).kind).not.toBe('score');
  });

  it('and a STOP beside a score is a STOP', () => {
    for (const body of ['2 STOP', 'STOP 2', '2. stop texting me'])
      expect(readText(body, { language: 'en', scale: FIVE, asked: 'score' })).toEqual({ kind: 'stop', answered: false, words: body });
  });
});

describe('whatever is texted', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...REPLIES.flatMap((reply) => reply.text.split(' '))), { maxLength: 30 }).map((words) => words.join(' ')),
  );

  it('is read as something, without an error', () => {
    fc.assert(
      fc.property(text, language, asked, (body, from, what) => {
        const reading = readText(body, { language: from, scale: FIVE, asked: what });
        if (reading.kind === 'score') expect([1, 2, 3, 4, 5]).toContain(reading.score);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the score when it is a number on the scale, in any script, whatever marks are around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 }),
        fc.constantFrom(...DIGITS),
        around,
        around,
        language,
        asked,
        (score, script, before, after, from, what) => {
          // Two stars around a number are a rating of their own.
          fc.pre(!/\*\s*\*/.test(before + after));
          const body = `${before}${digits(score, script)}${after}`;
          expect(readText(body, { language: from, scale: { min: 0, max: 10 }, asked: what }), body).toMatchObject({
            kind: 'score',
            score,
            comment: '',
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is no score when the number is off the scale', () => {
    const off = fc.integer({ min: -1_000, max: 1_000_000 }).filter((value) => value < 1 || value > 5);
    fc.assert(
      fc.property(off, fc.constantFrom(...DIGITS), around, around, language, asked, (value, script, before, after, from, what) => {
        fc.pre(!/\*\s*\*/.test(before + after));
        const body = `${before}${value < 0 ? '-' : ''}${digits(Math.abs(value), script)}${after}`;
        expect(readText(body, { language: from, scale: FIVE, asked: what }).kind, body).not.toBe('score');
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every word that came with the score', () => {
    const sentences = REPLIES.filter(({ expected }) => 'comment' in expected && expected.comment !== '').map(
      ({ expected }) => (expected as { comment: string }).comment,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(' - ', ', ', '. ', '\n', '! '),
        fc.constantFrom(...sentences),
        language,
        (score, joint, words, from) => {
          const reading = readText(`${score}${joint}${words}`, { language: from, scale: FIVE, asked: 'score' });
          if (reading.kind === 'score') expect(reading).toMatchObject({ score, comment: words });
          else expect(reading.words).toContain(words);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
