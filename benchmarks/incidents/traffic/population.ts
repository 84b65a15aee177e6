import type { Random } from './random.js';

/** Somebody who is answered again and again. */
export interface Unit {
  readonly id: string;
  readonly region: string;
  readonly tier: string;
  /** Where it falls when traffic is divided by unit, in [0, 1). */
  readonly place: number;
  /** What the model does not know of it, on the logit scale. */
  readonly leaning: number;
}

/** Units drawn by Zipf's law with exponent 1.1. */
export class Population {
  readonly units: readonly Unit[];
  private readonly cumulative: Float64Array;

  constructor(
    random: Random,
    of: { readonly size: number; readonly regions: readonly string[]; readonly tiers: readonly string[] },
  ) {
    this.units = Array.from({ length: of.size }, (_, i) => {
      // Beta(2, 2) propensities about one half: leanings between about −1 and 1 of a logit.
      const propensity = random.beta(2, 2);
      return {
        id: `u${i}`,
        region: of.regions[i % of.regions.length]!,
        tier: random.pick(of.tiers),
        place: random.uniform(),
        leaning: Math.log(propensity / (1 - propensity)) / 3,
      };
    });
    this.cumulative = new Float64Array(of.size);
    let sum = 0;
    for (let i = 0; i < of.size; i += 1) this.cumulative[i] = sum += (i + 3) ** -1.1;
  }

  draw(random: Random): Unit {
    const { cumulative } = this;
    const target = random.uniform() * cumulative[cumulative.length - 1]!;
    let [low, high] = [0, cumulative.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! < target) low = middle + 1;
      else high = middle;
    }
    return this.units[low]!;
  }
}
