/** How the people behind a callback behave. The file does not say; it is drawn from the id of the contact, the same each time. */
export type Temper = {
  /** Says "still broken" once, and confirms the second fix. */
  contests: boolean;
  /** Says nothing until the wait is over. */
  silent: boolean;
  /** Silent, but confirms in the end. */
  late: boolean;
  /** Does not pick up the first time. */
  hardToReach: boolean;
  /** Is promised something, and the promise is kept. */
  promised: boolean;
};

export function temperOf(externalId: string): Temper {
  const [say, late, reach, promise] = ['say', 'late', 'reach', 'promise'].map((what) => die(`${what}:${externalId}`)) as [
    number,
    number,
    number,
    number,
  ];
  const silent = say >= 12 && say < 27;
  return { contests: say < 12, silent, late: silent && late < 20, hardToReach: reach < 30, promised: promise < 25 };
}

/** 0 to 99, the same for the same text. (Not the die of the product, which must not be checked by itself.) */
export function die(text: string): number {
  let mix = 7;
  for (const sign of text) mix = (mix * 31 + sign.codePointAt(0)!) % 1_000_003;
  return (mix * 7919) % 100;
}
