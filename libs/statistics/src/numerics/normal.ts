import { upperRegularizedGamma } from './regularized-gamma.js';

const FARTHEST = 38;

/** P(Z ≤ z) of the standard normal; the lower tail keeps its relative accuracy down to z = −37. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperRegularizedGamma(0.5, (z * z) / 2);
  return z > 0 ? 1 - tail : tail;
}

/** z with P(Z ≤ z) = probability, for 0 < probability < 1, by bisection to the last bit. */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  let low = -FARTHEST;
  let high = 0;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}
