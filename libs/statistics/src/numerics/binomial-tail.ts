import { bernoulliDivergence } from './kullback-leibler.js';
import { stirlingError } from './log-gamma.js';

const NEGLIGIBLE = 1e-17;

function logMass(k: number, n: number, p: number): number {
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const correction = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  return correction - n * bernoulliDivergence(k / n, p) - 0.5 * Math.log(2 * Math.PI * k * (1 - k / n));
}

function logSumUpwards(from: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let term = 1;
  let sum = 1;
  for (let k = from; k < n && term > sum * NEGLIGIBLE; k++) {
    term *= ((n - k) / (k + 1)) * odds;
    sum += term;
  }
  return logMass(from, n, p) + Math.log(sum);
}

/**
 * ln P(X ≥ k) for X binomial(n, p), 0 < p < 1, any n: the smaller tail is summed from its largest term, so
 * probabilities far below 1e-300 keep their relative accuracy. Above every outcome it is −Infinity.
 */
export function logBinomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 0;
  if (k > n) return Number.NEGATIVE_INFINITY;
  if (k > n * p) return logSumUpwards(k, n, p);
  return Math.log1p(-Math.exp(logSumUpwards(n - k + 1, n, 1 - p)));
}

/** ln P(X ≤ k) for X binomial(n, p): the upper tail of the failures. */
export function logBinomialLowerTail(k: number, n: number, p: number): number {
  return logBinomialUpperTail(n - k, n, 1 - p);
}
