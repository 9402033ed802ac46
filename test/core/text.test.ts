import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWhole, moment, plainText, readBy } from '../../server/core/text.ts';

const problemIn = (
  schema: { safeParse(value: unknown): { success: boolean; error?: { issues: { message: string }[] } } },
  value: unknown,
) => {
  const result = schema.safeParse(value);
  return result.success ? undefined : result.error!.issues[0]!.message;
};

describe('A26 text as somebody typed it', () => {
  test('is kept sign for sign, whatever it is, when there is something in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const result = plainText(1_000).safeParse(text);
        const isKept = text.trim() !== '' && !text.includes('\0');
        expect(result.success).toBe(isKept);
        if (result.success) expect(result.data).toBe(text);
      }),
    );
  });

  test('is refused when a character of it is half or NUL, and only then', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(isWhole(text)).toBe(new TextDecoder().decode(bytes) === text.replace(/^\ufeff/, '') && !text.includes('\0'));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['', 'This is empty.'],
    [' \n\t\u00a0\u2003', 'This is empty.'],
    ['abcdef', 'This is longer than 5 characters.'],
    ['a\0', 'This has a character that is not text.'],
    ['\ud800', 'This has a character that is not text.'],
    [5, 'Send this as text.'],
    [null, 'Send this as text.'],
    [undefined, 'Send this as text.'],
    [['a'], 'Send this as text.'],
  ])('%j is refused: %s', (value, message) => expect(problemIn(plainText(5), value)).toBe(message));
});

describe('a moment in a body', () => {
  test('is an instant once it is read', () => expect(moment.parse('2026-11-21T09:30:00+01:00')).toBe(Date.UTC(2026, 10, 21, 8, 30)));
  test.each(['', 'tomorrow', '2026-11-21T09:30:00', 5, null, {}])('%j is refused with an example of one', (value) =>
    expect(problemIn(moment, value)).toContain('2026-11-21T09:30:00+01:00'),
  );
});

test('a reader’s own words become the refusal', () => {
  const even = readBy((text): { n: number } | { problem: string } =>
    Number(text) % 2 ? { problem: 'That is odd.' } : { n: Number(text) },
  );
  expect(even.parse('4')).toEqual({ n: 4 });
  expect([problemIn(even, '5'), problemIn(even, 4)]).toEqual(['That is odd.', 'Send this as text.']);
});
