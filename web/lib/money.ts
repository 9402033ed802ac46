import { createSignal } from 'solid-js';
import { moneyIn, minorUnits as read, sumsLike, typedSum } from '../../server/callbacks/rules.ts';

const [currency, setCurrency] = createSignal('EUR');

/** In which currency this company counts (ISO 4217); known with whoever is signed in. */
export { currency, setCurrency };

/** A sum in minor units, as it is written: `€120.00`; of what was recorded before, in the currency of that day. */
export const sum = (minor: number, code: string = currency()): string => moneyIn('en', minor, code);

/** The same as one would type it: `120`. */
export const typed = (minor: number): string => typedSum(minor, currency());

/** What was typed as a sum, in minor units; nothing when it is not one. */
export const minorUnits = (text: string): number | undefined => read(text, currency());

/** How sums are typed here: `120 or 49.90`. */
export const examples = (): string => sumsLike(currency());
