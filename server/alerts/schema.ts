import * as z from 'zod';

const number = z.int('A whole number.').nonnegative('At least 0.');

export const read = z.union([
  z.strictObject({ alert: number.describe('This one is read.') }),
  z.strictObject({ upTo: number.describe('Everything up to this one is read.') }),
]);
