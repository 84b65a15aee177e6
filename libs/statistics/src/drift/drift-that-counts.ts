const LEAST_STABILITY_INDEX = 0.2;
const NOISE_FLOORS = 3;

/** Drift that counts in one cell (judge §2): a stability index of at least .2 that is more than 3 × its noise floor. */
export function isDriftThatCounts(populationStability: number, noiseFloor: number): boolean {
  return populationStability >= LEAST_STABILITY_INDEX && populationStability > NOISE_FLOORS * noiseFloor;
}
