import type { CallWindow } from '../callbacks/rules.ts';
import { isCallable } from '../callbacks/rules-windows.ts';
import type { OpeningHours } from '../core/calendar.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';
import { instantOf, wallAt } from '../core/zone.ts';
import { namesTime } from './rules-call.ts';
import { lengthAt, phrasesOf, spoken } from './rules-phrases.ts';
import { type Token, tokensOf } from './rules-tokens.ts';
import { type Words, wordsOf } from './rules-words.ts';

/** A wish to be called at another time: the window that it surely means, if any, for whoever calls to agree to. */
export type TimeWish = { window: CallWindow | null };

/** Where and when a wish is read: the opening hours, and the clock on the customer's own wall. */
export type WishPlace = { language: string; hours: OpeningHours; zone: string; now: Instant };

/** The wish in a text that names a day or an hour; nothing in one that does not. */
export function wishIn(text: string, { language, hours, zone, now }: WishPlace): TimeWish | undefined {
  const [tokens, words] = [tokensOf(text), wordsOf(language)];
  if (!namesTime(tokens, words)) return undefined;
  const said = clockTimeIn(tokens, words);
  if (!said) return { window: null };
  const wall = wallAt(zone, now);
  const midnight = wall - (wall % DAY) + (said.tomorrow ? DAY : 0);
  // Of eight in the morning and eight in the evening, the one at which somebody works.
  const meant = said.times.flatMap((time) => {
    const from = instantOf(zone, midnight + time);
    const window = [HOUR, HOUR / 2].map((length) => ({ from, to: from + length })).find((one) => isCallable(hours, one, now));
    return window && from > now ? [window] : [];
  });
  return { window: meant.length === 1 ? meant[0]! : null };
}

type ClockTime = { times: readonly number[]; tomorrow: boolean };

const AM = phrasesOf('am');

/** Nobody means three in the night who does not say so. */
const isByDay = (hour: number): boolean => hour >= 8 && hour < 21;

/** The one time of the clock that is said, in all the ways it can be meant. Nothing when anything else is said, too: a negation, another day. */
function clockTimeIn(tokens: readonly Token[], words: Words): ClockTime | undefined {
  const said = spoken(tokens);
  const hours: string[] = [];
  let [tomorrow, am, pm] = [false, false, false];
  for (let at = 0; at < said.length; ) {
    const { kind, text } = said[at]!;
    if (kind === 'number') {
      hours.push(text);
      at++;
      continue;
    }
    const long = (...names: (keyof Omit<Words, 'numbers'>)[]) => Math.max(...names.map((name) => lengthAt(said, at, words[name])));
    const lengths = { tomorrow: long('tomorrow'), am: lengthAt(said, at, AM), pm: long('pm'), around: long('clock', 'polite', 'call') };
    const length = Math.max(...Object.values(lengths));
    if (length === 0 || long('times') > length) return undefined;
    tomorrow ||= lengths.tomorrow === length;
    am ||= lengths.am === length;
    pm ||= lengths.pm === length;
    at += length;
  }
  const found = hours.length === 1 ? /^([01]?\d|2[0-3])(?:[:.]([0-5]\d))?$/.exec(hours[0]!) : null;
  if (!found || (am && pm)) return undefined;
  const [hour, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  const [early, late] = [hour % 12, (hour % 12) + 12];
  const meant = hour > 12 || hour === 0 ? [hour] : am ? [early] : pm ? [late] : [early, late].filter(isByDay);
  return { times: meant.map((one) => one * HOUR + minutes * MINUTE), tomorrow };
}
