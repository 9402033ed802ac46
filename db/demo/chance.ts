/** Chance that falls the same every time: mulberry32 (Tommy Ettinger's public-domain generator of 32 bits). */
export function makeChance(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** Whether something of this probability happens. */
    happens: (probability: number): boolean => next() < probability,
    /** A whole number from `least` up to, but not including, `most`. */
    between: (least: number, most: number): number => least + Math.floor(next() * (most - least)),
    /** One of these. */
    oneOf: <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)]!,
    /** One of these names, each as often as its weight says. */
    weighted<K extends string>(weights: Record<K, number>): K {
      const names = Object.keys(weights) as K[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return names.at(-1)!;
    },
  };
}

export type Chance = ReturnType<typeof makeChance>;
