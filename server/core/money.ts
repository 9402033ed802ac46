/** A currency that this machine can write (ISO 4217). */
export const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);

/** What people pay with where a company has its numbers; the dollar where we do not know. */
export const currencyOf = (region: string): string =>
  Object.entries(REGIONS).find(([, regions]) => regions.split(' ').includes(region))?.[0] ?? 'USD';

const REGIONS = {
  EUR: 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK',
  ...{ GBP: 'GB', CHF: 'CH LI', SEK: 'SE', NOK: 'NO', DKK: 'DK', PLN: 'PL', CZK: 'CZ', TRY: 'TR', JPY: 'JP', CNY: 'CN', INR: 'IN' },
  ...{ CAD: 'CA', AUD: 'AU', NZD: 'NZ', BRL: 'BR', MXN: 'MX', AED: 'AE', SAR: 'SA', EGP: 'EG', ZAR: 'ZA' },
};

/** A sum in minor units as it is written in a language (BCP 47): `€120.00`. A currency without minor units, like the yen, has no point. */
export const moneyIn = (tag: string, minor: number, currency: string): string => {
  const format = formatOf(tag, currency);
  return format.format(minor / 10 ** digitsOf(format));
};

/** A sum as one types it: `49.90`, `120`. */
export function typedSum(minor: number, currency: string): string {
  const digits = digitsOf(formatOf('en', currency));
  const text = (minor / 10 ** digits).toFixed(digits);
  return text.replace(/\.0+$/, '');
}

/** Two sums as one types them in this currency: `120 or 49.90`. */
export function sumsLike(currency: string): string {
  const unit = 10 ** digitsOf(formatOf('en', currency));
  return `${typedSum(120 * unit, currency)} or ${typedSum(unit === 1 ? 4_990 : 49.9 * unit, currency)}`;
}

/** What becomes of a limit when the company counts in another currency: the number stays as it is written, rounded down where it must be. */
export function limitIn(minor: number, from: string, to: string): number {
  const digits = digitsOf(formatOf('en', to)) - digitsOf(formatOf('en', from));
  return Math.floor(digits < 0 ? minor / 10 ** -digits : minor * 10 ** digits);
}

/** What was typed as a sum, in minor units; nothing is 0, and what is no sum of this currency is `undefined`. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const digits = digitsOf(formatOf('en', currency));
  const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim()) ?? [];
  if (typed.trim() === '') return 0;
  return whole === undefined || part.length > digits ? undefined : Number(whole + part.padEnd(digits, '0'));
}

const digitsOf = (format: Intl.NumberFormat): number => format.resolvedOptions().maximumFractionDigits ?? 2;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(tag, { style: 'currency', currency });
  if (formats.size > 200) formats.clear();
  formats.set(key, known);
  return known;
}
