import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, randomText, sameText, secretsFrom } from '../../server/core/secrets.ts';

const SECRET = 'a secret that only this test has';

describe('what only this installation can compute', () => {
  test('a token is the first 160 bits of the HMAC of what it is for, the same every time', async () => {
    const token = await secretsFrom(SECRET).token('survey', 'inv_1');
    expect(token).toBe(createHmac('sha256', SECRET).update('link\nsurvey\ninv_1').digest().subarray(0, 20).toString('base64url'));
    expect(token).toHaveLength(27);
    expect(await secretsFrom(SECRET).token('survey', 'inv_1')).toBe(token);
  });

  test('a proof is the first 128 bits of another HMAC: it is no token, and a token is no proof', async () => {
    const { proof, token } = secretsFrom(SECRET);
    expect(await proof('x')).toBe(createHmac('sha256', SECRET).update('form\nx').digest().subarray(0, 16).toString('base64url'));
    expect(await token('form', 'x')).not.toContain(await proof('x'));
  });

  test('differs for every purpose, every subject and every secret', async () => {
    const [one, other] = [secretsFrom(SECRET), secretsFrom(`${SECRET}.`)];
    const tokens = await Promise.all([
      one.token('survey', 'a'),
      one.token('case', 'a'),
      one.token('survey', 'b'),
      other.token('survey', 'a'),
    ]);
    expect(new Set(tokens).size).toBe(4);
  });

  test('needs a secret of 32 characters', () => {
    expect(() => secretsFrom('x'.repeat(31))).toThrow('at least 32 characters');
    expect(() => secretsFrom('x'.repeat(32))).not.toThrow();
  });

  // RFC 4231 section 4.3 has a short key, which is refused here; this is its message under a key of 32 signs, computed by OpenSSL.
  test('agrees with a vector that was computed elsewhere', async () => {
    const mac = await secretsFrom('0123456789abcdef0123456789abcdef').token('survey', 'what do ya want for nothing?');
    expect(mac).toBe(VECTOR);
  });
});

const VECTOR = 'FMdbOfzZQ9f8OMkxxsM8j6Bnkow';

describe('a hash', () => {
  test.each([
    ['', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'],
    ['abc', 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0'],
  ])('of %j is the one that FIPS 180-4 has', async (text, hash) => expect(await hashOf(text)).toBe(hash));

  test('is that of node:crypto, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await hashOf(text)).toBe(createHash('sha256').update(text).digest('base64url'));
      }),
    );
  });
});

test('random texts are as long as they should be, and never the same', () => {
  const texts = Array.from({ length: 1_000 }, () => randomText(24));
  expect(new Set(texts).size).toBe(1_000);
  for (const text of texts) expect(text).toMatch(/^[\w-]{32}$/);
});

describe('two texts are compared', () => {
  test.each([
    ['', '', true],
    ['a', 'a', true],
    ['a', '', false],
    ['', 'a', false],
    ['a', 'b', false],
    ['ab', 'a', false],
    ['a', 'aa', false],
    ['aa', 'a', false],
    ['abab', 'ab', false],
    ['\0', '', false],
    ['', '\0', false],
    ['a\0', 'a', false],
    ['é', 'e\u0301', false],
    ['😀', '😀', true],
    ['😀', '😁', false],
  ])('%j and %j: %s', (a, b, same) => expect(sameText(a, b)).toBe(same));

  test('as === compares them', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => sameText(a, b) === (a === b) && sameText(a, a)),
      { numRuns: 2_000 },
    );
  });
});
