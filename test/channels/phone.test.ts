import { describe, expect, test } from 'vitest';
import { parsePhone } from '../../server/channels/phone.ts';

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
