// Not `/min`: its table does not know every country's premium numbers (measured: +49 900 …), and calling back one costs the caller.
// 65 kB instead of 44 kB (gzip), so import this file lazily: `await import('../channels/phone.ts')`.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const COSTLY = new Set(['PREMIUM_RATE', 'SHARED_COST']);

/**
 * A telephone number as E.164 (`+14155550100`), read as it is dialled in `region` (ISO 3166, `US`) unless it begins with `+`.
 * Gives `undefined`, never a guess, for numbers without a country, with an extension (no text reaches it), short codes,
 * premium and shared-cost numbers, and digits that no country hands out.
 */
export function parsePhone(text: string, region?: string): string | undefined {
  const country = region?.toUpperCase();
  if (country !== undefined && !isSupportedCountry(country)) return undefined;
  const number = parsePhoneNumberFromString(text.trim(), { extract: false, ...(country ? { defaultCountry: country } : {}) });
  if (!number?.isValid() || number.ext) return undefined;
  return COSTLY.has(number.getType() ?? '') ? undefined : number.number;
}
