// The small table does not know every country's premium numbers (measured: +49 900 …), and calling back one costs the caller: those come
// with us, in 2 kB instead of the 20 of the full table. Import this file lazily: `await import('../channels/phone.ts')`.
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { COSTLY } from './phone-costly.ts';

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
  return isCostly(number) ? undefined : number.number;
}

function isCostly(number: PhoneNumber): boolean {
  const places = number.country ? [number.country] : [number.countryCallingCode, ...number.getPossibleCountries()];
  return places.some((place) => COSTLY[place] !== undefined && new RegExp(`^(?:${COSTLY[place]})$`).test(number.nationalNumber));
}
