import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectJson, pathOf } from '../../server/http/json.ts';

const refusalOf = (text: string) => {
  try {
    inspectJson(text);
  } catch (error) {
    const { code, detail } = error as { code: string; detail: { field?: string } };
    return { code, ...detail };
  }
  return undefined;
};

/** What JSON.parse makes of a text, or that it makes nothing of it. */
const parsed = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

describe('JSON', () => {
  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6, stringUnit: 'binary' }), (text) => {
        if (!refusalOf(text)) expect(inspectJson(text)).toEqual(JSON.parse(text));
        else expect(text, 'only such a name is refused').toMatch(/__proto__|u005f/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('that is none is refused by name, whatever it is, and never thrown over', () => {
    const broken = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '\0', '\u2028'))
      .map(([json, n, sign]) => {
        const at = n % (json.length + 1);
        return json.slice(0, at) + sign + json.slice(at + 1);
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: 'binary' })), (text) => {
        const refused = refusalOf(text);
        if (!parsed(text)) expect(['bad_json', 'invalid', 'too_large']).toContain(refused?.code);
        else if (refused) expect(refused.code, 'a name that is there twice').toBe('invalid');
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"b":{"c":1,"c":2}}', 'b.c'],
    ['[{"a":1},{"a":{"b":[0,{"x":1,"x":1}]}}]', '[1].a.b[1].x'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"":1,"":2}', 'body'],
    ['{"a":{"__proto__":1}}', 'a.__proto__'],
    ['{ "a" : [ ] , "b" : "," , "a" : null }', 'a'],
    ['{"a":"\\"","a":1}', 'a'],
    ['{"a":"\\\\","a":1}', 'a'],
    ['[[1,2,{"a":0,"a":0}]]', '[0][2].a'],
  ])('%s names the field that is there twice, or is none: %s', (text, field) =>
    expect(refusalOf(text)).toMatchObject({ code: 'invalid', field }),
  );

  test.each([
    '{"a":{"x":1},"b":{"x":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a"}',
    '{"a":["a","a"]}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '"a"',
    '{"a":{},"b":[],"c":""}',
  ])('%s has no field twice', (text) => expect(inspectJson(text)).toEqual(JSON.parse(text)));

  test.each([
    [32, undefined],
    [33, 'too_large'],
    [1_000_000, 'too_large'],
  ])('is %i levels deep: %s', (depth, code) => expect(refusalOf('['.repeat(depth) + ']'.repeat(depth))?.code).toBe(code));

  test('of five megabytes is looked through in no more than a moment', () => {
    const wide = `[${'{"a":"b"},'.repeat(500_000)}1]`;
    const names = `{${Array.from({ length: 200_000 }, (_, n) => `"name${n}":${n}`).join(',')}}`;
    for (const text of [wide, names, `"${'\\"'.repeat(2_000_000)}"`]) expect(refusalOf(text)).toBeUndefined();
  }, 10_000);
});

test.each([
  [[], 'body'],
  [['customer', 'email'], 'customer.email'],
  [['items', 3, 'endedAt'], 'items[3].endedAt'],
  [[0], '[0]'],
])('a place %j is written %s', (path, text) => expect(pathOf(path)).toBe(text));
