import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTheirWords } from '../../server/links/pages-parts.tsx';
import { DEFAULT_POLICY } from '../../server/people/policy.ts';
import { causeOf, firstWordsOf, LONGEST_ANSWER, maskSecrets, readAnswers, sameAnswers } from '../../server/responses/rules.ts';
import { type Answers, DEFAULT_SURVEY, type Question } from '../../server/surveys/rules.ts';
import { spokenIn } from '../../server/words/words.ts';

const { questions } = DEFAULT_SURVEY;
const ids = questions.map((question) => question.id);
const policy = { ...DEFAULT_POLICY, callWords: ['lawyer', 'ombudsman'] };

const scale = (min: number, max: number): Question[] => [
  { id: 'score', kind: 'rating', text: 'How was it?', min, max, low: 'bad', high: 'good' },
];

describe('what is read from a form', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((one) => one.trim() !== '' && !one.includes('\0'));
  const sound = fc.record(
    {
      score: fc.integer({ min: 1, max: 5 }).map(String),
      sorted: fc.constantFrom('yes', 'partly', 'no'),
      comment: text,
      stop: text,
      start: text,
      continue: text,
      call_me: fc.constant('yes'),
    },
    { requiredKeys: ['score'] },
  ) as fc.Arbitrary<Record<string, string>>;

  it('is what was typed, whatever else is left empty', () => {
    fc.assert(
      fc.property(sound, fc.subarray(ids), (form, empty) => {
        const blanks = Object.fromEntries(empty.filter((id) => !(id in form)).map((id) => [id, ' ']));
        const answers = readAnswers(questions, { ...form, ...blanks }) as Answers;
        expect(Object.keys(answers).sort()).toEqual(Object.keys(form).sort());
        for (const [id, value] of Object.entries(form)) expect(String(answers[id])).toBe(value.trim());
        expect(typeof answers.score).toBe('number');
        expect(sameAnswers(answers, readAnswers(questions, form) as Answers)).toBe(true);
      }),
    );
  });

  it('F09 is refused with the name of the field, or holds nothing but sound answers', () => {
    const any = fc.dictionary(
      fc.oneof(fc.constantFrom(...ids, '__proto__', 'constructor', 'toString'), fc.string()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String), fc.constantFrom('yes', 'no', '1e0', '0x1', '５', '-1', ' 3 ')),
    );
    fc.assert(
      fc.property(any, (form) => {
        const read = readAnswers(questions, form);
        if (Array.isArray(read)) {
          expect(read.length).toBeGreaterThan(0);
          for (const problem of read) {
            expect([...Object.keys(form), 'score']).toContain(problem.field);
            expect(inTheirWords(spokenIn('en').words, problem).message).toMatch(/^[A-Z].*\.$/);
          }
          return;
        }
        expect(ids).toEqual(expect.arrayContaining(Object.keys(read)));
        expect([1, 2, 3, 4, 5]).toContain(read.score);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a score above the scale', { score: '6' }, 'score'],
    ['a score below the scale', { score: '0' }, 'score'],
    ['half a score', { score: '2.5' }, 'score'],
    ['a score in words', { score: 'two' }, 'score'],
    ['a score with an exponent', { score: '1e0' }, 'score'],
    ['a negative score', { score: '-1' }, 'score'],
    ['no score', { comment: 'Hello.' }, 'score'],
    ['an empty score', { score: '  ' }, 'score'],
    ['something between yes and no', { score: '1', sorted: 'maybe' }, 'sorted'],
    ['an untidy tick', { score: '1', call_me: 'no' }, 'call_me'],
    ['more than can be read', { score: '1', comment: 'x'.repeat(LONGEST_ANSWER + 1) }, 'comment'],
    ['a character that ends texts', { score: '1', comment: 'a\0b' }, 'comment'],
    ['half a character', { score: '1', stop: 'a\ud83d' }, 'stop'],
    ['what was not asked', { score: '1', customerId: 'cus_1' }, 'customerId'],
    ['a name that every object has', { score: '1', constructor: 'x' }, 'constructor'],
  ] as [string, Record<string, string>, string][])('F09 %s is refused at its field', (_, form, field) => {
    expect(readAnswers(questions, form)).toMatchObject([{ field }]);
  });

  it('may be as long as can be read', () => {
    expect(readAnswers(questions, { score: '1', comment: 'x'.repeat(LONGEST_ANSWER) })).toMatchObject({ score: 1 });
  });
});

describe('whom an answer puts on the phone', () => {
  it.each([
    [1, 5, 3, 2, 3],
    [0, 10, 7, 6, 7],
    [1, 2, 2, 1, 2],
    [1, 5, 1, null, 1],
    [1, 5, 6, 5, null],
  ])('G02 on a scale from %i to %i with the threshold %i: %s calls, %s does not', (min, max, threshold, below, at) => {
    const cause = (score: number) => causeOf(scale(min, max), { score }, { ...policy, threshold });
    if (below !== null) expect(cause(below)).toBe('low_score');
    if (at !== null) expect(cause(at)).toBeUndefined();
    for (let score = min; score <= max; score++) expect(cause(score) === 'low_score').toBe(score < threshold);
  });

  it.each([
    ['G06 who asks for a supervisor, with the best score', { score: 5, call_me: 'yes' }, 'asked'],
    ['G08 whose problem is not sorted, with the best score', { score: 5, sorted: 'no' }, 'unsorted'],
    ['whose problem is partly sorted: nobody', { score: 5, sorted: 'partly' }, undefined],
    ['G07 who writes a word that the team listens for', { score: 5, comment: 'I shall ask my LAWYER.' }, 'word_rule'],
    ['G07 who says that they need none (a false alarm is cheap)', { score: 5, stop: 'No lawyer needed!' }, 'word_rule'],
    ['G07 who writes a longer word: nobody', { score: 5, comment: 'The lawyers of the ombudsmann.' }, undefined],
    ['G07 who writes the word after a longer one', { score: 5, comment: 'lawyers, lawyerly — lawyer' }, 'word_rule'],
    ['G07 whose words only meet across two answers: nobody', { score: 5, stop: 'law', start: 'yer' }, undefined],
    ['the strongest reason first', { score: 1, call_me: 'yes', sorted: 'no', comment: 'lawyer' }, 'low_score'],
    ['asking before not sorted', { score: 4, call_me: 'yes', sorted: 'no' }, 'asked'],
    ['who is content: nobody', { score: 5, sorted: 'yes', comment: 'Thank you.' }, undefined],
  ] as [string, Answers, string | undefined][])('%s', (_, answers, cause) => {
    expect(causeOf(questions, answers, policy)).toBe(cause);
  });

  it('G07 hears a word however its accents are written, and in the longest of texts', () => {
    const listens = { ...policy, callWords: ['réclamation', 'no'] };
    expect(causeOf(questions, { score: 5, comment: 'Ma re\u0301clamation' }, listens)).toBe('word_rule');
    const long = { comment: 'no'.repeat(2_500), stop: 'no'.repeat(2_500), start: 'no'.repeat(2_500), continue: 'no'.repeat(2_500) };
    expect(causeOf(questions, { score: 5, ...long }, listens)).toBeUndefined();
    expect(causeOf(questions, { score: 5, ...long, continue: `${'no'.repeat(2_000)} no` }, listens)).toBe('word_rule');
  });
});

describe('the words that a list shows', () => {
  it('are the comment, else the first statement, at most 140 characters of it', () => {
    expect(firstWordsOf(questions, { score: 1, stop: 'Queues.', comment: 'Charged twice.' })).toBe('Charged twice.');
    expect(firstWordsOf(questions, { score: 1, start: 'Answering.' })).toBe('Answering.');
    expect(firstWordsOf(questions, { score: 1 })).toBeNull();
    expect(firstWordsOf(questions, { score: 1, comment: 'x'.repeat(200) })).toHaveLength(140);
  });

  it('never end in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 100, maxLength: 400 }), (comment) => {
        expect(firstWordsOf(questions, { score: 1, comment: `${'x'.repeat(100)}${comment}` })).not.toMatch(/\p{Surrogate}/u);
      }),
    );
    expect(firstWordsOf(questions, { score: 1, comment: `${'x'.repeat(139)}😀` })).not.toMatch(/\p{Surrogate}/u);
  });

  it('F18 hide secrets before they are cut short', () => {
    const card = `${'x'.repeat(130)} 4111 1111 1111 1111`;
    expect(firstWordsOf(questions, { score: 1, comment: card })).not.toMatch(/4111/);
  });
});

