import fc from 'fast-check';
import full from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max';
import { describe, expect, test } from 'vitest';
import { parsePhone } from '../../server/channels/phone.ts';
import { COSTLY } from '../../server/channels/phone-costly.ts';

describe('A15 a telephone number', () => {
  test.each([
    ['(415) 555-0100', 'US', '+14155550100'],
    ['+1 415 555 0100', undefined, '+14155550100'],
    [' +44 20 7946 0958 ', 'US', '+442079460958'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['0044 20 7946 0958', 'DE', '+442079460958'],
    ['0044 20 7946 0958', 'gb', '+442079460958'],
    ['٤١٥٥٥٥٠١٠٠', 'US', '+14155550100'],
  ])('%s, dialled in %s, is %s', (typed, region, e164) => expect(parsePhone(typed, region)).toBe(e164));

  test.each([
    ['without a country', '(415) 555-0100', undefined],
    ['with the prefix of another country', '0044 20 7946 0958', undefined],
    ['with a prefix that its own country does not use', '0044 20 7946 0958', 'US'],
    ['in a country that is none', '(415) 555-0100', 'XX'],
    ['in no country at all', '(415) 555-0100', ''],
    ['with an extension', '+1 415 555 0100 x12', 'US'],
    ['with an extension, the other way', '+1 415 555 0100;ext=5', 'US'],
    ['for emergencies', '911', 'US'],
    ['that is a short code', '62020', 'US'],
    ['that is a helpline', '116123', 'GB'],
    ['at premium rate in America', '+1 900 555 0100', 'US'],
    ['at premium rate in Britain', '+44 909 879 0000', undefined],
    ['at premium rate in Germany', '+49 900 1234567', undefined],
    ['of zeros', '0000000000', 'US'],
    ['of zeros with a country', '+1 000 000 0000', 'US'],
    ['of a country that is none', '+999 123456789', undefined],
    ['inside a sentence', 'call +1 415 555 0100', 'US'],
    ['that is two', '415 555 0100 / 415 555 0101', 'US'],
    ['in letters', '1-800-FLOWERS', 'US'],
    ['that is empty', '', 'US'],
    ['of a thousand digits', '1'.repeat(1_000), 'US'],
    ['with a line break', '+1 415\r\n555 0100x\n', 'US'],
  ])('%s is none', (_what, typed, region) => expect(parsePhone(typed, region)).toBeUndefined());
});

describe('what costs the caller more', () => {
  const places = { ...metadata.countries, ...metadata.nonGeographic } as unknown as Record<string, unknown[]>;

  test('is all that the installed table knows of it', () => {
    const pattern = (of: unknown) => (Array.isArray(of) ? of[0] : of) || undefined;
    const known = Object.entries(places).flatMap(([place, { 11: kinds }]) => {
      const costly = Array.isArray(kinds) ? [pattern(kinds[3]), pattern(kinds[9])].filter((one) => one !== undefined) : [];
      return costly.length ? [[place, costly.join('|')]] : [];
    });
    expect(COSTLY).toEqual(Object.fromEntries(known));
  });

  test('is told as the full table tells it, wherever that knows the number', () => {
    const codes = Object.values(places).map((place) => String(place[0]));
    const national = fc.stringMatching(/^[1-9][0-9]{5,10}$/);
    let costly = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...new Set(codes)),
        fc.oneof(
          national,
          national.map((digits) => `90${digits.slice(1)}`),
        ),
        (code, digits) => {
          const known = full(`+${code}${digits}`);
          const type = known?.getType();
          if (type === undefined) return;
          const expected = type === 'PREMIUM_RATE' || type === 'SHARED_COST' ? undefined : known!.number;
          if (expected === undefined) costly += 1;
          expect(parsePhone(`+${code}${digits}`)).toBe(expected);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(costly).toBeGreaterThan(20);
  });
});
