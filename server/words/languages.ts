import type { Instant } from '../core/time.ts';

/** The languages that customers are spoken to, each under its own name. */
export const LANGUAGES = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  pt: 'Português',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  tr: 'Türkçe',
  ar: 'العربية',
  hi: 'हिन्दी',
  ja: '日本語',
  zh: '简体中文',
} as const;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text);

/** A language, and the tag by which times and numbers are written in it (BCP 47): `pt-BR` is written differently from `pt-PT`. */
export type Tongue = { language: Language; tag: string };

const ENGLISH: Tongue = { language: 'en', tag: 'en-GB' };

/** The first of these wishes that we speak: a locale as a source or a browser names it (`de-CH`, `zh_Hans`). English when we speak none. */
export function tongueOf(...wishes: readonly (string | null | undefined)[]): Tongue {
  for (const wish of wishes) {
    const tag = wish?.trim().replaceAll('_', '-');
    const language = tag?.split('-')[0]?.toLowerCase() ?? '';
    if (isLanguage(language))
      return { language, tag: tag && isTag(tag) && tag.length > 2 ? tag : language === 'en' ? ENGLISH.tag : language };
  }
  return ENGLISH;
}

/** The languages that a browser asks for, the dearest first (RFC 9110, 12.5.4). */
export const acceptedIn = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A moment on somebody's wall: day and time, and the name of the zone only where it is asked for. */
export const momentIn = ({ tag }: Tongue, at: Instant, zone: string): string =>
  format(tag, zone, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(at);

/** From one moment to a later one: the day is said once when it is the same. */
export const spanIn = ({ tag }: Tongue, from: Instant, to: Instant, zone: string): string =>
  format(tag, zone, { weekday: 'short', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }).formatRange(from, to);

/** What people there call the time on their wall: `Central European Time`; a zone that has no name of its own as it is. */
export function zoneNameIn({ tag }: Tongue, at: Instant, zone: string): string {
  if (/^(UTC|GMT|Etc\/)/.test(zone)) return zone;
  const name = format(tag, zone, { timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return name ?? zone;
}

// To make a format costs as much as to use it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(tag: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([tag, timeZone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone });
  if (formats.size > 200) formats.clear();
  formats.set(key, known);
  return known;
}

/** `one` or `other` and their kin, as the language counts (Unicode CLDR plural rules). */
export const counted = ({ tag }: Tongue, count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string =>
  (forms[new Intl.PluralRules(tag).select(count)] ?? forms.other).replace('#', new Intl.NumberFormat(tag).format(count));
