import { currency, examples, minorUnits, sum } from '../../../lib/money.ts';
import { Problem } from '../../../lib/problem.ts';
import { Line } from '../../../ui/fields.tsx';

/** A power of the authority map, as it is read: `goodwill gesture`. */
export const powerWords = (power: string): string => power.replaceAll('_', ' ');

/** `up to €900.00`. */
export const limitOf = (upTo: number | null): string => (upTo === null ? 'without limit' : `up to ${sum(upTo)}`);

/** How much money it is about. */
export const Amount = () => (
  <Line name="amount" label="How much, if it is about money" hint={`In ${currency()}, like ${examples()}.`} inputmode="decimal" />
);

/** What was typed there, in minor units; nothing typed is nothing of money. */
export function amountOf(typed: string | undefined): { amount: number; currency: string } {
  const amount = minorUnits(typed ?? '');
  if (amount === undefined)
    throw new Problem({ status: 422, code: 'invalid', message: `Write a sum like ${examples()}.`, field: 'amount' });
  return { amount, currency: currency() };
}

/** What was written one on each line. */
export const linesOf = (text: string | undefined): string[] => (text ?? '').split('\n').flatMap((line) => line.trim() || []);
