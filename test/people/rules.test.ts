import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authority, covers, foldName } from '../../server/people/rules.ts';

const power = fc.constantFrom('refund', 'exception', 'replace');
const amount = fc.nat(100_000);
const authority: fc.Arbitrary<Authority> = fc.record({ power, upTo: fc.option(amount) });

describe('who may say yes', () => {
  it.each([
    ['up to the amount, and to the amount itself', [{ power: 'refund', upTo: 5_000 }], 5_000, true],
    ['not to one cent more', [{ power: 'refund', upTo: 5_000 }], 5_001, false],
    ['to any amount when there is no limit', [{ power: 'refund', upTo: null }], Number.MAX_SAFE_INTEGER, true],
    ['not to something else', [{ power: 'exception', upTo: null }], 1, false],
    ['not to a power that only begins like it', [{ power: 'refunds', upTo: null }], 1, false],
    ['to nothing when they have no power', [], 0, false],
    [
      'by the larger of two limits',
      [
        { power: 'refund', upTo: 10 },
        { power: 'refund', upTo: 90 },
      ],
      50,
      true,
    ],
    ['to something that costs nothing, with a limit of nothing', [{ power: 'refund', upTo: 0 }], 0, true],
  ] as [string, Authority[], number, boolean][])('%s', (_, authorities, asked, may) => {
    expect(covers(authorities, 'refund', asked)).toBe(may);
  });

  it('whoever may say yes to an amount may say yes to less', () => {
    fc.assert(
      fc.property(fc.array(authority), power, amount, amount, (all, what, a, b) => {
        if (covers(all, what, Math.max(a, b))) expect(covers(all, what, Math.min(a, b))).toBe(true);
      }),
    );
  });

  it('nobody loses a power when they are given another one, and each counts by itself', () => {
    fc.assert(
      fc.property(fc.array(authority), authority, power, amount, (all, more, what, asked) => {
        expect(covers([...all, more], what, asked)).toBe(covers(all, what, asked) || covers([more], what, asked));
        expect(covers(all, what, asked)).toBe(all.some((one) => covers([one], what, asked)));
      }),
    );
  });
});

describe('the name of a team', () => {
  it.each([
    ['Billing', '  BILLING '],
    ['Customer Care', 'customer   care'],
    ['Reklamation Süd', 'reklamation süd'],
    ['Équipe', 'E\u0301quipe'],
    ['Care\u00a0North', 'care north'],
  ])('“%s” is the team “%s” too', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it('is the same however often it is folded, and in whichever case it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const folded = foldName(name);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(` ${name}\t`)).toBe(folded);
        expect(foldName(name.normalize('NFD'))).toBe(folded);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the case of its letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäöüéñ ]{1,20}$/), (name) => {
        expect(foldName(name.toUpperCase())).toBe(foldName(name));
      }),
    );
  });
});