/** A number that passes the check of cards, of so many digits. */
const cardOf = (digits: readonly number[]): string => {
  const sum = (last: number) =>
    [...digits, last].reverse().reduce((total, digit, i) => {
      const value = i % 2 ? digit * 2 : digit;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return [...digits, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((last) => sum(last) % 10 === 0)!].join('');
};
const card = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 18 }).map(cardOf);

describe('F18 what people should not have typed', () => {
  it.each([
    ['a card', 'My card is 4111111111111111, charge it.', 'My card is •••• 1111, charge it.'],
    ['a card in groups', '4111 1111 1111 1111', '•••• 1111'],
    ['a card with dashes', '4111-1111-1111-1111', '•••• 1111'],
    ['a card with dots', '4111.1111.1111.1111', '•••• 1111'],
    ['a card with hard spaces', '4111\u00a01111\u00a01111\u00a01111', '•••• 1111'],
    ['a card of 15 digits', '3782 822463 10005', '•••• 0005'],
    ['a card with its date behind it', '4111 1111 1111 1111 12/27 123', '•••• 1111 12/27 123'],
    ['a card with a number before it', 'order 17 4111 1111 1111 1111', 'order 17 •••• 1111'],
    ['a password', 'My password is hunter2.', 'My password is ••••'],
    ['a password after a colon', 'Password: hunter2', 'Password: ••••'],
    ['a password after both', 'my password is: hunter2', 'my password is: ••••'],
    ['a password in German', 'Mein Passwort ist geheim!', 'Mein Passwort ist ••••'],
    ['a password in French', 'Le mot de passe est secret', 'Le mot de passe est ••••'],
    ['a password in Spanish', 'La contraseña es secreta', 'La contraseña es ••••'],
    ['a PIN', 'the PIN is 1234 as always', 'the PIN is •••• as always'],
    ['a PIN without more words', 'pin 1234', 'pin ••••'],
  ])('%s is hidden', (_, typed, shown) => {
    expect(maskSecrets(typed)).toBe(shown);
  });

  it.each([
    ['an order', 'Order 4111111111111112 is late.'],
    ['a telephone', '+49 30 901820'],
    ['a date', '2026-03-02 09:00:00'],
    ['a pin that holds', 'The pin is broken, and so is the pinboard.'],
    ['a password without one', 'I forgot my password, twice.'],
    ['an opinion', 'It was all right.'],
  ])('%s is left as it is', (_, typed) => {
    expect(maskSecrets(typed)).toBe(typed);
  });

  it('every card is hidden, whatever is said around it and however it is grouped', () => {
    const around = fc.stringMatching(/^[a-z ,.!]{0,20}$/);
    const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0');
    fc.assert(
      fc.property(card, separator, around, around, (number, between, before, after) => {
        const typed = `${before}: ${number.match(/.{1,4}/g)!.join(between)} ;${after}`;
        expect(maskSecrets(typed).replaceAll(/\D/g, '')).toBe(number.slice(-4));
      }),
    );
  });

  it('what was hidden once is not changed again, and words without digits or passwords never', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(maskSecrets(maskSecrets(typed))).toBe(maskSecrets(typed));
        if (!/\d|pass|pin|contra/i.test(typed)) expect(maskSecrets(typed)).toBe(typed);
      }),
    );
  });
});
